"""What of ours a name on a platform imitates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core.accounts.judging.judged import Judged, alike, cannot_tell
from bot.core.accounts.likeness.affixes import GENERIC
from bot.core.accounts.likeness.characters import contains_look, same_look
from bot.core.accounts.likeness.handles import abbreviation_likeness, handle_likeness
from bot.core.accounts.likeness.names import plain_name
from bot.core.accounts.likeness.numbers import number_likeness
from bot.core.accounts.likeness.strength import Likeness, strongest
from bot.core.accounts.listed import Handle, Listed
from bot.core.accounts.registry import Account
from bot.core.model import Evidence

_LETTERS = frozenset({"hidden", "replaced", "added", "missing", "swapped"})
_TELLING = 8
"""Letters from which on one of our names, run together as a handle, is no chance."""


def resembled(names: Iterable[str], platform: str | None, listed: Listed) -> Judged | None:
    """What of ours the names imitate: on this platform first, then on others, then our names."""
    found = [(like, account) for name in names for like, account in _likenesses(name, platform, listed)]
    best = strongest(like for like, _ in found)
    if best is None:
        return None
    if not best.evidence and platform == "linkedin":
        best = Likeness("lookalike", best.like, (Evidence("other_kind"),))
    elif not best.evidence:  # our very name, in a form of address that does not tell whose it is
        return cannot_tell("another_form", theirs=platform) if platform else None
    accounts = tuple(dict.fromkeys(a.id for like, a in found if like.like == best.like and a is not None))
    return alike(best, *accounts)


def on_another_server(page: str, listed: Listed) -> Judged | None:
    """Our Mastodon name, or its double, on a server where we are not."""
    name, _, server = page.partition("@")
    if server in listed.servers:
        return None
    for handle in listed.handles:
        if handle.platform == "mastodon" and same_look(handle.text, name):
            return Judged("lookalike", (handle.account.id,), (Evidence("real_host", handle.server, server),))
    return None


def misspells(like: Judged) -> bool:
    """Whether letters alone differ: no account of ours that we know by number only is called so."""
    kinds = {e.kind for e in like.evidence if e.kind != "spelling" or e.theirs.isascii()}
    here = kinds <= _LETTERS | {"separators"}
    elsewhere = kinds != {"other_platform"} and kinds <= _LETTERS | {"other_platform"}
    return bool(like.evidence) and (here or elsewhere)


def _likenesses(name: str, platform: str | None, listed: Listed) -> Iterator[tuple[Likeness, Account | None]]:
    handles = [h for h in listed.handles if h.text.lower() not in GENERIC]
    here = [h for h in handles if platform in {None, h.platform}]
    elsewhere = [h for h in handles if platform not in {None, h.platform}]
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
    chance = not contains_look(name, handle.text) and all(e.kind in _LETTERS for e in like.evidence)
    strength = "similar" if chance else like.strength
    return Likeness(strength, like.like, (*(e for e in like.evidence if e.ours != e.theirs), moved))


def _called_like_us(name: str, listed: Listed) -> Iterator[Likeness]:
    for abbreviation in listed.registry.abbreviations:
        if like := abbreviation_likeness(abbreviation, name):
            yield like
    for own in listed.registry.names:
        if own.isascii() and len(plain_name(own)) >= _TELLING and (like := handle_likeness(own, name)):
            yield Likeness("similar", own, (Evidence("name_as_handle", own, name),))
