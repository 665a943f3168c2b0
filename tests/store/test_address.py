from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.store.address import check_url, is_missing, shown, sqlite_path


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///a.db", "sqlite+aiosqlite"),
        ("sqlite+pysqlite:///a.db", "sqlite+aiosqlite"),
        ("postgres://bot@db/madoguchi", "postgresql+psycopg"),
        ("postgresql://bot@db/madoguchi", "postgresql+psycopg"),
        ("postgresql+asyncpg://bot@db/madoguchi", "postgresql+psycopg"),
    ],
)
def test_the_driver_need_not_be_named(url: str, driver: str) -> None:
    assert check_url(url).drivername == driver


@pytest.mark.parametrize(
    "url", ["", "nonsense", "madoguchi.db", "foo:bar", "sqlite:/madoguchi.db", "http://[::1"]
)
def test_what_is_no_database_address_is_said_so_with_examples(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_url(url)
    assert str(caught.value).startswith("DATABASE_URL: not a database address")
    assert "sqlite+aiosqlite:///path/to/file" in str(caught.value)
    assert "postgresql://user:password@host/database" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql+nothing://bot:hunter2@db/x", "only SQLite and PostgreSQL are supported"),
        ("a://bot:hunter2@b/c/d", "only SQLite and PostgreSQL are supported"),
        ("postgresql://bot:hunter2@db", "it names no database"),
        ("postgresql://bot:hunter2@db:port/x", "not a database address"),
    ],
)
def test_an_address_we_cannot_use_is_refused_without_showing_its_password(url: str, why: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_url(url)
    assert f"DATABASE_URL: {why}" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_an_address_is_shown_without_its_password() -> None:
    assert shown(check_url("postgres://bot:hunter2@db/x")) == "postgresql+psycopg://bot:***@db/x"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgres://bot@db/madoguchi.db"])
def test_what_is_in_memory_or_on_a_server_has_no_file(url: str) -> None:
    assert sqlite_path(check_url(url)) is None


def test_a_database_is_missing_until_its_file_is_there(tmp_path: Path) -> None:
    file = tmp_path / "madoguchi.db"
    assert is_missing(f"sqlite:///{file}")
    file.touch()
    assert not is_missing(f"sqlite:///{file}")
    assert not is_missing("postgres://bot@db/madoguchi")
