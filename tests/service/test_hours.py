"""When the office is open, when it opens next, and how long it was open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.hours import Hours
from bot.settings.values import closures

TOKYO = Hours(
    ZoneInfo("Asia/Tokyo"),
    frozenset(range(5)),
    time(10),
    time(17),
    closures("2026-12-28..2027-01-04"),
    "JP",
)
BERLIN = Hours(ZoneInfo("Europe/Berlin"), frozenset(range(7)), time(9), time(17), holidays="DE")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # the zone is added


def at(day: str, clock: str = "12:00", hours: Hours = TOKYO) -> datetime:
    """A moment by the office's own clock."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=hours.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "clock", "opens_on"),
    [
        ("2026-04-01", "12:00", None),  # a Wednesday
        ("2026-04-01", "10:00", None),
        ("2026-04-01", "09:59", "2026-04-01"),
        ("2026-04-01", "17:00", "2026-04-02"),
        ("2026-04-03", "18:00", "2026-04-06"),  # over the weekend
        ("2026-05-02", "12:00", "2026-05-07"),  # 振替休日: the 3rd is a Sunday, the 6th stands in for it
        ("2026-09-18", "17:00", "2026-09-24"),  # 国民の休日: a day between two holidays
        ("2026-12-25", "17:00", "2027-01-05"),  # the year's end
    ],
)
def test_the_office_opens_next_on_the_next_day_on_which_somebody_is_there(
    day: str, clock: str, opens_on: str | None
) -> None:
    moment = at(day, clock)
    assert TOKYO.opens_on(moment) == (date.fromisoformat(opens_on) if opens_on else None)
    assert TOKYO.is_open(moment) == (opens_on is None)


def test_an_office_that_never_opens_opens_on_no_day() -> None:
    for never in (
        replace(TOKYO, days=frozenset()),
        replace(TOKYO, closures=closures("2026-04-01..2027-03-31") | closures("2027-04-01..2028-03-30")),
    ):
        assert never.opens_on(at("2026-04-01")) is None
        assert never.next_opening(at("2026-04-01")) is None
        assert never.next_hour(at("2026-04-01")) is None
        assert not never.is_open(at("2026-04-01"))


def test_a_year_of_which_no_holidays_are_known_has_none() -> None:
    assert TOKYO.is_working_day(date(2199, 1, 1))
    assert TOKYO.is_working_day(date(9990, 1, 1))


def test_working_days_are_counted_from_the_day_after() -> None:
    monday = at("2026-04-06")
    assert TOKYO.working_days_between(monday, at("2026-04-06", "23:00")) == 0
    assert TOKYO.working_days_between(monday, at("2026-04-09", "00:10")) == 3
    assert TOKYO.working_days_between(at("2026-12-25"), at("2027-01-05")) == 1
    assert TOKYO.working_days_between(monday, at("2026-04-01")) == 0


def test_only_office_hours_count() -> None:
    assert TOKYO.open_hours_between(at("2026-04-01", "16:00"), at("2026-04-02", "11:30")) == 2.5
    assert TOKYO.open_hours_between(at("2026-04-03", "18:00"), at("2026-04-06", "09:00")) == 0
    assert TOKYO.open_hours_between(at("2026-12-25", "16:00"), at("2027-01-05", "12:00")) == 3
    assert TOKYO.open_hours_between(at("2026-04-02"), at("2026-04-01")) == 0


def test_where_clocks_change_the_office_opens_by_its_own_clock() -> None:
    before, after = at("2026-03-28", "08:00", BERLIN), at("2026-03-29", "08:00", BERLIN)
    assert BERLIN.next_opening(before) == datetime(2026, 3, 28, 8, tzinfo=UTC)
    assert BERLIN.next_opening(after) == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert BERLIN.open_hours_between(before, after) == 8
    through_the_night = replace(BERLIN, opens=time(0), closes=time(5))
    night = (at("2026-03-29", "00:00", BERLIN), at("2026-03-29", "12:00", BERLIN))
    assert through_the_night.open_hours_between(*night) == 4, "there is no 02:30 in that night"


@given(MOMENTS)
def test_the_next_hour_is_within_an_hour_or_begins_the_next_working_day(at: datetime) -> None:
    following = TOKYO.next_hour(at)
    assert following is not None
    assert at < following
    assert TOKYO.is_open(following)
    assert TOKYO.hour_begun(following) == following
    assert following == TOKYO.next_opening(at) or (TOKYO.is_open(at) and following - at <= timedelta(hours=1))
