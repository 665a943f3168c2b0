"""A reported account in words, in the language of whoever reads: for staff, and in a published warning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.evidence_told import day, reason
from bot.core.model import Language, Say
from bot.core.reporting import may_be_ours
from bot.service.office import Office
from bot.service.tickets import cases
from bot.service.tickets.cases import EXHIBIT


@dataclass(frozen=True, slots=True)
class Described:
    """An account as it was reported, what the bot made of it and why.

    `origin` is "" where nobody forwarded it.
    """

    account: str
    platform: str
    verdict: str
    reasons: tuple[str, ...]
    origin: str
    may_be_ours: bool


@dataclass(frozen=True, slots=True)
class Warned:
    """A published warning as everybody reads it; `told` is what the bot adds for whoever asks.

    `language` is the name of the language, `platform` "" where it is not known.
    """

    language: str

    account: str
    platform: str
    date: str
    sentence: str
    told: str


def described(office: Office, reference: str, language: Language) -> Described:
    """The account of a report, unlinked."""
    exhibit = EXHIBIT.validate_json(reference)
    finding = exhibit.finding
    reasons = dict.fromkeys(office.say(reason(one), language) for one in finding.evidence)
    return Described(
        cases.shown(finding),
        office.say(cases.platform(office, finding), language),
        office.say(Say(f"staff.report.bot.{finding.verdict}"), language),
        tuple(reasons),
        office.say(cases.origin_told(exhibit.forward), language) if exhibit.forward else "",
        may_be_ours(finding),
    )


def warned(office: Office, reference: str, at: datetime, language: Language) -> Warned:
    """The warning about an account, published at a moment."""
    finding = EXHIBIT.validate_json(reference).finding
    date = day(office.hours.today(at))
    known = office.assistant.handbook.wording[language].get(f"platform.{finding.platform}", "")
    return Warned(
        office.say(Say("language.name"), language),
        cases.shown(finding),
        known,
        office.say(date, language),
        office.say(Say("warnings.sentence"), language),
        office.say(Say("account.warned", {"date": (date,)}), language),
    )


def official_lists(office: Office, language: Language) -> tuple[str, ...]:
    """Where the organisation publishes its own accounts; its website where that is not on file."""
    handbook = office.assistant.handbook
    organization = handbook.organization
    sources = [account.source for account in organization.registry.accounts if account.source]
    sections = [account.section for account in organization.registry.accounts if account.section]
    sources += [handbook.section(section).text(language).source for section in sections]
    published = [source for source in sources if source.startswith(("https://", "http://"))]
    return tuple(dict.fromkeys(published)) or (organization.website,)
