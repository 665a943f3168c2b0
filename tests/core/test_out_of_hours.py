"""Whoever is passed on while the office is closed is told the day when somebody is there, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.assistant import Assistant
from bot.core.model import Conversation, Message, TicketView

NIGHT = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
THURSDAY = date(2026, 4, 2)
CLOSED = Conversation(opens_on=THURSDAY)
FEES = TicketView(7, "new", "年会費の領収書をください", NIGHT - timedelta(minutes=10), closed_until=THURSDAY)


def ids(assistant: Assistant, text: str, conversation: Conversation) -> list[str]:
    decision = assistant.decide(Message(text, NIGHT), conversation)
    return [say.id for part in decision.parts for say in part.says]


def test_it_stands_after_the_sentence_that_hands_over_and_before_what_is_said_of_personal_data(
    assistant: Assistant,
) -> None:
    said = ids(assistant, "年会費を090-1234-5678の名義で払いました。領収書をください", CLOSED)
    assert said == ["ticket.opened", "ticket.out_of_hours", "masked", "consent"]


@pytest.mark.parametrize("text", ["私の個人情報を削除してください", "死にたい", "Здравствуйте, есть вопрос"])
def test_it_is_told_with_demands_what_is_urgent_and_in_every_language_that_is_spoken(
    assistant: Assistant, text: str
) -> None:
    said = ids(assistant, text, CLOSED)
    handed = [said[i - 1] for i, id in enumerate(said) if id == "ticket.out_of_hours"]
    assert handed in (["request.delete"], ["ticket.opened"], ["ticket.opened"] * 2)


@pytest.mark.parametrize(
    "text", ["電話番号は？", "ありがとう", "https://www.facebook.com/isj.official は公式？"]
)
def test_it_is_not_told_with_an_answer(assistant: Assistant, text: str) -> None:
    assert "ticket.out_of_hours" not in ids(assistant, text, CLOSED)


def test_it_is_not_told_while_the_office_is_open(assistant: Assistant) -> None:
    assert ids(assistant, "年会費の領収書をください", Conversation()) == ["ticket.opened"]


@pytest.mark.parametrize(
    ("ticket", "told"),
    [
        (FEES, False),
        (replace(FEES, updated_at=NIGHT - timedelta(hours=2)), True),  # some time ago
        (replace(FEES, closed_until=None), True),  # the office has closed since
    ],
)
def test_it_is_not_told_twice_in_a_row_of_one_enquiry(
    assistant: Assistant, ticket: TicketView, told: bool
) -> None:
    said = ids(assistant, "宛名は大学です", replace(CLOSED, tickets=(ticket,), about=7))
    assert said == ["ticket.added", *["ticket.out_of_hours"] * told]
