"""What is found of one reference."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.accounts.likeness.strength import Likeness
from bot.core.model import Evidence, VerdictName


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its reasons; see AccountFinding for the fields."""

    verdict: VerdictName
    accounts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    other: str | None = None


UNLISTED = Judged("unlisted")


def cannot_tell(why: str, *, ours: str = "", theirs: str = "", accounts: tuple[str, ...] = ()) -> Judged:
    """Careful words, and the reason."""
    return Judged("cannot_tell", accounts, (Evidence(why, ours, theirs),))


def alike(likeness: Likeness, *accounts: str) -> Judged:
    """What a likeness amounts to."""
    return Judged(likeness.strength, accounts, likeness.evidence)
