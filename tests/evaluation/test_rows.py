from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.evaluation.rows import DataError, read_all, read_rows, write_rows


class Named(BaseModel):
    name: str


def test_a_wrong_row_is_named_by_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    lines = [b'{"name": "a"}', b"", b"{", b'{"name": 1}', b"[]", b"\xff", b'{"name": "b"}\r']
    file.write_bytes(b"\n".join(lines))
    found = read_rows(file, Named)
    assert [row.name for row in found.rows] == ["a", "b"]
    assert [c.removeprefix(f"{file}:").split(":")[0] for c in found.complaints] == ["3", "4", "5", "6"]
    assert all(len(complaint.splitlines()) == 1 for complaint in found.complaints)
    with pytest.raises(DataError, match=r"rows\.jsonl:3: not JSON"):
        read_all(file, Named)


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    write_rows(file, [{"name": "電話"}, {"name": "two\nlines"}])
    assert [row.name for row in read_all(file, Named)] == ["電話", "two\nlines"]


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        read_rows(tmp_path / "nowhere", Named)
    with pytest.raises(DataError, match=str(tmp_path)):
        write_rows(tmp_path, [])
