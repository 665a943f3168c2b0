"""Dates of birth: days that are called so. Any other day is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KANJI = "〇元一二三四五六七八九十"
_N = rf"(?:[0-9]{{1,2}}|[{_KANJI}]{{1,3}})"
_WESTERN = r"(?:(?:18|19|20)[0-9]{2}|[一二][〇一二三四五六七八九]{3})"
_ERA = rf"(?:明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR]\.?) ?{_N}"
_WHOLE = rf"(?:{_WESTERN}|{_ERA}) ?(?:年|[\-/.]) ?{_N} ?(?:月|[\-/.]) ?{_N}(?![0-9])(?: ?日)?+"
_YEAR = rf"(?:{_WESTERN}|{_ERA}) ?年(?! ?{_N})"
_YEAR_AND_MONTH = rf"(?:{_WESTERN}|{_ERA}) ?年 ?{_N} ?月(?! ?{_N})"
_MONTH_AND_DAY = rf"(?:{_N} ?月 ?{_N} ?日|[0-9]{{1,2}}[/\-][0-9]{{1,2}}(?![0-9/\-]))"
_RUN_TOGETHER = r"(?:(?:19|20)[0-9]{6}|[0-9]{6})(?![0-9])"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?![A-Za-z])"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9])"
_ENGLISH = (
    rf"(?:{_DAY}(?: of)?[ \-]{_MONTH}(?:,? ?[ \-]?[0-9]{{4}})?|{_MONTH}[ \-]{_DAY}(?:,? ?[0-9]{{4}})?"
    rf"|{_MONTH},? [0-9]{{4}}|[0-9]{{1,2}}[/.\-][0-9]{{1,2}}[/.\-][0-9]{{2,4}})"
)
_ANY = rf"(?:{_WHOLE}|{_ENGLISH}|{_YEAR_AND_MONTH}|{_RUN_TOGETHER})"
_CALENDAR = r"(?:西暦|和暦|\(西暦\))?"
_TIGHT = r"[\s:=は、,(\[「\-]{0,5}" + _CALENDAR
_LOOSE = r"[^0-9A-Za-z\n\0。!?]{0,12}?" + _CALENDAR
_LABEL = r"(?:生年月日|誕生日|お?生まれ(?:た日)?|生年|バ-スデ-)"
_ENGLISH_LABEL = (
    r"(?i:(?<![a-z])(?:d\.?o\.?b\.?|date of birth|birth ?date|birth ?day|born)(?![a-z])"
    r"(?:[\s:=,(\"'\-]|(?:is|was|on|in|the)(?![a-z])){1,6})"
)
_NO_TERM = "(?! ?(?:まで|以降|以前|から|現在|付け|締|期限|必着))"
_BIRTH = re.compile(
    rf"{_LABEL}(?:{_TIGHT}(?P<tight>{_ANY}|{_MONTH_AND_DAY}|{_YEAR}){_NO_TERM}"
    rf"|{_LOOSE}(?P<loose>{_WHOLE}){_NO_TERM})"
    rf"|{_ENGLISH_LABEL}(?P<said>{_WHOLE}|{_ENGLISH}|{_RUN_TOGETHER})"
    rf"|(?P<born>(?<![0-9])(?:{_WHOLE}|{_YEAR_AND_MONTH}|{_MONTH_AND_DAY}|{_YEAR})) ?(?:に"
    rf"|の)?(?:生まれ|生れ)"
    rf"|(?P<brief>(?<![0-9]){_WHOLE}) ?\)?生(?![一-龯ぁ-ん])"
    rf"|(?P<before>(?<![0-9A-Za-z])(?:{_WHOLE}|{_ENGLISH}))(?: is (?:my|the) (?:birthday"
    rf"|date of birth)| ?\((?:DOB|生年月日)\))"
)
_NUMERAL = re.compile(f"[0-9{_KANJI}]")
_HINT = re.compile(r"生|誕|バ-スデ-|(?i:birth|born|d\.?o\.?b)")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Western or Japanese years, in figures or kanji, also without the year where it is a birthday."""
    if _HINT.search(text) and _NUMERAL.search(text):
        for match in _BIRTH.finditer(text):
            yield match.span(match.lastgroup or 0)
