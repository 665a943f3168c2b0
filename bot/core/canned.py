"""Replies that staff can begin with, filled with what is on file."""

from __future__ import annotations

from string import Formatter

from bot.core import reply as wording
from bot.core.handbook import CannedReply, Contact, Handbook
from bot.core.model import Language, Say

CONTACTS = ("phone", "fax", "address", "email")
PLACEHOLDERS = ("number", "organization", "website", "privacy_policy", *CONTACTS)
"""Besides "we" and "office", which are in the text already."""


def filled(reply: CannedReply, language: Language, handbook: Handbook, number: int) -> str:
    """The text with its values; one that is not on file is named in brackets, for the writer to see to."""
    text, values = reply.text[language], _values(language, handbook, number)
    named = {name for _, name, _, _ in Formatter().parse(text) if name}
    return text.format_map({name: values[name] or _gap(name, language, handbook) for name in named})


def _values(language: Language, handbook: Handbook, number: int) -> dict[str, str | None]:
    organization = handbook.organization
    return {
        "number": str(number),
        "organization": organization.name(language),
        "website": organization.website,
        "privacy_policy": organization.privacy_policy,
        **{name: _contact(organization.contacts[name], language) for name in CONTACTS},
    }


def _contact(contact: Contact, language: Language) -> str | None:
    value = contact.value
    return None if value is None else value.get(language) or next(iter(value.values()))


def _gap(name: str, language: Language, handbook: Handbook) -> str:
    what = (Say(f"canned.what.{name}"),)
    return wording.say(handbook.wording, language, Say("canned.gap", {"what": what}))
