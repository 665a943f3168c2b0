"""An explanation as text for somebody who edits the content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.intents import NO_INTENT
from bot.core.retrieval import Contribution
from bot.evaluation.explaining import Explanation, Found, Likely, Near, Read
from bot.evaluation.tables import aligned, one_line

_TERMS = 6
_CUT = 80


def lines(found: Explanation) -> list[str]:
    """What was done and why first, then what it was read from."""
    head = [
        ("text", one_line(found.text, _CUT)),
        ("language", found.language),
        ("as read", one_line(found.as_read, _CUT)),
        ("words", one_line(" / ".join(found.words), _CUT)),
        ("reading", one_line(found.reading, _CUT)),
        (
            "meaning",
            "compared, by sentence vectors" if found.vectors else "not compared: no sentence vectors",
        ),
    ]
    return [
        *_block("the text", aligned(head)),
        *_block("what is done, and why", [f"{n}. {done.why}" for n, done in enumerate(found.done, 1)]),
        *_block("how it is read", _read(found.read, found.enough)),
        *_block("examples most like it", _nearest(found.nearest)),
        *_block("sections found", [line for section in found.sections for line in _section(section)]),
        *_block("its sentences, each read alone", _sentences(found.sentences)),
    ][:-1]


def _block(title: str, content: Sequence[str]) -> list[str]:
    return [title, *(f"  {line}" for line in content), ""] if content else []


def _read(read: Read, enough: float) -> list[str]:
    against = "enough" if read.confidence >= enough else "not enough"
    return [
        f"confidence {read.confidence:.2f}: {against} to answer ({enough:.2f} is)",
        *aligned([*_likely("intents", read.intents), *_likely("topics", read.topics)], right={1}),
    ]


def _likely(name: str, likely: Iterable[Likely]) -> list[tuple[str, ...]]:
    return [
        (name if n == 0 else "", f"{one.probability:.0%}", one.name, _role(one))
        for n, one in enumerate(likely)
    ]


def _role(one: Likely) -> str:
    if one.name == NO_INTENT:
        return "all that is for staff"
    return f"does: {one.does}" if one.does else ""


def _nearest(nearest: Iterable[Near]) -> list[str]:
    return aligned([(f"{near.likeness:.2f}", near.topic, one_line(near.text, _CUT)) for near in nearest])


def _section(section: Found) -> list[str]:
    hit = section.hit
    figures = (
        f"score {hit.score:.2f} = words {hit.lexical:.2f} + meaning {hit.cosine:.2f}; has {hit.coverage:.0%} "
        f"of the words; {hit.margin:.2f} ahead of the next"
    )
    shown, others = section.terms[:_TERMS], section.terms[_TERMS:]
    rest = [f"    and {len(others)} more, {sum(t.share for t in others):.2f} together"] if others else []
    return [f"{hit.id} {section.title}", f"    {figures}", *(f"    {t}" for t in _terms(shown)), *rest]


def _terms(terms: Iterable[Contribution]) -> list[str]:
    return aligned([(f"{t.share:.2f}", t.term, f"in {t.field}", f"as {t.view}") for t in terms])


def _sentences(sentences: Sequence[Read]) -> list[str]:
    rows = [
        (
            str(n),
            f"confidence {read.confidence:.2f}",
            f"{read.topics[0].name} {read.topics[0].probability:.0%}" if read.topics else "nothing known",
            one_line(read.text, _CUT),
        )
        for n, read in enumerate(sentences, 1)
    ]
    return aligned(rows)
