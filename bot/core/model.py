"""The values that travel through the house: what people write, what the bot decides, what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.core.practice import Practice

Language = str
"""A language code the organisation declares, such as "ja" or "en"."""

RequestKind = Literal["delete", "access", "correct"]
TicketState = Literal["new", "claimed", "answered", "closed", "declined", "withdrawn"]
OPEN_STATES: tuple[TicketState, ...] = ("new", "claimed", "answered")
VerdictName = Literal[
    "lookalike", "similar", "cannot_tell", "unlisted", "other_organisation", "name_only", "official"
]
"""Worst first."""
StaffVerdict = Literal["not_ours", "ours"]
"""What staff say of an account that was reported."""


# --- what people write ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ForwardOrigin:
    """Where a forwarded message came from; a hidden user has only the name they chose."""

    type: Literal["user", "hidden_user", "chat", "channel"]
    id: int | None = None
    username: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something other than text; `file_id` lets the channel send it on to staff, or fetch it.

    `image` where a document is a picture.
    """

    kind: Literal["photo", "document", "voice", "sticker", "other"]
    file_id: str | None = None
    album: str | None = None
    image: bool = False

    @property
    def is_picture(self) -> bool:
        return self.kind == "photo" or self.image


@dataclass(frozen=True, slots=True)
class Command:
    """A command, typed with a slash or pressed as a button: both take the same path."""

    name: str
    argument: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.argument}".strip()

    @classmethod
    def parse(cls, text: str) -> Command:
        """Read "name argument", with or without the slash; a bot's @name after the command is dropped."""
        name, _, argument = text.strip().removeprefix("/").partition(" ")
        return cls(name.partition("@")[0].lower(), argument.strip())


@dataclass(frozen=True, slots=True)
class Scan:
    """What the QR codes of a picture say; `unreadable` when one was seen and could not be read."""

    codes: tuple[str, ...] = ()
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that a person replied to, where the bot did not write it."""

    text: str = ""
    forward: ForwardOrigin | None = None
    attachment: Attachment | None = None
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One thing a person sent, in no channel's own terms; in a group others read the reply too.

    `scan` is None where there is no picture, or it was not looked at.
    """

    text: str
    at: datetime
    client_language: str | None = None
    command: Command | None = None
    forward: ForwardOrigin | None = None
    attachment: Attachment | None = None
    scan: Scan | None = None
    quoted: Quoted | None = None
    edited: bool = False
    in_group: bool = False

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What came with it: nothing, or one thing."""
        return (self.attachment,) if self.attachment else ()


# --- what the bot knows of the dialogue ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TicketView:
    """What the assistant may know of a ticket; `subject` is already redacted.

    `shared` are the kinds of personal data that the person lets staff have for it. `closed_until` is the day
    on which the office opened next when it was last touched, if it was closed then.
    """

    number: int
    state: TicketState
    subject: str
    updated_at: datetime
    shared: tuple[str, ...] = ()
    for_leads: bool = False
    closed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The last thing the person said, how it was understood and the ticket it went to, for follow-ups.

    `sections` are those that were quoted.
    `accounts` are those in it that can be reported to staff, `forward` is where it was forwarded from.
    """

    text: str
    at: datetime
    intent: str
    topic: str
    fields: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    request: RequestKind | None = None
    clarified: bool = False
    attachments: tuple[Attachment, ...] = ()
    ticket: int | None = None
    asked: tuple[Asked, ...] = ()
    accounts: tuple[AccountFinding, ...] = ()
    forward: ForwardOrigin | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer under which the person was asked whether it helped; `turn` is the question, redacted.

    `kept` is the record of what the person said, once they have.
    """

    number: int
    turn: Turn
    language: Language
    confidence: float
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class KnownReport:
    """What is known of an account that a person is about to report.

    `verdict` is staff's, given on the day `decided`; `ticket` is the person's own open one about it.
    """

    verdict: StaffVerdict | None = None
    decided: str = ""
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A person's dialogue so far. `about` is the ticket that a reply or an edit points at.

    `reported` tells of each of the last turn's accounts, when they are about to be reported; `undecided`
    the kinds of personal data kept with a ticket, when the person is about to decide on them. `opens_on` is
    the day on which the office opens next; None while it is open, or when nobody knows. `on_own_page` where
    nobody else's service stands between: what is shown there is kept here, too.
    """

    language: Language | None = None
    language_chosen: bool = False
    last: Turn | None = None
    tickets: tuple[TicketView, ...] = ()
    about: int | None = None
    reported: tuple[KnownReport, ...] = ()
    undecided: tuple[str, ...] = ()
    practice: Practice = field(default_factory=Practice)
    opens_on: date | None = None
    on_own_page: bool = False

    def ticket(self, number: int) -> TicketView | None:
        return next((t for t in self.tickets if t.number == number), None)

    @property
    def open_tickets(self) -> tuple[TicketView, ...]:
        """Oldest first."""
        return tuple(t for t in self.tickets if t.state in OPEN_STATES)


# --- what the bot says ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence or block to say, by its id in the wording, with the values it names.

    A value may itself be things to say, one a line. `language` is set where it is not the reply's own.
    """

    id: str
    values: Mapping[str, str | tuple[Say, ...]] = field(default_factory=dict)
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A label and the command that pressing it gives; "{number}" in it is the new ticket's."""

    label: Say
    command: Command


# --- how the bot understood, and what it will do -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a verdict: what ours has, and what theirs has in its place.

    `kind` is the id of the sentence that says it, under "evidence" in the wording.
    """

    kind: str
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class AccountFinding:
    """The verdict on one reference found in a message.

    `accounts` are the ids of the official ones it is, or resembles; `other` the id of the organisation
    whose account it is instead.
    """

    text: str
    verdict: VerdictName
    platform: str | None = None
    identity: str | None = None
    accounts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question the person may have meant."""

    intent: str
    topic: str
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """How one question was read.

    `intent` is "none" when it is for staff; `topic` is the key of the topic it was taken for, or "".
    """

    intent: str = "none"
    topic: str = ""
    confidence: float = 0.0
    sections: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    request: RequestKind | None = None
    accounts: tuple[AccountFinding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a decision: how a question was understood and what is said to it."""

    understanding: Understanding
    says: tuple[Say, ...]
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer(Part):
    """Answered from what is published, or in small talk."""


@dataclass(frozen=True, slots=True)
class Clarify(Part):
    """Asks which of a few things was meant."""


@dataclass(frozen=True, slots=True)
class Escalate(Part):
    """Opens a ticket with `matter`, the person's own words; not everybody may see one `for_leads`."""

    matter: str = ""
    urgent: bool = False
    attachments: tuple[Attachment, ...] = ()
    for_leads: bool = False


@dataclass(frozen=True, slots=True)
class Append(Part):
    """Adds `matter` to an open ticket."""

    number: int = 0
    matter: str = ""
    urgent: bool = False
    edited: bool = False
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class StartRequest(Part):
    """Records a demand about the person's own data, and opens the ticket by which staff see to it."""

    matter: str = ""
    attachments: tuple[Attachment, ...] = ()
    for_leads: bool = False


@dataclass(frozen=True, slots=True)
class Report(Part):
    """Passes accounts to staff: `findings` in a ticket with `matter`, the person's own words.

    On those in `known` staff have decided before: they are only counted.
    """

    findings: tuple[AccountFinding, ...] = ()
    known: tuple[AccountFinding, ...] = ()
    matter: str = ""
    forward: ForwardOrigin | None = None
    attachments: tuple[Attachment, ...] = ()
    for_leads: bool = False


@dataclass(frozen=True, slots=True)
class TicketCommand(Part):
    """Status (number 0 for all), withdrawal or reopening of a ticket."""

    command: Literal["status", "cancel", "reopen"] = "status"
    number: int = 0
    matter: str = ""
    urgent: bool = False
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What the person said of an answer."""

    asked: Asked
    helpful: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one message, in order, and what to remember."""

    language: Language
    parts: tuple[Part, ...]
    turn: Turn | None = None
    choose_language: Language | None = None
    judged: Judged | None = None

    @property
    def asked_about(self) -> tuple[str, ...]:
        """The accounts that the message is about, as written: no personal data of whoever asks."""
        reported = (f for p in self.parts if isinstance(p, Report) for f in (*p.findings, *p.known))
        checked = (f for p in self.parts for f in p.understanding.accounts)
        return tuple(dict.fromkeys(f.text for f in (*checked, *reported)))
