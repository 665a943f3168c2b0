"""Where a group takes no more cards, one message lists their tickets; pressing a number posts its card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.model import Say
from bot.service.ports import Key, Post
from bot.service.tickets import cards
from bot.service.work import Work, load
from bot.store import outbox, tickets
from bot.store.outbox import Waiting

DIGEST = "digest"
_FOLDED = (cards.CARD, cards.REST, DIGEST)
_IN_ONE = 80
"""Telegram takes a hundred buttons under a message."""
_IN_A_ROW = 5


async def fold_cards(work: Work, chat: str) -> None:
    """Let one message stand for all cards that wait for a chat, those of urgent tickets left alone."""
    waiting = await outbox.waiting(work.tx, chat, _FOLDED)
    urgent = await tickets.urgent(work.tx, {w.ticket_number for w in waiting if w.ticket_number})
    folded = [w for w in waiting if w.ticket_number not in urgent]
    numbers = sorted({number for w in folded for number in _numbers(w)})
    if len({w.id for w in folded if w.purpose != cards.REST}) < 2:
        return
    await outbox.fold(work.tx, [w.id for w in folded])
    for some in _parts(numbers):
        await work.send(_digest(work, chat, some), DIGEST)


def _numbers(waiting: Waiting) -> Iterable[int]:
    """The tickets a message is about: a digest's are those of its buttons."""
    if waiting.ticket_number is not None:
        return [waiting.ticket_number]
    post = load(waiting.payload)
    return [int(key.label) for row in post.keys for key in row] if isinstance(post, Post) else []


def _parts(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[i : i + _IN_ONE] for i in range(0, len(numbers), _IN_ONE))


def _digest(work: Work, chat: str, numbers: Sequence[int]) -> Post:
    values = {"count": str(len(numbers)), "numbers": in_short(numbers)}
    words = work.office.say(Say("staff.digest", values))
    return Post(chat, words, buttons(numbers), silent=work.after_hours)


def buttons(numbers: Sequence[int]) -> tuple[tuple[Key, ...], ...]:
    """One for each ticket, of as many as fit under a message: pressing it posts the card."""
    keys = [Key(str(number), f"show {number}") for number in numbers[:_IN_ONE]]
    return tuple(tuple(keys[i : i + _IN_A_ROW]) for i in range(0, len(keys), _IN_A_ROW))


def in_short(numbers: Sequence[int]) -> str:
    """Numbers that follow each other as one range: 1-3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
