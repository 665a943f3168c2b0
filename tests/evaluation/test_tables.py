from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.tables import aligned, one_line, width


def test_japanese_and_latin_cells_line_up() -> None:
    lines = aligned([("電話", "1"), ("phone", "23"), ("ﾌｧｸｽ", "4")], right={1})
    assert lines == ["電話    1", "phone  23", "ﾌｧｸｽ    4"]
    assert {width(line) for line in lines} == {9}


def test_rows_need_not_be_of_one_length() -> None:
    assert aligned([("a",), ("b", "c")]) == ["a", "b  c"]
    assert aligned([]) == []


@given(st.text(max_size=200), st.integers(2, 50))
def test_a_cut_text_is_one_line_and_not_too_long(text: str, longest: int) -> None:
    cut = one_line(text, longest)
    assert len(cut) <= longest
    assert len(cut.splitlines()) <= 1
