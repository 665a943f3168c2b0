"""Whether an answer helped: when that is asked, and to which answer the reply belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from bot.core.assistant import Assistant
from bot.core.matters import SAME_MATTER
from bot.core.model import (
    Answer,
    Command,
    Conversation,
    Decision,
    Escalate,
    Message,
    TicketState,
    TicketView,
    Turn,
)

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
FAX, PHONE = "What is your fax number?", "What is your phone number?"
PURPOSE = "Why do these guidelines exist?"


def say(
    assistant: Assistant, text: str, so_far: Decision | None = None, after: timedelta = timedelta(seconds=5)
) -> Decision:
    """What is decided on a message or, with a slash, a command, in the conversation so far."""
    last = so_far.turn if so_far else None
    at = last.at + after if last else NOW
    return tell(assistant, text, Conversation("en", last=last), at)


def tell(assistant: Assistant, text: str, conversation: Conversation, at: datetime) -> Decision:
    command = Command.parse(text) if text.startswith("/") else None
    return assistant.decide(Message("" if command else text, at, "en", command), conversation)


def asks(decision: Decision) -> bool:
    """Whether it is asked; the sentence and its buttons come together."""
    last = decision.parts[-1]
    labels = {button.label.id for button in last.buttons}
    said = [say.id for part in decision.parts for say in part.says].count("feedback.asks")
    assert (said, {"button.helped", "button.not_helped"} <= labels) in {(0, False), (1, True)}
    assert not (said and "button.ask" in labels), "one button for asking staff is enough"
    return bool(said)


@pytest.mark.parametrize(
    "question",
    [
        FAX,
        "Will I get a reply to my comment?",
        "Why do you ask for personal data?",
        "Which accounts are official?",
        "Are you on Instagram?",
    ],
)
def test_it_is_asked_under_an_answer_from_what_is_published(question: str, assistant: Assistant) -> None:
    decision = say(assistant, question)
    assert isinstance(decision.parts[0], Answer)
    assert asks(decision)
    assert decision.parts[0].says[-1].id == "feedback.asks"


def test_it_is_asked_under_a_suggestion_that_was_pressed_about_the_words_before(assistant: Assistant) -> None:
    clarified = replace(say(assistant, "Hello fax"), turn=Turn("that number thing", NOW, "contact", ""))
    decision = say(assistant, "/topic contact.fax", clarified)
    assert asks(decision)
    assert decision.turn is not None
    assert (decision.turn.asked[-1].turn.text, decision.turn.asked[-1].turn.topic) == (
        "that number thing",
        "contact.fax",
    )


@pytest.mark.parametrize("command", ["/topic contact.fax", "/contact", "/privacy", "/accounts", "/start"])
def test_it_is_not_asked_where_nothing_was_asked_in_words(command: str, assistant: Assistant) -> None:
    assert not asks(say(assistant, command))


@pytest.mark.parametrize(
    ("after", "again"), [(timedelta(seconds=1), False), (SAME_MATTER, False), (SAME_MATTER * 1.01, True)]
)
def test_it_is_asked_once_a_matter(after: timedelta, again: bool, assistant: Assistant) -> None:
    first = say(assistant, FAX)
    assert asks(say(assistant, PHONE, first, after)) == again


def test_between_others_the_time_still_counts_from_when_it_was_asked(assistant: Assistant) -> None:
    decision = say(assistant, FAX)
    for question in (PHONE, PURPOSE):
        decision = say(assistant, question, decision, SAME_MATTER * 0.4)
        assert not asks(decision)
    assert asks(say(assistant, PHONE, decision, SAME_MATTER * 0.4))


@pytest.mark.parametrize(
    ("state", "again"), [("new", True), ("answered", True), ("closed", True), ("claimed", False)]
)
def test_a_ticket_opened_or_answered_since_begins_another_matter(
    state: TicketState, again: bool, assistant: Assistant
) -> None:
    first, later = say(assistant, FAX).turn, NOW + timedelta(minutes=2)
    before = TicketView(1, state, "May I bring my dog?", NOW - timedelta(minutes=1))
    since = replace(before, updated_at=NOW + timedelta(minutes=1))
    assert not asks(tell(assistant, PURPOSE, Conversation("en", last=first, tickets=(before,)), later))
    assert asks(tell(assistant, PURPOSE, Conversation("en", last=first, tickets=(since,)), later)) == again


def test_no_hands_over_the_question_that_the_button_stands_under(assistant: Assistant) -> None:
    asked = say(assistant, "Will I get a reply to my comment?")
    decision = say(assistant, "/not_helped 1", say(assistant, PHONE, asked))
    (part,) = decision.parts
    assert isinstance(part, Escalate)
    assert part.matter == "Will I get a reply to my comment?"
    assert part.understanding.sections == ("6.1",), "only what was quoted"
    assert decision.judged is not None
    assert not decision.judged.helpful


def test_each_of_the_last_answers_has_its_own_buttons(assistant: Assistant) -> None:
    decision = None
    for question in (FAX, PHONE, PURPOSE, "What does the disclaimer say?"):
        decision = say(assistant, question, decision, SAME_MATTER * 2)
        assert asks(decision)
    found = {n: say(assistant, f"/not_helped {n}", decision).parts[0] for n in (1, 2, 3, 4)}
    assert isinstance(found[1], Answer), "too long ago: what is to be passed on is asked for"
    assert [s.id for s in found[1].says] == ["ask.what"]
    assert [part.matter for part in found.values() if isinstance(part, Escalate)] == [
        PHONE,
        PURPOSE,
        "What does the disclaimer say?",
    ]


@pytest.mark.parametrize("argument", ["", " 2", " 99999999999", " x", " １"])
@pytest.mark.parametrize(("command", "says"), [("/helped", "feedback.thanks"), ("/not_helped", "ask.what")])
def test_a_button_that_stands_under_no_answer_known_records_nothing(
    command: str, says: str, argument: str, assistant: Assistant
) -> None:
    for so_far in (None, say(assistant, FAX)):
        decision = say(assistant, f"{command}{argument}", so_far)
        assert [s.id for s in decision.parts[0].says] == [says]
        assert decision.judged is None


def test_what_went_to_staff_by_another_way_does_not_go_twice(assistant: Assistant) -> None:
    turn = say(assistant, FAX).turn
    assert turn is not None
    ticket = TicketView(4, "new", FAX, NOW)
    handed_over = Conversation("en", last=replace(turn, ticket=4), tickets=(ticket,))
    moved_on = tell(assistant, PHONE, handed_over, NOW + timedelta(minutes=1))
    for last in (handed_over.last, moved_on.turn):
        decision = tell(assistant, "/not_helped 1", replace(handed_over, last=last), NOW)
        assert [s.id for s in decision.parts[0].says] == ["ask.already"]


def test_what_else_came_within_the_same_second_is_another_question(assistant: Assistant) -> None:
    asked = say(assistant, FAX)
    other = say(assistant, "Can I get a refund?", asked, timedelta())
    assert other.turn is not None
    refund = TicketView(1, "new", "Can I get a refund?", NOW)
    conversation = Conversation("en", last=replace(other.turn, ticket=1), tickets=(refund,))
    (part,) = tell(assistant, "/not_helped 1", conversation, NOW).parts
    assert isinstance(part, Escalate)
    assert part.matter == FAX


@pytest.mark.parametrize(
    ("text", "helpful"),
    [
        ("Yes", True),
        ("yes!", True),
        ("NO.", False),
        ("はい。", True),
        ("いいえ", False),
        ("Yes, and your phone number?", None),
        ("No fax", None),
        ("", None),
    ],
)
def test_a_typed_yes_or_no_is_a_press(text: str, helpful: bool | None, assistant: Assistant) -> None:
    judged = say(assistant, text, say(assistant, FAX)).judged
    assert (judged.helpful if judged else None) == helpful


def test_a_typed_yes_or_no_is_about_the_question_just_before_it_only(assistant: Assistant) -> None:
    asked = say(assistant, FAX)
    assert say(assistant, "No", say(assistant, PHONE, asked)).judged is None
    assert say(assistant, "No", asked, SAME_MATTER * 2).judged is None
    answered = TicketView(1, "answered", "May I bring my dog?", NOW + timedelta(minutes=1))
    reply_to_staff = Conversation(
        "en", last=asked.turn, tickets=(replace(answered, updated_at=NOW),), about=1
    )
    assert tell(assistant, "No", reply_to_staff, NOW + timedelta(minutes=2)).judged is None
    staff_wrote = Conversation("en", last=asked.turn, tickets=(answered,))
    assert tell(assistant, "No", staff_wrote, NOW + timedelta(minutes=2)).judged is None


def test_what_was_kept_before_there_was_such_a_question_can_be_read(assistant: Assistant) -> None:
    old = '{"text": "hello", "at": "2026-04-01T03:00:00Z", "intent": "none", "topic": "", "ticket": 3}'
    adapter = TypeAdapter(Turn)
    assert adapter.validate_json(old).asked == ()
    turn = say(assistant, FAX).turn
    assert turn is not None
    assert adapter.validate_json(adapter.dump_json(turn)) == turn
