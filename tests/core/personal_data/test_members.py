from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.masking import redact
from tests.core.personal_data.planted import kinds, parts

SENTENCES = [
    ("会員番号：12345678", "12345678"),
    ("会員No. 1234", "1234"),
    ("会員番号は、たしか M868634 だったと思います", "M868634"),
    ("会員 M868634 の山田です", "M868634"),
    ("会員の81159497です", "81159497"),
    ("私の会員番号IFSJ-73304が無効です", "IFSJ-73304"),
    ("会員番号\nM12345", "M12345"),
    ("会員番号（8桁）：12345678", "12345678"),
    ("会員ID「A-12-3456」で入れません", "A-12-3456"),
    ("会員番号は2024-00123です", "2024-00123"),
    ("会員番号 M0901234567890", "M0901234567890"),
    ("会員番号 0312345678", "0312345678"),
    ("会員番号 八六八六三四", "八六八六三四"),
    ("会員証の番号は１２３４５です", "１２３４５"),
    ("ＩＦＳＪ－７３３０４（会員番号）", "ＩＦＳＪ－７３３０４"),
    ("M868634が私の会員番号です", "M868634"),
    ("学籍番号 S1234567です", "S1234567"),
    ("社員番号:00123", "00123"),
    ("お客様番号は 1234-5678 です", "1234-5678"),
    ("My membership number is M868634", "M868634"),
    ("membership no. 12345", "12345"),
    ("Member ID: IFSJ-73304", "IFSJ-73304"),
    ("My member # is 12345", "12345"),
    ("I'm a member (no. 12345)", "12345"),
    ("passport number TK1234567", "TK1234567"),
]


@pytest.mark.parametrize(("text", "number"), SENTENCES)
def test_a_number_by_which_a_person_is_known_is_found(text: str, number: str) -> None:
    assert parts(text, "member_number") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "会員番号を忘れました",
        "会員番号は8桁ですか",
        "会員番号の件で3月31日に電話しました",
        "会員になって10年です",
        "会員数は3000人くらいですか",
        "会員の2026年度会費はいつまでですか",
        "会員10000名の学会ですか",
        "会員番号がなく、受付番号は12345です",
        "When does the membership number arrive?",
        "Membership fees rose in 2026",
        "Is the membership fee 10,000 yen?",
        "Does a member need 2 photos?",
    ],
)
def test_talk_about_membership_is_no_number(text: str) -> None:
    assert "member_number" not in kinds(text)


@given(
    st.from_regex(r"(M|IFSJ-|)[0-9]{5,8}", fullmatch=True),
    st.sampled_from(
        ["会員番号は{}です", "会員番号：{}", "会員ID {} で", "会員No.{}", "My membership number is {}."]
    ),
)
def test_no_digit_of_a_number_survives(number: str, sentence: str) -> None:
    assert not re.search("[0-9]", redact(sentence.format(number)))
