"""The content hash by which caches and records know a handbook."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256

from bot.core.handbook import Handbook


def stamped(handbook: Handbook) -> Handbook:
    """The handbook with its version: the same for the same content, however the files are laid out."""
    content = asdict(replace(handbook, version=""))
    canonical = json.dumps(content, default=_plain, sort_keys=True, ensure_ascii=False)
    return replace(handbook, version=sha256(canonical.encode()).hexdigest()[:12])


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
