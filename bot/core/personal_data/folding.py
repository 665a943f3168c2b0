"""One character for one character: offsets in a folded text are those of the text."""

from __future__ import annotations

import re
import unicodedata

_FOLD: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣ー─ｰ"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\u202f\u3000\ufeff"), " "),
}
_OTHER_DIGITS = re.compile(r"[^\D0-9]")


def folded(text: str) -> str:
    """The text with plain digits, letters, hyphens and spaces for their look-alikes from the keyboard."""
    ascii_like = text.translate(_FOLD)
    return _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit[0])), ascii_like)
