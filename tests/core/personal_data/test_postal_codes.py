from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.masking import redact
from tests.core.personal_data.planted import kinds

MASKED = {
    "〒170-0002": "[postal code]",
    "〒1700002": "[postal code]",
    "〒 170-0002": "[postal code]",
    "〒１７０－０００２": "[postal code]",
    "〒 一七〇-〇〇〇二": "[postal code]",
    "〒060-0812 090-1234-5678": "[postal code] [phone]",
    "郵便番号は170-0002です": "郵便番号は[postal code]です",
    "郵便番号 1700002": "郵便番号 [postal code]",
    "170-0002 東京都豊島区巣鴨1-2-3": "[postal code] [address]",
    "170-0002\n豊島区巣鴨1-2-3": "[postal code]\n[address]",
    "Tokyo 170-0002": "Tokyo [postal code]",
    "170-0002, Japan": "[postal code], Japan",
    "postal code: 170-0002": "postal code: [postal code]",
    "zip code 94105": "zip code [postal code]",
    "Postcode SW1A 1AA": "Postcode [postal code]",
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_a_code_is_masked_and_nothing_around_it(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text", ["pp. 245-2531", "123-4567 という型番", "郵便番号は必要ですか", "Vol. 170-0002", "10115 entries"]
)
def test_seven_digits_alone_are_none(text: str) -> None:
    assert "postal_code" not in kinds(text)


@given(st.from_regex("[0-9]{7}", fullmatch=True), st.sampled_from(["", "-", "－", "ー", " - ", "―"]))
def test_no_digit_of_a_code_survives(code: str, hyphen: str) -> None:
    for label in ("〒", "〒 ", "郵便番号：", "postal code "):
        assert not re.search("[0-9]", redact(f"{label}{code[:3]}{hyphen}{code[3:]}です"))
