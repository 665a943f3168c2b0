from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.masking import redact
from tests.core.personal_data.planted import kinds

MASKED = {
    "マイナンバーは123456789018です": "マイナンバーは[my number]です",
    "マイナンバー：1234 5678 9012": "マイナンバー：[my number]",  # mistyped
    "マイナンバーカードの番号 1234・5678・9012": "マイナンバーカードの番号 [my number]",
    "個人番号は一二三四五六七八九〇一八です": "個人番号は[my number]です",
    "My number is 123456789018": "My number is [my number]",
    "My Number: １２３４－５６７８－９０１８": "My Number: [my number]",
    "1234-5678-9018": "[my number]",
    "9987 2622 1776": "[my number]",
    "123456789018 を送ります": "[my number] を送ります",
    "6618.2047.3910です、削除おねがいします": "[my number]です、削除おねがいします",
    "１２３４．５６７８．９０１２": "[my number]",
    "1234・5678・9012": "[my number]",
    "1234 - 5678 - 9012": "[my number]",
    "1234–5678–9012": "[my number]",
    "1234/5678/9018": "[my number]",
    "1234_5678_9018": "[my number]",
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_a_my_number_is_masked_and_nothing_around_it(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "123456789012",
        "法人番号 8184600900350",
        "注文番号 123456789018",
        "追跡番号 1234 5678 9018 を確認したい",
        "ヤマトで送りました。1234-5678-9012です",
        "202611221300",
        "2024-2025-2026",
        "マイナンバーの提出は必要ですか",
        "受付番号 123456789018 の状況",
        "画像No.0342-1187-5520の利用許可はどこに申請しますか",
        "写真番号：1234-5678-9018",
        "A123456789018",
        "1234567890180",
        "1234/5678/9012",
        "1064/1310/1550 nm",
        "2024.2025.2026",
        "2019.1234.5678.9012",
        "1200.2400.4800.9600",
        "1234.5678 と 9012.3456",
        "+123456789018",
    ],
)
def test_other_twelve_digits_are_none(text: str) -> None:
    assert "my_number" not in kinds(text)


SEPARATORS = st.sampled_from(["", " ", "-", "　", "－", "ー", ".", "・", " - ", "_"])


@given(st.from_regex("[0-9]{12}", fullmatch=True), SEPARATORS)
def test_no_digit_of_a_my_number_survives(number: str, between: str) -> None:
    written = between.join(number[i : i + 4] for i in (0, 4, 8))
    for sentence in ("マイナンバーは{}です", "My number is {}.", "個人番号：{}"):
        assert not re.search("[0-9]", redact(sentence.format(written)))
