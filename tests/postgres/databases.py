"""Databases for tests on a PostgreSQL server that is there already."""

from __future__ import annotations

import secrets
from typing import Self

import psycopg
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import URL, make_url


class Databases:
    """Makes databases on a server; those that remain at the end are dropped."""

    def __init__(self, url: str) -> None:
        """`url` is a database of the server, with a user who may create others."""
        self._admin = make_url(url).set(drivername="postgresql+psycopg")
        self._made: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for url in tuple(self._made):
            self.drop(url)

    def url(self, database: str) -> str:
        """The address of a database of this server, for SQLAlchemy."""
        return self._admin.set(database=database).render_as_string(hide_password=False)

    def create(self, template: str | None = None) -> str:
        """The URL of a new database: empty, or a copy of `template`, a URL to which nobody is connected."""
        name = f"test_{secrets.token_hex(8)}"
        origin = SQL(" TEMPLATE {}").format(Identifier(_database(template))) if template else SQL("")
        self._run(SQL("CREATE DATABASE {}").format(Identifier(name)) + origin)
        url = self.url(name)
        self._made.add(url)
        return url

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._run(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(_database(url))))
        self._made.discard(url)

    def terminate_backends(self, url: str) -> None:
        """End every connection to a database, as an administrator or a failover would."""
        end_all = SQL("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = {}")
        self._run(end_all.format(_database(url)))

    def _run(self, statement: Composed) -> None:
        with connect(self._admin) as connection:
            connection.execute(statement)


def connect(url: str | URL) -> psycopg.Connection:
    """A plain connection to a database by its SQLAlchemy address; each statement is a transaction."""
    address = make_url(url).set(drivername="postgresql")
    return psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)


def _database(url: str) -> str:
    name = make_url(url).database
    if name is None:
        raise ValueError("the URL names no database")
    return name
