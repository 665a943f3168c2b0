"""Encryption of what may hold personal data."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SettingsError, StoreError


class Vault:
    """Seals with the first key, opens with any: so keys can be changed without downtime."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            fernets = [Fernet(key) for key in keys]
            self._fernet = MultiFernet(fernets)
        except ValueError as error:
            raise SettingsError(
                "ENCRYPTION_KEYS: not a key; make one with `python -m bot new-key`"
            ) from error
        self._newest, *older = fernets
        self.has_older = bool(older)

    def seal(self, text: str | bytes) -> bytes:
        return self._fernet.encrypt(text.encode() if isinstance(text, str) else text)

    def open(self, sealed: bytes) -> str:
        """The text; StoreError when no key fits."""
        return self.open_bytes(sealed).decode()

    def open_bytes(self, sealed: bytes) -> bytes:
        """What is no text; StoreError when no key fits."""
        with _a_key_fits():
            return self._fernet.decrypt(sealed)

    def reseal(self, sealed: bytes) -> bytes:
        """The same, sealed with the first key; StoreError when no key fits."""
        with _a_key_fits():
            return self._fernet.rotate(sealed)

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the first key sealed this."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return False
        return True


@contextmanager
def _a_key_fits() -> Iterator[None]:
    try:
        yield
    except InvalidToken as error:
        raise StoreError(
            "no key fits an encrypted row: set ENCRYPTION_KEYS to the keys the database was written with"
        ) from error


def new_key() -> str:
    return Fernet.generate_key().decode()


def key_beside(database: Path) -> str:
    """The key in the file beside an SQLite database, made (readable by its owner only) when there is none."""
    path = database.with_name(database.name + ".key")
    if not path.exists():
        _write_whole(path, new_key())
    key = path.read_text(errors="replace").strip()
    try:
        Fernet(key)
    except ValueError:
        raise StoreError(f"{path}: there is no key in it; put back the key of the database") from None
    return key


def _write_whole(path: Path, text: str) -> None:
    """Another process that starts at the same time sees all of it or nothing, and the first one's stays."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as file:  # readable by its owner only
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)
