"""What holds for every kind at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.detection import detect
from bot.core.personal_data.masking import mask, redact
from bot.core.personal_data.spans import MASKS
from tests import cpu
from tests.core.personal_data import (
    test_addresses,
    test_banks,
    test_births,
    test_cards,
    test_links,
    test_mails,
    test_members,
    test_my_numbers,
    test_phones,
    test_postal_codes,
)
from tests.core.personal_data.test_innocent_messages import INNOCENT

PLANTED = [
    *test_addresses.WHOLE,
    *test_banks.WHOLE,
    *test_births.MASKED,
    *test_cards.MASKED,
    *test_links.MASKED,
    *test_mails.MASKED,
    *(text for text, _ in test_members.SENTENCES),
    *test_my_numbers.MASKED,
    *test_phones.MASKED,
    *test_postal_codes.MASKED,
]
KEPT = ["03-1234-5678", "Info@Example.or.jp", "〒164-8678 東京都中野区本町2-9-5"]
LETTER = (
    "〒170-0002\n東京都豊島区巣鴨1-2-3 ハイツ巣鴨203\n生年月日：1977年3月5日\n会員番号：M868634\n"
    "電話：090-1234-5678\nメール：taro@example.com\nマイナンバー：1234 5678 9018\n"
    "カード番号 4111 1111 1111 1111\n返金先：三井住友銀行本郷支店 普通 7085260"
)


def test_every_kind_is_told_from_the_others() -> None:
    assert redact(LETTER) == (
        "[postal code]\n[address]\n生年月日：[birth date]\n会員番号：[membership number]\n"
        "電話：[phone]\nメール：[mail]\nマイナンバー：[my number]\nカード番号 [card]\n返金先：[bank account]"
    )


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "ﾃﾞﾝﾜ：０９０－１２３４－５６７８　👍 ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ"
    assert [(text[s.start : s.end], s.kind) for s in detect(text)] == [
        ("０９０－１２３４－５６７８", "phone"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "mail"),
    ]


PIECES = st.one_of(
    st.sampled_from([*PLANTED, *INNOCENT, *MASKS.values()]),
    st.sampled_from(
        [
            "は",
            "、",
            " ",
            "-",
            "+",
            "(",
            "0",
            "4",
            "@",
            ".",
            "/",
            "１",
            "ー",
            "a",
            "tel",
            "\n",
            "\u200b",
            "会員番号",
            "口座番号",
            "生年月日",
            "〒",
            "東京都港区",
            "芝",
            "三",
            "丁目",
            "普通",
            "card",
            "at",
            "\x00",
        ]
    ),
    st.from_regex(r"[+(]?[0-9]{1,5}([-. ]?[0-9]{1,4}){0,4}", fullmatch=True),
    st.text(max_size=5),
)
MESSAGES = st.lists(PIECES, max_size=8).map("".join)


@given(MESSAGES)
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)
    assert redact(redact(text, KEPT), KEPT) == redact(text, KEPT)


@given(MESSAGES)
def test_spans_are_ordered_and_apart_and_within_the_text(text: str) -> None:
    for spans in (detect(text), mask(text).spans):
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(text)
            end = span.end


@given(MESSAGES)
def test_the_redacted_text_is_the_text_with_masks_in_place_of_its_spans(text: str) -> None:
    masked, rebuilt, done = mask(text, KEPT), "", 0
    for span, value in zip(masked.spans, masked.values, strict=True):
        assert (value.kind, value.text) == (span.kind, text[span.start : span.end])
        rebuilt += text[done : span.start] + MASKS[span.kind]
        done = span.end
    assert rebuilt + text[done:] == masked.text


@given(st.lists(st.sampled_from([*PLANTED, *INNOCENT]), max_size=8))
def test_what_is_found_alone_is_found_in_company_too(texts: list[str]) -> None:
    found = {i for span in detect("\n\n".join(texts)) for i in range(span.start, span.end)}
    start = 0
    for text in texts:
        alone = {start + i for span in detect(text) for i in range(span.start, span.end)}
        assert alone <= found
        start += len(text) + 2


UGLIEST = [
    "1 " * 2048,
    "0" * 4096,
    "4" * 4096,
    "0-" * 2048,
    "+8" * 2048,
    "(0" * 2048,
    "81-" * 1365,
    "0 9 0 " * 682,
    "1234-5678-" * 409,
    "03-1234-567 " * 341,
    "10.1234/" * 512,
    "zoom id " * 512,
    "isbn " * 819,
    "a@a.jp" * 682,
    "a.jp/?tel=1 " * 341,
    "x.jp/" + "a@" * 2045,
    "x.jp/" + "a@a." * 1022,
    "x.jp/" + "0/" * 2045,
    "[" * 4096,
    "０１２" * 1365,
    "一" * 4096,
    "一二-" * 1365,
    "会員番号" * 1024,
    "会員番号 1 " * 512,
    "会員" * 2048,
    "口座" * 2048,
    "銀行支店" * 1024,
    "銀行" * 20 + "口座番号1234567" * 270,
    "普通 1" * 1024,
    "記号 12345 " * 400,
    "生年月日" * 1024,
    "生まれ 1977年" * 512,
    "昭和" * 2048,
    "〒1" * 2048,
    "郵便番号は" * 819,
    "東京都" * 1365,
    "東京都港区芝1" * 585,
    "港区芝1-1ハイツ" * 455,
    "区1-" * 1365,
    "住所1丁目" * 819,
    "市" * 4096,
    "card 1 " * 585,
    "カード番号" * 819,
    "my number 1" * 372,
    "Tokyo 1-2 " * 409,
    "1-2 Aa, " * 512,
    "1 Main " * 585,
    "1 A A A A A " * 341,
    "Room 1, " * 512,
    "address: A1, " * 315,
    "account number " * 273,
    "Aa Bank " * 512,
    "GB82 " * 819,
    "GB82" + "ABCD" * 1023,
    "a at b dot " * 372,
    "a★" * 2048,
    "born " * 819,
    "March 5 " * 512,
    "order no. 1 " * 341,
    "tel " * 1024,
    "電話1" * 1365,
    "20417番" * 682,
    "会員第1" * 1024,
    "12345(会員番号)" * 341,
    "member 1234 " * 341,
    "94年2月11日" * 512,
    "94/2/11 " * 512,
    "1234.5678." * 409,
    "zip code to 1 " * 292,
    "郵便番号 123-4567" * 315,
    "東京都1234567" * 409,
    "市1 /1234567" * 409,
    "123-4567港区" * 409,
    "Aa Bank (branch 331), " * 186,
    "Bank: Aa\n" * 455,
    "Symbol: 10180\n" * 292,
    "Ueno " * 816 + "branch 1234567",
    "a dot " * 682,
    'a at "a"@a.' * 372,
    "Tokyo, Aa, " * 372,
    "生年月日 S1.1.1 " * 315,
    "生年月日 正:1970年" * 292,
    "1970年(昭和45年)" * 315,
    "三井住友 市 当座 " * 409,
    "Aastrasse 1, " * 315,
]


@pytest.mark.alone
@pytest.mark.parametrize("text", UGLIEST, ids=lambda text: repr(text[:12]))
def test_the_ugliest_message_takes_bounded_time(text: str) -> None:
    redact(text)
    assert cpu.seconds(lambda: redact(text)) < 0.1


@pytest.mark.alone
@pytest.mark.parametrize("text", PLANTED)
def test_a_usual_message_takes_less_than_two_milliseconds(text: str) -> None:
    redact(text)
    assert cpu.seconds(lambda: redact(text), times=20) < 0.002
