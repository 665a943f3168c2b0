from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.masking import redact
from tests.core.personal_data.planted import kinds

MASKED = {
    "電話は090-1234-5678です": "電話は[phone]です",
    "０９０ー１２３４ー５６７８": "[phone]",
    "〇九〇-一二三四-五六七八": "[phone]",
    "電話は〇三ー三三七三ー九五七七です": "電話は[phone]です",
    "TEL:03-1234-5678FAX:03-1234-5679": "TEL:[phone]FAX:[phone]",
    "06(6234)6224 / (03) 1234-5678": "[phone] / [phone]",
    "090 1234 5678 03-1234-5678": "[phone] [phone]",
    "090 - 1234 - 5678": "[phone]",
    "携帯 090・1234・5678": "携帯 [phone]",
    "tel.0312345678": "tel.[phone]",
    "09012345678まで": "[phone]まで",
    "070-0000-0000 / 03-0000-0000": "[phone] / [phone]",  # nobody's, but a phone number by its shape
    "TEL 3373-9577": "TEL [phone]",
    "+81 (0)90 1234 5678": "[phone]",
    "81-90-1234-5678": "[phone]",
    "0081-90-1234-5678": "[phone]",
    "call +1 415 555 2671 or +44 20 7946 0958": "call [phone] or [phone]",
    "call me at 415-555-2671": "call me at [phone]",
    "(415) 555-2671": "[phone]",
    "+86 138 0013 8000": "[phone]",
    "+6281234567899": "[phone]",  # Luhn's check digit fits
    "+62-812-3456-7899": "[phone]",
    "+819012345670": "[phone]",
    "phone number is 1-415-555-2671 ext 12": "phone number is [phone] ext 12",
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_a_number_is_masked_and_nothing_around_it(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Telegram ID 1823467726",
        "Meeting ID 090 1234 5678",
        "https://x.com/09012345678",
        "@foo09012345678",
        "電話受付は平日10-17時ですか",
        "電話で2026-2027年度の会費を聞きました",
        "FAXは2026-11-22に送ります",
        "192.168.100.100 と 0.1234567890",
        "100,000,000円",
        "IFSJ-0312345678",
        "電話代は100000円",
    ],
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert "phone" not in kinds(text)


SEPARATORS = st.sampled_from(["", " ", "-", "　", "－", "ー", ".", "・", " - ", "―"])
JAPANESE = st.one_of(
    st.tuples(
        st.sampled_from(["090", "080", "070", "050"]), *[st.from_regex("[0-9]{4}", fullmatch=True)] * 2
    ),
    st.tuples(st.sampled_from(["03", "06"]), *[st.from_regex("[1-9][0-9]{3}", fullmatch=True)] * 2),
    st.tuples(
        st.sampled_from(["045", "052", "075"]), st.just("248"), st.from_regex("[0-9]{4}", fullmatch=True)
    ),
)


@given(JAPANESE, SEPARATORS, st.sampled_from(["電話：{}", "携帯は{}です", "TEL {}", "My phone: {}"]))
def test_no_digit_of_a_number_survives(groups: tuple[str, ...], between: str, sentence: str) -> None:
    assert not re.search("[0-9]", redact(sentence.format(between.join(groups))))
