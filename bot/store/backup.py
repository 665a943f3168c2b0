"""A copy of an SQLite database that may be made while the bot is at work."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import SettingsError, StoreError
from bot.store.address import check_url, sqlite_path


def back_up(url: str, copy: Path) -> None:
    """Write the database as it stands now into a new file.

    SettingsError for a database that is no file, and for a place where no new file can be; StoreError when it
    cannot be read now.
    """
    path = sqlite_path(check_url(url))
    if path is None:
        raise SettingsError("DATABASE_URL: this database is no file; back it up with pg_dump")
    if not path.exists():
        raise SettingsError("DATABASE_URL, MADOGUCHI_DATA_DIR: the bot has not run here")
    try:
        copy.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise SettingsError(f"{copy}: is there already; name another file") from None
    except OSError as error:
        raise SettingsError(f"{copy}: cannot be written: {error.strerror}") from None
    try:
        with closing(sqlite3.connect(path)) as database, closing(sqlite3.connect(copy)) as new:
            database.backup(new)
    except sqlite3.Error as error:
        copy.unlink()
        raise StoreError(f"the database {path} cannot be copied: {error}") from None
