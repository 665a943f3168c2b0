"""What must hold after every run, read from the database and from what Telegram saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.faults.people import Public, Staff, answer_to
from tests.telegram_server import TelegramServer

AMBIGUOUS = ("502", "502_after", "drop")
"""Troubles after which a message may have arrived, or nobody can say."""


@dataclass
class Findings:
    """Empty lists are good news."""

    kills: int = 0
    faults: int = 0
    duplicates: int = 0
    duplicates_allowed: int = 0
    lost: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    claimed_twice: list[int] = field(default_factory=list)
    unmarked_duplicates: int = 0
    bad_ends: list[int | None] = field(default_factory=list)

    @property
    def broken(self) -> dict[str, Any]:
        """What does not hold, by name."""
        found: dict[str, Any] = {
            "lost": self.lost,
            "out of order": self.out_of_order,
            "done twice": self.twice,
            "claimed twice": self.claimed_twice,
            "duplicates not marked": self.unmarked_duplicates,
            "did not end well": self.bad_ends,
            "too many duplicates": max(0, self.duplicates - self.duplicates_allowed),
        }
        return {name: what for name, what in found.items() if what}


class Ledger:
    """The database as it stands, read from outside; nothing while it cannot be read."""

    def __init__(self, url: str) -> None:
        engine = create_engine(url.replace("+aiosqlite", ""))
        try:
            with engine.connect() as connection:
                found = connection.execute(text("SELECT number, question FROM tickets"))
                self.tickets = {number: question for number, question in found}  # noqa: C416  # rows to a typed dict
                self.claims = Counter(
                    n
                    for (n,) in connection.execute(
                        text("SELECT ticket_number FROM ticket_events WHERE type = 'claimed'")
                    )
                )
                self.dead_chats = self._rows(connection, "SELECT chat FROM inbox WHERE state = 'dead'")
                self.waiting = self._rows(connection, "SELECT id FROM inbox WHERE state = 'pending'")
                self.unsent = self._rows(connection, "SELECT id FROM outbox WHERE state = 'pending'")
                self.undelivered = self._rows(connection, "SELECT id FROM outbox WHERE state = 'dead'")
                self.repeated = sum(
                    self._rows(connection, "SELECT attempts - 1 FROM outbox WHERE possible_duplicate")
                )
        except DBAPIError:
            self.tickets, self.claims, self.dead_chats, self.waiting = {}, Counter(), [], []
            self.unsent, self.undelivered, self.repeated = [], [], 0
        finally:
            engine.dispose()

    @staticmethod
    def _rows(connection: Any, query: str) -> list[Any]:
        return list(connection.execute(text(query)).scalars())


def examine(ledger: Ledger, telegram: TelegramServer, public: Public, staff: Staff) -> Findings:
    """Everything that must hold, held against what there is."""
    found = Findings(faults=sum(telegram.troubles.values()))
    tickets = {question: number for number, question in ledger.tickets.items()}
    for chat, asked in public.asked.items():
        _examine_chat(found, telegram, chat, asked, tickets)
    found.lost += [f"poison {n}" for n in range(len(public.poison) - len(ledger.dead_chats))]
    found.lost += [f"inbox {row}" for row in ledger.waiting] + [f"outbox {row}" for row in ledger.unsent]
    answered = {n for n in ledger.tickets if any(answer_to(n) in t for t in _all_texts(telegram, public))}
    found.lost += [f"answer to ticket {n}" for n in ledger.tickets if n not in answered]
    found.twice = [q for q, times in Counter(ledger.tickets.values()).items() if times > 1]
    found.claimed_twice = [number for number, times in ledger.claims.items() if times > 1]
    found.duplicates += _repeats(_texts(telegram, staff_chat(telegram)))
    found.duplicates_allowed = sum(telegram.troubles[kind] for kind in AMBIGUOUS)
    found.unmarked_duplicates = max(0, found.duplicates - ledger.repeated)
    return found


def _examine_chat(
    found: Findings, telegram: TelegramServer, chat: int, asked: list[str], tickets: dict[str, int]
) -> None:
    """Each question has a reply of its own, and the replies came in the order of the questions."""
    texts = _texts(telegram, chat)
    places: list[int] = []
    for question in asked:
        words = f"(no. {tickets[question]})" if question in tickets else question
        place = next((i for i, t in enumerate(texts) if words in t), None)
        if place is None:
            found.lost.append(question)
        else:
            places.append(place)
    if places != sorted(places):
        found.out_of_order.append(str(chat))
    found.duplicates += _repeats(texts)


def _texts(telegram: TelegramServer, chat: int) -> list[str]:
    return [message.text for message in telegram.messages(chat) if message.from_bot]


def _all_texts(telegram: TelegramServer, public: Public) -> Iterable[str]:
    return (t for user in public.users for t in _texts(telegram, user.id))


def _repeats(texts: list[str]) -> int:
    return sum(times - 1 for times in Counter(texts).values())


def staff_chat(telegram: TelegramServer) -> int:
    return next(chat.id for chat in telegram.world.chats.values() if chat.type == "supergroup")
