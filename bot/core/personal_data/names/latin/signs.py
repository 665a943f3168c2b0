"""What stands around words with capitals that are names even if they are words of other uses, or unknown."""

from __future__ import annotations

import re

_LETTER = "[A-Za-zÀ-ÖØ-öø-ſḀ-ỿ]"
_QUOTE = "[\"'“‘]?"

# --- where it stands -----------------------------------------------------------------------------

BEGINS = re.compile(r"(?:^|[.!?\n]\s*)$")
AFTER_COMMA = re.compile(r"[,.!?;:\n-] {0,2}$")
DASH = re.compile(r"(?:^|[.!?)\n] {0,2}|\n)(?:-{1,2}|~|/) ?$")
"""Before a signature."""
AFTER_VALUE = re.compile(r"\n\n\n(?: ?[,.(:)/]{0,2} ?| -{1,2} ?)$")
"""Behind personal data that was found already."""
AFTER_NUMBER = re.compile(r"[0-9]{4,}[,.:)]? $")
AT_A_PLACE = re.compile(r"\b(?:in|at|near|from|via) $", re.IGNORECASE)
ENDS = re.compile(r"[ .,!)]*(?:$|\n)")
BEFORE_VALUE = re.compile(r"(?:,| (?:on|at|via|by|under))?:? ?[<(]?\n\n\n")
FROM_PLACE = re.compile(r" (?:from|at|in) [A-Z]")
SPEAKS = re.compile(r" (?:here|again|speaking)\b")
ENDS_WORD = re.compile(
    r"[,.!?;:)]|\s*$|\n|['’]s\b| (?:and|or|who|has|had|have|is|was|will|would|can|could|said|says|told|from"
    r"|at|in|on|to|about|for|by|with|sent|wrote|asked|called|call|come|join|attend|be|get|give|do|does|did|reply|send"
    r"|say|tell|know|still|also|already|never|always|here|not|but|as|if|yesterday|today|tomorrow|please|again"
    r"|too)\b"
)
"""After a name, rather than between it and the thing that is called by it."""

# --- what is said of it --------------------------------------------------------------------------

INTRODUCES = re.compile(
    r"(?:^|[.!?,:\n-] ?|(?:hi|hello|hey|greetings|evening|morning|afternoon)[,!.]? )"
    r"(?:this is|i am|i['’]?m|am|(?:my |the )?name is) $",
    re.IGNORECASE,
)
"""A name follows, if no adjective does."""
TELLS_OF = re.compile(
    # how it was written down
    r"(?:(?:\b(?:registered|enrolled|listed|booked|signed up|known|romani[sz]ed|spelled|spelt|made out"
    r"|addressed|payable)(?: (?:as|under|to))?(?: the name(?: of)?)?|under the name(?: of)?|in the name of"
    rf"|on behalf of|\bn[ée]e|\bformerly|paid by|(?:card|account) ?holder),?:? {_QUOTE}"
    # whose name it is
    r"|\bmy (?:[a-z]+ )?(?:wife|husband|partner|daughter|son|mother|father|brother|sister|friend|colleague"
    r"|boss|supervisor|student|assistant|co-?author|secretary|fianc[ée]e?)(?: is|,| is called)? "
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?"
    r"|\b(?:first|last|given|family|middle|sur)[ -]?name "
    # who it is, and then the name in brackets
    r"|\b(?:me|myself|i|us|(?:my|his|her|our) [a-z]+|(?:the )?(?:speaker|author|member|student|applicant"
    r"|presenter|guest|attendee|owner|payer)) \()$",
    re.IGNORECASE,
)
IS_MY_NAME = re.compile(r" (?:is )?my (?:sur|first |last |given |family |middle |full )?name\b")
CONTACT = re.compile(r"\b(?:call|contact|reach|ask for|e-?mail|me|person)[: ] ?$", re.IGNORECASE)
WITH = re.compile(r"\b(?:by|with|for|ask|tell|told|and|cc)[: ] ?$", re.IGNORECASE)
CLOSING = re.compile(
    r"\b(?:regards|wishes|sincerely|faithfully|truly|best|yours|cheers|thanks|thank you|thx|kindly"
    r"|respectfully|cordially)[,.!]?\s{0,3}[-~]{0,2} ?$",
    re.IGNORECASE,
)
TELLS_WHO = re.compile(
    r",? \(?(?:[A-Z]{2,6} )?(?:member|membership|id\b|student|ph\.?d|prof|researcher|reviewer|author|attendee"
    r"|e-?mail|tel|phone|from\b|of the\b)|,? ?\n\n\n|, [A-Z][a-z]+ (?:Univ|Inst|Corp|Inc|Ltd|Lab)",
    re.IGNORECASE,
)
"""After a name at the beginning: a number of theirs, or where they are from."""

# --- how it is written ---------------------------------------------------------------------------

OF_SPELLING = re.compile(
    r"\b(?:sur|last |first |given |family |maiden |middle |my |his |her |full )name\b"
    r"|\bname (?:on|in) (?:my|the|a)\b|\bmis-?spel|\bspell?(?:ing|ed|t)\b|\bromani[sz]|\binstead of [\"“'‘]"
    r"|ロ[ー-]マ字|綴り|つづり|スペル|名札",
    re.IGNORECASE,
)
"""A message with this speaks of how a name is written."""
SPELT = re.compile(
    r"(?:\b(?:should (?:be|read)|is|was|not|as|to|it['’]?s|with|instead of|rather than|reads?|says?|and|or"
    r"|became|becomes?|spel(?:led|t)|wrote|printed|typed)|[:=>は]|ではなく|じゃなくて|でなく|から"
    r"|正しくは)[: ]*[\"'“‘「(]? ?$",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    r"\b(?:instead of|rather than|(?:chang|correct)[a-z]* (?:[a-z]+ ){0,4}"
    rf"(?:from|from {_LETTER}+ to)) {_QUOTE}$",
    re.IGNORECASE,
)
"""Before one name that takes the place of another."""

# --- what makes something else of it -------------------------------------------------------------

A_THING = re.compile(
    r"(?:['’]s)?-? ?(?:(?:effect|law|equation|theorem|method|algorithm|filter|transform|distribution|model"
    r"|curve|constant|function|process|theory|principle|formula|coefficient|diagram|criterion|number|test|image|chart"
    r"|dithering|halftoning|noise|blur|interpolation|matrix|kernel|basis|polynomial|integral|rule|plot|factor"
    r"|ratio|index|code|frequency|series|correction|system|scale|scattering|diffraction|prize|award|medal|lecture"
    r"|paper|printer|camera|lens|sensor|museum|university|institute|foundation|street|avenue|hall|station"
    r"|hotel)s?\b|(?:& |and )(?:sons?|co|company|associates|partners)\b)",
    re.IGNORECASE,
)
