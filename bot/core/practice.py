"""How this bot handles personal data, as far as its settings say it: what its promises are read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

RecordKind = Literal[
    "person",
    "conversation",
    "enquiries",
    "values",
    "files",
    "requests",
    "reports",
    "feedback",
    "deliveries",
    "updates",
    "web_chat",
    "technical",
    "staff",
]
"""The kinds of record, in the order in which people are told of them."""
NOT_THEIRS: frozenset[RecordKind] = frozenset({"technical", "staff"})
"""What holds nothing of the people who ask: the bot's own work, and who of staff signed in."""
UNSHARED_KEPT = timedelta(hours=24)
"""How long the person has to say whether staff may have what was taken out of a message."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many days each kind of record is kept: enquiries, values and files after the enquiry ended."""

    conversation: int = 180
    enquiries: int = 365
    values: int = 30
    requests: int = 1095
    reports: int = 1095
    feedback: int = 365
    deliveries: int = 90
    failures: int = 30
    web_chat: int = 30


@dataclass(frozen=True, slots=True)
class Practice:
    """What people are promised: `records` are the kinds that the database holds.

    `hosting` names the server's country in each language, where it is known; after `request_days` a demand
    is due.
    """

    keeping: Keeping = Keeping()
    request_days: int = 14
    hosting: Mapping[str, str] = field(default_factory=dict)
    records: tuple[RecordKind, ...] = ()
