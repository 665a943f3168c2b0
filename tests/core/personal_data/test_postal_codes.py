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
    "堺市中区学園町9番2-1105号 / ５９９８５３１": "[address] / [postal code]",
    "大阪府堺市中区学園町9-2 5998531": "[address] [postal code]",
    "大阪府堺市中区学園町9-2（599-8531）": "[address]（[postal code]）",
    "堺市中区学園町9-2 コーポ青葉305\n5998531": "[address]\n[postal code]",
    "5998531 堺市中区学園町9-2": "[postal code] [address]",
    "５９９８５３１　大阪府堺市中区学園町９丁目": "[postal code]　[address]",
    "599-8531 / 堺市中区学園町9番2号": "[postal code] / [address]",
    "The zip code in my profile is wrong, should be 606-8225": (
        "The zip code in my profile is wrong, should be [postal code]"
    ),
    "change my postal code from 606-8224 to 606-8225": (
        "change my postal code from [postal code] to [postal code]"
    ),
    "my zip code should be 94105": "my zip code should be [postal code]",
    "606-8225 is my new zip code": "[postal code] is my new zip code",
    "郵便番号が間違っていて、正しくは606-8225です": "郵便番号が間違っていて、正しくは[postal code]です",
    "郵便番号は606-8224ではなく606-8225です": "郵便番号は[postal code]ではなく[postal code]です",
    "Bengaluru 560025, India": "Bengaluru [postal code], India",
    "42 Residency Road, New Delhi - 110 001": "[address] - [postal code]",
    "606-8225（郵便番号）": "[postal code]（郵便番号）",
    "606-8225が郵便番号です": "[postal code]が郵便番号です",
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_a_code_is_masked_and_nothing_around_it(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "pp. 245-2531",
        "123-4567 という型番",
        "郵便番号は必要ですか",
        "Vol. 170-0002",
        "10115 entries",
        "横浜市で3月31日 123-4567 という型番",
        "京都市の会場は3階、1234567 という型番",
        "大阪府の参加者は3、合計1234567",
        "郵便番号は不要ですか。型番は123-4567です",
        "型番123-4567の郵便番号",
        "Do I need a postal code? See pp. 245-2531",
        "The zip code field accepts 20000 characters",
    ],
)
def test_seven_digits_alone_are_none(text: str) -> None:
    assert "postal_code" not in kinds(text)


@given(st.from_regex("[0-9]{7}", fullmatch=True), st.sampled_from(["", "-", "－", "ー", " - ", "―"]))
def test_no_digit_of_a_code_survives(code: str, hyphen: str) -> None:
    for label in ("〒", "〒 ", "郵便番号：", "postal code "):
        assert not re.search("[0-9]", redact(f"{label}{code[:3]}{hyphen}{code[3:]}です"))
