"""Encryption of what may hold personal data."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SettingsError, StoreError


class Vault:
    """Seals with the first key, opens with any: so keys can be changed without downtime."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise SettingsError(
                "ENCRYPTION_KEYS: not a key; make one with `python -m bot new-key`"
            ) from error

    def seal(self, text: str | bytes) -> bytes:
        return self._fernet.encrypt(text.encode() if isinstance(text, str) else text)

    def open(self, sealed: bytes) -> str:
        """The text; StoreError when no key fits."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise StoreError(
                "no key fits an encrypted row: set ENCRYPTION_KEYS to the keys the database was written with"
            ) from error


def new_key() -> str:
    return Fernet.generate_key().decode()


def key_beside(database: Path) -> str:
    """The key in the file beside an SQLite database, made (readable by its owner only) when there is none."""
    path = database.with_name(database.name + ".key")
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(new_key())
    key = path.read_text(errors="replace").strip()
    try:
        Fernet(key)
    except ValueError:
        raise StoreError(f"{path}: there is no key in it; put back the key of the database") from None
    return key
