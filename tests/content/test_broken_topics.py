"""Each way of breaking a topic, and the line that an operator then reads."""

from __future__ import annotations

from typing import get_args

from bot.core.handbook import Does
from tests.content.breaking import INTENTS, Broken, broken
from tests.content.folder import Folder

*_MOST, _LAST = (f"'{does}'" for does in get_args(Does))
ALL_DOES = f"{', '.join(_MOST)} or {_LAST}"

BROKEN: Broken = {
    "unknown doing": (
        INTENTS,
        "does: quote",
        "does: quotes",
        f'intents.yaml:14: intents.guideline.topics.purpose.does: expected one of {ALL_DOES}, found "quotes"',
    ),
    "contact without field": (
        INTENTS,
        "        field: phone\n",
        "",
        'intents.yaml:5: intents.contact.topics.phone: "does: contact" needs field; write "field:" beside it',
    ),
    "request without request": (
        INTENTS,
        " request: delete,",
        "",
        'intents.yaml:17: intents.personal_data.topics.delete: "does: request" needs request;'
        ' write "request:"'
        " beside it",
    ),
    "reply without reply": (
        INTENTS,
        " reply: smalltalk.greeting,",
        "",
        'intents.yaml:20: intents.smalltalk.topics.greeting: "does: reply" needs reply; write'
        ' "reply:" beside it',
    ),
    "unknown field": (
        INTENTS,
        "field: phone",
        "field: telex",
        "intents.yaml:7: intents.contact.topics.phone.field: expected one of 'phone', 'fax',"
        " 'address', 'email'"
        " or 'any', found \"telex\"",
    ),
    "unknown section": (
        INTENTS,
        'sections: ["1"]',
        'sections: ["1", "9"]',
        'intents.yaml:14: intents.guideline.topics.purpose.sections.2: no section "9"; write'
        " one of 1, 1.10, 2.1",
    ),
    "unknown reply": (
        INTENTS,
        "reply: smalltalk.greeting,",
        "reply: smalltalk.hello,",
        "intents.yaml:20: intents.smalltalk.topics.greeting.reply: no sentence"
        ' "smalltalk.hello"; write it under'
        " replies",
    ),
    "reply that needs a value": (
        INTENTS,
        "reply: smalltalk.greeting,",
        "reply: handed_over,",
        'intents.yaml:20: intents.smalltalk.topics.greeting.reply: "handed_over" has'
        " placeholders, which a fixed"
        " reply gets no values for",
    ),
    "name too long for a button": (
        INTENTS,
        "    greeting:",
        "    g%s:" % ("g" * 49),
        f"intents.yaml:20: intents.smalltalk.topics.g{'g' * 49}: 2 bytes too long for a button with its"
        " intent; write shorter ids",
    ),
    "neither true nor false": (
        INTENTS,
        "reply: smalltalk.greeting,",
        "reply: smalltalk.greeting, follows: perhaps,",
        'intents.yaml:20: intents.smalltalk.topics.greeting.follows: expected true or false, found "perhaps";'
        " write one of the two",
    ),
    "leads where nothing is handed over": (
        INTENTS,
        "reply: smalltalk.greeting,",
        "reply: smalltalk.greeting, leads: true,",
        'intents.yaml:20: intents.smalltalk.topics.greeting: "leads: true" goes only with "does: escalate";'
        " take it out",
    ),
    "topic twice": (
        INTENTS,
        "  guideline:\n    topics:",
        "      phone: {does: escalate}\n  guideline:\n    topics:",
        "intents.yaml:12: intents.contact.topics.phone: written twice (first in line 5); keep one",
    ),
    "reply in one language": (
        INTENTS,
        "{ja: こんにちは。, en: Hello.}",
        "{ja: こんにちは。}",
        "intents.yaml:28: replies.smalltalk.greeting: expected every declared language; write en too",
    ),
    "reply with other placeholders": (
        INTENTS,
        'en: "Your number is {number}."',
        'en: "Your number is {no}."',
        "intents.yaml:29: replies.handed_over.en: no value for {no} here; use only {number}",
    ),
}


@broken(BROKEN)
def test_a_broken_topic_is_named_with_its_line(
    folder: Folder, file: str, old: str, new: str, line: str
) -> None:
    folder.replace(file, old, new)
    assert line in folder.errors()
