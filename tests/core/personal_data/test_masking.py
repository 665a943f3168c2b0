from __future__ import annotations

import pytest

from bot.core.personal_data.masking import mask, masked_kinds, redact
from bot.core.personal_data.spans import Span

KEPT = [
    "03-1234-5678 (from abroad +81-3-1234-5678)",
    "Info@Example.or.jp",
    "〒164-8678 東京都中野区本町2-9-5 東京工芸大学内 一般社団法人日本画像学会",
    "Imaging Society of Japan, c/o Tokyo Polytechnic University, 2-9-5 Honmachi, Nakano-ku, Tokyo 164-8678",
]


@pytest.mark.parametrize(
    "text",
    [
        "03-1234-5678",
        "０３（１２３４）５６７８",
        "+81 3 1234 5678",
        "0312345678",
        "INFO@example.or.jp",
        "〒164-8678",
        "〒１６４８６７８",
        "郵便番号 164-8678",
        "東京都中野区本町2-9-5",
        "中野区本町２丁目９番５号",
        "東京都中野区本町二丁目9-5 東京工芸大学内",
        "2-9-5 Honmachi, Nakano-ku, Tokyo",
        "2-9-5 Honmachi, Nakano-ku, Tokyo 164-8678, Japan",
    ],
)
def test_the_organisation_s_own_contacts_are_never_masked(text: str) -> None:
    assert redact(f"窓口 {text} と 090-1234-5678", KEPT) == f"窓口 {text} と [phone]"


@pytest.mark.parametrize(
    ("text", "masked"),
    {
        "03-1234-5679": "[phone]",
        "info2@example.or.jp": "[mail]",
        "〒164-8679": "[postal code]",
        "東京都中野区本町2-9-51": "[address]",
        "東京都中野区本町2-9": "[address]",
        "5-9-2 Honmachi, Nakano-ku, Tokyo": "[address]",
    }.items(),
)
def test_a_contact_that_is_not_kept_is_masked(text: str, masked: str) -> None:
    assert redact(text, KEPT) == masked


def test_spans_are_those_of_the_text_as_it_was_whatever_the_masks_did_to_it() -> None:
    text = "090-1234-5678、03-1234-5678、taro@example.com"
    masked = mask(text, KEPT)
    assert masked.text == "[phone]、03-1234-5678、[mail]"
    assert masked.spans == (Span(0, 13, "phone"), Span(27, 43, "mail"))
    assert [value.text for value in masked.values] == ["090-1234-5678", "taro@example.com"]
    assert masked.kinds == ("phone", "mail")


def test_the_kinds_of_a_redacted_text_can_be_read_from_its_masks() -> None:
    assert masked_kinds(redact("090-1234-5678 taro@example.com")) == ("mail", "phone")
