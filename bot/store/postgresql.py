"""PostgreSQL: where one machine is not enough."""

from __future__ import annotations

from psycopg import Error
from sqlalchemy import URL, event, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.tables import metadata

_CONNECT_SECONDS = 5
_IDLE_SECONDS = 60
"""A process that stands still inside a transaction must not hold its rows for ever."""


def make_engine(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,  # after a restart of the server, connections of before are replaced
        connect_args={
            "connect_timeout": _CONNECT_SECONDS,
            "options": f"-c idle_in_transaction_session_timeout={_IDLE_SECONDS}s -c timezone=UTC",
        },
    )
    event.listen(engine.sync_engine, "handle_error", _hide_row)
    return engine


async def sweep_files(engine: AsyncEngine) -> None:
    """Give the dead rows of our tables free to be overwritten; nobody has to wait for it."""
    async with engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for name in metadata.tables:
            await alone.execute(text(f'VACUUM "{name}"'))


def _hide_row(context: ExceptionContext) -> None:
    """Below its first line the server quotes the row it refused, which may be what a person wrote."""
    original = context.original_exception
    if isinstance(original, Error) and original.diag.message_detail:
        for error in filter(None, (original, context.sqlalchemy_exception)):
            error.args = (str(error.args[0]).splitlines()[0],)
