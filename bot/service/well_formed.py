"""Text that can be stored and sent on, whatever a client sends."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

T = TypeVar("T")


def well_formed(value: T) -> T:
    """The same value with every half of a surrogate pair, which no encoding can hold, as U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # type: ignore[return-value]  # T is str
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: well_formed(getattr(value, f.name)) for f in fields(value)})
    return value
