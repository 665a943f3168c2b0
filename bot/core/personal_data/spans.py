"""Where personal data stands in a text, and what stands there instead in our records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "mail",
    "phone",
    "postal_code",
    "address",
    "birth_date",
    "member_number",
    "name",
    "my_number",
    "card",
    "bank",
]
NEVER_KEPT: frozenset[Kind] = frozenset({"my_number", "card", "bank"})
"""What nobody needs for an enquiry, and what does the most harm when it is stolen."""

MASKS: dict[Kind, str] = {
    "mail": "[mail]",
    "phone": "[phone]",
    "postal_code": "[postal code]",
    "address": "[address]",
    "birth_date": "[birth date]",
    "member_number": "[membership number]",
    "name": "[name]",
    "my_number": "[my number]",
    "card": "[card]",
    "bank": "[bank account]",
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where a value stands in the text as it was written; `end` is exclusive."""

    start: int
    end: int
    kind: Kind
