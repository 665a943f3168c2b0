from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.masking import redact
from tests.core.personal_data.planted import kinds

MASKED = {
    "カード番号 4111 1111 1111 1111 で": "カード番号 [card] で",
    "４１１１－１１１１－１１１１－１１１１": "[card]",
    "四一一一-一一一一-一一一一-一一一一": "[card]",
    "3782-822463-10005": "[card]",
    "3709-8944-9528-245": "[card]",
    "4111111111111111": "[card]",
    "4111.1111.1111.1111": "[card]",
    "クレジットカード（VISA）4083 6900 7128 4302": "クレジットカード（VISA）[card]",  # mistyped
    "card no: 4083690071284302": "card no: [card]",
    "カード番号\n4083・6900・7128・4301": "カード番号\n[card]",
    "セキュリティコードは123です": "セキュリティコードは[card]です",
    "CVV 123": "CVV [card]",
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_a_card_is_masked_and_nothing_around_it(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "法人番号 4111111111116",
        "注文番号 4111-1111-1111-1111 のカード",
        "DOI 10.1234/4111111111111111",
        "https://example.com/4111111111111111",
        "カードの有効期限は12/27です",
        "カード払いは100,000円までですか",
        "セキュリティコードは3桁ですか",
    ],
)
def test_what_is_called_otherwise_or_fails_luhn_is_no_card(text: str) -> None:
    assert "card" not in kinds(text)


def with_check_digit(digits: str) -> str:
    """Luhn, summed another way than the detector does."""
    table = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    total = sum(table[int(d)] if i % 2 == 0 else int(d) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


CARDS = st.integers(12, 18).flatmap(
    lambda n: st.tuples(st.sampled_from("3456"), st.text("0123456789", min_size=n - 1, max_size=n - 1))
)
SEPARATORS = st.sampled_from(["", " ", "-", "　", "－", " - ", ".", "・", "  ", "ー", "_", "/"])


@given(CARDS.map("".join).map(with_check_digit), SEPARATORS, st.booleans(), st.booleans())
def test_no_digit_of_a_card_survives(card: str, between: str, full_width: bool, mistyped: bool) -> None:
    if mistyped:
        card = card[:-1] + str((int(card[-1]) + 1) % 10)
    written = between.join(card[i : i + 4] for i in range(0, len(card), 4))
    if full_width:
        written = written.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    redacted = redact(f"カード番号は{written}です")
    assert not re.search(r"\d", redacted)
    assert redacted.startswith("カード番号は[card]")
