"""Each way of breaking the examples, and the line that an operator then reads."""

from __future__ import annotations

from tests.content.breaking import EXAMPLES, INTENTS, Broken, broken
from tests.content.folder import Folder

BROKEN: Broken = {
    "example of two topics": (
        INTENTS,
        "ja: [目的は？]",
        "ja: [目的は？, ' お電話したい ']",
        'intents.yaml:14: intents.guideline.topics.purpose.examples.ja.2: "お電話したい" is an example of'
        " contact.phone too (intents.yaml:10); keep one",
    ),
    "example of two topics in other letters": (
        INTENTS,
        "en: [Delete me]",
        "en: [ＷＨＡＴ is your PHONE number？]",
        'intents.yaml:17: intents.personal_data.topics.delete.examples.en.1: "ＷＨＡＴ is your'
        ' PHONE number？" is'
        " an example of contact.phone too (intents.yaml:11); keep one",
    ),
    "examples file missing": (
        INTENTS,
        "more_examples: [examples/ja.yaml]",
        "more_examples: [examples/ja.yaml, examples/en.yaml]",
        "intents.yaml:1: more_examples.2: knowledge/examples/en.yaml not found; write it or"
        " take the name out",
    ),
    "examples file of no language": (
        INTENTS,
        "more_examples: [examples/ja.yaml]",
        "more_examples: [examples/more.yaml]",
        'intents.yaml:1: more_examples.1: "more" is not a declared language; name the file'
        " after one, as in ja.yaml",
    ),
    "unknown topic in an examples file": (
        EXAMPLES,
        "  phone:",
        "  telephone:",
        "knowledge/examples/ja.yaml:2: contact.telephone: no such topic in intents.yaml;"
        " correct it or add it there",
    ),
}


@broken(BROKEN)
def test_a_broken_example_is_named_with_its_line(
    folder: Folder, file: str, old: str, new: str, line: str
) -> None:
    folder.replace(file, old, new)
    assert line in folder.errors()
