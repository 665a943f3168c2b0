"""Examples that look alike and mean different things: nothing can be learnt from them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.examples import Example, Examples
from bot.content.findings import Place, Report
from bot.core.text import normalise

ALIKE = 0.8
"""The share of all their trigrams that two texts have in common, from which on they are almost the same."""
MOST_NAMED = 20
_WORDS = re.compile(r"[^\W_]+")

Trigrams = frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two examples, in the order of the files, and how alike they are: 1 is the same."""

    earlier: Example
    later: Example
    likeness: float


def report_resembling(examples: Examples, file: str, report: Report) -> None:
    """Warn of texts that say the same under two topics, then of the likest pairs of different intents."""
    by_text: dict[str, Example] = {}
    for example in examples:
        earlier = by_text.setdefault(bare(example.text), example)
        if earlier.topic != example.topic:
            _warn(Pair(earlier, example, 1.0), "the same, but for punctuation, as", report)
    pairs = sorted(resembling(by_text), key=lambda pair: -pair.likeness)
    for pair in pairs[:MOST_NAMED]:
        _warn(pair, "almost the same as", report)
    if len(pairs) > MOST_NAMED:
        rest = f"{len(pairs) - MOST_NAMED} more pairs of examples are almost the same; mend those above first"
        report.warning(Place(file), rest)


def bare(text: str) -> str:
    """The letters and digits of a text, normalised; a text that has none, such as an emoji, as it is."""
    return "".join(_WORDS.findall(normalise(text))) or text


def resembling(by_text: dict[str, Example]) -> Iterator[Pair]:
    """Pairs of different intents whose bare texts are alike.

    Two sets that share enough have one of their rarest members in common, so that only those need an
    index (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins in data cleaning, 2006).
    """
    examples = list(by_text.values())
    trigrams = [_trigrams(text) for text in by_text]
    frequency = Counter(trigram for found in trigrams for trigram in found)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for later, found in enumerate(trigrams):
        rarest = sorted(found, key=lambda trigram: (frequency[trigram], trigram))
        telling = rarest[: len(found) - math.ceil(ALIKE * len(found)) + 1]
        for earlier in sorted({i for trigram in telling for i in seen[trigram]}):
            if examples[earlier].topic[0] != examples[later].topic[0]:
                likeness = _jaccard(trigrams[earlier], found)
                if likeness >= ALIKE:
                    yield Pair(examples[earlier], examples[later], likeness)
        for trigram in telling:
            seen[trigram].append(later)


def _trigrams(text: str) -> Trigrams:
    """Of the text between two spaces, so that the shortest text has one and ends count."""
    spaced = f" {text} "
    return frozenset(spaced[i : i + 3] for i in range(len(text)))


def _jaccard(one: Trigrams, other: Trigrams) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _warn(pair: Pair, how: str, report: Report) -> None:
    other = f'"{pair.earlier.text}" of {pair.earlier.name} ({pair.earlier.place.where})'
    report.warning(pair.later.place, f'"{pair.later.text}" is {how} {other}; keep one, or say what differs')
