"""What went wrong with the database, in words that are safe to log."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError

from bot.errors import MadoguchiError

__all__ = ["OperationalError", "first_line", "in_words"]


def in_words(error: BaseException) -> str:
    """One line. An error of ours and the database's state are told; another's message may quote a person."""
    if isinstance(error, MadoguchiError):
        return str(error)
    if isinstance(error, OperationalError):
        return f"the database: {first_line(error.orig or error)}"
    return type(error).__name__


def first_line(error: BaseException) -> str:
    """PostgreSQL's driver gives a line for each address that it tried."""
    return (str(error).splitlines() or [type(error).__name__])[0]
