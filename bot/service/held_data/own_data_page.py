"""What is held of a person as one file: a page to read, with the same as JSON in it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from html import escape
from typing import Any

from bot.service.held_data.holdings import Holdings, reference
from bot.service.tickets import tried
from bot.store.tickets import Ticket

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
body {{ font-family: system-ui, sans-serif; line-height: 1.6; max-width: 45rem; margin: 2rem auto }}
section {{ white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid #bbb; padding: 1rem 0 }}
</style>
</head>
<body>
<h1>{title}</h1>
{sections}
<script type="application/json" id="data">{data}</script>
</body>
</html>
"""
_NOT_TOLD = frozenset(
    {"turn", "is_erased", "person_id", "version", "claimed_by", "claimed_name", "delivery_id"}
)
"""Inner workings, and what is the office's own; the last turn is in the conversation, too."""


def page(title: str, blocks: Iterable[str], data: str, language: str) -> str:
    """The page; nothing in it is read from elsewhere, and nothing that people wrote can act in it."""
    sections = "\n".join(f"<section>{escape(block)}</section>" for block in blocks)
    harmless = data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return _PAGE.format(language=escape(language), title=escape(title), sections=sections, data=harmless)


def as_json(held: Holdings) -> str:
    """All of it for a program to read; times in UTC as ISO 8601."""
    told: dict[str, Any] = {
        "person": _plain(held.person),
        "conversation": [_plain(entry) for entry in held.conversation],
        "enquiries": [_enquiry(ticket) for ticket in held.enquiries],
        "personal_values": [_plain(value) for value in held.values],
        "files": [_plain(file) for file in held.files],
        "requests": [_plain(request) for request in held.requests],
        "reports": [{"reference": reference(r), "reported_at": r.reported_at} for r in held.reports],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=datetime.isoformat)


def _enquiry(ticket: Ticket) -> dict[str, Any]:
    told = tried.load(ticket.tried)
    return {**_plain(ticket), "tried": asdict(told) if told else ticket.tried}


def _plain(row: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if name not in _NOT_TOLD}
