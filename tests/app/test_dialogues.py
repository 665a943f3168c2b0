"""Dialogues as lines come out the same at any time of day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app.dialogues import day_and_night


def test_the_office_of_dialogues_as_lines_is_never_closed() -> None:
    hours = day_and_night(ZoneInfo("Asia/Tokyo"))
    new_year = datetime(2026, 1, 1, tzinfo=UTC)
    assert all(hours.opens_on(new_year + timedelta(hours=hour)) is None for hour in range(24 * 8))
