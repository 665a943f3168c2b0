"""Membership numbers, and other numbers by which an organisation knows one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.labels import FAR, IS, NEAR, NOT_COUNTED

_NUMBERED = r"(?:番号|(?i:id|no\.?|#|number)(?![a-z])|コ-ド|ナンバ-)(?:番号|(?i:no\.?))?"
_JAPANESE = (
    "(?:会員(?:カ-ド|証|登録|管理)?|学籍|学生証?|社員証?|職員証?|従業員|教員|教職員|お?客様?|顧客|利用者|患者"
    "|診察券|受験票?|研究者|個人識別|身分証|在留カ-ド|(?:運転)?免許証?|パスポ-ト|旅券|被?保険者?証?|基礎年金)"
    rf"[ の・]?{_NUMBERED}(?: ?\([^()\n\0]{{1,12}}\))?"
)
_ENGLISH = (
    r"(?i:(?<![a-z])(?:member(?:ship)?(?:[ _-]?card)?|student|employee|staff|customer|client|patient|passport"
    r"|(?:driver'?s? ?)?licen[cs]e|insurance|social security|residence card)"
    r"[ _(\-]{0,2}(?:(?:registration|card|id)[ _-]?)?(?:number|num\.?|no\.?|id|#|code)(?![a-z])"
    r"|(?<![a-z])ssn(?![a-z])"
    r"|(?<![a-z])membership(?= ?[:=]))"
)
_MORE = r"(?:[\-_/.][0-9A-Za-z]++)*+"
_SPACED = rf"[A-Z]{{1,6}} [0-9]{{3,}}+{_MORE}{NOT_COUNTED}"
_VALUE = (
    rf"[A-Za-z]{{0,8}}[\-_/.]?[0-9]++[0-9A-Za-z]*+{_MORE}(?: [0-9]{{3,4}}(?![0-9\-])){{0,3}}{NOT_COUNTED}"
)
_SHORT = rf"(?:(?=[A-Za-z]{{0,8}}[\-_/.]?[0-9]{{2}}){_VALUE}|{_SPACED})"
_LONG = rf"(?:(?=[A-Za-z]{{0,8}}[\-_/.]?[0-9]{{1,5}}-?[0-9]{{2}}){_VALUE}|{_SPACED})"
_LABELLED = re.compile(
    rf"(?:{_JAPANESE}|{_ENGLISH})(?:{NEAR}(?P<near>{_SHORT})|{IS}(?P<said>{_SHORT})|{FAR}(?P<far>{_LONG})"
    rf"|{NEAR}[^0-9\n\0。.!?]{{0,30}}?(?i:is|was|it's)[ :]{{1,2}}(?P<told>{_LONG}))"
)
_BARE = r"(?:[A-Za-z]{1,6}-?)?[0-9]{4,12}(?![0-9A-Za-z,.])"
_MEMBER = re.compile(
    rf"会員(?:の|は| |:)?(?P<after>(?![0-9]{{4}}(?![0-9])){_BARE}{NOT_COUNTED})"
    rf"|(?<![0-9A-Za-z\-])(?P<before>{_BARE}) ?(?:が|\()(?:私の)?会員番号"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Numbers with such a label, and what stands beside 会員 and can be nothing else."""
    for match in _LABELLED.finditer(text):
        yield match.span(match.lastgroup or 0)
    if "会員" in text:
        for match in _MEMBER.finditer(text):
            yield match.span(match.lastgroup or 0)
