"""Dates of birth: days that are called so. Any other day is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KANJI = "〇元一二三四五六七八九十"
_N = rf"(?:[0-9]{{1,2}}|[{_KANJI}]{{1,3}})"
_WESTERN = r"(?:(?:18|19|20)[0-9]{2}|[一二][〇一二三四五六七八九]{3})"
_ERA = rf"(?:(?:明治?|大正?|昭和?|平成?|令和?)(?= ?{_N} ?[年\-/.])|(?<![A-Za-z])[MTSHR]\.?) ?{_N}"
_ALSO = rf"(?: ?\((?:{_WESTERN}|{_ERA}) ?年?\))?"
_WHOLE = rf"(?:{_WESTERN}|{_ERA}) ?(?:年{_ALSO}|[\-/.]) ?{_N} ?(?:月|[\-/.]) ?{_N}(?![0-9])(?: ?日)?+"
_TWO_DIGITS = rf"(?<![0-9A-Za-z{_KANJI}])(?:'?[0-9]{{2}}|[三四五六七八九〇][〇一二三四五六七八九])"
_SHORT = rf"{_TWO_DIGITS} ?年 ?{_N} ?月 ?{_N}(?![0-9])(?: ?日)?+"
_D = "[0-9]{1,2}"
_IN_FIGURES = rf"(?<![0-9A-Za-z])(?<![0-9][/.\-])'?[0-9]{{2}}(?:/{_D}/|\.{_D}\.|-{_D}-){_D}(?![0-9])"
_SHORT_YEAR = rf"{_TWO_DIGITS} ?年"
_YEAR = rf"(?:{_WESTERN}|{_ERA}) ?年(?! ?{_N})"
_YEAR_AND_MONTH = rf"(?:{_WESTERN}|{_ERA}) ?年 ?{_N} ?月(?! ?{_N})"
_MONTH_AND_DAY = rf"(?:{_N} ?月 ?{_N} ?日|[0-9]{{1,2}}[/\-][0-9]{{1,2}}(?![0-9/\-]))"
_RUN_TOGETHER = r"(?:(?:19|20)[0-9]{6}|[0-9]{6})(?![0-9])"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?![A-Za-z])"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9])"
_ITS_YEAR = r"(?:[0-9]{4}|'?[0-9]{2})(?![0-9:])"
_ENGLISH = (
    rf"(?:{_DAY}(?: of)?[ \-]{_MONTH}(?:,? ?[ \-]?{_ITS_YEAR})?|{_MONTH}[ \-]{_DAY}(?:,? ?{_ITS_YEAR})?"
    rf"|(?:19|20)[0-9]{{2}},?[ \-]{_MONTH}[ \-]{_DAY}|{_MONTH},? [0-9]{{4}}"
    rf"|[0-9]{{1,2}}[/.\-][0-9]{{1,2}}[/.\-][0-9]{{2,4}})"
)
_ANY = rf"(?:{_WHOLE}|{_SHORT}|{_ENGLISH}|{_YEAR_AND_MONTH}|{_RUN_TOGETHER})"
_CALENDAR = r"(?:西暦|和暦|\(西暦\))?"
_TIGHT = r"[\s:=は、,(\[「\-]{0,5}" + _CALENDAR
_LOOSE = r"[^0-9A-Za-z\n\0。!?]{0,12}?" + _CALENDAR
_BORN = "(?:生まれ|生れ|産まれ|うまれ|ウマレ)(?![変か])"
_LABEL = rf"(?:生年月日|誕生日|お?{_BORN}(?:た日)?|生年|バ-スデ-|せいねんがっぴ|たんじょうび)"
_ENGLISH_LABEL = (
    r"(?i:(?<![a-z])(?:d\.?o\.?b\.?|date of birth|birth ?date|birth ?day|b-?day|born)(?![a-z])"
    r"(?:[\s:=,(\"'\-]|(?:is|was|on|in|the)(?![a-z])){1,6})"
)
_NO_TERM = "(?! ?(?:まで|以降|以前|から|現在|付け|締|期限|必着))"
_BIRTH = re.compile(
    rf"{_LABEL}(?:{_TIGHT}(?P<tight>{_ANY}|{_MONTH_AND_DAY}|{_YEAR}){_NO_TERM}"
    rf"|{_LOOSE}(?P<loose>{_WHOLE}){_NO_TERM})"
    rf"|{_ENGLISH_LABEL}(?P<said>{_WHOLE}|{_ENGLISH}|{_RUN_TOGETHER})"
    rf"|(?P<born>(?<![0-9])(?:{_WHOLE}|{_SHORT}|{_IN_FIGURES}|{_YEAR_AND_MONTH}|{_MONTH_AND_DAY}|{_YEAR}"
    rf"|{_SHORT_YEAR}|(?:19|20)[0-9]{{6}}(?![0-9]))) ?(?:[にの]|頃に?)?{_BORN}"
    rf"|(?P<brief>(?<![0-9])(?:{_WHOLE}|{_SHORT}|{_IN_FIGURES})) ?\)?生(?![一-龯ぁ-ん])"
    r"|(?i:(?<![a-z])(?:i was|i am|i'm|(?:he|she) was) born (?:in )?)(?P<in>(?:19|20)[0-9]{2})(?![0-9])"
    rf"|(?P<before>(?<![0-9A-Za-z])(?:{_WHOLE}|{_ENGLISH}))(?: is (?:my|the) (?:birthday"
    rf"|date of birth)| ?\((?:DOB|生年月日)\))"
)
_IN_ERA_LETTERS = rf"(?<![0-9A-Za-z])[MTSH]\.? ?{_D}[./\-]{_D}[./\-]{_D}(?![0-9./\-])"
_CORRECTED = r"(?<![一-龯])(?:誤り?|正(?:しく|しい方)?|[旧新]|訂正|(?:変更|訂正|修正)[前後])[ :は、)]{1,3}"
_BESIDE = re.compile(
    rf"(?P<era>{_IN_ERA_LETTERS})|{_CORRECTED}(?P<corrected>{_WHOLE}){_NO_TERM}"
    rf"|(?<![0-9])(?P<mine>{_WHOLE}) ?[がは](?:私の|本人の|正しい|本当の){{1,2}}(?:生年月日|誕生日)(?!欄)"
)
_CALLED = re.compile("生年月日|誕生日")
_BEFORE, _BEHIND = 50, 16
_NUMERAL = re.compile(f"[0-9{_KANJI}]")
_HINT = re.compile(
    r"生|誕|うまれ|ウマレ|産まれ|せいねん|たんじょう|バ-スデ-|(?i:birth|b-?day|born|d\.?o\.?b)"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Western or Japanese years, in figures or kanji, also without the year where it is a birthday."""
    if _HINT.search(text) and _NUMERAL.search(text):
        for match in _BIRTH.finditer(text):
            yield match.span(match.lastgroup or 0)
        yield from (m.span(m.lastgroup or 0) for m in _BESIDE.finditer(text) if _near_its_label(text, m))


def _near_its_label(text: str, match: re.Match[str]) -> bool:
    near = text[max(0, match.start() - _BEFORE) : match.end() + _BEHIND]
    return _CALLED.search(near) is not None
