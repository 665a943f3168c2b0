"""From things to say to the text a person reads."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.model import Say
from bot.core.reply import lines, paragraphs, say, split

WORDING = {
    "ja": {"fax": "ファックス：{value}", "list": "一覧です。\n{items}", "number": "受付番号{number}\n"},
    "en": {"fax": "Fax: {value}", "list": "The list:\n{items}", "number": "No. {number}\n"},
}


def test_a_sentence_takes_its_values() -> None:
    assert say(WORDING, "ja", Say("fax", {"value": "03"})) == "ファックス：03"


def test_a_value_may_be_sentences_of_their_own_one_a_line() -> None:
    items = (Say("fax", {"value": "1"}), Say("fax", {"value": "2"}))
    assert say(WORDING, "en", Say("list", {"items": items})) == "The list:\nFax: 1\nFax: 2"


def test_a_sentence_may_be_in_another_language_than_the_reply() -> None:
    says = (Say("fax", {"value": "1"}, language="ja"), Say("fax", {"value": "1"}, language="en"))
    assert lines(WORDING, "en", says) == "ファックス：1\nFax: 1"


def test_the_number_of_a_ticket_comes_late() -> None:
    assert say(WORDING, "en", Say("number"), number="12") == "No. 12"


def test_what_a_person_wrote_is_never_read_as_a_gap_to_fill() -> None:
    assert say(WORDING, "en", Say("fax", {"value": "{number} {0} {}"}), number="12") == "Fax: {number} {0} {}"


def test_paragraphs_stand_apart() -> None:
    assert paragraphs(WORDING, "en", [Say("number"), Say("number")], number="1") == "No. 1\n\nNo. 1"


TEXTS = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n。.あ😀")))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.integers(2, 40))
@example("😀" * 30, 3)
@example("あ" * 100, 7)
@example(" " * 50, 4)
def test_no_piece_is_longer_than_the_limit_and_no_character_is_lost(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert pieces
    assert all(units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(TEXTS)
def test_a_short_text_is_one_piece_untouched(text: str) -> None:
    assert split(text, max(2, units(text))) == (text,)


@given(st.lists(st.text("abc", min_size=1, max_size=8), min_size=1), st.integers(20, 60))
def test_words_are_kept_whole_where_there_are_spaces(words: list[str], limit: int) -> None:
    assert [w for piece in split(" ".join(words), limit) for w in piece.split()] == words


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("一行目です\n二行目です", 8, ("一行目です", "二行目です")),
        ("あいう。えおか。きく", 9, ("あいう。えおか。", "きく")),
        ("One two. Three four.", 12, ("One two.", "Three four.")),
        ("", 10, ("",)),
    ],
)
def test_a_cut_is_at_the_end_of_a_line_or_a_sentence(text: str, limit: int, pieces: tuple[str, ...]) -> None:
    assert split(text, limit) == pieces
