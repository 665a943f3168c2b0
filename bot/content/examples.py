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

TopicKey = tuple[str, str]
"""Intent and topic."""
ByTopic = dict[TopicKey, dict[Language, tuple[str, ...]]]
Examples = tuple["Example", ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One thing people say, and the topic it stands for."""

    topic: TopicKey
    language: Language
    text: str
    place: Place

    @property
    def name(self) -> str:
        return ".".join(self.topic)


def read_examples(
    file: Checked[IntentsFile], knowledge: Path, languages: tuple[Language, ...], report: Report
) -> Examples:
    """Every example once under its topic; one that stands under two topics is reported."""
    examples = list(_own(file))
    for i, name in enumerate(file.content.more_examples):
        examples += _listed(knowledge / name, file.place("more_examples", i), file, languages, report)
    return tuple(_each_once(examples, report))


def by_topic(examples: Examples) -> ByTopic:
    """The texts alone."""
    texts: dict[TopicKey, dict[Language, tuple[str, ...]]] = {}
    for example in examples:
        languages = texts.setdefault(example.topic, {})
        languages[example.language] = (*languages.get(example.language, ()), example.text)
    return texts


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


def _each_once(examples: Iterable[Example], report: Report) -> Iterator[Example]:
    first: dict[str, Example] = {}
    kept: set[tuple[TopicKey, Language, str]] = set()
    for example in examples:
        text = _normalised(example.text)
        earlier = first.setdefault(text, example)
        if earlier.topic != example.topic:
            what = f"is an example of {earlier.name} too ({earlier.place.where}); keep one"
            report.error(example.place, f'"{example.text}" {what}')
        if (example.topic, example.language, text) not in kept:
            kept.add((example.topic, example.language, text))
            yield example


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
