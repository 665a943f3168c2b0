"""What is wrong with a line of input, and whose it is."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Line = TypeVar("Line", bound=BaseModel)


def read_line(text: str, schema: type[Line]) -> Line | dict[str, Any]:
    """The line as its schema has it; else its id, if it has one, and what is wrong."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not JSON: {error}"}
    try:
        return schema.model_validate(raw)
    except ValidationError as error:
        return {"id": id_of(raw), "error": in_words(error)}


def id_of(raw: object) -> str | int | None:
    """The id of a line that is otherwise wrong."""
    found = raw.get("id") if isinstance(raw, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def in_words(error: ValidationError) -> str:
    """The first misfit, and where."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "line"
    return f"{where}: {first['msg']}"
