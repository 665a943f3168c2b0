"""Once staff have an enquiry the bot keeps out of that matter, and answers sure questions on others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.assistant import Assistant
from bot.core.model import (
    Answer,
    Append,
    Attachment,
    Command,
    Conversation,
    Escalate,
    Message,
    Part,
    StartRequest,
    TicketView,
    Turn,
)

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
FEES = TicketView(7, "claimed", "年会費の領収書を再発行していただけますか", NOW - timedelta(hours=2))
TALK = TicketView(9, "claimed", "How do I submit a paper to the journal?", NOW - timedelta(hours=5))
CLAIMED = Conversation(tickets=(FEES,))


def decided(assistant: Assistant, text: str, conversation: Conversation, **more: object) -> tuple[Part, ...]:
    message = Message(text, NOW, **more)  # type: ignore[arg-type]  # fields of Message
    return assistant.decide(message, conversation).parts


@pytest.mark.parametrize(
    "text",
    [
        "ありがとう",
        "よろしくお願いします",
        "hm",
        "👍",
        "なんか違う気がする",
        "領収書の宛名は旧姓で",
        "Здравствуйте, есть вопрос",
    ],
)
def test_what_is_no_sure_question_goes_to_whoever_has_the_enquiry(assistant: Assistant, text: str) -> None:
    (part,) = decided(assistant, text, CLAIMED)
    assert isinstance(part, Append)
    assert (part.number, part.matter, part.buttons) == (7, text, ())
    assert "ticket.passed_on" in [say.id for say in part.says]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ファックス番号を教えてください", Answer),
        ("公式アカウントの一覧を教えていただけますか", Answer),
        ("What do you need my personal information for?", Answer),
        ("https://www.facebook.com/isj.official は公式ですか？", Answer),
        ("私の個人情報を削除してください", StartRequest),
        ("学会誌に論文を投稿したいのですが、投稿規程はどこですか", Escalate),
        ("死にたい", Escalate),
    ],
)
def test_sure_questions_on_another_matter_are_dealt_with_as_ever(
    assistant: Assistant, text: str, kind: type[Part]
) -> None:
    (part,) = decided(assistant, text, CLAIMED)
    assert type(part) is kind


def test_a_question_on_the_same_topic_is_for_those_who_have_it(assistant: Assistant) -> None:
    (part,) = decided(assistant, "年会費の支払い方法を教えてください", CLAIMED)
    assert isinstance(part, Append)


def test_of_two_questions_only_the_one_on_another_matter_is_answered(assistant: Assistant) -> None:
    text = "年会費の領収書を再発行していただけますか。ファックス番号も教えてください。"
    told, passed = sorted(decided(assistant, text, CLAIMED), key=lambda part: type(part).__name__)
    assert told.understanding.fields == ("fax",)
    assert isinstance(passed, Append)
    assert passed.matter == text


def test_thanks_for_an_answer_of_the_bot_are_for_the_bot(assistant: Assistant) -> None:
    turn = Turn("ファックス番号は？", NOW - timedelta(minutes=1), "contact", "contact.fax")
    (part,) = decided(assistant, "ありがとうございます", replace(CLAIMED, last=turn))
    assert isinstance(part, Answer)


def test_of_several_it_goes_to_the_one_it_is_about_or_points_at_else_to_the_one_touched_last(
    assistant: Assistant,
) -> None:
    both = Conversation(tickets=(FEES, TALK))
    numbers = [
        part.number
        for text, about in (("the paper is about toner", None), ("hm", None), ("hm", 9))
        for part in decided(assistant, text, replace(both, about=about))
        if isinstance(part, Append)
    ]
    assert numbers == [9, 7, 9]


def test_a_file_without_words_goes_there_too(assistant: Assistant) -> None:
    (part,) = decided(assistant, "", CLAIMED, attachment=Attachment("document", "f1"))
    assert isinstance(part, Append)
    assert (part.number, len(part.attachments)) == (7, 1)


def test_commands_are_answered_and_a_group_is_not_passed_on(assistant: Assistant) -> None:
    (part,) = decided(assistant, "", CLAIMED, command=Command("contact"))
    assert isinstance(part, Answer)
    assert all(isinstance(p, Answer) for p in decided(assistant, "ありがとう", CLAIMED, in_group=True))


@pytest.mark.parametrize("state", ["new", "answered", "closed"])
def test_while_nobody_has_it_the_bot_speaks_as_ever(assistant: Assistant, state: str) -> None:
    ticket = replace(FEES, state=state)  # type: ignore[arg-type]  # a state
    (part,) = decided(assistant, "ありがとう", Conversation(tickets=(ticket,)))
    assert isinstance(part, Answer)
