"""Verdicts: official on equality with the organisation's own list, never on likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from bot.core.accounts import identity
from bot.core.accounts.judging.forwards import judge_forward
from bot.core.accounts.judging.handles import judge_account, judge_handle
from bot.core.accounts.judging.judged import Judged, cannot_tell
from bot.core.accounts.judging.mail import judge_mail
from bot.core.accounts.judging.names import judge_name
from bot.core.accounts.judging.web import judge_web
from bot.core.accounts.listed import Listed, listed
from bot.core.accounts.named import named, phrases, without_parts
from bot.core.accounts.references import Reference, find, relinked
from bot.core.accounts.registry import Registry
from bot.core.model import AccountFinding, Evidence, ForwardOrigin, VerdictName

_MOST = 40
"""References of one message that are judged: more than anybody pastes to ask about."""
_LONGEST = 4096
"""Characters in which names are looked for: a whole message of Telegram."""
_WHOLE = 0.8
"""Share of a message from which on a phrase is the message."""
_CHANCE: frozenset[VerdictName] = frozenset({"unlisted", "similar", "cannot_tell"})
"""What a phrase that nobody calls a name may well be by chance."""
_ORDER: tuple[VerdictName, ...] = get_args(VerdictName)


class Verifier:
    """Holds references against one registry."""

    def __init__(self, registry: Registry) -> None:
        self._listed = listed(registry)

    def references(self, text: str, forward: ForwardOrigin | None = None) -> tuple[Reference, ...]:
        """Everything in a message that points to an account, and the names it asks about or imitates."""
        text = relinked(text)
        addressed = find(text, forward)
        names = self.names(text, addressed)
        return (*without_parts(addressed, names), *names)

    def names(self, text: str, others: Sequence[Reference] = ()) -> tuple[Reference, ...]:
        """The names that a text asks about, and whatever else in it is one of ours or imitates it."""
        text = text[:_LONGEST]
        asked = named(text, others)
        told = [name for name in asked if self._finding(name).verdict != "unlisted"]
        for phrase in phrases(text, others):
            apart = all(phrase.end <= name.start or name.end <= phrase.start for name in told)
            if apart and self._is_telling(phrase, text):
                told.append(phrase)
        return tuple(dict.fromkeys((*asked, *told)))

    def _is_telling(self, phrase: Reference, text: str) -> bool:
        """Whether a phrase that nobody calls a name is more than by chance like one of ours."""
        verdict = self._finding(phrase).verdict
        whole = len(phrase.text) >= _WHOLE * len(text.strip())
        return verdict not in _CHANCE or (whole and verdict == "similar")

    def judge(self, references: Iterable[Reference]) -> tuple[AccountFinding, ...]:
        """One finding a reference, in order; one written twice is found once.

        A name beside an address says nothing more, unless it is an imitation itself. Of more references
        than anybody asks about some are judged, the same in whatever order, the others cannot be told.
        """
        distinct = tuple(dict.fromkeys(replace(reference, start=0) for reference in references))
        addressed = any(reference.kind != "name" for reference in distinct)
        judged = frozenset(sorted(distinct, key=lambda r: (r.text, r.kind))[:_MOST])
        found = ((r, self._finding(r) if r in judged else _one_too_many(r)) for r in distinct)
        kept = (
            finding
            for r, finding in found
            if r.kind != "name" or not addressed or finding.verdict in {"lookalike", "similar"}
        )
        return tuple(dict.fromkeys(kept))

    def _finding(self, reference: Reference) -> AccountFinding:
        reference = _on_mastodon(reference, self._listed)
        judged = _judge(reference, self._listed)
        if judged.verdict == "official" and not reference.plain:
            judged = replace(cannot_tell("disguised"), accounts=judged.accounts)
        if judged.verdict == "official" and reference.note == "post":
            judged = replace(judged, evidence=(*judged.evidence, Evidence("post")))
        if reference.note == "vanity" and judged.verdict == "unlisted":
            judged = cannot_tell("short_link")
        return AccountFinding(
            reference.text,
            judged.verdict,
            reference.platform or self._platform(judged),
            reference.identity,
            judged.accounts,
            judged.evidence,
            judged.other,
        )

    def _platform(self, judged: Judged) -> str | None:
        if judged.verdict != "official" or not judged.accounts:
            return None
        return self._listed.registry.account(judged.accounts[0]).platform


def worst(findings: Iterable[AccountFinding]) -> VerdictName | None:
    """The verdict on the whole message; None without a reference."""
    return min((f.verdict for f in findings), key=_ORDER.index, default=None)


def _one_too_many(reference: Reference) -> AccountFinding:
    return AccountFinding(
        reference.text,
        "cannot_tell",
        reference.platform,
        reference.identity,
        evidence=cannot_tell("too_many").evidence,
    )


def _on_mastodon(reference: Reference, listed: Listed) -> Reference:
    """A page on a server where the list has an account is one on Mastodon: only the list can tell."""
    page = identity.mastodon(reference.address) if reference.platform == "web" else None
    if page is None:
        return reference
    if page.rpartition("@")[2] not in listed.servers and ("mastodon", page) not in listed.neighbours:
        return reference
    return replace(reference, platform="mastodon", identity=page)


def _judge(reference: Reference, listed: Listed) -> Judged:
    if reference.kind == "url":
        return _judge_url(reference, listed)
    if reference.kind == "handle" and reference.platform is None:
        return judge_handle(reference, listed)
    return _JUDGES[reference.kind](reference, listed)


def _judge_url(reference: Reference, listed: Listed) -> Judged:
    if reference.platform == "short":
        return cannot_tell("copy" if reference.note == "copy" else "short_link")
    return (judge_web if reference.platform == "web" else judge_account)(reference, listed)


_JUDGES: Mapping[str, Callable[[Reference, Listed], Judged]] = {
    "handle": judge_account,
    "mail": judge_mail,
    "name": judge_name,
    "forward": judge_forward,
}
