"""Which class was taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.judging import Judged
from bot.evaluation.tables import aligned


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts of messages by the class wanted (a row each) and the one got (a column each)."""

    wanted: tuple[str, ...]
    got: tuple[str, ...]
    counts: Sequence[Sequence[int]]


def confusion(judged: Sequence[Judged]) -> Confusion:
    """Where another class was accepted, that one was wanted. The columns begin with the rows' classes."""
    pairs = Counter(
        (one.got.kind if one.right_class else str(one.label.wanted), one.got.kind) for one in judged
    )
    wanted = _by_size(str(one.label.wanted) for one in judged)
    wanted = tuple(dict.fromkeys((*wanted, *sorted(w for w, _ in pairs))))
    got = tuple(dict.fromkeys((*wanted, *sorted(g for _, g in pairs))))
    return Confusion(wanted, got, [[pairs[w, g] for g in got] for w in wanted])


def _by_size(classes: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in sorted(Counter(classes).items(), key=lambda item: (-item[1], item[0])))


def as_lines(matrix: Confusion) -> list[str]:
    """The matrix as aligned text, its columns numbered; nought is a dot."""
    numbers = {name: str(n) for n, name in enumerate(matrix.got, 1)}
    head = ["", "", *(numbers[name] for name in matrix.got)]
    rows = [
        [numbers[name], name, *(str(count) if count else "." for count in counts)]
        for name, counts in zip(matrix.wanted, matrix.counts, strict=True)
    ]
    only_got = [[numbers[name], name] for name in matrix.got[len(matrix.wanted) :]]
    return aligned([head, *rows, *only_got], right={0, *range(2, 2 + len(matrix.got))})
