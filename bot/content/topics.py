"""intents.yaml as the core knows it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from bot.content.check import Checked
from bot.content.examples import ByTopic
from bot.content.findings import Place, Report
from bot.content.intents_schema import IntentsFile
from bot.content.wording import Sentences
from bot.core.handbook import Topic

_LONGEST_COMMAND = 64  # bytes: what Telegram keeps with a button


def build(file: IntentsFile, examples: ByTopic) -> tuple[Topic, ...]:
    """Every topic with all its examples, in the order of the file."""
    return tuple(
        Topic(
            intent=intent,
            name=name,
            does=entry.does,
            examples=examples.get((intent, name), {}),
            phrases=tuple(chain.from_iterable(entry.phrases.values())),
            sections=entry.sections,
            field=entry.field,
            request=entry.request,
            language=entry.language,
            reply=entry.reply,
            label=entry.label,
            follows=entry.follows,
            leads=entry.leads,
        )
        for intent, name, entry in file.topics()
    )


def section_references(file: Checked[IntentsFile]) -> Iterator[tuple[str, Place]]:
    """Every section a topic names, and where."""
    for intent, name, entry in file.content.topics():
        for i, section in enumerate(entry.sections):
            yield section, file.place("intents", intent, "topics", name, "sections", i)


def check_names(file: Checked[IntentsFile], report: Report) -> None:
    """Report each topic that no button could name."""
    for intent, name, _ in file.content.topics():
        surplus = len(f"topic {intent}.{name}".encode()) - _LONGEST_COMMAND
        if surplus > 0:
            place = file.place("intents", intent, "topics", name)
            report.error(place, f"{surplus} bytes too long for a button with its intent; write shorter ids")


def check_replies(file: Checked[IntentsFile], known: Sentences, report: Report) -> None:
    """Report each topic whose reply nobody has written, or cannot be said as it stands."""
    for intent, name, entry in file.content.topics():
        place = file.place("intents", intent, "topics", name, "reply")
        if entry.reply is None:
            continue
        if entry.reply not in known:
            report.error(place, f'no sentence "{entry.reply}"; write it under replies')
        elif any(sentence.placeholders for sentence in known[entry.reply].values()):
            report.error(place, f'"{entry.reply}" has placeholders, which a fixed reply gets no values for')
