"""What tells of harassment or complains of staff only leads get to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.assistant import Assistant
from bot.core.model import (
    Append,
    Command,
    Conversation,
    Escalate,
    Message,
    Part,
    StartRequest,
    TicketCommand,
    TicketView,
)

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
FEES = TicketView(7, "new", "年会費の領収書を再発行していただけますか", NOW - timedelta(minutes=2))
EMPTY = Conversation()


def decided(
    assistant: Assistant, text: str, conversation: Conversation = EMPTY, **more: object
) -> list[Part]:
    message = Message(text, NOW, **more)  # type: ignore[arg-type]  # fields of Message
    return list(assistant.decide(message, conversation).parts)


@pytest.mark.parametrize(
    "text",
    [
        "職員の方に電話で怒鳴られました",
        "研究会の懇親会で年配の先生に腕をつかまれて不快でした",
        "One of your employees made sexist jokes during registration",
        "会費の請求が二重に来ています。担当の方の対応も最悪でした",
    ],
)
def test_harassment_and_complaints_of_staff_are_for_leads(assistant: Assistant, text: str) -> None:
    (part,) = decided(assistant, text)
    assert isinstance(part, Escalate)
    assert part.for_leads


@pytest.mark.parametrize(
    "text", ["年会費はいくらですか", "参加費の返金をお願いします", "Can I bring my child to the conference?"]
)
def test_what_else_is_handed_over_is_for_all_of_staff(assistant: Assistant, text: str) -> None:
    (part,) = decided(assistant, text)
    assert isinstance(part, Escalate)
    assert not part.for_leads


def test_every_ticket_that_gets_the_whole_message_is_for_leads(assistant: Assistant) -> None:
    text = "個人情報を削除してください。それから、職員のセクハラについて苦情を言いたいのですが。"
    handed = [part for part in decided(assistant, text) if isinstance(part, Escalate | StartRequest)]
    assert handed
    assert all(part.for_leads and part.matter == text for part in handed)


def test_it_is_not_added_to_an_enquiry_that_everybody_reads(assistant: Assistant) -> None:
    (part,) = decided(assistant, "セクハラです！！", Conversation(tickets=(FEES,), about=7))
    assert isinstance(part, Escalate)
    assert part.for_leads
    assert [say.id for say in part.says] == ["ticket.opened"]


@pytest.mark.parametrize(("state", "kind"), [("new", Append), ("closed", TicketCommand)])
def test_it_is_added_to_one_that_only_leads_read(assistant: Assistant, state: str, kind: type[Part]) -> None:
    theirs = replace(FEES, state=state, for_leads=True)  # type: ignore[arg-type]  # a state
    (part,) = decided(assistant, "またセクハラされました", Conversation(tickets=(theirs,), about=7))
    assert isinstance(part, kind)


def test_a_command_hands_over_in_confidence_too(assistant: Assistant) -> None:
    (part,) = decided(assistant, "", command=Command("ask", "係の方のパワハラについて"))
    assert isinstance(part, Escalate)
    assert part.for_leads
