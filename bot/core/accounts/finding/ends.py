"""Where an address or a name ends, and whether every reader would end it there."""

from __future__ import annotations

import re

from bot.core.accounts.finding.characters import ELLIPSIS, EMOJI, HIDDEN, JAPANESE, LOOSE, STOP, W

NEXT_URL = r"[,;]https?:[/\\]"
_ANOTHER_HOST_GLUED = re.compile(rf"[^{STOP}]*?[.@%\\]{W}")
_CLEAN_BEFORE_HOST = re.compile(rf"[{STOP}{EMOJI}ぁ-ゖ(\[:=,;'*~!?]")
_PARTICLE = re.compile(r"は|って|が|の|を|に|へ|と|も|から|より|です|でしょ|じゃ|や")
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


def clean_before_host(before: str) -> bool:
    """Whether a host begins here for every reader, whatever character stands before it."""
    return not before or _CLEAN_BEFORE_HOST.fullmatch(before) is not None


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


def clean_after_name(folded: str, end: int, platform: str | None) -> bool:
    """Whether a name ends here: platforms with names in any script allow only a particle after it."""
    rest = folded[end : end + 64].lstrip(HIDDEN)
    if rest.startswith(("..", *ELLIPSIS, *"@/%+&=#\\$")):
        return False
    in_any_script = platform in _IN_ANY_SCRIPT and folded[end - 1] != "/"
    if not in_any_script or not re.match(f"[{JAPANESE}]", rest):
        return True
    return bool(_PARTICLE.match(rest)) and not _NAME_GOES_ON.match(rest)
