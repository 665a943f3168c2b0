"""What the modules that delete rows share."""

from __future__ import annotations

from typing import Any


def rows_changed(result: Any) -> int:
    """How many rows a statement changed or deleted."""
    return max(int(result.rowcount), 0)
