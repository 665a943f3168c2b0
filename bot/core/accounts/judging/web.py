"""Web addresses off the known platforms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.core.accounts import identity
from bot.core.accounts.judging.imitating import on_another_server, resembled
from bot.core.accounts.judging.judged import UNLISTED, Judged, alike, cannot_tell
from bot.core.accounts.judging.spelling import path_segments
from bot.core.accounts.likeness.characters import same_look, skeleton
from bot.core.accounts.likeness.domains import domain_likeness, read_domain
from bot.core.accounts.likeness.strength import strongest
from bot.core.accounts.listed import Listed
from bot.core.accounts.references import Reference
from bot.core.model import Evidence

_PLATFORM_NAMES = frozenset(
    (
        *("bluesky", "bsky", "facebook", "fb", "instagram", "line", "linkedin", "mastodon", "note", "t"),
        *("telegram", "threads", "tiktok", "twitter", "x", "youtube"),
    )
)
_KINDS_OF_PAGE = frozenset(
    ("u", "user", "users", "profile", "profiles", "channel", "c", "company", "in", "people", "page", "pages")
)
_SURE = 6
"""Letters that a handle in the path of a foreign site must have to tell anything."""


def judge_web(reference: Reference, listed: Listed) -> Judged:
    """A host: ours, formerly ours, another organisation's, an imitation, or simply not on the list."""
    host = reference.identity or ""
    if within(host, listed.former):
        return cannot_tell("former_domain", theirs=host)
    if within(host, listed.domains) or listed.account("web", host):
        account = listed.account("web", host)
        return Judged("official", (account.id,) if account else ())
    if neighbour := listed.neighbour_at(host):
        return Judged("other_organisation", other=neighbour.id)
    if listed.registry.incomplete("web") or host in listed.elsewhere:
        return cannot_tell("incomplete", theirs="web")
    return imitated_domain(host, listed) or _borrowed(reference, host, listed) or UNLISTED


def within(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of these domains or under one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def imitated_domain(host: str, listed: Listed) -> Judged | None:
    """Which domain of ours a host imitates, or has in common with a former one."""
    if like := strongest(domain_likeness(own, host) for own in listed.domains):
        return alike(like)
    former = next((own for own in listed.former if domain_likeness(own, host)), None)
    return Judged("similar", (), (Evidence("former_imitated", former, host),)) if former else None


def _borrowed(reference: Reference, host: str, listed: Listed) -> Judged | None:
    """A platform's name in the host, or before "@", or our very handle in a foreign site's path."""
    segments = _profile(path_segments(reference.address))
    before_at = _user_information(reference.address)
    real = read_domain(host).registered
    if before_at and _claims_something(before_at, listed):
        return Judged("lookalike", (), (Evidence("user_information", before_at, real),))
    if _shown_on_another_server(segments, listed):
        return cannot_tell("copy")
    if _names_platform(host) or before_at:
        like = resembled(segments, None, listed)
        if like is not None:
            return Judged("lookalike", like.accounts, (Evidence("not_the_platform", theirs=real),))
    page = identity.mastodon(reference.address)
    if page and (moved := on_another_server(page, listed)):
        return moved
    for handle in listed.handles:
        telling = len(skeleton(handle.text)) >= _SURE
        if telling and any(same_look(segment, handle.text) for segment in segments):
            found = Evidence("handle_elsewhere", handle.platform, real)
            return Judged("lookalike", (handle.account.id,), (found,))
    return None


def _shown_on_another_server(segments: Sequence[str], listed: Listed) -> bool:
    """Whether a Mastodon server shows our account of another one: "/@name@server"."""
    return any(listed.account("mastodon", segment.lower()) for segment in segments)


def _profile(segments: Sequence[str]) -> tuple[str, ...]:
    """Where sites of accounts have the name: first in the path, or after "user" and the like."""
    after_kind = len(segments) > 1 and segments[0].lower() in _KINDS_OF_PAGE
    return tuple(s.removeprefix("@") for s in segments[after_kind : after_kind + 1])


def _names_platform(host: str) -> bool:
    domain = read_domain(host)
    words = set(re.split(r"[^a-z0-9]+", f"{domain.below}.{domain.name}".lower()))
    return bool(words & _PLATFORM_NAMES) or any(
        len(name) > 4 and name in skeleton(domain.name) for name in map(skeleton, _PLATFORM_NAMES)
    )


def _user_information(url: str) -> str:
    """What stands before "@" in the authority: browsers send it as a user's name, and go to what follows."""
    authority = re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:[/\\]+([^/\\?#]*)@", url)
    return authority[1] if authority else ""


def _claims_something(before_at: str, listed: Listed) -> bool:
    """Whether it poses as a platform or as one of our domains."""
    host = before_at.partition(":")[0].lower().removeprefix("www.")
    return _names_platform(host) or any(domain in host for domain in listed.domains)
