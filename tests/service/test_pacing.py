from __future__ import annotations

import pytest

from bot.service.outbox.pacing import Pace
from bot.service.ports import Limits

LIMITS = Limits(a_second=3, seconds_between=1.0, group_a_minute=4)
Sent = list[tuple[str, float]]


def pace(sent: Sent, limits: Limits | None = LIMITS) -> Pace:
    """What remains to be sent after this was."""
    made = Pace(limits, lambda chat: chat.startswith("-"))
    for chat, at in sent:
        made.note(chat, at)
    return made


@pytest.mark.parametrize(
    ("sent", "now", "under_way", "room"),
    [
        ([], 0.0, 0, 3),
        ([], 0.0, 2, 1),
        ([("a", 0.0)], 0.5, 0, 2),
        ([("a", 0.0)], 0.5, 1, 1),
        ([("a", 0.0), ("b", 0.1), ("c", 0.2)], 0.9, 0, 0),
        ([("a", 0.0), ("b", 0.1), ("c", 0.2)], 1.0, 0, 1),
        ([("a", 0.0), ("b", 0.1), ("c", 0.2)], 1.15, 0, 2),
        ([("a", 0.0), ("b", 0.1), ("c", 0.2)], 5.0, 0, 3),
        ([("a", 0.0), ("a", 0.1), ("a", 0.2)], 0.9, 9, 0),
    ],
)
def test_so_many_messages_may_begin_each_second(sent: Sent, now: float, under_way: int, room: int) -> None:
    assert pace(sent).room(now, under_way) == room


@pytest.mark.parametrize(
    ("sent", "now", "closed"),
    [
        ([], 0.0, set()),
        ([("a", 0.0)], 0.0, {"a"}),
        ([("a", 0.0), ("b", 0.5)], 0.9, {"a", "b"}),
        ([("a", 0.0), ("b", 0.5)], 1.0, {"b"}),
        ([("a", 0.0), ("a", 0.9)], 1.5, {"a"}),
        ([("-1", 0.0), ("-1", 10.0), ("-1", 20.0)], 30.0, set()),
        ([("-1", 0.0), ("-1", 10.0), ("-1", 20.0), ("-1", 30.0)], 40.0, {"-1"}),
        ([("-1", 0.0), ("-1", 10.0), ("-1", 20.0), ("-1", 30.0)], 59.9, {"-1"}),
        ([("-1", 0.0), ("-1", 10.0), ("-1", 20.0), ("-1", 30.0)], 60.0, set()),
        ([("a", 0.0), ("a", 10.0), ("a", 20.0), ("a", 30.0)], 40.0, set()),
    ],
)
def test_a_chat_that_must_wait_is_closed(sent: Sent, now: float, closed: set[str]) -> None:
    assert pace(sent).closed(now) == closed


@pytest.mark.parametrize(("now", "room"), [(0.0, 2), (59.0, 2), (60.0, 3), (100.0, 3), (110.0, 4)])
def test_a_group_takes_so_many_messages_a_minute(now: float, room: int) -> None:
    made = pace([("-1", 0.0), ("-1", 50.0), ("-2", 50.0)])
    assert made.group_room("-1", now) == room


def test_where_nothing_limits_us_there_is_always_room() -> None:
    made = pace([("-1", 0.0)] * 1000, None)
    assert made.room(0.0, 1000) > 1000
    assert made.group_room("-1", 0.0) > 1000
    assert made.closed(0.0) == set()
