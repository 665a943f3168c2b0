"""Text that can be stored and sent on, whatever a client sends."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

T = TypeVar("T")


def well_formed(value: T) -> T:
    """The same value with U+FFFD for what cannot be kept.

    That is half a surrogate pair, which no encoding can hold, and NUL, which PostgreSQL's text cannot.
    """
    if isinstance(value, str):
        text = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text.replace("\0", "\ufffd")  # type: ignore[return-value]  # T is str
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: well_formed(getattr(value, f.name)) for f in fields(value)})
    return value
