"""What pages say of enquiries, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.console.desk import Desk
from bot.core.accounts.shown import all_unlinked
from bot.core.model import Command, Language
from bot.core.pressing import label
from bot.service.sign_in.signing_in import LOCAL
from bot.service.tickets import tried
from bot.store.finding import Listed
from bot.store.tickets import Ticket

_IN_LIST = 120
"""Characters of a question that stand in a list."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time for people, in the office's zone, and for machines."""

    local: str
    iso: str


@dataclass(frozen=True, slots=True)
class Words:
    """The desk's wording in one language."""

    desk: Desk
    language: Language

    def say(self, id: str, **values: object) -> str:  # as the wording calls it
        return self.desk.pages.say(self.language, id, **{name: str(one) for name, one in values.items()})

    def state(self, one: Ticket | Listed) -> str:
        """How an enquiry stands, with who has it."""
        told = self.say(f"staff.state.{one.state}", name=self.who_has(one))
        return told if one.erased_at is None else self.say("staff.state.erased", state=told)

    def who_has(self, one: Ticket | Listed) -> str:
        """Who of staff has an enquiry; "" when nobody has."""
        return self.name(one.claimed_by or "", one.claimed_name or "")

    def name(self, staff_id: str, name: str) -> str:
        """A member of staff; whoever came by the start link has no name of their own."""
        return self.say("signin.local") if staff_id == LOCAL else name

    def names(self, names: Mapping[str, str]) -> dict[str, str]:
        """Members of staff by their ids."""
        return {staff_id: self.name(staff_id, name) for staff_id, name in names.items()}

    def tried(self, one: Ticket) -> str | None:
        """What the bot told the person; None where it is kept in staff's language alone."""
        return tried.worded(self.desk.office, one.tried, self.language)

    def kind(self, one: Ticket | Listed) -> str:
        return self.say(f"staff.kind.{one.kind}")

    def spoken(self, language: Language) -> str:
        """A language by its name in this one."""
        return self.say(f"queue.language.{language}") if self._has_name(language) else language

    def text(self, redacted: str) -> str:
        """A redacted text, with what was masked named."""
        return self.desk.office.shown(redacted, self.language)

    def command(self, given: str, language: Language) -> str:
        """A command by the label of its button, as who speaks this language saw it; else as it was typed."""
        handbook = self.desk.office.assistant.handbook
        spoken = language if language in handbook.languages else handbook.languages[0]
        pressed = label(Command.parse(given), handbook, spoken)
        if pressed is None:
            return self.say("enquiry.typed", command=self.text(given))
        return self.say("enquiry.pressed", label=self.desk.office.say(pressed, spoken))

    def unlinked(self, redacted: str) -> str:
        """The same with no account in it that anybody could open: for what is reported as an impostor's."""
        return all_unlinked(self.text(redacted))

    def beginning(self, redacted: str) -> str:
        """The beginning of a question, in one line."""
        line = " ".join(self.text(redacted).split())
        return line if len(line) <= _IN_LIST else f"{line[:_IN_LIST]}…"

    def event(self, type_: str, detail: str) -> str:
        """What happened to an enquiry; the kinds of personal data that it was about are named."""
        known = self.desk.pages.has(f"history.{type_}")
        told = self.say(f"history.{type_}") if known else self.say("history.other", type=type_)
        kinds = [one for one in detail.split(", ") if one and self.desk.pages.has(f"kind.{one}")]
        if not kinds:
            return told
        named = self.say("history.list").join(self.say(f"kind.{kind}") for kind in kinds)
        return self.say("history.about", event=told, kinds=named)

    def kinds(self, kinds: Iterable[str]) -> str:
        """Kinds of personal data by their names."""
        return self.say("history.list").join(self.say(f"kind.{kind}") for kind in kinds)

    def when(self, at: datetime) -> Moment:
        return Moment(self.desk.office.hours.local(at), at.isoformat())

    def day(self, at: datetime) -> Moment:
        local = self.desk.office.hours.local(at)[:10]
        return Moment(local, local)

    def _has_name(self, language: Language) -> bool:
        return self.desk.pages.has(f"queue.language.{language}")
