"""Whether a web or mail domain imitates one of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import can_ada
from publicsuffixlist import PublicSuffixList

from bot.core.accounts.likeness.affixes import only_affixes, tokens, with_affixes
from bot.core.accounts.likeness.characters import contains_look, distance, same_look, skeleton, squeezed
from bot.core.accounts.likeness.differences import differences
from bot.core.accounts.likeness.strength import Likeness, Strength
from bot.core.model import Evidence

_SHORT = 5
"""Names of fewer letters are often another's by right: what resembles them is called similar."""
_LONG = 10
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Domain:
    """A host as read by the Public Suffix List: below.name.suffix, each in its own script."""

    below: str
    name: str
    suffix: str

    @property
    def registered(self) -> str:
        return f"{self.name}.{self.suffix}" if self.suffix else self.name

    @property
    def whole(self) -> str:
        return f"{self.below}.{self.registered}" if self.below else self.registered


@lru_cache(maxsize=4096)
def read_domain(host: str) -> Domain:
    """Part a host, in ASCII, into what its owner registered and what stands before it."""
    ascii_host = host.lower().strip(".")
    registered = _suffixes().privatesuffix(ascii_host) or ascii_host
    below = ascii_host.removesuffix(registered).rstrip(".")
    name, _, suffix = registered.partition(".")
    return Domain(_shown(below), _shown(name), suffix)


def is_public_suffix(host: str) -> bool:
    """Whether anybody can register names right under this host."""
    return bool(_suffixes().is_public(host))


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _shown(host: str) -> str:
    """As a reader sees it: `xn--…` labels in their own script."""
    return ".".join(_decoded(label) for label in host.split("."))


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    return can_ada.idna_decode(label.encode()) or label  # type: ignore[arg-type]  # its stub says str, it takes bytes


def domain_likeness(ours: str, host: str) -> Likeness | None:
    """How a host, which is neither ours nor under it, resembles our domain."""
    mine, other = read_domain(ours), read_domain(host)
    return (
        _inside(mine, other)
        or _same_name(mine, other)
        or _misspelt(mine, other)
        or _combined(mine, other)
        or _as_subdomain(mine, other)
    )


def _inside(mine: Domain, other: Domain) -> Likeness | None:
    """Our whole domain inside another's: "isj.or.jp.example.net", "isj-or-jp.net", "is.j.or.jp"."""
    ours = mine.registered
    if f".{ours}." in f".{other.whole}.":
        return _found("lookalike", ours, Evidence("real_host", ours, other.registered))
    if f".{skeleton(ours)}" in f".{skeleton(other.name)}" and squeezed(ours) in squeezed(other.whole):
        return _found("lookalike", ours, Evidence("spelling", ours, other.registered))
    if squeezed(ours) == squeezed(other.whole):
        return _found("lookalike", ours, Evidence("separators", ours, other.whole))
    joined = squeezed(f"{other.below}{other.name}".removeprefix("www"))
    if other.below not in {"", "www"} and other.suffix == mine.suffix and joined == squeezed(mine.name):
        return _found("lookalike", ours, Evidence("separators", ours, other.whole))
    return None


def _same_name(mine: Domain, other: Domain) -> Likeness | None:
    """Our name under another ending, or spelt with characters that look the same."""
    if mine.name == other.name:
        return _found(
            _by_length(mine), mine.registered, Evidence("ending", f".{mine.suffix}", f".{other.suffix}")
        )
    if same_look(mine.name, other.name):
        strength: Strength = "lookalike" if mine.suffix == other.suffix else _by_length(mine)
        return _found(strength, mine.registered, *differences(mine.name, other.name))
    return None


def _misspelt(mine: Domain, other: Domain) -> Likeness | None:
    """A letter or two changed; under another ending only long names tell anything."""
    length, same_ending = len(squeezed(mine.name)), mine.suffix == other.suffix
    if length < 3 or (length < _SHORT + 1 and not same_ending):
        return None
    allowed = 1 if length < _LONG else 2 if length < 2 * _LONG else 3
    if distance(mine.name, other.name, allowed) > allowed:
        return None
    return _found(_by_length(mine), mine.registered, *differences(mine.registered, other.registered))


def _combined(mine: Domain, other: Domain) -> Likeness | None:
    """Our name with something around it: "isj-login", "my-isj", "wwwisj"."""
    look, words = skeleton(mine.name), tokens(other.name)
    evidence = Evidence("affix", mine.name, other.name)
    if len(look) >= _SHORT + 2 and contains_look(other.name, mine.name):
        return _found("lookalike", mine.registered, evidence)
    own_words = sorted(map(skeleton, tokens(mine.name)))
    if own_words == sorted(map(skeleton, words)):
        return _found("lookalike", mine.registered, Evidence("order", mine.name, other.name))
    if any(skeleton(word) == look for word in words):
        rest = " ".join(word for word in words if skeleton(word) != look)
        sure = only_affixes(rest) and len(look) >= _SHORT - 1
        return _found("lookalike" if sure else "similar", mine.registered, evidence)
    if with_affixes(mine.name, other.name):
        return _found(_by_length(mine), mine.registered, evidence)
    if mine.suffix == other.suffix and _mostly(own_words, words):
        return _found("similar", mine.registered, Evidence("spelling", mine.name, other.name))
    return None


def _mostly(own: Sequence[str], words: Sequence[str]) -> bool:
    """Whether most of our words stand there, with affixes in the place of the others."""
    kept = [word for word in words if skeleton(word) in own]
    letters = sum(map(len, own))
    changed = " ".join(word for word in words if word not in kept)
    enough = sum(len(skeleton(word)) for word in kept) >= _MOST * letters
    return enough and bool(changed) and only_affixes(changed)


def _as_subdomain(mine: Domain, other: Domain) -> Likeness | None:
    """Our name in front of a foreign domain: whoever owns that may have put it there, for good or ill."""
    labels = other.below.split(".") if other.below else []
    if len(mine.name) >= _SHORT - 1 and any(same_look(mine.name, label) for label in labels):
        return _found("similar", mine.registered, Evidence("real_host", mine.registered, other.registered))
    return None


def _by_length(mine: Domain) -> Strength:
    return "lookalike" if len(squeezed(mine.name)) >= _SHORT else "similar"


def _found(strength: Strength, ours: str, *evidence: Evidence) -> Likeness:
    return Likeness(strength, ours, evidence)
