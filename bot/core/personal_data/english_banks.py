"""Bank accounts in English and romaji: "MUFG Bank, Ueno branch (331), futsu 0928174"."""

from __future__ import annotations

import re

from bot.core.personal_data.labels import IS, NOT_COUNTED

_KIND = (
    r"(?i:ordinary|savings?|current|che(?:c|que)king|deposit|fut+su+|fut+sū|to-?u?za|chochiku)"
    r"(?: (?i:deposit|account|acct|a/c|ko-?u?za))?"
)
_NUMBERED = r"(?i:number|num\.?|no\.?|#)(?![a-z])"
_LABEL = (
    rf"(?i:(?:bank )?(?:account|acct|a/c)\.? ?){_NUMBERED}"
    r"|(?i:(?:routing|transit|sort|bsb)[ -]?(?:number|no\.?|code))(?![a-z])"
)
_BRANCH_CODE = (
    r"[ ,:/]{0,2}\(?(?:(?i:bank|branch|br\.|code|number|no\.?|#)[ :.]{0,2}){0,3}[0-9]{3,4}(?![0-9]| ?-)\)?"
)
_GAP = r"(?:(?!\n\n)[\s,:;/|]|-(?= )){1,3}"
_AT_A_BANK = (
    rf"(?i:bank|branch|shiten|honten)(?![a-z])(?:{_BRANCH_CODE})?(?:{_GAP}|(?<=\)))(?:{_KIND} ?[/|;]?)?"
)
_ITS_NUMBER = r"(?i:(?:and )?(?:account )?(?:number|num\.?|no\.?|bang(?:o|ou|ō)))[\s:=#]{0,3}"
_POST_OFFICE = (
    r"(?:(?i:symbol|kigo)(?: ?(?i:number|no\.?|code)(?![a-z]))?[\s:=#]{0,3}[0-9]{5}(?:[ \-][0-9](?![0-9]))?"
    rf"[\s,/|;\-]{{1,3}}(?:{_ITS_NUMBER}[0-9]{{2,8}}|[0-9]{{6,8}})(?![0-9])"
    r"|(?:(?i:yu-?cho(?: bank)?|(?:jp|japan post) bank)|(?i:symbol[ /&\-]{1,3}number))[\s:,=]{1,3}"
    r"[0-9]{5}[ \-/]{1,2}(?:[0-9][ \-])?[0-9]{2,8}(?![0-9]))"
)
_NO_PHONE = r"(?!0[0-9]{1,3}[ \-][0-9]{2,4}[ \-][0-9]{4}(?![0-9])|0[5789]0[0-9]{8}(?![0-9]))"
ACCOUNT = (
    rf"(?<![A-Za-z])(?:{_POST_OFFICE}|(?:(?:{_LABEL})(?:[^0-9\n\0.!?]{{0,30}}? is )?"
    rf"|{_KIND} (?i:account|acct|a/c|ko-?u?za)(?![a-z])|{_AT_A_BANK}(?![a-z]))"
    rf"{IS}{_NO_PHONE}(?:[0-9]{{5,}}+|[0-9](?:[ \-]?[0-9]){{4,16}})(?![0-9]){NOT_COUNTED})"
)
"""From what tells that it is one to the end of the number."""

_CAPITALS = r"(?<![A-Za-z])[A-Z][A-Za-z'\-]*(?: (?:of )?[A-Z][A-Za-z'\-]*){0,2}"
_FIELD = (
    r"(?:(?i:bank|branch|(?:account )?(?:type|kind))(?: (?i:name|code))?|(?i:swift|bic)(?: (?i:code))?)"
    r" ?[:=] ?[^\n\0,;/|:=]{1,30}"
)
PART = (
    rf"(?:(?<![A-Za-z])(?:{_FIELD}|{_KIND})"
    rf"|{_CAPITALS} (?:(?i:bank|branch)|Banking Corporation)(?:{_BRANCH_CODE})?"
    rf"|(?<![A-Za-z])Bank of {_CAPITALS}"
    rf"|(?<![A-Za-z])(?:SMBC|MUFG|Yu-?cho|[A-Z]{{3,6}} Bank)(?= ?[,/\n]))"
)
"""What may stand before that and belongs to it."""
ITS_NAME = re.compile(rf"{_CAPITALS} \(?\Z")
"""Before the word with which an account was found, if this is such a word."""
NAMED = re.compile("Bank|BANK|(?i:branch|shiten)")
