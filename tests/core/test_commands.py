"""Commands, typed or pressed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.assistant import Assistant
from bot.core.commands import MENU, NAMES
from bot.core.model import (
    Answer,
    Clarify,
    Command,
    Conversation,
    Decision,
    Escalate,
    Message,
    Part,
    TicketCommand,
    TicketView,
    Turn,
)

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
MEMBERSHIP = TicketView(4, "new", "入会方法を教えてください", NOW)
PAPER = TicketView(7, "claimed", "論文の投稿方法", NOW)
CLOSED = TicketView(2, "closed", "古い件", NOW)


def decide(assistant: Assistant, text: str, conversation: Conversation | None = None) -> Decision:
    message = Message("", NOW, "ja", Command.parse(text))
    return assistant.decide(message, conversation or Conversation())


def part(assistant: Assistant, text: str, *tickets: TicketView, last: Turn | None = None) -> Part:
    (only,) = decide(assistant, text, Conversation(last=last, tickets=tickets)).parts
    return only


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", Command("start")),
        ("/cancel 12", Command("cancel", "12")),
        ("/Help@madoguchi_bot", Command("help")),
        ("language ja", Command("language", "ja")),
        ("  /cancel   1  2 ", Command("cancel", "1  2")),
        ("/", Command("")),
        ("", Command("")),
    ],
)
def test_a_command_is_read_with_or_without_slash_and_name(text: str, command: Command) -> None:
    assert Command.parse(text) == command


@pytest.mark.parametrize("command", [Command("cancel", "12"), Command("start"), Command("topic", "a.b")])
def test_a_button_gives_back_the_command_it_stands_for(command: Command) -> None:
    assert Command.parse(str(command)) == command


@pytest.mark.parametrize("name", [*NAMES, *MENU, "ask"])
def test_every_command_and_every_button_of_the_menu_does_something_of_its_own(
    name: str, assistant: Assistant
) -> None:
    help_ = decide(assistant, "help").parts[0].says
    assert (decide(assistant, name).parts[0].says == help_) == (name == "help")


@pytest.mark.parametrize("name", ["nonsense", "", "START", "/start"])
def test_start_and_help_offer_everything_as_buttons(name: str, assistant: Assistant) -> None:
    commands = [str(button.command) for button in part(assistant, name).buttons]
    assert commands == list(MENU)


def test_contact_takes_a_field(assistant: Assistant) -> None:
    assert part(assistant, "contact fax").understanding.fields == ("fax",)
    assert part(assistant, "contact nonsense").understanding.fields == ("any",)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_language_that_is_chosen_is_kept(language: str, assistant: Assistant) -> None:
    decision = decide(assistant, f"language {language}")
    assert (decision.language, decision.choose_language) == (language, language)


@pytest.mark.parametrize("argument", ["", " fr", " JA", " ja en"])
def test_another_argument_asks_which_language_in_every_language(argument: str, assistant: Assistant) -> None:
    decision = decide(assistant, f"language{argument}")
    assert decision.choose_language is None
    assert [say.language for say in decision.parts[0].says] == ["ja", "en"]
    assert [str(b.command) for b in decision.parts[0].buttons] == ["language ja", "language en"]


def test_status_lists_open_enquiries_only(assistant: Assistant) -> None:
    listed = part(assistant, "status", CLOSED, MEMBERSHIP, PAPER)
    items = listed.says[0].values["tickets"]
    assert isinstance(items, tuple)
    assert [item.values["number"] for item in items] == ["4", "7"]
    assert [str(button.command) for button in listed.buttons] == ["cancel 4", "cancel 7"]


@pytest.mark.parametrize(
    ("command", "number"),
    [("cancel 4", 4), ("cancel ４", 4), ("cancel no. 7", 7), ("cancel 受付番号7", 7), ("cancel 007", 7)],
)
def test_cancel_withdraws_the_enquiry_it_names(command: str, number: int, assistant: Assistant) -> None:
    withdrawn = part(assistant, command, MEMBERSHIP, PAPER)
    assert isinstance(withdrawn, TicketCommand)
    assert (withdrawn.command, withdrawn.number) == ("cancel", number)


@pytest.mark.parametrize("command", ["cancel", "cancel 99", "cancel 4 7", "cancel 2", "cancel it"])
def test_cancel_asks_which_when_it_is_not_clear(command: str, assistant: Assistant) -> None:
    asked = part(assistant, command, CLOSED, MEMBERSHIP, PAPER)
    assert isinstance(asked, Clarify)
    assert [str(button.command) for button in asked.buttons] == ["cancel 4", "cancel 7"]


def test_cancel_takes_the_only_one(assistant: Assistant) -> None:
    withdrawn = part(assistant, "cancel", CLOSED, PAPER)
    assert isinstance(withdrawn, TicketCommand)
    assert withdrawn.number == 7


@pytest.mark.parametrize("tickets", [(), (CLOSED,)])
def test_cancel_says_when_there_is_none(tickets: tuple[TicketView, ...], assistant: Assistant) -> None:
    assert [say.id for say in part(assistant, "cancel 2", *tickets).says] == ["cancel.none"]


def test_ask_hands_over_what_was_asked_last(assistant: Assistant) -> None:
    last = Turn("電話番号を教えてください", NOW, "contact", "phone", fields=("phone",))
    handed = part(assistant, "ask", last=last)
    assert isinstance(handed, Escalate)
    assert handed.matter == "電話番号を教えてください"
    assert handed.understanding.fields == ("phone",)


def test_what_was_only_asked_back_about_is_not_handed_over_as_told(assistant: Assistant) -> None:
    turn = Turn("それってどうなの", NOW, "guideline", "guideline.replies", clarified=True)
    assert part(assistant, "/ask", last=turn).understanding.topic == ""


def test_ask_does_not_hand_the_same_over_twice(assistant: Assistant) -> None:
    last = Turn("入会方法を教えてください", NOW, "none", "membership", ticket=4)
    assert [say.id for say in part(assistant, "ask", MEMBERSHIP, last=last).says] == ["ask.already"]


def test_ask_with_nothing_asked_before_asks_what(assistant: Assistant) -> None:
    assert isinstance(part(assistant, "ask"), Answer)
    assert [say.id for say in part(assistant, "ask").says] == ["ask.what"]


@pytest.mark.parametrize("key", ["guideline.purpose", "contact.phone", "account_verification.list"])
def test_a_pressed_suggestion_is_answered(key: str, assistant: Assistant) -> None:
    assert part(assistant, f"topic {key}").understanding.topic == key


@pytest.mark.parametrize(
    "key", ["personal_data.delete", "ticket.cancel", "distress.distress", "handover.person", "no.such", ""]
)
def test_no_button_can_make_a_demand_or_a_ticket(key: str, assistant: Assistant) -> None:
    assert part(assistant, f"topic {key}").says == part(assistant, "help").says


def test_in_a_group_it_is_told_how_data_is_handled_and_nothing_is_offered(assistant: Assistant) -> None:
    message = Message("", NOW, "ja", Command("privacy"), in_group=True)
    (answer,) = assistant.decide(message, Conversation()).parts
    said = [say.id for say in answer.says]
    assert "privacy.records" in said
    assert "group.private" in said
    assert "privacy.rights" not in said
    assert answer.buttons == ()
