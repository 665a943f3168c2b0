"""Accounts on platforms: by address, or by a handle with or without the platform's name."""

from __future__ import annotations

from bot.core.accounts import identity
from bot.core.accounts.judging.imitating import misspells, on_another_server, resembled
from bot.core.accounts.judging.judged import UNLISTED, Judged, cannot_tell
from bot.core.accounts.judging.spelling import spelled, strange_names
from bot.core.accounts.keys import Key
from bot.core.accounts.listed import Listed, bare
from bot.core.accounts.platforms.hosts import platform_of
from bot.core.accounts.references import Reference
from bot.core.accounts.registry import Account
from bot.core.model import Evidence


def judge_account(reference: Reference, listed: Listed) -> Judged:
    """An account of which the platform is known."""
    platform, name = reference.platform, reference.identity
    if platform is None:
        return _impossible(reference, listed)
    if account := listed.account(platform, name) or _by_bare_name(platform, reference, listed):
        return Judged("official", (account.id,))
    if name is not None and (known := known_otherwise((platform, name), listed)):
        return known
    if listed.registry.incomplete(platform):
        return cannot_tell("incomplete", theirs=platform)
    like = resembled(spelled(reference), platform, listed)
    if name is None:
        return like or cannot_tell("no_account")
    if like is not None and (misspells(like) or not listed.may_have(platform, name)):
        return like
    return cannot_tell("another_form", theirs=platform) if listed.may_have(platform, name) else UNLISTED


def judge_handle(reference: Reference, listed: Listed) -> Judged:
    """A handle alone: ours on every platform where one of ours is called so, and said to be."""
    (name,) = spelled(reference)
    ours = _called(name, reference.text.startswith(("@", "＠")), listed)
    if ours and name == reference.text and _is_abbreviation(name, listed):
        return Judged("name_only")  # a word of the sentence, as likely as a handle
    if ours:
        told = tuple(Evidence("on_platform", theirs=account.platform) for account in ours)
        return Judged("official", tuple(account.id for account in ours), told)
    keys = (key for key in (*listed.retired, *listed.neighbours) if _is(*key, name))
    if known := next((found for key in keys if (found := known_otherwise(key, listed))), None):
        return known
    like = resembled((name,), None, listed)
    lacking = next((a.platform for a in listed.registry.accounts if a.address is None), None)
    if lacking and not (like and misspells(like)):
        return cannot_tell("incomplete", theirs=lacking)
    return like or UNLISTED


def known_otherwise(key: Key, listed: Listed) -> Judged | None:
    """Ours no longer, another organisation's, or our name on a Mastodon server where we are not."""
    if retired := listed.retired.get(key):
        return cannot_tell("retired", theirs=str(retired.retired or ""), accounts=(retired.id,))
    if neighbour := listed.neighbours.get(key):
        return Judged("other_organisation", other=neighbour.id)
    platform, name = key
    return on_another_server(name, listed) if platform == "mastodon" else None


def _impossible(reference: Reference, listed: Listed) -> Judged:
    """A page that names no account, or an account that cannot be: our name in letters not allowed there."""
    platform = platform_of(identity.host(reference.address) or "")
    strange = strange_names(reference)
    if not strange or platform is None or listed.registry.incomplete(platform):
        return cannot_tell("no_account")
    return resembled(strange, platform, listed) or cannot_tell("no_account")


def _called(name: str, after_at: bool, listed: Listed) -> list[Account]:
    """Our accounts that a handle alone can mean, as published but for case.

    A site is no handle, on Mastodon it takes the server too, and an id is never written after "@".
    """
    abbreviation = _is_abbreviation(name, listed)
    without = {"mastodon", "web", "linkedin"} if abbreviation else {"mastodon", "web"}
    handles = [
        h.account
        for h in listed.handles
        if h.platform not in without
        and name.isascii()
        and name.lower() == h.text.lower()
        and _is(h.platform, h.key, name)
    ]
    return handles + [h.account for h in listed.numbers if h.text == name and not after_at]


def _is_abbreviation(name: str, listed: Listed) -> bool:
    return name.lower() in {abbreviation.lower() for abbreviation in listed.registry.abbreviations}


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
