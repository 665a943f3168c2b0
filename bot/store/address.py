"""The database's address: which kind it is, and where."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsError

MEMORY = "sqlite+aiosqlite:///:memory:"
_POSTGRESQL = "postgresql+psycopg"
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": _POSTGRESQL, "postgres": _POSTGRESQL}
_EXAMPLES = "write sqlite+aiosqlite:///path/to/file or postgresql://user:password@host/database"


def check_url(url: str) -> URL:
    """The database address, with our driver; SettingsError when it is none that we can use."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # without its cause, which may show a password
        raise SettingsError(f"DATABASE_URL: not a database address; {_EXAMPLES}") from None
    driver = _DRIVERS.get(parsed.drivername.partition("+")[0])
    if driver is None:
        raise SettingsError(f"DATABASE_URL: only SQLite and PostgreSQL are supported; {_EXAMPLES}")
    if driver == _POSTGRESQL and not parsed.database:
        raise SettingsError(f"DATABASE_URL: it names no database; {_EXAMPLES}")
    return parsed.set(drivername=driver)


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite address; None in memory and on PostgreSQL."""
    if not is_sqlite(url) or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def is_missing(url: str) -> bool:
    """Whether no database has been made yet, as far as that can be told without connecting."""
    path = sqlite_path(check_url(url))
    return path is not None and not path.exists()


def check_keys(url: str, keys: tuple[str, ...]) -> None:
    """SettingsError when keys are needed and not set: only beside an SQLite file can one be kept."""
    if not keys and not is_sqlite(check_url(url)):
        raise SettingsError(
            "ENCRYPTION_KEYS: not set; PostgreSQL needs it, make a key with `python -m bot new-key`"
        )


def shown(url: URL) -> str:
    """The address for a message: without the password."""
    return url.render_as_string(hide_password=True)
