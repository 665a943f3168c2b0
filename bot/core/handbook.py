"""The handbook: everything the bot knows, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core.accounts.registry import Registry
from bot.core.model import Language, RequestKind

Does = Literal[
    "quote",  # quote the best section
    "contact",  # say a contact detail
    "verify",  # judge the accounts in the message, or list the official ones
    "personal_data",  # quote the sections that bind, and the policy
    "request",  # record a demand about the person's own data
    "reply",  # say a fixed sentence
    "this_bot",  # say what this bot's @username is and whether the list names it
    "language",  # say the last answer in another language, and go on in it
    "status",  # tell where the person's tickets stand
    "cancel",  # withdraw a ticket
    "more",  # add to an open ticket
    "new_matter",  # a sign, by its phrases, that the message is a matter of its own
    "background",  # what tells something and asks nothing: beside a question it counts for nothing
    "escalate",  # hand over to staff
    "crisis",  # the crisis contacts first, then an urgent ticket
]
FOR_STAFF: frozenset[Does] = frozenset(
    {"status", "cancel", "more", "new_matter", "background", "escalate", "crisis"}
)


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section in one language, word for word."""

    title: str
    body: str
    guideline: str
    source: str
    is_reference_translation: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part of a guideline, in one or more languages."""

    id: str
    texts: Mapping[Language, SectionText]

    def text(self, language: Language) -> SectionText:
        """In this language, or in the one there is."""
        return self.texts.get(language) or next(iter(self.texts.values()))

    def title(self, language: Language) -> str:
        return self.text(language).title


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing people ask within an intent: examples by language and what the bot does.

    A topic that `follows` makes sense only after an answer of the same intent ("are you sure?").
    What is handed over under a topic for `leads` is confidential: not everybody of staff may see it.
    """

    intent: str
    name: str
    does: Does
    examples: Mapping[Language, tuple[str, ...]]
    phrases: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    field: str | None = None
    request: RequestKind | None = None
    language: Language | None = None
    reply: str | None = None
    label: Mapping[Language, str] | None = None
    follows: bool = False
    leads: bool = False

    @property
    def key(self) -> str:
        return f"{self.intent}.{self.name}"


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the organisation; `value` is None while it is not on file."""

    field: str
    value: Mapping[Language, str] | None
    section: str | None


@dataclass(frozen=True, slots=True)
class Helpline:
    """A helpline, with what an operator needs to trust it."""

    name: Mapping[Language, str]
    phone: str
    note: Mapping[Language, str]
    source: str
    reviewed: date
    confirmed: date | None


@dataclass(frozen=True, slots=True)
class Organization:
    """Who the bot speaks for."""

    names: Mapping[Language, tuple[str, ...]]
    website: str
    contacts: Mapping[str, Contact]
    privacy_policy: str | None
    registry: Registry
    crisis: tuple[Helpline, ...]
    reviewed: date
    fraud_help: tuple[Helpline, ...] = ()

    def name(self, language: Language) -> str:
        return self.names[language][0]

    @property
    def own_contacts(self) -> tuple[str, ...]:
        """Every contact detail it has published, in every language."""
        return tuple(v for c in self.contacts.values() if c.value for v in c.value.values())

    @property
    def published(self) -> tuple[str, ...]:
        """What it has published of itself and so is nobody's personal data: its contact details and names."""
        return (*self.own_contacts, *self.registry.names)

    @property
    def on_file(self) -> tuple[str, ...]:
        """All that it gives people to turn to: what it has published of itself, and the helplines."""
        return (*self.published, *(one.phone for one in (*self.crisis, *self.fraud_help)))


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply that staff can begin with, with placeholders for the ticket's number and what is on file."""

    id: str
    title: Mapping[Language, str]
    text: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Handbook:
    """Sections, topics, organisation and wording; `version` is the hash of their content."""

    languages: tuple[Language, ...]
    organization: Organization
    sections: tuple[Section, ...]
    topics: tuple[Topic, ...]
    wording: Mapping[Language, Mapping[str, str]]
    version: str
    canned: tuple[CannedReply, ...] = ()

    def section(self, section_id: str) -> Section:
        """The section with this id; KeyError when there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def phrases(self, does: Does) -> tuple[tuple[str, Topic], ...]:
        """The phrases of the topics that do this, each with its topic."""
        return tuple((phrase, t) for t in self.topics if t.does == does for phrase in t.phrases)

    def topic(self, key: str) -> Topic:
        """The topic "intent.name"; KeyError when there is none."""
        for topic in self.topics:
            if topic.key == key:
                return topic
        raise KeyError(key)
