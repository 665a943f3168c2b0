"""What an evaluation prints."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from bot.core.model import Language
from bot.evaluation import confusion
from bot.evaluation.figures import Share
from bot.evaluation.judging import Judged, of_staff
from bot.evaluation.labels import ESCALATE
from bot.evaluation.tables import aligned, one_line

_CUT = 80


def report(judged: Sequence[Judged], languages: Collection[Language]) -> list[str]:
    """The figures with 95 % intervals, everything right by kinds of messages, confusions and misses."""
    lines = ["share of messages, 95 % interval, count", "", *_table(_overall(judged, languages)), ""]
    for name, of in (
        ("class", lambda one: str(one.label.wanted)),
        ("language", lambda one: one.label.lang or "-"),
        ("style", lambda one: one.label.style or "-"),
    ):
        lines += [f"everything right, by {name}", "", *_table(_by(judged, of)), ""]
    lines += ["wanted (rows) and got (columns)", "", *confusion.as_lines(confusion.confusion(judged)), ""]
    misses = [one for one in judged if not one.right]
    return [
        *lines,
        f"misses (wanted -> got, confidence, text): {len(misses)}",
        *(["", *aligned([_miss(m) for m in misses])] if misses else []),
    ]


def _overall(judged: Sequence[Judged], languages: Collection[Language]) -> list[tuple[str, Share]]:
    staffs = of_staff(judged)
    ours = [one for one in judged if one.label.wanted != ESCALATE]
    return [
        ("everything right", Share.among(one.right for one in judged)),
        ("intent and action right", Share.among(one.right_class for one in judged)),
        ("right section first", Share.among(one.right_section for one in judged if one.label.sections)),
        ("out of scope, wrongly answered", Share.among(one.wrongly_answered for one in staffs)),
        (
            "hard negatives, wrongly answered",
            Share.among(one.wrongly_answered for one in staffs if one.label.hard_negative),
        ),
        ("needlessly handed over", Share.among(one.needlessly_handed_over for one in ours)),
        ("further questions seen", Share.among(one.saw_the_others for one in judged if one.label.also)),
        (
            "reply in the right language",
            Share.among(one.right_language for one in judged if one.label.lang in languages),
        ),
    ]


def _by(judged: Iterable[Judged], of: Callable[[Judged], str]) -> list[tuple[str, Share]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(of(one), []).append(one)
    largest_first = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(name, Share.among(one.right for one in members)) for name, members in largest_first]


def _table(shares: Iterable[tuple[str, Share]]) -> list[str]:
    return aligned([(f"  {name}", *share.columns()) for name, share in shares], right={1, 2, 3})


def _miss(one: Judged) -> tuple[str, ...]:
    label, got = one.label, one.got
    wanted = _details(str(label.wanted), label.sections, (label.field,) if label.field else (), label.request)
    given = _details(got.kind, got.sections[:1], got.fields, got.request)
    return (
        f"  {label.id}",
        f"{wanted} -> {given}",
        f"{got.confidence:.2f}",
        one_line(label.text, _CUT),
    )


def _details(kind: str, sections: Sequence[str], fields: Sequence[str], request: str | None) -> str:
    return " ".join(filter(None, (kind, "/".join(sections), "+".join(fields), request)))
