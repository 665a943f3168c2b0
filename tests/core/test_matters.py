"""Which enquiry a message belongs to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core import matters
from bot.core.handbook import Topic
from bot.core.model import (
    Append,
    Attachment,
    Conversation,
    Escalate,
    Message,
    TicketCommand,
    TicketState,
    TicketView,
    Understanding,
)

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
MORE = Topic("ticket", "more", "more", {})
OTHER = Topic("out_of_scope", "membership", "escalate", {})
ASKED = "年会費の支払い方法を教えてください"


def ticket(
    state: TicketState = "new",
    *,
    number: int = 1,
    subject: str = ASKED,
    ago: timedelta = timedelta(minutes=5),
) -> TicketView:
    return TicketView(number, state, subject, NOW - ago)


def belongs(
    text: str, *tickets: TicketView, topic: Topic | None = OTHER, about: int | None = None
) -> int | None:
    conversation = Conversation(tickets=tickets, about=about)
    found = matters.belongs_to(Message(text, NOW), conversation, topic)
    return found.number if found else None


def test_a_message_about_the_same_words_belongs_to_the_ticket() -> None:
    assert belongs("年会費の支払い方法はクレジットカードですか", ticket()) == 1


def test_a_message_about_other_words_does_not() -> None:
    assert belongs("会場はどこですか", ticket()) is None


@pytest.mark.parametrize("state", ["new", "claimed", "answered", "closed", "declined"])
def test_what_says_that_it_adds_belongs_to_the_latest_open_or_closed_ticket(state: TicketState) -> None:
    assert belongs("先ほどの件に追加です", ticket(state), topic=MORE) == 1


def test_nothing_belongs_to_a_withdrawn_ticket() -> None:
    assert belongs(ASKED, ticket("withdrawn"), topic=MORE) is None
    assert belongs("はい", ticket("withdrawn"), topic=None, about=1) is None


def test_an_open_ticket_goes_before_a_closed_one_and_a_later_one_before_an_earlier() -> None:
    closed = ticket("closed", number=3, ago=timedelta(minutes=1))
    older, newer = ticket(number=1, ago=timedelta(hours=2)), ticket(number=2, ago=timedelta(hours=1))
    assert belongs(ASKED, older, newer, closed) == 2
    assert belongs(ASKED, closed) == 3


def test_a_closed_ticket_is_reopened_for_two_weeks() -> None:
    assert belongs(ASKED, ticket("closed", ago=matters.REOPENS_FOR)) == 1
    assert belongs(ASKED, ticket("closed", ago=matters.REOPENS_FOR + timedelta(seconds=1))) is None


def test_an_open_ticket_never_grows_too_old() -> None:
    assert belongs(ASKED, ticket(ago=timedelta(days=400))) == 1


def test_a_short_remark_goes_on_with_the_matter_of_the_last_half_hour() -> None:
    assert belongs("学生です", ticket(), topic=None) == 1
    assert belongs("学生です", ticket(ago=timedelta(hours=1)), topic=None) is None
    assert belongs("何ですか？", ticket(), topic=None) is None


def test_the_ticket_that_is_pointed_at_decides() -> None:
    assert belongs("会場はどこですか", ticket(), ticket(number=2, subject="別の件"), about=2) == 2


@pytest.mark.parametrize("about", [9, None])
def test_pointing_at_nothing_known_finds_nothing(about: int | None) -> None:
    assert belongs("会場はどこですか", ticket(), about=about) is None


@pytest.mark.parametrize(
    ("state", "kind"),
    [("new", Append), ("answered", Append), ("closed", TicketCommand), ("withdrawn", Escalate)],
)
def test_handing_over_adds_reopens_or_opens(state: TicketState, kind: type) -> None:
    part = matters.hand_over(
        Message(ASKED, NOW), Conversation(tickets=(ticket(state),)), Understanding(), MORE, urgent=True
    )
    assert type(part) is kind
    assert isinstance(part, Append | TicketCommand | Escalate)
    assert part.matter == ASKED
    assert part.urgent


def test_a_new_matter_is_a_new_ticket_whatever_it_shares() -> None:
    conversation = Conversation(tickets=(ticket(),))
    part = matters.hand_over(Message(ASKED, NOW), conversation, Understanding(), OTHER, new_matter=True)
    assert isinstance(part, Escalate)


def test_what_was_attached_goes_along() -> None:
    photo = Attachment("photo", "file")
    message = Message(ASKED, NOW, attachment=photo)
    for tickets in ((), (ticket(),)):
        part = matters.hand_over(message, Conversation(tickets=tickets), Understanding(), OTHER)
        assert isinstance(part, Append | Escalate)
        assert part.attachments == (photo,)


@pytest.mark.parametrize(("ages", "number"), [((40, 50), None), ((40, 5), 2), ((5, 10), 1), ((), None)])
def test_what_is_vague_goes_on_with_the_enquiry_spoken_of_in_the_last_half_hour(
    ages: tuple[int, ...], number: int | None
) -> None:
    tickets = tuple(ticket(number=i, ago=timedelta(minutes=age)) for i, age in enumerate(ages, 1))
    found = matters.under_way(Conversation(tickets=tickets), NOW)
    assert (found.number if found else None) == number


def test_the_buttons_of_a_ticket_to_be_opened_wait_for_its_number() -> None:
    assert [str(button.command) for button in matters.ticket_buttons()] == ["status", "cancel {number}"]
    assert [str(button.command) for button in matters.ticket_buttons(12)] == ["status", "cancel 12"]
