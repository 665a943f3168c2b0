"""Texts in UTF-16 code units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram import utf16


@pytest.mark.parametrize(
    ("text", "limit", "head", "rest"),
    [
        ("short", 10, "short", ""),
        ("one two three", 9, "one two", "three"),
        ("abcdefghij", 4, "abcd", "efghij"),
        ("𠮷𠮷𠮷", 3, "𠮷", "𠮷𠮷"),
        ("一行目です\n二行目です", 8, "一行目です", "二行目です"),
    ],
)
def test_a_text_is_split_between_words_where_it_can_be(text: str, limit: int, head: str, rest: str) -> None:
    assert utf16.split(text, limit) == (head, rest)


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_splitting_loses_nothing_but_blanks_and_keeps_the_limit(text: str, limit: int) -> None:
    head, rest = utf16.split(text, limit)
    assert utf16.length(head) <= limit
    assert "".join((head + rest).split()) == "".join(text.split())


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_shortened_text_keeps_the_limit_and_a_short_one_is_untouched(text: str, limit: int) -> None:
    short = utf16.shorten(text, limit)
    assert utf16.length(short) <= limit
    assert (short == text) or (utf16.length(text) > limit and short.endswith("…"))


def test_edits_are_placed_by_code_units() -> None:
    text = "𠮷野さん、こちらを見て"
    assert utf16.edit(text, [(0, 3, "吉野"), (9, 9, "（URL）")]) == "吉野さん、こちら（URL）を見て"


def test_half_a_surrogate_pair_does_not_break_reading() -> None:
    assert utf16.edit("a\ud83db", []) == "a\ufffdb"
