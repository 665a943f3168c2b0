from __future__ import annotations

import pytest

from bot.core.accounts.likeness.handles import abbreviation_likeness, handle_likeness
from bot.core.model import Evidence

IMITATIONS = {
    "isj_gaz0u": Evidence("replaced", "o", "0"),
    "lsj_gazou": Evidence("replaced", "i", "l"),
    "isj_gаzou": Evidence("replaced", "a", "а"),
    "isj_gaꞑou": None,
    "isjgazou": Evidence("separators", "isj_gazou", "isjgazou"),
    "isj__gazou": Evidence("separators", "isj_gazou", "isj__gazou"),
    "gazou_isj": Evidence("order", "isj_gazou", "gazou_isj"),
    "gazouisj": Evidence("order", "isj_gazou", "gazouisj"),
    "isj_gazou_official": Evidence("affix", "isj_gazou", "_official"),
    "new.isj_gazou": Evidence("affix", "isj_gazou", "new."),
    "isj_gazou2027": Evidence("affix", "isj_gazou", "2027"),
    "1sj_gaz0u_help": None,
    "isj_gzaou": Evidence("swapped", "az", "za"),
    "isj_gzou": Evidence("missing", "a", ""),
    "isj_gazzou": Evidence("added", "", "z"),
    "isj_gasoo": None,
}


@pytest.mark.parametrize(("theirs", "evidence"), IMITATIONS.items())
def test_an_imitated_handle_is_a_lookalike_and_the_difference_is_told(
    theirs: str, evidence: Evidence | None
) -> None:
    likeness = handle_likeness("isj_gazou", theirs)
    assert likeness is not None
    assert likeness.strength == "lookalike"
    if evidence is not None:
        assert evidence in likeness.evidence


@pytest.mark.parametrize("theirs", ["spij_photo", "gazou_club", "isjournal", "tanaka_taro", "x", "", "___"])
def test_another_handle_is_none(theirs: str) -> None:
    assert handle_likeness("isj_gazou", theirs) is None


def test_what_two_handles_share_must_tell_something() -> None:
    """Two societies whose news channels are called alike are two societies."""
    assert handle_likeness("tlsj_news", "spsj_news") is None
    likeness = handle_likeness("tlsj_news", "tlsk_news")
    assert likeness is not None
    assert likeness.strength == "similar"


@pytest.mark.parametrize(
    "theirs", ["tlsj_jp", "tlsj-help", "TLSJ2027", "officialtlsj", "t1sj_support", "tlsj"]
)
def test_our_abbreviation_with_affixes_is_a_lookalike(theirs: str) -> None:
    likeness = abbreviation_likeness("TLSJ", theirs)
    assert likeness is not None
    assert likeness.strength == "lookalike"


@pytest.mark.parametrize("theirs", ["tlsj_tennis_club", "outlsjx", "tl_sjolund", "spsj_jp"])
def test_letters_that_happen_to_spell_our_abbreviation_are_none(theirs: str) -> None:
    assert abbreviation_likeness("TLSJ", theirs) is None


def test_three_letters_are_anyone_s() -> None:
    likeness = abbreviation_likeness("ISJ", "isj_official")
    assert likeness is not None
    assert likeness.strength == "similar"
