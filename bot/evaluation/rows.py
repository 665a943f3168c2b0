"""Files of JSON lines: read row by row, a wrong row is named and passed over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import MadoguchiError

Row = TypeVar("Row", bound=BaseModel)


class DataError(MadoguchiError):
    """A file of data that cannot be used."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """What a file holds, and a line "file:line: what" for each row that could not be read."""

    rows: tuple[Row, ...]
    complaints: tuple[str, ...]


def read_rows(file: Path, kind: type[Row]) -> Rows[Row]:
    """Read a file; empty lines are passed over. DataError when there is no such file."""
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise DataError(f"{file}: {error.strerror}") from None
    rows: list[Row] = []
    complaints: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            rows.extend([kind.model_validate(json.loads(line))] if line.strip() else [])
        except ValidationError as error:
            complaints.append(f"{file}:{number}: {_in_words(error)}")
        except (ValueError, RecursionError) as error:
            complaints.append(f"{file}:{number}: not JSON: {error}")
    return Rows(tuple(rows), tuple(complaints))


def read_all(file: Path, kind: type[Row]) -> tuple[Row, ...]:
    """Read a file in which nothing may be wrong: DataError naming every wrong row."""
    found = read_rows(file, kind)
    if found.complaints:
        raise DataError("\n".join(found.complaints))
    return found.rows


def write_rows(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one object a line; DataError where that is not possible."""
    write_text(file, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def write_text(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise DataError(f"{file}: {error.strerror}") from None


def _in_words(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "line"
    return f"{where}: {first['msg']}"
