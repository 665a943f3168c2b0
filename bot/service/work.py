"""One transaction's work: what caused it, when, and what it sends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

from pydantic import TypeAdapter

from bot.core import reply
from bot.service.office import Office
from bot.service.ports import MESSAGE_LIMIT, Delete, Edit, Outgoing, Toast
from bot.store import outbox
from bot.store.engine import Transaction

OUTGOING: TypeAdapter[Outgoing] = TypeAdapter(Outgoing)


@dataclass(frozen=True, slots=True)
class Work:
    """What a use case works with. `cause` names what it is done for, once: it makes the outbox keys."""

    tx: Transaction
    office: Office
    at: datetime
    cause: str
    _numbers: count[int] = field(default_factory=count)

    @property
    def after_hours(self) -> bool:
        """Whether the office is closed: what staff are told then makes no sound, unless it is urgent."""
        return not self.office.hours.is_open(self.at)

    async def send(
        self, outgoing: Outgoing, purpose: str, ticket: int | None = None, draft: int | None = None
    ) -> tuple[int, ...]:
        """Queue a message and give its id; a long one goes in pieces, each with its own.

        The last piece has the buttons and is the one to edit.
        """
        return tuple([await self._add(piece, purpose, ticket, draft) for piece in _pieces(outgoing)])

    async def _add(self, piece: Outgoing, purpose: str, ticket: int | None, draft: int | None) -> int:
        return await outbox.add(
            self.tx,
            channel=self.office.channel_of(piece.chat).name,
            chat=piece.chat,
            key=f"{self.cause}:{next(self._numbers)}",
            purpose=purpose,
            payload=dump(piece),
            at=self.at,
            ticket=ticket,
            draft=draft,
        )


def dump(outgoing: Outgoing) -> str:
    return OUTGOING.dump_json(outgoing).decode()


def load(payload: str) -> Outgoing:
    return OUTGOING.validate_json(payload)


def _pieces(outgoing: Outgoing) -> list[Outgoing]:
    if isinstance(outgoing, Toast | Delete):
        return [outgoing]
    if isinstance(outgoing, Edit):
        return [replace(outgoing, text=reply.split(outgoing.text, MESSAGE_LIMIT)[-1])]
    *first, last = reply.split(outgoing.text, MESSAGE_LIMIT)
    nothing: dict[str, Any] = dict.fromkeys(("attachment", "document", "upload"))
    heads = [replace(outgoing, text=text, keys=(), **nothing) for text in first]
    return [*heads, replace(outgoing, text=last)]
