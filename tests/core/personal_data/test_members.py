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
    ("退会希望。20417番、今井。", "20417"),
    ("２０４１７番の今井です。会費を払いました", "２０４１７"),
    ("会員です。20417番です", "20417"),
    ("正会員 第10773号の南です。永年会員の条件を教えてください。", "10773"),
    ("会員番号第10773号", "10773"),
    ("会員証 第 10773 号", "10773"),
    ("会員番号10773号", "10773"),
    ("学生会員の2041番です", "2041"),
    ("第10773号会員の南です", "10773"),
    ("10773番の正会員です", "10773"),
    ("正会員（10773）の南です", "10773"),
    ("会員20417、今井です", "20417"),
    ("個人会員として26650で登録しています", "26650"),
    ("私の番号は7716だったと思います（会員番号）。", "7716"),
    ("たしかM868634です(会員ID)", "M868634"),
    ("S1234567（学籍番号）", "S1234567"),
    ("20417は私の会員番号です", "20417"),
    ("20417番が会員番号です", "20417"),
    ("20417 ← 会員番号", "20417"),
    ("会員です。番号は20417です", "20417"),
    ("I am member 17752. Please cancel my membership.", "17752"),
    ("Member #17752 here", "17752"),
    ("as a member (17752), I", "17752"),
    ("Life member 3021 writing", "3021"),
    ("17752 is my membership number", "17752"),
    ("I'm 17752 (member number)", "17752"),
    ("17752 (membership no.)", "17752"),
    ("I'm a member. My number is 17752.", "17752"),
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
        "入会したいです。5001番の教室ですか",
        "会員です。1203番教室はどこですか",
        "会員ですが、110番に電話すべきですか",
        "入会希望です。2番目の会場はどこですか",
        "会員の発表は1203番のポスターですか",
        "会員番号の件で学会誌第123号を見ました",
        "会員限定の第1234号はどこで読めますか",
        "第1000号会員向けニュースはありますか",
        "正会員（10000）、学生会員（5000）",
        "会員番号は2026年に変わりますか",
        "As a member since 2019, can I vote?",
        "Is the member price 12000 yen?",
        "Member 2026 dinner?",
        "A member asked about ISO 12345",
        "2026 is the year my membership number arrives",
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
