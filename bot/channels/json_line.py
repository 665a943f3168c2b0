"""What is wrong with a line of input, and whose it is."""

from __future__ import annotations

from pydantic import ValidationError


def id_of(raw: object) -> str | int | None:
    """The id of a line that is otherwise wrong."""
    found = raw.get("id") if isinstance(raw, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def in_words(error: ValidationError) -> str:
    """The first misfit, and where."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "line"
    return f"{where}: {first['msg']}"
