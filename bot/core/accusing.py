"""Whether a text accuses somebody of the office: a role in it and a misdeed stand in one sentence."""

from __future__ import annotations

import re

from bot.core.asking import clauses
from bot.core.text import normalise

_ROLE = re.compile(
    r"事務局|職員|局員|理事|役員|会長|委員長|幹事|スタッフ|担当者|担当の方|係の[方人]"
    r"|\b(?:staff|office|officers?|employees?|secretary|secretariat|board|directors?|president|treasurer"
    r"|chair(?:man|woman|person)?|committee)\b"
)
_MISDEED = re.compile(
    r"着服|横領|流用|盗[まみんっ]|漏ら|漏洩|漏えい|もらし|もらされ|流出させ|嘘|うそ|ウソ|虚偽|ひいき|贔屓|不正(?!確|アクセス|ログイン)|賄賂|わいろ"
    r"|隠蔽|もみ消|改ざん|改竄|悪用|脅[さしすせ]|怒鳴|どなら|殴|触ら[れせ]|暴言|暴力|侮辱|差別|いじめ|見下"
    r"|\b(?:embezzl|stole|steal|leak|lied\b|lying\b|brib|favou?riti|corruption\b|misus|abus|insult|threaten"
    r"|assault|yell(?:s|ed|ing)?\b|shout|discriminat|cheat|falsif)"
)
_PRETENDED = re.compile(
    r"名乗|なのっ|なりすま|成りすま|装[いっう]|偽[のサアペメ物]|騙|かたる|かたっ"
    r"|pretend|impersonat|posing|\bfake\b|claim(?:s|ed|ing)? to be"
)
"""Of these words the office is the victim."""


def accuses(text: str) -> bool:
    """Whether a text says of somebody of the office what only those who lead it should read."""
    return any(
        _ROLE.search(said) and _MISDEED.search(said) and not _PRETENDED.search(said)
        for said in map(normalise, clauses(text))
    )
