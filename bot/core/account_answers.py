"""What is said of accounts: the verdict first, why, which account to use instead, what to do, the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from bot.core.accounts.references import Reference
from bot.core.accounts.registry import Account, Registry
from bot.core.accounts.shown import LONGEST, told
from bot.core.accounts.verdict import Verifier, worst
from bot.core.evidence_told import day, notes, reason
from bot.core.handbook import Handbook
from bot.core.model import AccountFinding, Language, Say, VerdictName
from bot.core.quoting import quote

_SHOWN = 10
"""Longer lists of official accounts are left to the command that lists them."""
_WARNED: frozenset[VerdictName] = frozenset({"lookalike"})
_MANY = 10
"""From more findings than these on each is told in short: one message can hold but so many letters."""
_IN_SHORT = 40
_UNOPENED = frozenset({"short_link", "copy"})
"""Evidence of what only a link is: whose account it leads to is not seen."""
_DOUBTED: frozenset[VerdictName] = frozenset({"similar", "cannot_tell", "unlisted"})


class AccountAnswers:
    """Sentences about accounts, from one handbook; `username` is the bot's own, without "@"."""

    def __init__(self, handbook: Handbook, username: str | None) -> None:
        self._handbook = handbook
        self._registry: Registry = handbook.organization.registry
        self._username = username
        self.verifier = Verifier(self._registry)

    def official(self, language: Language) -> tuple[Say, ...]:
        """The published list, its date, and the caution that goes with it."""
        return (*self._list(language), *self._cautions(language), *self._as_of())

    def verdict(self, findings: Sequence[AccountFinding], language: Language) -> tuple[Say, ...]:
        """The verdict on each reference, in words; then what to use instead, what to do, and the source."""
        verdicts = {finding.verdict for finding in findings}
        several = len(findings)
        says = [self._verdict(finding, several, language) for finding in findings]
        official = [finding for finding in findings if finding.verdict == "official"]
        for finding in official:
            more = notes(finding.evidence, _called("subject", finding, several))
            says += [note for note in more if note not in says]
        if verdicts & _DOUBTED:
            says.append(Say("account.until_confirmed"))
        if verdicts != {"official"}:
            says += self.instead(findings, language)
        if verdicts & _WARNED:
            says += self._already_paid(language)
        return (*says, *self._cautions(language), *self._as_of())

    def this_bot(self) -> tuple[Say, ...]:
        """Does not vouch for itself: names itself, and says whether the published list names it."""
        if self._username is None:
            return (Say("this_bot.no_username"),)
        itself = Reference(f"@{self._username}", "handle", "telegram", self._username.lower())
        named = worst(self.verifier.judge((itself,))) == "official"
        return (
            Say("this_bot.listed" if named else "this_bot.not_listed", {"username": f"@{self._username}"}),
        )

    def _verdict(self, finding: AccountFinding, several: int, language: Language) -> Say:
        reasons = tuple(map(reason, dict.fromkeys(finding.evidence))) if finding.verdict != "official" else ()
        noun = _noun(finding)
        former = any(evidence.kind == "former_imitated" for evidence in finding.evidence)
        because = (Say("because", {"reasons": (reduce(_and, reasons),)}),) if reasons else ""
        return Say(
            f"verdict.{finding.verdict}",
            {
                "which": (_called("which", finding, several),),
                "subject": (_called("subject", finding, several),),
                "noun": (Say(f"noun.{noun}"),),
                "official": (Say("official.former" if former else f"official.{noun}"),),
                "because": because,
                "account": self._published(finding, language),
                "other": self._other(finding, language),
            },
        )

    def _published(self, finding: AccountFinding, language: Language) -> str:
        """The official account it is, by its names and its address."""
        accounts = [self._registry.account(id) for id in finding.accounts]
        if not accounts:
            return self._handbook.organization.name(language)
        return " / ".join(
            dict.fromkeys(part for a in accounts for part in (_name(a, language), a.address or "") if part)
        )

    def _other(self, finding: AccountFinding, language: Language) -> str | tuple[Say, ...]:
        other = next((n for n in self._registry.neighbours if n.id == finding.other), None)
        if other is None:
            return ""
        values = {"name": other.name(language), "role": (other.role or {}).get(language, "")}
        return (Say("other.partner" if other.role else "other.neighbour", values),)

    def instead(self, findings: Sequence[AccountFinding], language: Language) -> tuple[Say, ...]:
        """The official accounts that were imitated, or all of them; a long list is only pointed to."""
        alike = [f for f in findings if f.verdict in {"lookalike", "similar"}]
        meant = {id for finding in alike for id in finding.accounts}
        accounts = [account for account in self._registry.accounts if account.id in meant]
        own = [*(self._item(a, language) for a in accounts), *self._own_addresses(alike)]
        if own:
            return (Say("account.instead", {"accounts": tuple(own)}),)
        if len(self._registry.accounts) > _SHOWN:
            return (Say("account.many", {"count": str(len(self._registry.accounts))}),)
        return self._list(language)

    def _list(self, language: Language) -> tuple[Say, ...]:
        if not self._registry.accounts:
            return (Say("account.none"),)
        items = tuple(self._item(account, language) for account in self._registry.accounts)
        return (Say("account.list", {"accounts": items}),)

    def _own_addresses(self, alike: Sequence[AccountFinding]) -> Iterator[Say]:
        """The website and the mail addresses, where such were imitated."""
        addresses: list[tuple[str, str]] = []
        if any(f.platform == "web" and not f.accounts for f in alike):
            addresses.append(("web", self._handbook.organization.website))
        if any(f.platform == "mail" for f in alike):
            addresses += (("mail", mail) for mail in self._registry.mails)
        for platform, address in addresses:
            own, on = (Say("account.own"),), (Say(f"platform.{platform}"),)
            yield Say("account.item", {"name": own, "platform": on, "address": address})

    def _already_paid(self, language: Language) -> tuple[Say, ...]:
        """Whom to turn to after paying or replying, where the organisation has published it."""
        contacts = tuple(
            Say(
                "fraud.item",
                {"name": c.name[language], "phone": c.phone, "note": c.note[language], "source": c.source},
            )
            for c in self._handbook.organization.fraud_help
        )
        return (Say("fraud.contacts", {"contacts": contacts}),) if contacts else ()

    def _item(self, account: Account, language: Language) -> Say:
        values: dict[str, str | tuple[Say, ...]] = {
            "name": _name(account, language),
            "platform": (Say(f"platform.{account.platform}"),),
            "address": account.address or "",
        }
        return Say("account.item" if account.address else "account.item.not_on_file", values)

    def _cautions(self, language: Language) -> tuple[Say, ...]:
        sections = dict.fromkeys(a.section for a in self._registry.accounts if a.section)
        return tuple(quote(self._handbook, section, language) for section in sections)

    def _as_of(self) -> tuple[Say, ...]:
        reviewed = self._registry.reviewed
        if reviewed is None:
            return ()
        return (Say("account.as_of", {"date": (day(reviewed),), "version": self._registry.version}),)


def _called(part: str, finding: AccountFinding, several: int) -> Say:
    """What a sentence calls what was asked about, as "subject" or "which"; one of several by its address."""
    if several > 1:
        longest = _IN_SHORT if several > _MANY else LONGEST
        return Say("account.that", {"reference": told(finding.text, longest)})
    return Say(f"{part}.{_noun(finding)}")


def _noun(finding: AccountFinding) -> str:
    kinds = {evidence.kind for evidence in finding.evidence}
    nowhere = finding.platform is None and "no_account" in kinds
    if finding.platform == "short" or nowhere or kinds & _UNOPENED:
        return "link"
    if finding.platform == "web" and finding.accounts and finding.verdict != "official":
        return "page"
    return finding.platform if finding.platform in {"web", "mail"} else "account"


def _name(account: Account, language: Language) -> str:
    return account.names.get(language, next(iter(account.names.values())))


def _and(first: Say, second: Say) -> Say:
    return Say("because.and", {"first": (first,), "second": (second,)})
