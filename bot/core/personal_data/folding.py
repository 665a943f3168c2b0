"""One character for one character: offsets in a folded text are those of the text."""

from __future__ import annotations

import re
import unicodedata

_FOLD: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣⁃ー─━ｰ"), "-"),
    **dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\u202f\u3000\ufeff"), " "),
}
_OTHER_DIGITS = re.compile(r"[^\D0-9]")
_KANJI = "〇一二三四五六七八九"
_ROUND = "零○◯"  # written for 〇
_KANJI_DIGIT = {ord(kanji): str(n) for n, kanji in enumerate(_KANJI)} | dict.fromkeys(map(ord, _ROUND), "0")
_GROUP = rf"(?:[{_KANJI}{_ROUND}]{{2,}}+|[0-9]{{2,}}+)"
_DIGIT_BY_DIGIT = re.compile(rf"(?<![0-9{_KANJI}{_ROUND}]){_GROUP}(?:[ ()\-]{{1,2}}{_GROUP})*+")
_COUNTING = re.compile(f"[{_KANJI}]")
_FEWEST = 6


def folded(text: str) -> str:
    """The text with plain digits, letters, hyphens and spaces for their look-alikes from the keyboard.

    Kanji digits become plain ones where at least six digits are written one by one, as in 〇九〇-一二三四:
    in a name (三宅, 一郎) or a count (三丁目) they stay.
    """
    ascii_like = text.translate(_FOLD)
    plain = _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit[0])), ascii_like)
    return _DIGIT_BY_DIGIT.sub(_plain_digits, plain) if _COUNTING.search(plain) else plain


def _plain_digits(match: re.Match[str]) -> str:
    written = match[0]
    if _COUNTING.search(written) is None:
        return written
    plain = written.translate(_KANJI_DIGIT)
    return plain if sum(map(str.isdigit, plain)) >= _FEWEST else written
