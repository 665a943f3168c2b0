"""Accounts on platforms: by address, or by a handle with or without the platform's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core.accounts import identity
from bot.core.accounts.judging.judged import UNLISTED, Judged, alike, cannot_tell
from bot.core.accounts.judging.spelling import spelled, strange_names
from bot.core.accounts.likeness.handles import abbreviation_likeness, handle_likeness
from bot.core.accounts.likeness.names import plain_name
from bot.core.accounts.likeness.numbers import number_likeness
from bot.core.accounts.likeness.strength import Likeness, strongest
from bot.core.accounts.listed import Handle, Listed, bare
from bot.core.accounts.references import Reference
from bot.core.accounts.registry import Account
from bot.core.model import Evidence

_LETTERS = frozenset({"hidden", "replaced", "added", "missing", "swapped"})


def judge_account(reference: Reference, listed: Listed) -> Judged:
    """An account of which the platform is known."""
    platform, name = reference.platform, reference.identity
    if platform is None:
        return _impossible(reference, listed)
    if account := listed.account(platform, name) or _by_bare_name(platform, reference, listed):
        return Judged("official", (account.id,))
    if name is None:
        like = (
            None if listed.registry.incomplete(platform) else resembled(spelled(reference), platform, listed)
        )
        return like or cannot_tell("no_account")
    if retired := listed.retired.get((platform, name)):
        return cannot_tell("retired", theirs=str(retired.retired or ""), accounts=(retired.id,))
    if neighbour := listed.neighbours.get((platform, name)):
        return Judged("other_organisation", other=neighbour.id)
    if listed.registry.incomplete(platform):
        return cannot_tell("incomplete", theirs=platform)
    like = resembled(spelled(reference), platform, listed)
    if like is not None and (_misspells(like) or not listed.may_have(platform, name)):
        return like
    return cannot_tell("another_form", theirs=platform) if listed.may_have(platform, name) else UNLISTED


def _impossible(reference: Reference, listed: Listed) -> Judged:
    """A page that names no account, or an account that cannot be: our name in letters not allowed there."""
    strange = strange_names(reference)
    if not strange or any(account.address is None for account in listed.registry.accounts):
        return cannot_tell("no_account")
    return resembled(strange, None, listed) or cannot_tell("no_account")


def judge_handle(reference: Reference, listed: Listed) -> Judged:
    """A handle alone: ours on every platform where one of ours is called so, and said to be."""
    (name,) = spelled(reference)
    ours = [h.account for h in (*listed.handles, *listed.numbers) if h.text.lower() == name.lower()]
    if ours:
        told = tuple(Evidence("on_platform", theirs=account.platform) for account in ours)
        return Judged("official", tuple(account.id for account in ours), told)
    if retired := next((a for (p, k), a in listed.retired.items() if _is(p, k, name)), None):
        return cannot_tell("retired", theirs=str(retired.retired or ""), accounts=(retired.id,))
    if neighbour := next((n for (p, k), n in listed.neighbours.items() if _is(p, k, name)), None):
        return Judged("other_organisation", other=neighbour.id)
    lacking = {a.platform: None for a in listed.registry.accounts if a.address is None}
    if lacking:
        return cannot_tell("incomplete", theirs=next(iter(lacking)))
    return resembled((name,), None, listed) or UNLISTED


def resembled(names: Iterable[str], platform: str | None, listed: Listed) -> Judged | None:
    """What of ours the names imitate: on this platform first, then on others, then our names."""
    found = [(like, account) for name in names for like, account in _likenesses(name, platform, listed)]
    best = strongest(like for like, _ in found)
    if best is None:
        return None
    accounts = tuple(dict.fromkeys(a.id for like, a in found if like is best and a is not None))
    return alike(best, *accounts)


def _likenesses(name: str, platform: str | None, listed: Listed) -> Iterator[tuple[Likeness, Account | None]]:
    here = [h for h in listed.handles if platform in {None, h.platform}]
    elsewhere = [h for h in listed.handles if h not in here]
    for handle in here:
        if like := handle_likeness(handle.text, name):
            yield like, handle.account
    for number in listed.numbers:
        if platform in {None, number.platform} and (like := number_likeness(number.text, name)):
            yield like, number.account
    for handle in elsewhere:
        if like := _on_another_platform(handle, name, platform):
            yield like, handle.account
    for like in _called_like_us(name, listed):
        yield like, None


def _on_another_platform(handle: Handle, name: str, platform: str | None) -> Likeness | None:
    """Our handle, or its double, where we are not: whoever holds it there is not on our list."""
    like = handle_likeness(handle.text, name)
    if like is None:
        return None
    moved = Evidence("other_platform", handle.platform, platform or "")
    return Likeness(like.strength, like.like, (*(e for e in like.evidence if e.ours != e.theirs), moved))


def _called_like_us(name: str, listed: Listed) -> Iterator[Likeness]:
    for abbreviation in listed.registry.abbreviations:
        if like := abbreviation_likeness(abbreviation, name):
            yield like
    for own in listed.registry.names:
        if own.isascii() and len(plain_name(own)) > 7 and (like := handle_likeness(own, name)):
            yield Likeness("similar", own, (Evidence("name_as_handle", own, name),))


def _misspells(like: Judged) -> bool:
    """Whether letters alone differ: no account of ours that we know by number only is called so."""
    kinds = {e.kind for e in like.evidence if e.kind != "spelling" or e.theirs.isascii()}
    return kinds <= _LETTERS | {"separators"} or (len(kinds) > 1 and kinds <= _LETTERS | {"other_platform"})


def _by_bare_name(platform: str, reference: Reference, listed: Listed) -> Account | None:
    """A handle beside the platform's name, where an address tells more: LinkedIn's company pages."""
    if reference.kind != "handle":
        return None
    (name,) = spelled(reference)
    ours = (a for a in listed.registry.accounts if a.platform == platform)
    return next((a for a in ours if _is_called(a, name, listed)), None)


def _is_called(account: Account, name: str, listed: Listed) -> bool:
    return any(_is(p, key, name) for (p, key), a in listed.accounts.items() if a is account)


def _is(platform: str, key: str, name: str) -> bool:
    """Whether a handle, in the platform's own spelling, is this identity."""
    canonical = identity.of_handle(platform, name)
    return canonical == key or (platform == "linkedin" and bare(key) == name.lower())
