"""What in a message points to an account: URLs, @handles, mail addresses, the origin of a forward.

Finding folds full-width forms one character to one, so every reference keeps the text as it was written.
Japanese glued to either side is cut off; where the cut could be wrong, the reference is not `plain`.
All patterns are possessive or start only where a run starts, so time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.core.accounts import identity
from bot.core.model import ForwardOrigin

Kind = Literal["url", "handle", "mail", "forward"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that points to an account, as it was written, and the account it leads to.

    `start` is its offset in the message. A reference that is not `plain` may lead elsewhere than it
    seems to (user information, hidden characters, a doubtful end) and is never official.
    """

    text: str
    kind: Kind
    platform: str | None = None
    identity: str | None = None
    plain: bool = True
    start: int = 0
    origin: ForwardOrigin | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find(text: str, forward: ForwardOrigin | None = None) -> tuple[Reference, ...]:
    """Every reference in a message: the forward's origin first, then those in the text, in order."""
    origin = () if forward is None else (_of_forward(forward),)
    return (*origin, *_in_text(text))


def _of_forward(origin: ForwardOrigin) -> Reference:
    username = identity.of_handle("telegram", origin.username) if origin.username else None
    number = None if origin.id is None else str(origin.id)
    shown = origin.title or (f"@{origin.username}" if origin.username else number) or ""
    return Reference(shown, "forward", "telegram", username or number, origin=origin)


# --- characters ----------------------------------------------------------------------------------

_NOT_FOLDED = "，！；（）［］｛｝＜＞＂｜"
_FOLD = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F) if chr(c) not in _NOT_FOLDED}
_HIDDEN_RANGES = (
    (0x00AD, 0x00AD),
    (0x061C, 0x061C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202C),  # not the overrides after them: those reverse what is read
    (0x2060, 0x2064),
    (0x2066, 0x2069),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)
_HIDDEN = "".join(chr(code) for first, last in _HIDDEN_RANGES for code in range(first, last + 1))
_ELLIPSIS = "…‥"
_STOP = rf"\s<>\"{{}}|\^`、。｡､・･「」『』｢｣【】〔〕〈〉《》“”‘’„※→←⇒{_ELLIPSIS}{_NOT_FOLDED}"
_EMOJI = "\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
_JAPANESE = f"々-〇〜ぁ-ゖ゛-ゞァ-ヺー-ヿ㐀-䶿一-鿿豈-\ufaffｦ-ﾟ\U00020000-\U0003ffff{_EMOJI}"
_PUNCTUATION = r"!-/:-@\[-\^`{-~"
_W = rf"[^{_STOP}{_JAPANESE}{_PUNCTUATION}]"  # letters of any other script, and what hides among them
_SEEN = rf"[^{_STOP}{_JAPANESE}{_PUNCTUATION}{_HIDDEN}]"
_LOOSE = ".,:;!?'*~"
_DOTS = str.maketrans("。｡", "..")

# --- shapes --------------------------------------------------------------------------------------

_LABEL = rf"(?:{_W}|-)++"
_DOMAIN = rf"{_LABEL}(?:[.。｡]{_LABEL})++"
_LOCAL = rf"(?:{_W}|[.+%'\-])"
_REFERENCE = re.compile(
    r"(?P<scheme>[Hh][Tt][Tt][Pp][Ss]?:[/\\]++"
    r"|(?<![A-Za-z0-9+.\-])(?![A-Za-z]{1,16}https?:)[A-Za-z][A-Za-z0-9+.\-]{1,19}+://)"
    rf"|(?P<mail>(?<!{_LOCAL}){_LOCAL}++@{_DOMAIN})"
    rf"|(?P<domain>(?<!{_W})(?<!-){_DOMAIN}(?::[0-9]{{1,5}}+)?)"
    rf"|(?P<handle>(?<!{_SEEN})(?<![.+%/@\-])@(?:{_W}|[.\-])++(?P<server>@{_DOMAIN})?)"
)
_NEXT_URL = r"[,;]https?:[/\\]"
_AUTHORITY = re.compile(rf"(?:(?!{_NEXT_URL})[^{_STOP}/\\?#]|(?<=[A-Za-z0-9])[。｡](?=[A-Za-z0-9]))++")
_TAIL = re.compile(rf"[/\\?#](?:(?!{_NEXT_URL})[^{_STOP}{_JAPANESE}])*+")
_LAST_LABEL_GLUED = re.compile(rf"[A-Za-z0-9\-]++(?=[{_JAPANESE}])")
_HOST_THEN_JAPANESE = re.compile(rf"\.[A-Za-z]{{2,}}+[{_JAPANESE}]")
_ANOTHER_HOST_GLUED = re.compile(rf"[^{_STOP}]*?[.@%\\]{_W}")
_CLEAN_BEFORE_HOST = re.compile(rf"[{_STOP}{_EMOJI}ぁ-ゖ(\[:=,;'*~!?]")
_PARTICLE = re.compile(r"は|って|が|の|を|に|へ|と|も|から|より|です|でしょ|じゃ|や")
_NAME_GOES_ON = re.compile(rf"[^{_STOP}]*?[0-9/@_\-]")


def _in_text(text: str) -> Iterator[Reference]:
    folded = text.translate(_FOLD)
    position = 0
    while match := _REFERENCE.search(folded, position):
        reference = _read(text, folded, match)
        if reference is not None:
            yield reference
        position = _next(match, reference)


def _next(match: re.Match[str], reference: Reference | None) -> int:
    if reference is not None:
        return max(reference.end, match.start() + 1)
    # what looked like a mail address may be a handle after hidden characters
    return match.start() + match[0].index("@") if match["mail"] else match.end()


def _read(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    if match["scheme"]:
        return _url(text, folded, match)
    if match["mail"]:
        return _mail(text, folded, match)
    if match["domain"]:
        return _domain(text, folded, match)
    return _handle(text, folded, match)


# --- URLs ----------------------------------------------------------------------------------------


def _url(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    authority = _AUTHORITY.match(folded, match.end())
    if authority is None:
        return None
    after_last_dot = max(authority[0].rfind(c) for c in ".@:。｡") + 1
    glued = _LAST_LABEL_GLUED.match(authority[0], after_last_dot)
    end = authority.start() + glued.end() if glued else _tail_end(folded, authority.end())
    reference = _address(text, folded, match.start(), _trimmed(folded, match.start(), end))
    if _HOST_THEN_JAPANESE.search(authority[0], 0, glued.end() if glued else len(authority[0])):
        return replace(reference, platform=None, identity=None, plain=False)
    return reference


def _domain(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    start, end = match.start(), match.end()
    host, _, port = match["domain"].translate(_DOTS).partition(":")
    has_tail = folded[end : end + 1] in {"/", "\\"}
    certain = True
    if not _is_host(host, has_tail):
        host, _, rest = host.rpartition(".")
        if not _is_host(host, False):
            return None
        end -= len(rest) + 1 + (len(port) + 1 if port else 0)
        certain = has_tail = False
    start += len(host) - len(host.lstrip(_HIDDEN))
    end = _trimmed(folded, start, _tail_end(folded, end) if certain else end)
    before = folded[match.start() - 1 : match.start()]
    platform = None if "/" in folded[start:end] or not certain else _platform_named(folded, start, end)
    if platform:
        return _named(text, folded, start, end, platform)
    reference = _address(text, folded, start, end)
    return replace(reference, plain=reference.plain and certain and _clean_before_host(before))


def _tail_end(folded: str, end: int) -> int:
    tail = _TAIL.match(folded, end)
    return tail.end() if tail else end


def _address(text: str, folded: str, start: int, end: int) -> Reference:
    url, written = folded[start:end], text[start:end]
    plain = identity.is_plain(url)
    if url != written and identity.host(written) not in {None, identity.host(url)}:
        url, plain = written, False  # a browser reads the full-width forms otherwise
    platform, name = identity.of_url(url) or (None, None)
    if plain:
        in_host = not re.search(r"[/\\?#]", url.partition("://")[2] or url)
        plain = _clean_after_host(folded, end) if in_host else _clean_after_name(folded, end, platform)
    return Reference(written, "url", platform, name, plain, start)


def _trimmed(folded: str, start: int, end: int) -> int:
    """The end without closing punctuation; a closing bracket stays where the address opened it."""
    surplus = folded.count(")", start, end) - folded.count("(", start, end)
    while end > start:
        last = folded[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in _LOOSE and last not in _HIDDEN and last != "]":
            break
        end -= 1
    return end


# --- mail and handles ----------------------------------------------------------------------------


def _mail(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    whole = match["mail"]
    start = match.start() + len(whole) - len(whole.lstrip(_HIDDEN + "'."))
    end = _trimmed(folded, start, match.end())
    local, _, domain = folded[start:end].rpartition("@")
    domain = domain.translate(_DOTS).strip("-")
    if not local or not _TLD.fullmatch(domain.rpartition(".")[2].lower()):
        return None
    host = identity.host(domain) if identity.is_plain(domain) and local.isascii() else None
    address = f"{local}@{host}" if host else None
    return Reference(text[start:end], "mail", "mail", address, _clean_after_host(folded, end), start)


def _handle(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    end = match.end()
    while folded[end - 1] in f".-{_HIDDEN}":
        end -= 1
    start = match.start()
    name = folded[start + 1 : end]
    if not any(c.isalpha() for c in name):
        return None
    if match["server"]:
        return Reference(text[start:end], "handle", "mastodon", name.lower(), False, start)
    platform = "bluesky" if name.lower().endswith(".bsky.social") else _platform_named(folded, start, end)
    return _named(text, folded, start, end, platform)


def _named(text: str, folded: str, start: int, end: int, platform: str | None) -> Reference:
    name = folded[start:end]
    known = identity.of_handle(platform, name) if platform else name.lower().removeprefix("@")
    return Reference(
        text[start:end],
        "handle",
        platform,
        known if name.isascii() else None,
        _clean_after_name(folded, end, platform),
        start,
    )


# --- clean ends ----------------------------------------------------------------------------------


def _clean_before_host(before: str) -> bool:
    return not before or _CLEAN_BEFORE_HOST.fullmatch(before) is not None


def _clean_after_host(folded: str, end: int) -> bool:
    """Whether a host ends here for every reader: nothing follows that could be more of the host."""
    window = folded[end : end + 256]
    rest = window.lstrip(_LOOSE + _HIDDEN + "()]")
    if window.startswith(".."):
        return False
    if not rest or rest[0].isspace() or re.match(_NEXT_URL, window):
        return True
    if re.match(f"[{_JAPANESE}]", rest):
        return not _ANOTHER_HOST_GLUED.match(rest.partition("://")[0])
    if rest[0] in _ELLIPSIS or not re.match(f"[{_STOP}]", rest):
        return False
    return rest[1:2] not in set(".@-:/%_") and not (rest[0].isascii() and re.match(_W, rest[1:2]))


def _clean_after_name(folded: str, end: int, platform: str | None) -> bool:
    """Whether a name ends here: platforms with names in any script allow only a particle after it."""
    rest = folded[end : end + 64].lstrip(_HIDDEN)
    if rest.startswith(("..", *_ELLIPSIS, *"@/%+&=#\\$")):
        return False
    in_any_script = platform in {"youtube", "linkedin", "facebook"} and folded[end - 1] != "/"
    if not in_any_script or not re.match(f"[{_JAPANESE}]", rest):
        return True
    return bool(_PARTICLE.match(rest)) and not _NAME_GOES_ON.match(rest)


# --- bare domains --------------------------------------------------------------------------------

_TLD = re.compile(rf"xn--[a-z0-9\-]{{2,59}}|(?:(?![0-9]){_SEEN}){{2,24}}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON_ENDINGS = _words(
    "ac academy ai app asia at au be biz blog br ca cc center ch click cloud club cn co com "
    "community de design dev edu email es eu events fi foundation fr fun global gov gr group hk "
    "host icu in info institute int io ir it jobs jp kr life link live ltd me media mil mobi moe "
    "mx my name net network news nl nz online org osaka page pe ph pl press pro pub ru school "
    "science se services sg shop site social society solutions space store studio support systems "
    "team tech th tk to today tokyo top tr tv tw ua uk us vip vn website wiki work world ws wtf "
    "xyz zone"
)
_WORDS_TOO = _words(
    "ac at be center co email events fun group in it life link live me my name or page pe press "
    "pro school social society space support team to today top us work world"
)
_FILE_ENDINGS = _words(
    "c cpp css csv doc docx exe gif go gz htm html ini jpeg jpg js json log md mov mp mp3 mp4 pdf "
    "php png ppt pptx ps py rs rtf sh sql svg tar tex tiff ts tsx txt webp xls xlsx xml yaml yml "
    "zip"
)


def _is_host(host: str, has_path: bool) -> bool:
    """Whether a domain without a scheme is meant as one.

    Known platforms and www. always; endings that are also English words ("to", "in") or less common
    need a path ("/"), and file names never are.
    """
    bare = host.lower().strip(_HIDDEN + "-")
    ending = bare.rpartition(".")[2]
    if identity.is_known_host(bare) or ending.startswith("xn--"):
        return True
    if bare.startswith("www.") or (has_path and ending not in _FILE_ENDINGS):
        return _TLD.fullmatch(ending) is not None
    return ending in _COMMON_ENDINGS and (ending not in _WORDS_TOO or bare.count(".") > 1)


# --- platform words ------------------------------------------------------------------------------

_PLATFORM_WORDS = {
    "facebook": "(?i:facebook)|FB|フェイスブック",
    "x": "(?i:twitter)|[Xx]|ツイッター",
    "instagram": "(?i:instagram|insta)|IG|インスタグラム|インスタ",
    "threads": "(?i:threads)|スレッズ",
    "youtube": "(?i:youtube)|ユーチューブ",
    "linkedin": "(?i:linkedin)|リンクトイン",
    "telegram": "(?i:telegram)|テレグラム",
    "line": "LINE|ライン",
    "note": "note|ノート",
    "bluesky": "(?i:bluesky)|ブルースカイ",
    "tiktok": "(?i:tiktok)|ティックトック",
}
_WORD = "|".join(f"(?P<{platform}>{words})" for platform, words in _PLATFORM_WORDS.items())
_BEFORE = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_WORD}) ?"
    r"(?:(?:の|で|上の|公式|アカウント|ページ|チャンネル|account|page|channel|handle|user|official) ?){0,4}"
    r"[:は(（「『\"']{0,2} ?\Z"
)
_AFTER = re.compile(
    r"[\"'」』)）]? ?(?:(?:on|at|from|in) (?:the )?|という|って|っていう|の|[(（]) ?"
    rf"(?:{_WORD})(?![A-Za-z0-9])"
)


def _platform_named(folded: str, start: int, end: int) -> str | None:
    """The one platform that the words beside a handle name; None when there is none or there are two."""
    before = _BEFORE.search(folded[max(0, start - 40) : start])
    after = _AFTER.match(folded[end : end + 40])
    named = {match.lastgroup for match in (before, after) if match}
    return named.pop() if len(named) == 1 else None
