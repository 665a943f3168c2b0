"""Which of several enquiries a text means, and what a conversation makes likely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core import matters
from bot.core.handbook import Does, Topic
from bot.core.model import Conversation, TicketState, TicketView, Turn

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


def ticket(number: int, subject: str = "", minutes: int = 5, state: TicketState = "new") -> TicketView:
    return TicketView(number, state, subject, NOW - timedelta(minutes=minutes))


FEES = ticket(3, "年会費の支払い方法を教えてください")
LOGO = ticket(12, "May I print your logo on a poster?")
TALK = ticket(20, "研究会で発表したい。発表の申し込み方法は？")
ALL = (FEES, LOGO, TALK)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        # by number
        ("受付番号12を取り下げます", [12]),
        ("no. 3 please", [3]),
        ("３番です", [3]),
        ("#012", [12]),
        ("3と20", [3, 20]),
        ("no. 99", []),
        ("112", []),
        ("the first one, I mean no. 20", [20]),
        # by order
        ("最初のほうです", [3]),
        ("The FIRST one", [3]),
        ("一件目", [3]),
        ("さっきのです", [20]),
        ("the latest, please", [20]),
        # by what it is about
        ("年会費のほう", [3]),
        ("the logo", [12]),
        ("about posters", [12]),
        ("発表の件です", [20]),
        # else any
        ("それです", [3, 12, 20]),
        ("that", [3, 12, 20]),
        ("", [3, 12, 20]),
    ],
)
def test_the_enquiry_meant_is_told_by_number_order_or_words_else_it_may_be_any(
    text: str, numbers: list[int]
) -> None:
    assert [found.number for found in matters.meant(ALL, text)] == numbers


@pytest.mark.parametrize("text", ["12", "the first one", "年会費", "それ", ""])
def test_where_there_are_none_none_is_meant(text: str) -> None:
    assert matters.meant((), text) == ()


# --- what is likely ------------------------------------------------------------------------------


def topic(name: str, does: Does, intent: str = "ticket", follows: bool = False) -> Topic:
    return Topic(intent, name, does, {}, follows=follows)


STATUS, CANCEL = topic("status", "status"), topic("cancel", "cancel")
MORE = topic("more", "more", follows=True)
PHONE = topic("phone", "contact", "contact")
DOUBT = topic("doubt", "reply", "account_verification", follows=True)
TOPICS = (STATUS, CANCEL, MORE, PHONE, DOUBT)

NOTHING_BEFORE = Conversation()
JUST_HANDED_OVER = Conversation(tickets=(FEES,))
LONG_AGO = Conversation(tickets=(ticket(1, minutes=60 * 24),))
CLOSED = Conversation(tickets=(ticket(1, state="closed"),))


def prior(conversation: Conversation, wanted: Topic) -> float:
    """Compared with topics of which nothing is said."""
    return matters.prior(TOPICS, conversation, NOW).get(wanted.key, 1.0)


@pytest.mark.parametrize("about", [STATUS, CANCEL, MORE], ids=lambda about: about.name)
def test_what_is_about_an_enquiry_is_unlikely_where_there_is_none(about: Topic) -> None:
    assert prior(NOTHING_BEFORE, about) < 1
    for conversation in (JUST_HANDED_OVER, LONG_AGO, CLOSED):
        assert prior(conversation, about) >= 1


@pytest.mark.parametrize("about", [STATUS, MORE], ids=lambda about: about.name)
def test_it_is_expected_while_an_enquiry_is_spoken_of(about: Topic) -> None:
    assert prior(JUST_HANDED_OVER, about) > 1
    assert prior(LONG_AGO, about) == prior(CLOSED, about) == 1


def test_that_somebody_withdraws_is_never_expected() -> None:
    assert prior(JUST_HANDED_OVER, CANCEL) == prior(LONG_AGO, CANCEL) == 1


def test_what_follows_another_topic_is_unlikely_without_it() -> None:
    after = Turn("", NOW, "account_verification", "check")
    elsewhere = Turn("", NOW, "contact", "phone")
    assert prior(NOTHING_BEFORE, DOUBT) == prior(Conversation(last=elsewhere), DOUBT) < 1
    assert prior(Conversation(last=after), DOUBT) == 1


@pytest.mark.parametrize("conversation", [NOTHING_BEFORE, JUST_HANDED_OVER, LONG_AGO, CLOSED])
def test_what_stands_on_its_own_is_as_likely_as_ever(conversation: Conversation) -> None:
    assert prior(conversation, PHONE) == 1
