"""evaluate intents, evaluate retrieval: what learning and ranking do on public collections."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from bot.app.basics import open_encoder
from bot.cli.parts import Commands, add_command, print_utf8, shown_progress
from bot.core.ranking import rank
from bot.evaluation.figures import Share
from bot.evaluation.intents import OUT_OF_SCOPE, Example, Teller, Told, choose_threshold
from bot.evaluation.retrieval import FIRST, Passage, Question, measure
from bot.evaluation.rows import DataError, read_all, write_rows
from bot.evaluation.tables import aligned
from bot.settings import Settings


def add(commands: Commands) -> None:
    intents = add_command(
        commands, "evaluate intents", _intents, "learn intents from one file and tell those of another"
    )
    for name, needed, text in (
        ("train", True, "what is learnt"),
        ("oos-train", False, "texts out of scope, learnt as a class of their own"),
        ("val", False, "by which the threshold is chosen"),
        ("oos-val", False, "texts out of scope, by which the threshold is chosen"),
        ("test", True, "what is told"),
        ("out", True, "where to write what was told"),
    ):
        intents.add_argument(f"--{name}", type=Path, metavar="FILE", required=needed, help=text)
    retrieval = add_command(
        commands,
        "evaluate retrieval",
        _retrieval,
        "rank the passages of one file for the questions of another",
    )
    for name, text in (
        ("passages", "what is found"),
        ("questions", "what is asked"),
        ("out", "where to write the rankings"),
    ):
        retrieval.add_argument(f"--{name}", type=Path, metavar="FILE", required=True, help=text)
    for parser in (intents, retrieval):
        parser.add_argument("--lexical", action="store_true", help="by words alone, without sentence vectors")


def _intents(settings: Settings, chosen: argparse.Namespace) -> int:
    print_utf8()
    began = time.monotonic()
    train, out = _examples(chosen.train), _examples(chosen.oos_train, OUT_OF_SCOPE)
    validation = [*_examples(chosen.val), *_examples(chosen.oos_val, OUT_OF_SCOPE)]
    test = _examples(chosen.test)
    if not train or not test:
        raise DataError(f"{chosen.test if train else chosen.train}: no examples")
    teller = Teller([*train, *out], None if chosen.lexical else open_encoder(settings))
    learnt = time.monotonic()
    threshold = choose_threshold(_told(teller, validation), [e.intent for e in validation])
    told = _told(teller, test)
    write_rows(
        chosen.out,
        (
            {"text": e.text, "intent": t.intent, "confidence": t.confidence, "in_scope": t.passes(threshold)}
            for e, t in zip(test, told, strict=True)
        ),
    )
    done = time.monotonic()
    figures = _figures(told, test, threshold if validation else None)
    print("\n".join(aligned([(name, *share.columns()) for name, share in figures], right={1, 2, 3})))
    if validation:
        print(f"threshold {threshold:.4f}")
    print(f"learnt from {len(train) + len(out)} texts in {learnt - began:.1f} s, ", end="")
    print(f"told {len(validation) + len(test)} in {done - learnt:.1f} s")
    return 0


def _examples(file: Path | None, intent: str | None = None) -> list[Example]:
    """The rows of a file, all of one intent if that is given."""
    rows = read_all(file, Example) if file else ()
    return [row.model_copy(update={"intent": intent}) if intent else row for row in rows]


def _told(teller: Teller, examples: list[Example]) -> list[Told]:
    return list(shown_progress(teller.tell([e.text for e in examples]), "text", len(examples)))


def _figures(told: list[Told], test: list[Example], threshold: float | None) -> Iterator[tuple[str, Share]]:
    pairs = list(zip(told, test, strict=True))
    inside = [(t, e) for t, e in pairs if e.intent != OUT_OF_SCOPE]
    outside = [t for t, e in pairs if e.intent == OUT_OF_SCOPE]
    yield "in scope, right", Share.among(t.intent == e.intent for t, e in inside)
    if threshold is not None:
        right = (t.passes(threshold) and t.intent == e.intent for t, e in inside)
        yield "in scope, right and over the threshold", Share.among(right)
    if outside:
        yield "out of scope, found", Share.among(not t.passes(threshold or 0.0) for t in outside)


def _retrieval(settings: Settings, chosen: argparse.Namespace) -> int:
    print_utf8()
    passages, questions = read_all(chosen.passages, Passage), read_all(chosen.questions, Question)
    encoder = None if chosen.lexical else open_encoder(settings)
    asked = [{"id": q.id, "text": q.text} for q in questions]
    found = rank([{"id": p.id, "title": p.title, "text": p.text} for p in passages], asked, encoder)
    ranked = dict(shown_progress(found, "question", len(asked)))
    write_rows(chosen.out, ({"id": id, "ranked": list(ids)} for id, ids in ranked.items()))
    figures = measure(ranked, questions)
    print(f"{len(questions)} questions, {len(passages)} passages")
    if figures:
        print(
            f"nDCG@{FIRST} {figures.ndcg:.4f}  P@1 {figures.first:.4f}  recall@{FIRST} {figures.recall:.4f}",
            end="",
        )
        print(f"  ({figures.questions} questions whose passage is known)")
    return 0
