"""When the office is staffed: its days and hours, public holidays and its own closures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_LOOK_AHEAD = 366
"""Days within which the office must open again; else nobody knows when it does."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekdays (Monday 0) and times of the office's own zone.

    Nobody is there on `closures`, nor on the public holidays of the country whose code `holidays` is.
    """

    zone: ZoneInfo
    days: frozenset[int]
    opens: time
    closes: time
    closures: frozenset[date] = frozenset()
    holidays: str | None = None

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(self.zone)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def is_working_day(self, day: date) -> bool:
        if day.weekday() not in self.days or day in self.closures:
            return False
        return self.holidays is None or day not in _public_holidays(self.holidays, day.year)

    def opens_on(self, at: datetime) -> date | None:
        """The day on which somebody is there next; None while it is open, and where none is within a year."""
        if self.is_open(at):
            return None
        opening = self.next_opening(at)
        return opening.astimezone(self.zone).date() if opening else None

    def next_opening(self, at: datetime) -> datetime | None:
        """The first opening after a moment; None when there is none within a year."""
        first = self.today(at)
        for ahead in range(_LOOK_AHEAD + 1):
            day = first + ahead * _DAY
            if self.is_working_day(day) and self._opening(day) > at:
                return self._opening(day)
        return None

    def working_days_between(self, start: datetime, end: datetime) -> int:
        """The working days after the day of `start`, up to that of `end` and with it."""
        first, last = self.today(start), self.today(end)
        return sum(self.is_working_day(day) for day in _days(first + _DAY, last))

    def open_hours_between(self, start: datetime, end: datetime) -> float:
        """For how many hours the office was open."""
        days = _days(self.today(start), self.today(end))
        open_for = (
            min(end, self._closing(day)) - max(start, self._opening(day))
            for day in days
            if self.is_working_day(day)
        )
        return sum((max(span, timedelta(0)) for span in open_for), timedelta(0)) / _HOUR

    def hour_begun(self, at: datetime) -> datetime | None:
        """When the present hour since opening began; None while closed."""
        if not self.is_open(at):
            return None
        opening = self._opening(self.today(at))
        return opening + (at - opening) // _HOUR * _HOUR

    def next_hour(self, at: datetime) -> datetime | None:
        """When the next hour since opening begins, today or on the next working day."""
        begun = self.hour_begun(at)
        following = begun + _HOUR if begun else None
        return following if following and self.is_open(following) else self.next_opening(at)

    def today(self, at: datetime) -> date:
        """The day in the office's zone."""
        return at.astimezone(self.zone).date()

    def midnight(self, at: datetime) -> datetime:
        """When that day began."""
        return datetime.combine(self.today(at), time.min, self.zone).astimezone(UTC)

    def local(self, at: datetime) -> str:
        """A moment as staff read it."""
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self.opens, self.zone).astimezone(UTC)

    def _closing(self, day: date) -> datetime:
        return datetime.combine(day, self.closes, self.zone).astimezone(UTC)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + i * _DAY for i in range((last - first).days + 1))


@lru_cache(maxsize=64)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    """Those with their substitutes (振替休日); none in a year that nothing is known of."""
    try:
        return frozenset(country_holidays(country, years=year))
    except (NotImplementedError, ValueError, OverflowError):
        return frozenset()
