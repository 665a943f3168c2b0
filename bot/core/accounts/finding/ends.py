"""Where an address or a name ends, and whether every reader would end it there."""

from __future__ import annotations

import re

from bot.core.accounts.finding.characters import ELLIPSIS, EMOJI, HIDDEN, JAPANESE, LOOSE, STOP, W
from bot.core.accounts.finding.platform_words import ANY_PLATFORM

NEXT_URL = r"[,;]https?:[/\\]"
_ANOTHER_HOST_GLUED = re.compile(rf"[^{STOP}]*?[.@%\\]{W}")
_CLEAN_BEFORE_HOST = re.compile(rf"[{STOP}{EMOJI}ぁ-ゖ(\[:=,;'*~!?]")
_GLUED = re.compile(rf"[^{STOP}{EMOJI}ぁ-ゖ(\[:=,;'*~!?]+\Z")
_ORDINARY = re.compile(
    "(?:公式|学会|貴会|御会|当会|本会|会|協会|学会誌|会誌|事務局|本部|ウェブ|ホーム|トップ|サイト|ページ|ドメイン|アドレス"
    "|リンク|ブログ|先|以下|下記|上記|右記|次|現在|本日|今回|アカウント|ハンドル|ユーザー|メール|名|ヘ"
    f"|Web|web|WEB|HP|URL|SNS|{ANY_PLATFORM})+"
)
_PARTICLE_BEFORE = re.compile(
    "(?:の|は|が|を|に|へ|と|も|で|や|から|より|って|いう|した|きた|来た|いた|った|んだ|です|ます)\\Z"
)
_WINDOW = 64
_LINE = 256
_ASKING = (
    "公式|本物|本当|ほんと|偽|ニセ|にせ|貴|御|当|そちら|どう|何|なに|なん|誰|だれ|どこ|学会|協会|安全|大丈夫|怪|あやし"
    "|正式|正規|信用|信頼|詐欺|なりすま|成りすま|実在|いい|良|違|ちが|合って|あって|ある|あり|来|き(?:た|まし)|届|送"
    "|フォロー|DM|[ 、。,.?!？！\n\t\u3000]|\\Z"
)
_CONTINUES = re.compile(
    rf"(?:は|って|が)(?:{_ASKING})"
    "|の(?:公式|アカウント|ページ|チャンネル|投稿|動画|方|こと|URL|リンク|ツイート|ポスト|プロフィール)"
    "|という|っていう|と名乗|とかいう|なる(?:アカ|ユー|チャ)|から|より|です|でしょ|じゃ|を|に|へ|と|も|や"
)
_NAME_GOES_ON = re.compile(rf"[^{STOP}]*?[0-9/@_\-]")
_IN_ANY_SCRIPT = frozenset({"youtube", "linkedin", "facebook"})


def trimmed(folded: str, start: int, end: int) -> int:
    """The end without closing punctuation; a closing bracket stays where the address opened it."""
    surplus = folded.count(")", start, end) - folded.count("(", start, end)
    while end > start:
        last = folded[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in LOOSE and last not in HIDDEN and last != "]":
            break
        end -= 1
    return end


def clean_before_host(folded: str, start: int) -> bool:
    """Whether a host begins here for every reader: only ordinary words are glued before it."""
    before = folded[start - 1 : start]
    return (
        not before
        or _CLEAN_BEFORE_HOST.fullmatch(before) is not None
        or _after_a_word(folded[max(0, start - _LINE) : start])
    )


def clean_before_handle(folded: str, start: int) -> bool:
    """Whether "@" begins a handle, and not a mailbox's host after a name or a quotation."""
    before = folded[max(0, start - _LINE) : start].rstrip(HIDDEN)
    if folded[start] != "@" or not before:
        return True
    if before[-1].isalnum():
        return bool(_PARTICLE_BEFORE.search(before)) or _after_a_word(before)
    return not _closes_quotation(before)


def _closes_quotation(before: str) -> bool:
    line = before.rpartition("\n")[2]
    if line.endswith(('"', "＂")):
        opened = line.count('"') + line.count("＂")
        return opened % 2 == 0 and not line[-2].isspace()
    return line.endswith(tuple("”’」』")) or (line.endswith("'") and line[-2:-1].isalnum())


def _after_a_word(before: str) -> bool:
    glued = _GLUED.search(before, max(0, len(before) - _WINDOW))
    return glued is not None and _ORDINARY.fullmatch(glued[0]) is not None


def clean_after_host(folded: str, end: int) -> bool:
    """Whether a host ends here for every reader: nothing follows that could be more of the host."""
    window = folded[end : end + 256]
    rest = window.lstrip(LOOSE + HIDDEN + "()]")
    if window.startswith(".."):
        return False
    if not rest or rest[0].isspace() or re.match(NEXT_URL, window):
        return True
    if re.match(f"[{JAPANESE}]", rest):
        return not _ANOTHER_HOST_GLUED.match(rest.partition("://")[0])
    if rest[0] in ELLIPSIS or not re.match(f"[{STOP}]", rest):
        return False
    return rest[1:2] not in set(".@-:/%_") and not (rest[0].isascii() and re.match(W, rest[1:2]))


def clean_after_name(folded: str, end: int, platform: str | None, unknown: bool = False) -> bool:
    """Whether a name ends here: on platforms with names in any script, only where a sentence goes on so.

    On an unknown platform that is so too.
    """
    rest = folded[end : end + 64].lstrip(HIDDEN)
    if rest.startswith(("..", *ELLIPSIS, *"@/%+&=#\\$")):
        return False
    in_any_script = (unknown or platform in _IN_ANY_SCRIPT) and folded[end - 1] != "/"
    if not in_any_script or not re.match(f"[{JAPANESE}]", rest):
        return True
    return bool(_CONTINUES.match(rest)) and not _NAME_GOES_ON.match(rest)
