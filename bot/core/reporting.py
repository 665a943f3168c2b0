"""Reporting accounts to staff: what can be reported, which reports are about the same, what is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import get_args

from bot.core import matters
from bot.core.accounts.shown import told
from bot.core.evidence_told import day
from bot.core.model import (
    OPEN_STATES,
    AccountFinding,
    Answer,
    Button,
    Command,
    Conversation,
    Decision,
    KnownReport,
    Language,
    Part,
    Report,
    Say,
    TicketCommand,
    Turn,
    Understanding,
    VerdictName,
)

REPORT = "report"
_MOST = 5
"""Accounts that one report can be about: a card shows them all."""
_WORST_FIRST: tuple[VerdictName, ...] = get_args(VerdictName)
_HOST_IMITATES = frozenset(
    (
        *("ending", "real_host", "former_imitated", "separators", "order", "affix"),
        *("hidden", "replaced", "added", "missing", "swapped", "spelling"),
    )
)
"""Evidence that the host itself is like one of ours, not merely a page on it."""
_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid|igsh|igshid)=[^&]*(?:&|$)", re.IGNORECASE)


def reportable(findings: Iterable[AccountFinding]) -> tuple[AccountFinding, ...]:
    """Those that can be reported to staff, worst first."""
    doubtful = (f for f in findings if f.verdict != "official")
    return tuple(sorted(doubtful, key=lambda f: _WORST_FIRST.index(f.verdict))[:_MOST])


def report_button(findings: Iterable[AccountFinding]) -> Button:
    """The button that reports these findings and no others; without any it passes on what was asked."""
    doubtful = reportable(findings)
    return Button(Say("button.report"), Command(REPORT, _key(doubtful)) if doubtful else Command("ask"))


def same_account(finding: AccountFinding) -> str | None:
    """What reports of one account have in common; None where nothing tells that it is one.

    A name alone, such as that of a hidden sender, may be anybody's. On a web host several people may
    have pages: only where the host itself imitates ours is it one account.
    """
    identity, address = finding.identity, _address(finding.text)
    if identity is None or finding.platform == "short":
        return f"text {address}" if "/" in address else None
    if finding.platform == "web" and not _host_imitates(finding):
        path = address.partition("/")[2].rstrip("/")
        return f"web {identity}/{path}" if path else f"web {identity}"
    return f"{finding.platform or 'handle'} {identity}"


def _host_imitates(finding: AccountFinding) -> bool:
    """Whether the host is like one of ours. A Mastodon server is none: "real_host" names it whole."""
    return any(
        e.kind in _HOST_IMITATES and (e.kind != "real_host" or e.theirs != finding.identity)
        for e in finding.evidence
    )


def may_be_ours(finding: AccountFinding) -> bool:
    """Whether staff can call it the organisation's own: only where it is clear which account is meant."""
    return finding.identity is not None and finding.platform not in {None, "short"}


def decide(key: str, conversation: Conversation, language: Language, published: Sequence[Say]) -> Decision:
    """Pass on the accounts of the last answer, unless they are known; `published` are the official ones."""
    last = conversation.last
    if last is None or not last.accounts or key not in {"", _key(last.accounts)}:
        return Decision(language, (Answer(_understood(), (Say("report.again"),)),))
    unheard = (KnownReport(),) * (len(last.accounts) - len(conversation.reported))
    known = list(zip(last.accounts, (*conversation.reported, *unheard), strict=True))
    return Decision(language, (_part(last, known, conversation, published),), last)


def verdict_says(finding: AccountFinding, verdict: str, published: Sequence[Say]) -> tuple[Say, ...]:
    """Staff's verdict, as the person who reported the account is told it."""
    return Say(f"report.judged.{verdict}", {"reference": told(finding.text)}), *published


def _part(
    last: Turn,
    known: Sequence[tuple[AccountFinding, KnownReport]],
    conversation: Conversation,
    published: Sequence[Say],
) -> Part:
    decided = tuple((f, report) for f, report in known if report.verdict is not None)
    undecided = [(f, _open(report, conversation)) for f, report in known if report.verdict is None]
    new = tuple(finding for finding, ticket in undecided if ticket is None)
    if not new and not decided:
        theirs = next(ticket for _, ticket in undecided if ticket)
        already = Say("ask.already", {"number": str(theirs)})
        return TicketCommand(_understood(), (already,), (), "status", theirs)
    says = tuple(_known(finding, report) for finding, report in decided)
    return Report(
        _understood(),
        (*says, *(published if decided else ()), *((Say("report.opened"),) if new else ())),
        matters.ticket_buttons() if new else (),
        new,
        tuple(finding for finding, _ in decided),
        last.text,
        last.forward,
        last.attachments,
    )


def _known(finding: AccountFinding, report: KnownReport) -> Say:
    values: dict[str, str | tuple[Say, ...]] = {
        "reference": told(finding.text),
        "date": (day(date.fromisoformat(report.decided)),),
    }
    return Say(f"report.known.{report.verdict}", values)


def _open(report: KnownReport, conversation: Conversation) -> int | None:
    ticket = conversation.ticket(report.ticket) if report.ticket is not None else None
    return ticket.number if ticket is not None and ticket.state in OPEN_STATES else None


def _key(findings: Iterable[AccountFinding]) -> str:
    told = (f"{f.platform}\t{f.identity}\t{f.text}" for f in findings)
    return sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _address(text: str) -> str:
    """An address as written, without what does not tell where it leads."""
    address = _SCHEME.sub("", text.strip(), count=1).partition("#")[0]
    path, _, query = address.partition("?")
    query = _TRACKING.sub("", query).rstrip("&")
    return f"{path}?{query}" if query else path.rstrip("/")


def _understood() -> Understanding:
    return Understanding("account_verification", confidence=1.0)
