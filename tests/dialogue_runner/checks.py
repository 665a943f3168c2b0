"""What must hold after a turn: what its file says, and what must hold after every turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.core.handbook import Handbook
from bot.core.model import Answer, Clarify, StartRequest
from bot.service.ports import MESSAGE_LIMIT, Outgoing
from tests.dialogue_runner.reading import Turn
from tests.dialogue_runner.stage import STAFF, Seen, buttons, deleted, files
from tests.service.channel import texts

NOTHING = ("nothing",)
NONE = ("none",)
_HANDED_OVER = re.compile(r"(?:new|added|edited|reopened) (\d+)")
_NOT_AT_ONCE = ("may not be answered immediately", "すぐにはお返事できない場合", "すぐには対応できない場合")
_UNFILLED = re.compile(r"\{[a-z_]*\}")

Wanted = tuple[str, ...]
Check = Callable[[Wanted, Seen, Handbook], Iterator[str]]


def failures(turn: Turn, seen: Seen, handbook: Handbook) -> list[str]:
    """Everything that does not hold, in words."""
    asked = [
        f"{name}: {wrong}"
        for name, wanted in turn.checks.items()
        for wrong in _CHECKS[name](wanted, seen, handbook)
    ]
    return [*asked, *_always(turn, seen)]


# --- what a file asks for ------------------------------------------------------------------------


def _says(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    yield from _contains(wanted, seen.person, "the person")


def _staff_see(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    yield from _contains(wanted, seen.staff, "staff")


def _never_says(unwanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    yield from _contains_not(unwanted, seen.person, "the person")


def _staff_never_see(unwanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    yield from _contains_not(unwanted, seen.staff, "staff")


def _contains(wanted: Wanted, sent: Sequence[Outgoing], who: str) -> Iterator[str]:
    got = texts(sent)
    if wanted == NOTHING:
        if got:
            yield f"{who} should have got nothing"
        return
    for fragment in wanted:
        if not any(fragment in text for text in got):
            yield f"nothing that {who} got contains {fragment!r}"


def _contains_not(unwanted: Wanted, sent: Sequence[Outgoing], who: str) -> Iterator[str]:
    for fragment in unwanted:
        if any(fragment.casefold() in text.casefold() for text in texts(sent)):
            yield f"{who} got {fragment!r}"


def _buttons(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    yield from _offered(wanted, seen.person)


def _staff_buttons(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    yield from _offered(wanted, seen.staff)


def _offered(wanted: Wanted, sent: Sequence[Outgoing]) -> Iterator[str]:
    labels = list(dict.fromkeys(key.label for key in buttons(sent)))
    if wanted == NONE:
        if labels:
            yield f"there should be none; there are {labels}"
        return
    for label in wanted:
        if not any(label in shown for shown in labels):
            yield f"{label!r} is not offered; offered are {labels or 'none'}"


def _file(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    sent = files(seen.person)
    if wanted == NONE:
        if sent:
            yield f"there should be none; there is {sent[0].name}"
        return
    for fragment in wanted:
        if not any(fragment in file.text for file in sent):
            yield f"no file that the person got contains {fragment!r}"


def _deletes(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    number = len(deleted(seen.person))
    if wanted == ("true",):
        if not number:
            yield "the bot took no message back"
    elif wanted == NONE or wanted[0].isdecimal():
        yield from _same(wanted, (str(number),) if number else NONE)
    else:
        yield "write true, none or a number"


def _language(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    yield from _same(wanted, (seen.decision.language,) if seen.decision else NONE)


def _action(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    """answer, clarify (asks which of a few things was meant) or escalate (anything with staff or tickets)."""
    parts = seen.decision.parts if seen.decision else ()
    done = [
        "answer"
        if isinstance(part, Answer | StartRequest)
        else "clarify"
        if isinstance(part, Clarify)
        else "escalate"
        for part in parts
    ]
    yield from _same(wanted, tuple(done) or NONE)


def _intent(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    parts = seen.decision.parts if seen.decision else ()
    yield from _same(wanted, tuple(part.understanding.intent for part in parts) or NONE)


def _verdict(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    parts = seen.decision.parts if seen.decision else ()
    verdicts = tuple(account.verdict for part in parts for account in part.understanding.accounts)
    yield from _same(wanted, verdicts or NONE)


def _ticket(wanted: Wanted, seen: Seen, _handbook: Handbook) -> Iterator[str]:
    yield from _same(wanted, tuple(seen.events) or NONE)


def _same(wanted: Wanted, is_: Wanted) -> Iterator[str]:
    if wanted != is_:
        yield f"expected {', '.join(wanted)}, but it is {', '.join(is_)}"


def _quotes(wanted: Wanted, seen: Seen, handbook: Handbook) -> Iterator[str]:
    """Word for word, with number, title and source."""
    said = _joined(texts(seen.person))
    for number in wanted:
        section = next((s for s in handbook.sections if s.id.rpartition("#")[2] == number), None)
        if section is None or seen.decision is None:
            yield f"there is no section {number}, or nothing was decided"
            continue
        text = section.texts[seen.decision.language]
        for part in (f"{number} {text.title}", text.body, text.source):
            if _joined([part]) not in said:
                yield f"the reply lacks this of section {number}: {part!r}"


def _joined(parts: Sequence[str]) -> str:
    """Without spaces and line ends: a long answer goes in several messages."""
    return "".join("".join(parts).split())


_CHECKS: dict[str, Check] = {
    "says": _says,
    "never says": _never_says,
    "language": _language,
    "action": _action,
    "intent": _intent,
    "quotes": _quotes,
    "verdict": _verdict,
    "ticket": _ticket,
    "buttons": _buttons,
    "file": _file,
    "deletes": _deletes,
    "staff see": _staff_see,
    "staff never see": _staff_never_see,
    "staff buttons": _staff_buttons,
}


# --- what holds in every turn --------------------------------------------------------------------


def _always(turn: Turn, seen: Seen) -> Iterator[str]:
    said = "\n".join(texts(seen.person))
    for text in texts((*seen.person, *seen.staff)):
        if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MESSAGE_LIMIT:
            yield "always: a message is longer than Telegram takes"
        unfilled = [name for name in _UNFILLED.findall(text) if name not in turn.value]
        if unfilled:
            yield f"always: a sentence has an unfilled {unfilled}"
    for key in (*buttons(seen.person), *buttons(seen.staff)):
        if not 1 <= len(key.command.encode()) <= 64:
            yield f"always: the button {key.label!r} holds more than the 64 bytes Telegram takes"
    for name in (staff.name for staff in STAFF.values() if staff.name):
        if name in said:
            yield f"always: the person got the name of a member of staff, {name}"
    if not turn.step.startswith("staff") and turn.step != "later":
        yield from _told(turn, seen, said)


def _told(turn: Turn, seen: Seen, said: str) -> Iterator[str]:
    """Nobody is left without a reply, and whoever is passed on knows the number and that it may take time."""
    silent = turn.checks.get("says") == NOTHING
    if not said and not silent and turn.step != "event":
        yield "always: the person got no reply"
    for event in seen.events:
        handed_over = _HANDED_OVER.fullmatch(event)
        if handed_over and not silent:
            if handed_over[1] not in said:
                yield f"always: the person was not told the number {handed_over[1]}"
            if not any(sentence in said for sentence in _NOT_AT_ONCE):
                yield "always: the person was not told that it may not be answered immediately"
