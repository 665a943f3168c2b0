"""JSON lines as a channel: questions in, decisions out, for tests and evaluation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

from bot.channels.forward_line import ForwardLine, Written
from bot.channels.json_line import read_line
from bot.channels.noting import NotingWork
from bot.core.model import (
    Answer,
    Clarify,
    Command,
    Message,
    Part,
    StartRequest,
    Understanding,
)
from bot.service.inbox import conversation
from bot.service.inbox.applying import TicketChange
from bot.service.inbox.conversation import Outcome
from bot.service.office import Office
from bot.service.ports import Ignored, Inbound, Outgoing, StaffMember, UserMessage
from bot.service.replies import answering
from bot.service.work import Work
from bot.store import tickets
from bot.store.copying import packed, unpack
from bot.store.engine import Store

_OFFICE = StaffMember("jsonl", "staff")
_CHAT = "user"
_KEPT_OPEN = 64
NewOffice = Callable[[], Awaitable[Office]]
"""An office with an empty database in memory; all of them have the same keys."""


class Line(BaseModel):
    """One line of input."""

    model_config = ConfigDict(extra="ignore")
    id: StrictStr | StrictInt
    text: Written
    conversation: StrictStr | StrictInt | None = None
    role: Literal["user", "staff"] = "user"
    ticket: Annotated[StrictInt, Field(ge=1, lt=2**63)] | None = None
    forward: ForwardLine | None = None


class JsonlChannel:
    """Nothing is delivered anywhere: the reply stands in the output, and so do files and deletions."""

    name = "jsonl"
    limits = None

    def translate(self, payload: bytes, staff_chat: str | None) -> Inbound:  # noqa: ARG002  # the port's signature
        return Ignored("lines are handled directly")

    async def deliver(self, outgoing: Outgoing) -> int | None:  # noqa: ARG002  # the port's signature
        return None

    async def fetch(self, file_id: str, at_most: int) -> bytes | None:  # noqa: ARG002  # the port's signature
        return None

    def is_private(self, chat: str) -> bool:  # noqa: ARG002  # the port's signature
        return True

    async def is_staff(self, staff: StaffMember, chat: str) -> bool:  # noqa: ARG002  # the port's signature
        return True


@dataclass
class _Dialogue:
    """One dialogue with a store of its own; its lines come a few seconds apart."""

    office: Office
    lines: int = 0


@dataclass(frozen=True, slots=True)
class _Packed:
    """A dialogue that has not been used for a while."""

    content: bytes
    lines: int


class Dialogues:
    """Answers lines one by one; those that name the same conversation go on with it.

    The dialogues used last are open; the others are packed, for an open one takes a thread and half a MB.
    """

    def __init__(
        self, new_office: NewOffice, then_close: Store | None = None, kept_open: int = _KEPT_OPEN
    ) -> None:
        self._new_office = new_office
        self._then_close = then_close
        self._kept_open = kept_open
        self._open: dict[str | int, _Dialogue] = {}
        self._packed: dict[str | int, _Packed] = {}

    async def answer(self, text: str) -> dict[str, Any]:
        """The output for one line of input; a bad line gives its id, if it has one, and the error."""
        line = read_line(text, Line)
        if isinstance(line, dict):
            return line
        try:
            return await self._reply(line)
        except Exception as error:
            # one line must not end the run; the message could quote what the person wrote
            return {"id": line.id, "error": type(error).__name__}

    async def close(self) -> None:
        for dialogue in self._open.values():
            await dialogue.office.store.close()
        if self._then_close is not None:
            await self._then_close.close()

    async def _reply(self, line: Line) -> dict[str, Any]:
        if line.conversation is not None:
            return await self._answer(line, await self._dialogue(line.conversation))
        dialogue = _Dialogue(await self._new_office())
        try:
            return await self._answer(line, dialogue)
        finally:
            await dialogue.office.store.close()

    async def _dialogue(self, name: str | int) -> _Dialogue:
        dialogue = self._open.pop(name, None) or await self._opened(name)
        self._open[name] = dialogue
        while len(self._open) > self._kept_open:
            await self._pack(next(iter(self._open)))
        return dialogue

    async def _opened(self, name: str | int) -> _Dialogue:
        office = await self._new_office()
        kept = self._packed.pop(name, None)
        if kept is None:
            return _Dialogue(office)
        await unpack(kept.content, office.store)
        return _Dialogue(office, kept.lines)

    async def _pack(self, name: str | int) -> None:
        dialogue = self._open.pop(name)
        self._packed[name] = _Packed(await packed(dialogue.office.store), dialogue.lines)
        await dialogue.office.store.close()

    async def _answer(self, line: Line, dialogue: _Dialogue) -> dict[str, Any]:
        dialogue.lines += 1
        office = dialogue.office
        at = office.clock() + timedelta(seconds=dialogue.lines)
        async with office.store.transaction() as tx:
            work = NotingWork(tx, office, at, f"line:{dialogue.lines}")
            if line.role == "staff":
                return await _staff(work, line)
            outcome = await conversation.handle(work, _inbound(line, work, dialogue.lines))
        return _output(line, outcome) | work.extras(_CHAT)


def _inbound(line: Line, work: Work, number: int) -> UserMessage:
    command = Command.parse(line.text) if line.text.startswith("/") else None
    forward = line.forward.origin() if line.forward else None
    message = Message("" if command else line.text, work.at, command=command, forward=forward)
    return UserMessage(_CHAT, _CHAT, message, number)


async def _staff(work: Work, line: Line) -> dict[str, Any]:
    """Staff's answer: to the ticket named, else to the newest open one."""
    ticket = await (tickets.find(work.tx, line.ticket) if line.ticket else tickets.newest_open(work.tx))
    if ticket is None:
        return {"id": line.id, "error": "there is no such ticket to answer"}
    if not await answering.answer(work, ticket, _OFFICE, line.text):
        return {"id": line.id, "error": f"ticket {ticket.number} was withdrawn"}
    part = Answer(Understanding("none", "staff", 1.0), ())
    changed = TicketChange(ticket.number, "answered", "none")
    text = answering.answer_text(work, ticket, line.text)
    return {"id": line.id, "lang": ticket.language, **_part(part, (changed,)), "parts": [], "text": text}


def _output(line: Line, outcome: Outcome) -> dict[str, Any]:
    decision = outcome.decision
    parts = [_part(p, c) for p, c in zip(decision.parts, outcome.changes, strict=True)]
    first = parts[0] if parts else _part(Answer(Understanding(), ()), ())
    several = parts if len(parts) > 1 else []
    return {"id": line.id, "lang": decision.language, **first, "parts": several, "text": outcome.text}


def _part(part: Part, changes: tuple[TicketChange, ...]) -> dict[str, Any]:
    understood = part.understanding
    return {
        "intent": understood.intent,
        "confidence": round(understood.confidence, 4),
        "action": _action(part),
        "sections": list(understood.sections),
        "fields": list(understood.fields),
        "request": understood.request,
        "accounts": [
            {"text": a.text, "verdict": a.verdict, "account": next(iter(a.accounts), None)}
            for a in understood.accounts
        ],
        "suggestions": [{"intent": s.intent, "section": s.section} for s in understood.suggestions],
        "tickets": [asdict(change) for change in changes],
    }


def _action(part: Part) -> str:
    if isinstance(part, Answer | StartRequest):
        return "answer"
    return "clarify" if isinstance(part, Clarify) else "escalate"
