"""What stands around names of people in Latin letters, in English and in Japanese."""

from __future__ import annotations

import re

_LETTER = "[A-Za-zÀ-ÖØ-öø-ſḀ-ỿ]"
_APOSTROPHE = "['’]"

# --- before a name -------------------------------------------------------------------------------

SAYS_NAME = re.compile(
    rf"(?<!{_LETTER})(?:my (?:full |real |legal |own )?name(?: is|{_APOSTROPHE}s)|name{_APOSTROPHE}s|call me"
    rf"|i(?: am|{_APOSTROPHE}m) called|signed(?: by)?|je m{_APOSTROPHE}appelle|ich hei(?:ß|ss)e|mein name ist"
    r"|ich bin|me llamo|mi nombre es|mi chiamo|meu nome é)[: ] ?",
    re.IGNORECASE,
)
SAYS_WHO = re.compile(
    rf"(?<!{_LETTER})(?:this is|i am|i{_APOSTROPHE}?m|it{_APOSTROPHE}?s|it is|named|called|dear|hi|hello|hey"
    r"|thanks|thank you|attn:?|c/o)[,:]? ",
    re.IGNORECASE,
)
"""A name may follow, or anything else."""
WHOM = re.compile(
    rf"(?<!{_LETTER})(?:asks?|asked|met|tells?|told|(?:spoke|talked|speaking) (?:to|with)|wife|husband"
    r"|partner|daughter|son|mother|father|brother|sister|friend|colleague|boss|supervisor|student|assistant"
    r"|author|editor|secretary)[,:]? ",
    re.IGNORECASE,
)
"""What is told of a person."""
TITLE = re.compile(
    rf"(?<!{_LETTER})(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|MR|MRS|MS|DR|PROF)\b\.?|Miss|Madam|Professor|Doctor|Sir) ?"
)
LABEL = re.compile(
    rf"(?<!{_LETTER})(?:(?:full|first|last|family|given|legal|contact|member|applicant|author|participant|your"
    r"|my)[ -]?)?(?:name|surname)(?: \([^)]{0,20}\))?(?: ?[:=] ?| - )"
    rf"|(?<!{_LETTER})(?:applicant|attendee|participant|author|contact(?: person)?|signed|signature|from|attn"
    r"|recipient|payee|(?:account ?|card)holder|beneficiary) ?[:=] ?"
    r"|(?:氏名|お?名前|姓名|担当者?|フリガナ|ふりがな|ロ[ー-]マ字(?:氏名)?|英語?名|宛名)(?:\([^)]{0,10}\))? ?"
    r"(?:[:=]|は、?| ) ?",
    re.IGNORECASE,
)
NOT_OF_A_PERSON = re.compile(
    r"(?:account|page|user|channel|group|display|profile|screen|file|company|organi[sz]ation|society|domain|host"
    r"|product|event|journal|bank|school|university|アカウント|ペ[ー-]ジ|ユ[ー-]ザ[ー-]?|表示)[ -]?(?:の)?$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:^|(?<=[.!?,] )|(?<=\n))(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)? ?"
    r"(?:regards|wishes|thanks)|best|yours(?: sincerely| faithfully| truly)?|sincerely(?: yours)?"
    r"|respectfully|cordially|cheers|thanks(?: again| in advance| so much)?|thank you(?: very much| so much)?"
    r"|敬具|以上|よろしくお願い(?:いた|致)?します)[,.!。、]?\s*[-–—~ ]*",
    re.IGNORECASE,
)
"""What a letter ends with."""
IN_SENTENCE = re.compile(
    rf"(?<!{_LETTER})(?!(?:the|an?|our|your|this|that|any|each|every|no)\b)"
    rf"(?:{_LETTER}*[a-z]|[,;:(])[,;:]? ?$"
)
"""What stands before words with capitals that neither begin a sentence nor are some thing."""

BARE_LABEL = re.compile(rf"(?<!{_LETTER})(?:full |legal )?name (?=[A-Z])", re.IGNORECASE)
"""As on a form, without a colon."""

# --- after a name --------------------------------------------------------------------------------

DOES = re.compile(
    r",? (?:told|said|says|wrote|writes|asked|asks|sent|called|contacted|emailed|claims|from|here|who|has"
    r"|had)\b"
)
HONORIFIC = re.compile(
    r" ?(?:さん|様|さま|氏|先生|君|くん|殿|ちゃん|教授|博士|会長|部長|宛|あて|名義|の[0-9二三四五]{1,2}名)"
)
ROMAN_HONORIFIC = re.compile(r"[- ](?:san|sama|sensei|kun|chan|shi)(?![A-Za-z])")
SAYS_AFTER = re.compile(r" ?と(?:申|もう[しす]|言い|いいま)")
IS_AFTER = re.compile(r" ?(?:です(?!か(?!ら))|でございます)")
SMALL_BEFORE_HONORIFIC = re.compile(
    r"(?<![A-Za-z0-9_@./-])[a-z]{3,15}(?=(?:さん|様|さま|氏|先生|君|くん|殿|ちゃん)|-(?:san|sama|sensei)(?![A-Za-z]))"
)
SMALL_AFTER_CLOSING = re.compile(
    r"\b(?:regards|wishes|sincerely|best|yours|cheers|thanks|thx|ty),?\s{1,3}[-~]? ?([a-z]{3,12})\W{0,3}$",
    re.IGNORECASE,
)
REVERSED = re.compile(
    rf"(?<!{_LETTER})((?:{_LETTER}|['’\-]){{2,20}}), ?({_LETTER}(?:{_LETTER}|['’\-]){{0,20}}\.?)(?!\w)"
)
"""A surname, a comma and a given name, as in lists of authors."""


def stands_before(cue: re.Pattern[str], before: str) -> bool:
    """Whether the text ends with this."""
    return any(match.end() == len(before) for match in cue.finditer(before))
