"""Names without an address: anyone can use any."""

from __future__ import annotations

from bot.core.accounts.judging.imitating import resembled
from bot.core.accounts.judging.judged import UNLISTED, Judged, alike, cannot_tell
from bot.core.accounts.likeness.handles import abbreviation_likeness
from bot.core.accounts.likeness.names import is_same_name, name_likeness, plain_name
from bot.core.accounts.likeness.strength import Likeness, strongest
from bot.core.accounts.listed import Listed
from bot.core.accounts.references import Reference


def judge_name(reference: Reference, listed: Listed) -> Judged:
    """An exact name proves nothing; one that is nearly ours is meant to deceive, or a slip."""
    name = reference.text
    if is_ours(name, listed):
        return Judged("name_only")
    if neighbour := listed.neighbour_names.get(plain_name(name)):
        return Judged("other_organisation", other=neighbour.id)
    lacking = next((a.platform for a in listed.registry.accounts if a.address is None), None)
    like = likeness_to_our_names(name, listed)
    if like is None:
        is_handle = name.isascii() and " " not in name and not lacking
        return (resembled((name,), None, listed) if is_handle else None) or UNLISTED
    if lacking and any(e.kind == "affix" for e in like.evidence):
        return cannot_tell("incomplete", theirs=lacking)  # a real page may well be called so
    return alike(like)


def is_ours(name: str, listed: Listed) -> bool:
    """Whether this is one of our names to the letter, or our abbreviation."""
    return any(is_same_name(own, name) for own in (*listed.registry.names, *listed.registry.abbreviations))


def likeness_to_our_names(name: str, listed: Listed) -> Likeness | None:
    """Which of our names this one resembles, or which abbreviation it carries: "ISJ Support"."""
    by_name = (name_likeness(own, name) for own in listed.registry.names)
    return strongest((*by_name, *(abbreviation_likeness(a, name) for a in listed.registry.abbreviations)))
