"""The examples of every topic, from intents.yaml and the files it names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content.check import Checked, check
from bot.content.document import read
from bot.content.findings import Place, Report
from bot.content.intents_schema import ExamplesFile, IntentsFile
from bot.core.model import Language

ENOUGH = 15
"""With fewer examples of an intent in a language, cross-fitting has too little to learn from."""

TopicKey = tuple[str, str]
"""Intent and topic."""
ByTopic = dict[TopicKey, dict[Language, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Example:
    """One thing people say, and the topic it stands for."""

    topic: TopicKey
    language: Language
    text: str
    place: Place


def read_examples(
    file: Checked[IntentsFile], knowledge: Path, languages: tuple[Language, ...], report: Report
) -> ByTopic:
    """Examples by topic and language; one that stands under two topics is reported."""
    examples = list(_own(file))
    for i, name in enumerate(file.content.more_examples):
        examples += _listed(knowledge / name, file.place("more_examples", i), file, languages, report)
    return _by_topic(examples, report)


def report_gaps(
    examples: ByTopic, file: Checked[IntentsFile], languages: tuple[Language, ...], report: Report
) -> None:
    """Warn of topics without an example in a language, and of intents with few.

    A topic that has phrases and no example at all is known by its phrases alone.
    """
    for intent, entry in file.content.intents.items():
        taught = [n for n, topic in entry.topics.items() if (intent, n) in examples or not topic.phrases]
        for language in languages if taught else ():
            counts = {name: len(examples.get((intent, name), {}).get(language, ())) for name in taught}
            for name in (name for name, count in counts.items() if not count):
                report.warning(file.place("intents", intent, "topics", name), f"no example in {language}")
            if sum(counts.values()) < ENOUGH:
                what = f"examples in {language}: {sum(counts.values())}; write at least {ENOUGH}"
                report.warning(file.place("intents", intent), what)


def _own(file: Checked[IntentsFile]) -> Iterator[Example]:
    for intent, name, topic in file.content.topics():
        for language, texts in topic.examples.items():
            for i, text in enumerate(texts):
                place = file.place("intents", intent, "topics", name, "examples", language, i)
                yield Example((intent, name), language, text, place)


def _listed(
    path: Path, named_at: Place, file: Checked[IntentsFile], languages: tuple[Language, ...], report: Report
) -> Iterator[Example]:
    if path.stem not in languages:
        what = f'"{path.stem}" is not a declared language; name the file after one, as in ja.yaml'
        report.error(named_at, what)
    elif not path.is_file():
        report.error(named_at, f"{path} not found; write it or take the name out")
    elif listed := check(ExamplesFile, read(path, report), report):
        yield from _of_known_topics(listed, path.stem, file, report)


def _of_known_topics(
    listed: Checked[ExamplesFile], language: Language, file: Checked[IntentsFile], report: Report
) -> Iterator[Example]:
    known = {(intent, name) for intent, name, _ in file.content.topics()}
    for intent, topics in listed.content.root.items():
        for name, texts in topics.items():
            if (intent, name) not in known:
                what = f"no such topic in {file.document.file}; correct it or add it there"
                report.error(listed.place(intent, name), what)
            for i, text in enumerate(texts):
                yield Example((intent, name), language, text, listed.place(intent, name, i))


def _by_topic(examples: Iterable[Example], report: Report) -> ByTopic:
    first: dict[str, Example] = {}
    kept: dict[tuple[TopicKey, Language], dict[str, str]] = {}
    for example in examples:
        text = _normalised(example.text)
        earlier = first.setdefault(text, example)
        if earlier.topic != example.topic:
            other = ".".join(earlier.topic)
            what = f'"{example.text}" is an example of {other} too ({earlier.place.where}); keep one'
            report.error(example.place, what)
        kept.setdefault((example.topic, example.language), {}).setdefault(text, example.text)
    by_topic: ByTopic = {}
    for (topic, language), texts in kept.items():
        by_topic.setdefault(topic, {})[language] = tuple(texts.values())
    return by_topic


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
