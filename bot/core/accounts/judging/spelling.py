"""How an address spells the account it names, capitals and strange letters included."""

from __future__ import annotations

from urllib.parse import unquote

from bot.core.accounts import identity, urls
from bot.core.accounts.finding.characters import FOLD
from bot.core.accounts.likeness.characters import squeezed
from bot.core.accounts.listed import bare
from bot.core.accounts.platforms.hosts import platform_of
from bot.core.accounts.references import Reference

_MOST = 6


def spelled(reference: Reference) -> tuple[str, ...]:
    """The names in a reference that may stand for an account, the likeliest first, without "@"."""
    text = reference.address.translate(FOLD)
    if reference.kind == "handle":
        return (text.removeprefix("@"),)
    written = [segment.removeprefix("@") for segment in path_segments(text)]
    named = bare(reference.identity or "")
    first = next((w for w in written if _same(w, named)), named)
    return tuple(dict.fromkeys(name for name in (first, *written) if name))


def strange_names(reference: Reference) -> tuple[str, ...]:
    """The parts of a path that pose as a name where nobody can be called so: characters not allowed there."""
    text = reference.address.translate(FOLD)
    segments = path_segments(text)
    posing = tuple(s.removeprefix("@") for s in segments if s.startswith("@") or not s.isascii())
    platform = platform_of(identity.host(text) or "")
    if posing or platform is None or not segments:
        return posing
    nearest = squeezed(segments[0]).lstrip("0123456789")
    return segments[:1] if identity.of_handle(platform, nearest) else ()


def path_segments(url: str) -> tuple[str, ...]:
    """The parts of an address's path, decoded, as written; none when browsers cannot parse it."""
    parsed = urls.parse(url)
    segments = (unquote(s) for s in parsed.pathname.split("/")[: _MOST + 1]) if parsed else ()
    return tuple(segment for segment in segments if segment)


def _same(written: str, name: str) -> bool:
    return bool(name) and written.replace(".", "").lower() == name.replace(".", "").lower()
