from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.names.words import Words, words

DATA = resources.files("bot.core.personal_data.names") / "data"


@given(st.sets(st.text("abc森林山", min_size=1, max_size=4)), st.text("abc森林山", max_size=4))
def test_a_word_is_in_the_list_that_it_stands_in_and_in_no_other(listed: set[str], word: str) -> None:
    found = Words("\n".join(sorted(listed)))
    assert all(one in found for one in listed)
    assert (word in found) == (word in listed)


@pytest.mark.parametrize("file", sorted(f.name for f in DATA.iterdir() if f.name.endswith(".txt")))
def test_the_lists_are_sorted_and_hold_each_word_once(file: str) -> None:
    listed = (DATA / file).read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed))


@pytest.mark.parametrize(
    ("name", "word"),
    [("surnames", "佐藤"), ("given", "花子"), ("given_kana", "さゆり"), ("surnames_roman", "sato")],
)
def test_a_common_name_is_listed(name: str, word: str) -> None:
    assert word in words(name)
