"""A database with as many enquiries as years bring, of texts that people really write."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.service.searching import searchable
from bot.store import tables
from bot.store.engine import Store

AT = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
TEXTS = Path(__file__).parent / "messages" / "development.jsonl"
_PEOPLE = 4000
_KINDS = ("question", "question", "question", "question", "report", "correct")
_AT_ONCE = 500


async def fill(store: Store, still_open: int, ended: int) -> None:
    """Put the enquiries there, the open ones among the newest."""
    chance = random.Random(7)  # noqa: S311  # no secret
    people = [
        {"channel": "test", "address": str(n), "language_chosen": False, "created_at": AT}
        for n in range(_PEOPLE)
    ]
    rows = list(_tickets(chance, still_open, ended))
    demands = [
        {
            "person_id": row["person_id"],
            "ticket_number": number,
            "kind": "correct",
            "asked_at": AT,
            "due_at": AT,
        }
        for number, row in enumerate(rows, 1)
        if row["kind"] == "correct"
    ]
    reported = [number for number, row in enumerate(rows, 1) if row["kind"] == "report"]
    cases = [{"ticket_number": number, "first_reported_at": AT} for number in reported]
    evidence = [
        {
            "impostor_id": case,
            "person_id": rows[number - 1]["person_id"],
            "ticket_number": number,
            "sealed_reference": b"",
            "reported_at": AT,
        }
        for case, number in enumerate(reported, 1)
    ]
    async with store.transaction() as tx:
        for table, values in (
            (tables.people, people),
            (tables.tickets, rows),
            (tables.requests, demands),
            (tables.impostors, cases),
            (tables.reports, evidence),
        ):
            for i in range(0, len(values), _AT_ONCE):
                await tx.connection.execute(insert(table), values[i : i + _AT_ONCE])


def _tickets(chance: random.Random, still_open: int, ended: int) -> Iterator[Mapping[str, Any]]:
    written = [json.loads(line) for line in TEXTS.read_text("utf-8").splitlines()]
    first = AT - timedelta(days=1500)
    for number in range(ended + still_open):
        is_open = number >= ended
        state = chance.choice(("new", "claimed", "answered") if is_open else ("closed", "declined"))
        told = chance.choices(written, k=3)
        question = f"{told[0]['text']}\n{told[1]['text']}\n{told[2]['text']}"
        at = first + timedelta(hours=number)
        has = (
            {"claimed_by": "sato", "claimed_name": "佐藤"}
            if state != "new"
            else dict.fromkeys(("claimed_by", "claimed_name"))
        )
        yield {
            "person_id": chance.randint(1, _PEOPLE),
            "chat": "1",
            "state": state,
            "kind": chance.choice(_KINDS),
            "urgent": False,
            "language": "ja" if told[0]["lang"] == "ja" else "en",
            "question": question,
            "tried": "",
            "answered": not is_open,
            "version": 1,
            "created_at": at,
            "updated_at": at,
            "for_leads": chance.random() < 0.02,
            "search_text": searchable(question),
            **has,
        }
