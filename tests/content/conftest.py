from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.folder import FILES, Folder


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A working directory with nothing in it."""
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


@pytest.fixture
def folder(empty_folder: Folder) -> Folder:
    """A working directory with the whole content of a small organisation."""
    empty_folder.fill(FILES)
    return empty_folder
