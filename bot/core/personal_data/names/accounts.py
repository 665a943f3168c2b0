"""Names of accounts that somebody asks about: references under verification, whatever they look like."""

from __future__ import annotations

import re

_QUOTED = r"[ 」』\"”'’)]{0,4}"
_PAGE = r"(?:アカウント|ペ[-ー]ジ|チャンネル|グル[-ー]プ)"
_THEIRS = r"(?:貴会|御会|貴学会|本学会|学会|そちら)の(?:公式の?)?"
_AFTER = re.compile(
    rf"{_QUOTED}(?:(?:という|って(?:いう)?)(?:名前の|名の|名義の)?(?:公式の?)?{_PAGE}"
    rf"|(?:は|って) ?(?:公式|本物|正式|偽物|にせもの|{_THEIRS}(?:{_PAGE}|もの|公式)))"
    rf"|{_QUOTED},? (?:(?:is|are|an?|the|your|really|actually|one|of) ){{0,6}}"
    r"(?:official|genuine|legit|legitimate|authentic|fake|real|account|page|profile|channel|yours)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:{_PAGE}(?:名|の名前)?(?:は|が)?[: 「『\"“]{{0,4}}"
    r"|\b(?:account|page|profile|channel|handle)(?: called| named| name)?:?(?: is)? [\"'“‘]{0,4})$",
    re.IGNORECASE,
)
_NEAR = 40


def is_asked_about(plain: str, start: int, end: int) -> bool:
    """Whether what stands here is called an account, or asked after as one."""
    before = plain[max(0, start - _NEAR) : start]
    return _AFTER.match(plain, end) is not None or _BEFORE.search(before) is not None
