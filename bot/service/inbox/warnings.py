"""A published warning about an account is told to whoever asks about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.core.accounts.shown import told as shown
from bot.core.evidence_told import day
from bot.core.model import AccountFinding, Decision, Part, Say
from bot.core.reporting import same_account
from bot.service.office import Office
from bot.service.work import Work
from bot.store import impostors

_IN_DOUBT = frozenset({"similar", "cannot_tell", "unlisted", "name_only"})
"""Verdicts that a warning takes the place of; what others say of an account is still true."""
_UNTIL_CONFIRMED = "account.until_confirmed"


async def told(work: Work, decision: Decision) -> Decision:
    """The decision, with the warnings about the accounts that its parts judge."""
    judged = (f for part in decision.parts for f in part.understanding.accounts)
    accounts = {account for f in judged if f.verdict != "official" and (account := same_account(f))}
    warned = await impostors.warned(work.tx, accounts) if accounts else {}
    if not warned:
        return decision
    return replace(decision, parts=tuple(_with_warnings(work.office, p, warned) for p in decision.parts))


def _with_warnings(office: Office, part: Part, warned: Mapping[str, datetime]) -> Part:
    findings = part.understanding.accounts
    warnings = [_warning(office, finding, warned, len(findings) > 1) for finding in findings]
    if not any(warnings):
        return part
    verdicts, others = part.says[: len(findings)], part.says[len(findings) :]
    says: list[Say] = []
    for finding, warning, verdict in zip(findings, warnings, verdicts, strict=False):
        says += [warning] if warning else []
        says += [] if warning and finding.verdict in _IN_DOUBT else [verdict]
    if not any(f.verdict in _IN_DOUBT and not w for f, w in zip(findings, warnings, strict=True)):
        others = tuple(say for say in others if say.id != _UNTIL_CONFIRMED)
    return replace(part, says=(*says, *others))


def _warning(
    office: Office, finding: AccountFinding, warned: Mapping[str, datetime], among_others: bool
) -> Say | None:
    at = warned.get(same_account(finding) or "") if finding.verdict != "official" else None
    if at is None:
        return None
    date = (day(at.astimezone(office.hours.zone).date()),)
    if among_others:
        return Say("account.warned.of", {"date": date, "reference": shown(finding.text)})
    return Say("account.warned", {"date": date})
