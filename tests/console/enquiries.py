"""Enquiries on the desk, put there without anybody asking."""

from __future__ import annotations

from dataclasses import dataclass

from bot.service.searching import searchable
from bot.store import log, people, tickets
from bot.store.tickets import NewTicket
from tests.service.scene import Scene


@dataclass(frozen=True)
class Enquiry:
    """What somebody asks."""

    question: str = "会費について"
    who: str = "hanako"
    kind: str = "question"
    language: str = "ja"
    urgent: bool = False
    for_leads: bool = False


async def asks(scene: Scene, *enquiries: Enquiry) -> list[int]:
    """They are asked, one after the other; gives their numbers."""
    numbers = []
    async with scene.transaction() as tx:
        for one in enquiries:
            person = await people.get(tx, scene.channel.name, one.who, scene.clock())
            new = NewTicket(
                *(person.id, one.who, one.language, one.question, "tried"),
                kind=one.kind,
                urgent=one.urgent,
                for_leads=one.for_leads,
                words=searchable(one.question),
            )
            ticket = await tickets.open_ticket(tx, new, scene.clock())
            said = log.Entry(
                person.id, "user", one.question, scene.clock(), one.who, ticket_number=ticket.number
            )
            await log.add(tx, said)
            numbers.append(ticket.number)
    return numbers
