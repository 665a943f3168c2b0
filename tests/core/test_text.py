"""Text as the indexes see it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import LONGEST_ANALYSED, bigrams, normalise, reading, sentences, words


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("ＦＡＸ番号は？", "fax番号は?"),
        ("ﾌｧｯｸｽ", "ファックス"),
        ("  a \n\t b  ", "a b"),
        ("教え\u200bて\u202eください\ufeff", "教えてください"),
        ("\x00\x01電話", "電話"),
        ("\ud800電話", "電話"),
        ("!!!!!!!!!!", "!!!"),
        ("わーーーーーーい", "わーーーい"),
        ("é" + "\u0301" * 50, "é\u0301\u0301"),
    ],
)
def test_normalising_keeps_what_a_person_sees(written: str, seen: str) -> None:
    assert normalise(written) == seen


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_normalised_text_is_bounded_and_has_nothing_invisible(text: str) -> None:
    seen = normalise(text * 50)
    assert len(seen) <= LONGEST_ANALYSED
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"} for c in seen)


def test_one_character_with_ten_thousand_marks_stays_small() -> None:
    assert len(normalise("a" + "\u0301" * 10_000)) <= 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("電話番号は？住所は？", ("電話番号は？", "住所は？")),
        ("Hello. What is your fax number? Thanks!", ("Hello.", "What is your fax number?", "Thanks!")),
        ("一つ。\n\n二つ。", ("一つ。", "二つ。")),
        ("version 1.5 of it", ("version 1.5 of it",)),
        ("", ()),
        ("\n \n", ()),
    ],
)
def test_sentences_in_order_without_empty_ones(text: str, found: tuple[str, ...]) -> None:
    assert sentences(text) == found


@given(st.text())
def test_no_sentence_loses_a_character(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_japanese_words_are_lemmas_and_english_ones_stems() -> None:
    assert words(normalise("電話番号を教えてください")) == words(normalise("電話番号を教えて"))[:3] + words(
        "ください"
    )
    assert set(words("asked asking asks")) == {"ask"}


def test_the_gloss_of_a_loan_word_is_cut() -> None:
    assert words("アカウント") == ["アカウント"]


def test_bigrams_are_of_japanese_words_and_leave_out_hiragana() -> None:
    assert bigrams("個人情報について fax") == ["個人", "人情", "情報", "報に"]


@pytest.mark.parametrize("written", ["電話番号", "でんわばんごう", "デンワバンゴウ"])
def test_kanji_hiragana_and_katakana_have_one_reading(written: str) -> None:
    assert reading(normalise(written)).replace(" ", "") == "デンワバンゴウ"


@given(st.text(max_size=100))
def test_any_text_can_be_analysed(text: str) -> None:
    seen = normalise(text)
    assert all(words(seen))
    assert all(len(pair) == 2 for pair in bigrams(seen))
    assert isinstance(reading(seen), str)
