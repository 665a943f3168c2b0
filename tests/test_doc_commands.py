"""What the documents tell to type works as it stands there.

Blocks marked `sh` are run, in their order, in a copy of the repository; `console` is for machines that a test
cannot have.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.opening import open_store

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_RUN_BY_CI = re.compile(r"make (run|test|check)")
_NEEDED = ("bot", "knowledge", "benchmarks/messages", "intents.yaml", ".env.example")


def commands(document: Path) -> list[str]:
    """The blocks to type, save those that are the whole check of a checkout."""
    blocks = _BLOCK.findall(document.read_text(encoding="utf-8"))
    return [block for block in blocks if not _RUN_BY_CI.fullmatch(block.strip())]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the commands work on, with this Python in the place of `.venv`'s."""
    for name in _NEEDED:
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(ROOT / name)
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (programs / "python").chmod(0o755)
    (tmp_path / "data").mkdir()
    asyncio.run(_has_run(f"sqlite:///{tmp_path / 'data' / 'madoguchi.db'}"))
    return tmp_path


async def _has_run(url: str) -> None:
    await (await open_store(url)).close()


@pytest.mark.parametrize(
    "document", [d for d in DOCUMENTS if commands(d)], ids=lambda path: str(path.relative_to(ROOT))
)
def test_what_a_document_tells_to_type_works(document: Path, checkout: Path) -> None:
    settings = {"LANG": "C.UTF-8", "MADOGUCHI_CACHE_DIR": os.environ["MADOGUCHI_CACHE_DIR"]}
    path = os.pathsep.join((str(checkout / ".venv" / "bin"), os.environ["PATH"]))
    bash = shutil.which("bash")
    assert bash
    for block in commands(document):
        script = f"set -euo pipefail\n{block}"
        done = subprocess.run(  # noqa: S603  # our own documents
            [bash, "-c", script],
            cwd=checkout,
            env={"PATH": path, **settings},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
