"""Text as the indexes see it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import LONGEST_ANALYSED, bigrams, is_word, normalise, plain, reading, sentences, words


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
        ("わーーーーーーい", "わーい"),
        ("おしえてー", "おしえて"),
        ("教えて〜", "教えて"),
        ("教えてっ!!", "教えて!!"),
        ("メ－ル", "メール"),
        ("サ―バ―", "サーバー"),
        ("サーバ", "サーバ"),
        ("ｱｰｰｰ", "アー"),
        ("10時〜12時", "10時〜12時"),
        ("ファクス ファックス メアド", "ファクス ファックス メアド"),
        ("そうだよぉぉ", "そうだよ"),
        ("だねええええ", "だね"),
        ("かわいい", "かわいい"),
        ("か゛ぞう", "がぞう"),
        ("ｶﾞｿﾞｳ", "ガゾウ"),
        ("葛\U000e0100城", "葛城"),
        ("1\ufe0f\u20e3", "1"),
        ("ad\u00address", "address"),
        ("“ﬁx” it, don’t", '"fix" it, don\'t'),
        ("pleeeease heyyy whaaat", "please hey what"),
        ("goood cooool", "good cool"),
        ("第ⅲ条 viii", "第iii条 viii"),
        ("www.example.org/aaa", "www.example.org/aaa"),
        ("é" + "\u0301" * 50, "é\u0301\u0301"),
    ],
)
def test_normalising_keeps_what_a_person_sees(written: str, seen: str) -> None:
    assert normalise(written) == seen


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("教えて😀ください🇯🇵", "教えて ください"),
        ("☎️ 03", "03"),
        ("〒101-0051", "〒101-0051"),
        ("(´・ω・｀)返事まだ", "返事まだ"),
        ("m(_ _)m お願い", "お願い"),
        ("(；ω；)", ""),
        ("ありがとう(^^)/", "ありがとう"),
        ("orz :-) thanks <3", "thanks"),
        ("日本画像(株) (a) (1)", "日本画像(株) (a) (1)"),
        ("公式?www", "公式?"),
        ("公式ですか笑", "公式ですか"),
        ("本当かよ草", "本当かよ"),
        ("煙草", "煙草"),
        ("まだ?(笑)", "まだ?"),
        ("返事。。。まだ!!!???", "返事。まだ?"),
        ("w3c", "w3c"),
    ],
)
def test_smileys_and_laughter_are_left_out(written: str, left: str) -> None:
    assert plain(normalise(written)) == left


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
    assert reading(normalise(written)).replace(" ", "") == "デンワバンゴ"


@pytest.mark.parametrize(
    ("one", "other"),
    [("こーひー", "コーヒー"), ("こんにちは", "こんにちわ"), ("電話は", "でんわ わ"), ("公式", "コーシキ")],
)
def test_what_is_said_alike_reads_alike(one: str, other: str) -> None:
    assert reading(normalise(one)).replace(" ", "") == reading(normalise(other)).replace(" ", "")


def test_spellings_of_a_loan_word_are_one_word_of_the_dictionary() -> None:
    assert words("サーバ") == words("サーバー")
    assert is_word("ファックス")
    assert not is_word("ふぁっくす")


@given(st.text(max_size=100))
def test_any_text_can_be_analysed(text: str) -> None:
    seen = normalise(text)
    assert all(words(seen))
    assert all(len(pair) == 2 for pair in bigrams(seen))
    assert isinstance(reading(seen), str)
