from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.names.finding import find
from tests import cpu

WORDS = """
    山田 太郎 さん 様 です と申します 氏名: ヤマダ ・ ( ) の 。 van -san O' J. 𠮷 ﾔﾏﾀﾞ David Turner
    """.split()  # noqa: SIM905  # reads best as text
PIECES = st.one_of(
    st.sampled_from([*WORDS, " ", "\n", ", ", "Mr. ", "My name is ", "I'm ", "Regards,\n"]),
    st.text(max_size=4),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
def test_names_are_in_order_and_apart_and_never_cross_a_line(text: str) -> None:
    spans = list(find(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert not any("\n" in text[start:end] for start, end in spans)


@given(TEXTS)
def test_a_name_begins_and_ends_with_a_letter_of_it(text: str) -> None:
    assert not any(text[start].isspace() or text[end - 1].isspace() for start, end in find(text))


@pytest.mark.parametrize(
    "text", ["\ud800", "教え\udfffて", "\udc00山田さん", "John \ud83d Smith", "山\ud800田さん"]
)
def test_half_a_surrogate_pair_does_no_harm(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in find(text))


LONG = 4096
UGLY = {
    "surnames": "山田",
    "names": "山田太郎",
    "surnames and spaces": "山田 ",
    "lines": "あ\n",
    "signatures": "山田太郎\n",
    "honorifics": "山田さん",
    "nothing but 様": "様",
    "introductions": "山田です。",
    "labels": "氏名:",
    "nested labels": "申込者の",
    "open brackets": "山田(やまだ",
    "numerals": "一二三",
    "katakana": "アカ",
    "katakana with dots": "アカ・",
    "half-width katakana": "ﾔﾏﾀﾞ",
    "kanji outside the plane": "𠮷",
    "one word": "A",
    "changing letters": "aA",
    "hyphens": "Aa-",
    "apostrophes": "A'",
    "single letters": "A ",
    "initials": "J.",
    "full names": "John Smith ",
    "particles": "A de la van ",
    "introductions in English": "my name is ",
    "titles": "Mr. ",
    "closings": "thank you, ",
    "authors": "Smith, J., ",
    "spaces": " ",
    "accents": "e\u0301",
    "accounts": "アカウント名",
    "threats": "死ね。殺す。",
    "two characters": "死。",
    "lists of names": "山田さん、",
    "a surname and a space": "森 ",
    "unknown full names": "Ab Cd ",
    "given names": "John ",
    "halves of surrogate pairs": "教\ud800え\udfff",
}


@pytest.mark.alone
@pytest.mark.parametrize("piece", UGLY.values(), ids=UGLY)
def test_the_ugliest_message_takes_a_tenth_of_a_second_at_most(piece: str) -> None:
    list(find("山田 Smith"))
    text = (piece * LONG)[:LONG]
    assert cpu.seconds(lambda: list(find(text))) < 0.1


@pytest.mark.alone
@pytest.mark.parametrize(
    "text",
    [
        "会員の小林加奈です。会費の支払い方法を教えてください。",
        "Hi, this is Valerie Gutierrez. Is the page that I found on Facebook really yours?",
    ],
)
def test_a_usual_message_takes_less_than_a_millisecond(text: str) -> None:
    assert cpu.seconds(lambda: list(find(text)), times=20) < 0.001
