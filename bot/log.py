"""Application logs: one line an event, on standard error, with no personal data."""

from __future__ import annotations

import logging
import sys
import traceback


def set_up(level: str, *filters: logging.Filter) -> None:
    """Log to standard error; the filters see every record."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for record_filter in filters:
        handler.addFilter(record_filter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("alembic", "aiosqlite", "sqlalchemy"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def place(error: BaseException) -> str:
    """Where an error came from; never its message or its traceback, which may quote what a person wrote."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.filename}:{frame.lineno}"
