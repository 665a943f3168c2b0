from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.names.spelling import japanese, latin_key, roman_key


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("satou", "satoh", "satoo", "sato"), "sato"),
        (("yuuko", "yuko"), "yuko"),
        (("shimpei", "sinpei", "shinpei"), "shinpei"),
        (("tuchiya", "tsutiya", "tsuchiya"), "tsuchiya"),
        (("jyunko", "zyunko", "junko"), "junko"),
        (("huzii", "fujii"), "fujii"),
        (("syou", "sho"), "sho"),
        (("ohara",), "ohara"),
    ],
)
def test_all_spellings_of_a_japanese_name_in_latin_letters_are_one(
    spellings: tuple[str, ...], key: str
) -> None:
    assert {roman_key(spelling) for spelling in spellings} == {key}


@pytest.mark.parametrize(
    ("word", "key"), [("O'Brien", "obrien"), ("O’Brien", "obrien"), ("MÜLLER", "muller"), ("Satō", "sato")]
)
def test_accents_apostrophes_and_capitals_tell_no_names_apart(word: str, key: str) -> None:
    assert latin_key(word) == key


@given(st.text())
def test_offsets_stay_in_the_usual_spelling(text: str) -> None:
    assert len(japanese(text)) == len(text)
