"""YAML as it was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.content.document import Document, parse
from bot.content.findings import Report


def _parsed(text: str) -> Document:
    report = Report()
    document = parse(text, "a.yaml", report)
    report.raise_errors()
    assert document is not None
    return document


def test_scalars_stay_as_they_were_written() -> None:
    written = "[03-3373-9576, 0120-279-338, 110, 0120, 6.10, 2017-03-10, no, Yes, 12:30, +81-3, 1e3, ''] "
    assert _parsed(written).data == [
        "03-3373-9576",
        "0120-279-338",
        "110",
        "0120",
        "6.10",
        "2017-03-10",
        "no",
        "Yes",
        "12:30",
        "+81-3",
        "1e3",
        "",
    ]


def test_only_a_plain_null_is_null() -> None:
    assert _parsed("{a: null, b: ~, c: , d: 'null'}").data == {"a": None, "b": None, "c": None, "d": "null"}


def test_every_key_and_item_knows_its_line() -> None:
    document = _parsed("a:\n  b:\n    - x\n\n    - y: 1\nc: |\n  text\n")
    assert [document.place(*trail).line for trail in [("a",), ("a", "b", 0), ("a", "b", 1, "y"), ("c",)]] == [
        1,
        3,
        5,
        6,
    ]


def test_a_key_that_is_not_there_is_looked_for_at_the_nearest_one_that_is() -> None:
    place = _parsed("a: x\nb:\n  c: y\n").place("b", "d", "e")
    assert (place.where, place.key) == ("a.yaml:2", "b.d.e")


@given(
    st.recursive(
        st.none() | st.text("ab", max_size=2), lambda inner: st.lists(inner, max_size=3), max_leaves=9
    )
)
def test_every_item_of_any_nesting_has_a_line_of_its_own(data: object) -> None:
    document = _parsed("\n".join(_flow(data)))

    def walk(value: object, trail: tuple[int, ...]) -> None:
        assert trail in document.lines
        for i, item in enumerate(value if isinstance(value, list) else []):
            walk(item, (*trail, i))

    assert document.data == data
    walk(data, ())


def _flow(data: object) -> list[str]:
    if isinstance(data, list):
        return ["[", *(f"  {line}" for item in data for line in (*_flow(item), ",")), "]"]
    return ["null" if data is None else f"'{data}'"]
