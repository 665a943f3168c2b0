from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.accounts.likeness.characters import distance, is_hidden, same_look, skeleton, visible
from bot.core.accounts.likeness.differences import differences
from bot.core.accounts.likeness.numbers import number_likeness

LATIN = ["l1", "lI", "o0", "aа", "eе", "mⅿ", "sꜱ", "nꞑ", "hⱨ", "aā", "oօ"]
JAPANESE = ["学字", "本木", "ー一", "プブ", "力カ", "学學", "ヤャ", "あア"]


@pytest.mark.parametrize("pair", LATIN + JAPANESE)
def test_characters_that_look_alike_have_one_skeleton(pair: str) -> None:
    assert same_look(f"x{pair[0]}x", f"x{pair[1]}x")


def test_two_letters_may_look_like_one() -> None:
    assert same_look("museum", "rnuseum")
    assert same_look("news", "nevvs")
    assert same_look("imaging-society", "innaging-socioty")


@given(st.text(max_size=60))
def test_any_text_has_a_skeleton_of_letters_and_digits(text: str) -> None:
    look = skeleton(text)
    assert look == "" or look.isalnum()
    assert skeleton(visible(text)) == look


@given(st.text(max_size=30), st.text(max_size=30))
def test_differences_are_empty_only_where_case_alone_differs(ours: str, theirs: str) -> None:
    told = differences(ours, theirs)
    if unicodedata.normalize("NFC", ours).lower() == theirs and not any(map(is_hidden, theirs)):
        assert all(evidence.ours.lower() != evidence.theirs.lower() for evidence in told)
    if ours.lower() != theirs.lower():
        assert told


def test_a_distance_beyond_the_bound_is_just_beyond_it() -> None:
    assert distance("imaging", "painting", 1) == 2
    assert distance("imaging", "imagnig", 2) == 1


@pytest.mark.parametrize(
    "theirs", ["100044556677888", "10004455667789", "1000445566778899", "100044556678789"]
)
def test_a_number_a_digit_or_two_from_ours_is_a_lookalike(theirs: str) -> None:
    assert number_likeness("100044556677889", theirs)


@pytest.mark.parametrize("theirs", ["100099998877665", "1", "2005555555"])
def test_another_number_is_none(theirs: str) -> None:
    assert number_likeness("100044556677889", theirs) is None
    assert number_likeness("1234567", "1234568") is None
