from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.figures import Share


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662), (10, 10, 0.7225, 1.0)],
)
def test_the_interval_is_wilsons(found: int, of: int, low: float, high: float) -> None:
    assert Share(found, of).interval == pytest.approx((low, high), abs=1e-4)


@given(st.integers(0, 2000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_in_its_interval_and_the_interval_between_none_and_all(counts: tuple[int, int]) -> None:
    share = Share(*counts)
    low, high = share.interval
    assert 0 <= low <= high <= 1
    assert share.of == 0 or low - 1e-9 <= share.value <= high + 1e-9


def test_nothing_counted_is_no_share() -> None:
    assert Share.among([]).columns() == ("-", "", "0/0")
