from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import cli
from bot.settings import Settings
from tests.cli.running import SMALL, Chat, Run
from tests.content.folder import FILES, Folder


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty working folder, no settings, and logging as before; what is learnt is kept."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("MADOGUCHI_CACHE_DIR", str(SMALL))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small organisation's content in the working folder."""
    whole = Folder(tmp_path)
    whole.fill(FILES)
    return whole


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with settings: exit status, standard output, standard error."""

    def command(*arguments: str, **settings: str) -> tuple[int, str, str]:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        status = cli.main(arguments)
        return status, *capsys.readouterr()

    return command


@pytest.fixture
def chat(folder: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> Chat:
    """Types lines into the small organisation's terminal chat, to the end of input."""

    def type_in(*lines: str | bytes, **settings: str) -> tuple[int, str, str]:
        typed = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        return run("chat", **settings)

    return type_in
