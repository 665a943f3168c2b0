"""Which characters belong to a reference, which end it, and which nobody sees."""

from __future__ import annotations

_NOT_FOLDED = "，！；（）［］｛｝＜＞＂｜"
FOLD = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F) if chr(c) not in _NOT_FOLDED}
"""Full-width forms to those of the keyboard, one character to one."""
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
HIDDEN = "".join(chr(code) for first, last in _HIDDEN_RANGES for code in range(first, last + 1))
ELLIPSIS = "…‥"
STOP = rf"\s<>\"{{}}|\^`、。｡､・･「」『』｢｣【】〔〕〈〉《》“”‘’„※→←⇒{ELLIPSIS}{_NOT_FOLDED}"
EMOJI = "\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
JAPANESE = f"々-〇〜ぁ-ゖ゛-ゞァ-ヺー-ヿ㐀-䶿一-鿿\uf900-\ufaffｦ-ﾟ\U00020000-\U0003ffff{EMOJI}"
PUNCTUATION = r"!-/:-@\[-\^`{-~"
W = rf"[^{STOP}{JAPANESE}{PUNCTUATION}]"
"""Letters of any other script, and what hides among them."""
SEEN = rf"[^{STOP}{JAPANESE}{PUNCTUATION}{HIDDEN}]"
NOT_OPENING = rf"[^{STOP}(\[:=,;]"
"""What may go on with a path or a sentence's dot behind it."""
LOOSE = ".,:;!?'*~"
"""Punctuation that ends a sentence rather than an address."""
DOTS = str.maketrans("。｡", "..")
