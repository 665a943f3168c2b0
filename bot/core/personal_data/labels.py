"""What stands between a label and its value, and what tells that a number counts something.

Patterns for texts that are folded; none of them crosses a blank.
"""

from __future__ import annotations

NEAR = r"(?:(?!\n\n)[\s:=#|>*_,、・は\[\]()「」『』【】<\-]){0,6}"
"""Punctuation, a line break or は: the value follows at once."""
FAR = r"[^0-9A-Za-z\n\0。!?]{0,12}"
"""A few Japanese words of the same sentence."""
IS = r"(?:(?!\n\n)[\s:=#,(\"'\-]|(?i:is|was|are|of|no\.?|number|num\.?|nr\.?|id|code)(?![a-z])){0,8}"
"""English: punctuation, "is", "number"."""
SPACING = r"(?: ?[\-.・/_] ?| {1,2})?"
"""What people put between the digits of one number."""

_UNITS = (
    "[円人月時分秒件回部冊枚個台頁桁版巻章節項度歳才週%℃¥]|年(?!会)|日(?!本)|名(?![前義])|号(?!室)"
    "|ペ-ジ|文字|番目|ヶ月|か月|ヵ月|カ月|以上|以下|未満|[nmckµμ]m(?![a-z])|kg|[KMGT]B|dpi|ppi|px|[kMG]?Hz"
    "|(?i:yen|jpy|usd|eur|people|members|participants|pages?|words|characters|digits|years?|months?|days?"
    "|hours?|minutes?|points?|percent)(?![a-z])"
)
NOT_COUNTED = rf"(?! ?(?:{_UNITS}))"
"""After a number: it is no quantity, year or size."""
