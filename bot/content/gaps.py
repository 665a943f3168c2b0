"""Topics and intents with too few examples to be learnt."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median_low

from bot.content.check import Checked
from bot.content.examples import ByTopic, TopicKey
from bot.content.findings import Report
from bot.content.intents_schema import IntentsFile
from bot.core.model import Language

ENOUGH = 15
"""With fewer examples of an intent in a language, cross-fitting has too little to learn from."""
_SHARE = 3
"""A topic with less than a third of what others have is hardly ever recognised beside them."""


def report_gaps(
    examples: ByTopic, file: Checked[IntentsFile], languages: tuple[Language, ...], report: Report
) -> None:
    """Warn of topics with no or few examples in a language, and of intents with few.

    A topic that has phrases and no example at all is known by its phrases alone.
    """
    taught = [
        (intent, name)
        for intent, name, topic in file.content.topics()
        if (intent, name) in examples or not topic.phrases
    ]
    for language in languages:
        counts = {key: len(examples.get(key, {}).get(language, ())) for key in taught}
        usual = median_low(counts.values()) if counts else 0
        for key, count in counts.items():
            most = max(usual, *(len(texts) for texts in examples.get(key, {}).values()), 0)
            _report_topic(key, language, count, most, file, report)
        _report_intents(counts, language, file, report)


def _report_topic(
    key: TopicKey, language: Language, count: int, most: int, file: Checked[IntentsFile], report: Report
) -> None:
    intent, name = key
    place = file.place("intents", intent, "topics", name)
    few = min(ENOUGH, most // _SHARE)
    if not count:
        report.warning(place, f"no example in {language}")
    elif count < few:
        what = f"examples in {language}: {count}, where there are {most} elsewhere; write at least {few}"
        report.warning(place, what)


def _report_intents(
    counts: dict[TopicKey, int], language: Language, file: Checked[IntentsFile], report: Report
) -> None:
    for intent in _each(intent for intent, _ in counts):
        total = sum(count for key, count in counts.items() if key[0] == intent)
        if total < ENOUGH:
            what = f"examples in {language}: {total}; write at least {ENOUGH}"
            report.warning(file.place("intents", intent), what)


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
