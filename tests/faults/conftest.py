from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres.server import PostgresServer


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[PostgresServer]:
    """A server of these tests alone: they stop it, and its connections."""
    with PostgresServer(durable=True) as server:
        yield server
