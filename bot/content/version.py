"""The content hashes by which caches and records know a handbook, and people a list of accounts."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from typing import Any

from bot.core.accounts.registry import Registry
from bot.core.handbook import Handbook


def stamped(handbook: Handbook) -> Handbook:
    """The handbook with its version: the same for the same content, however the files are laid out."""
    return replace(handbook, version=_digest(asdict(replace(handbook, version="")), 12))


def stamped_list(registry: Registry) -> Registry:
    """The list of accounts with its version: short, for people read it to each other."""
    return replace(registry, version=_digest(asdict(replace(registry, version="")), 8))


def _digest(content: dict[str, Any], digits: int) -> str:
    canonical = json.dumps(content, default=_plain, sort_keys=True, ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()[:digits]


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
