"""What single settings may say, read into values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from unicodedata import normalize

import holidays
from babel import Locale

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONE_DIGIT = re.compile(r"^(?=[0-9](:|$))")
"""Where an hour lacks the nought that `time` wants before it."""
_TO = re.compile(r"[-~\u2013\u2212\u301c\u30fc]")
"""A hyphen, or what stands between two times as people type it: tilde, dash, minus, wave dash, long vowel."""
_LONGEST_CLOSURE = 366
"""Days; a longer one is a year mistyped."""


def chat_id(value: str) -> str:
    """The id of a group."""
    if not re.fullmatch(r"-\d+", value):
        raise ValueError("the id of a group is a negative number, such as -1001234567890")
    return value


def http_address(value: str) -> str:
    """An address without a slash at its end."""
    if not re.fullmatch(r"https?://[^\s/]\S*", value):
        raise ValueError("write an address such as https://api.telegram.org")
    return value.rstrip("/")


def country(value: str) -> str:
    """The code of a country, in capitals."""
    if value.upper() not in Locale("en").territories or not re.fullmatch(r"[A-Za-z]{2}", value):
        raise ValueError("no such country; write its code of two letters, such as JP")
    return value.upper()


def calendar(value: str) -> str:
    """The code of a country whose public holidays are known, in capitals, or "none"."""
    if value.lower() == "none":
        return "none"
    if value.upper() not in holidays.list_supported_countries():
        raise ValueError("the holidays of this country are not known; write a code such as JP, or none")
    return value.upper()


def people_ids(value: str) -> tuple[str, ...]:
    """Ids of Telegram accounts, parted by commas."""
    ids = tuple(part.strip() for part in value.split(",") if part.strip())
    if not all(re.fullmatch(r"[1-9]\d{0,18}", one) for one in ids):
        raise ValueError("write the Telegram ids of people, such as 123456789,987654321")
    return ids


def mail_addresses(value: str) -> tuple[str, ...]:
    """Mail addresses, parted by commas."""
    addresses = tuple(part.strip() for part in value.split(",") if part.strip())
    if not all(re.fullmatch(r"[^@\s,]+@[^@\s,]+", one) for one in addresses):
        raise ValueError("write mail addresses such as office@example.org, parted by commas")
    return addresses


def hours(value: str) -> tuple[time, time]:
    """When the office opens and closes: "10:00-17:00"."""
    try:
        opens, closes = (_time(part) for part in _TO.split(normalize("NFKC", value)))
    except ValueError:
        raise ValueError("write opening and closing time, such as 10:00-17:00") from None
    if opens.tzinfo or closes.tzinfo:
        raise ValueError("write times of the office's own zone, such as 10:00-17:00")
    if opens >= closes:
        raise ValueError("the office must open before it closes; write such as 10:00-17:00")
    return opens, closes


def _time(text: str) -> time:
    """Of "9:00", "09:00" or "9"."""
    return time.fromisoformat(_ONE_DIGIT.sub("0", text.strip()))


def weekdays(value: str) -> frozenset[int]:
    """Weekdays, Monday 0: "mon-fri" or "mon,wed,fri"."""
    try:
        days = set[int]()
        for part in value.lower().split(","):
            first, dash, last = (p.strip() for p in part.partition("-"))
            start, end = WEEKDAYS.index(first), WEEKDAYS.index(last if dash else first)
            days |= {(start + i) % 7 for i in range((end - start) % 7 + 1)}
    except ValueError:
        raise ValueError("write weekdays such as mon-fri or mon,wed,fri") from None
    return frozenset(days)


def closures(value: str) -> frozenset[date]:
    """Days on which the office is closed: "2026-12-28..2027-01-04, 2027-08-13"."""
    try:
        return frozenset(day for part in value.split(",") if part.strip() for day in _days(part))
    except (ValueError, OverflowError):
        raise ValueError(
            "write days such as 2027-08-13, and spans such as 2026-12-28..2027-01-04, parted by commas"
        ) from None


def _days(span: str) -> Iterator[date]:
    first, dots, last = (part.strip() for part in span.partition(".."))
    start = date.fromisoformat(first)
    end = date.fromisoformat(last) if dots else start
    if not 0 <= (end - start).days < _LONGEST_CLOSURE:
        raise ValueError("a span must end after it begins, within a year")
    return (start + timedelta(days=i) for i in range((end - start).days + 1))
