"""Rewrites THIRD_PARTY_NOTICES.md from the packages that are installed: `make notices`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import cast

ROOT = Path(__file__).parent.parent
NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
_HEAD = """# Third-party notices

Madoguchi is under the MIT licence. It needs these packages, which have licences of their own:

| package | licence |
| --- | --- |
"""
_OURS = """
Data that is part of the repository:

- Lists of names in `bot/core/personal_data/names/data/`: their sources and licences stand in the [README](bot/core/personal_data/names/data/README.md) beside them.
- The texts under `knowledge/` are the organisation's.
"""  # noqa: E501  # one paragraph a line, as in all documents


def notices() -> str:
    """The whole document."""
    names = _LOCKED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    rows = "".join(f"| {name} | {licence} |\n" for name in names for licence in _licence(name))
    return _HEAD + rows + _OURS


def _licence(name: str) -> Iterator[str]:
    """What the package says of itself; nothing where it is for another system than this."""
    try:
        about = cast(Message, distribution(name).metadata)
    except PackageNotFoundError:
        return
    classified = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if c.startswith("License")]
    named = about.get("License", "").strip().partition("\n")[0]
    short = named if len(named) < 60 else ""
    yield about.get("License-Expression") or ", ".join(classified) or short or "see the package"


if __name__ == "__main__":
    NOTICES.write_text(notices(), encoding="utf-8")
