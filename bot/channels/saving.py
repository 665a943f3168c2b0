"""Files in a folder that nobody else on the machine can read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from bot.service.ports import Undeliverable


def save(folder: Path, number: int, name: str, content: bytes) -> Path:
    """Write the file of the message of this number; Undeliverable when the folder cannot take it."""
    file = folder / f"{number}-{Path(name).name}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
    except OSError as error:
        raise Undeliverable(f"a file cannot be written: {error.strerror}") from None
    return file


def remove(folder: Path, numbers: Iterable[int]) -> None:
    """The files of these messages, where they have any."""
    for number in numbers:
        for file in folder.glob(f"{number}-*"):
            file.unlink(missing_ok=True)
