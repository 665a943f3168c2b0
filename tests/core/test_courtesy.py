"""Thanks are a courtesy; thanks with a "but" are a complaint."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.assistant import Assistant
from bot.core.courtesy import objects
from bot.core.model import Answer, Append, Command, Conversation, Message, Part, TicketCommand, TicketView

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
JA = TicketView(7, "answered", "年会費の領収書を再発行していただけますか", NOW)
EN = TicketView(7, "answered", "Could you send me the receipt for my membership fee again?", NOW)
MINUTES, HOURS, DAYS = timedelta(minutes=6), timedelta(hours=20), timedelta(days=3)


def decided(assistant: Assistant, text: str, state: str, ago: timedelta, **more: object) -> Part:
    ticket = replace(EN if text.isascii() else JA, state=state, updated_at=NOW - ago)  # type: ignore[arg-type]
    message = Message(text, NOW, **more)  # type: ignore[arg-type]  # fields of Message
    (part,) = assistant.decide(message, Conversation(tickets=(ticket,))).parts
    return part


@pytest.mark.parametrize(
    "text",
    [
        "それでは困ります",
        "違います",
        "ありがとうございます。でも、まだ届いていません",
        "ありがとうございます。ただ、まだ解決していません",
        "返事がないのですがどうなっていますか",
        "リンクが開けません",
        "Thanks, but this doesn't answer my question",
        "Thank you. However the link is broken.",
        "It does not work",
        "Sorry, the problem is not solved yet. Could someone help?",
        "I still have not received it",
    ],
)
@pytest.mark.parametrize(
    ("state", "ago"),
    [("answered", MINUTES), ("answered", HOURS), ("closed", HOURS), ("closed", DAYS), ("claimed", HOURS)],
)
def test_a_complaint_goes_to_the_enquiry_that_staff_have_dealt_with(
    assistant: Assistant, text: str, state: str, ago: timedelta
) -> None:
    part = decided(assistant, text, state, ago)
    assert isinstance(part, Append | TicketCommand)
    assert (part.number, part.matter) == (7, text)
    assert isinstance(part, TicketCommand) == (state == "closed")


@pytest.mark.parametrize(
    "text",
    [
        "ありがとうございました",
        "ありがとうございます。助かりました",
        "了解です",
        "はい、解決しました",
        "電話番号を教えてください",
        "https://www.facebook.com/isj.official は公式ですか？",
        "Thank you!",
        "No problem, thank you!",
        "Thanks a lot, that was helpful.",
        "Never mind, it's solved.",
        "What is your phone number?",
        "Is https://www.facebook.com/isj.official official?",
    ],
)
@pytest.mark.parametrize(("state", "ago"), [("answered", MINUTES), ("answered", HOURS), ("closed", DAYS)])
def test_pure_thanks_and_sure_questions_on_another_matter_are_the_bots(
    assistant: Assistant, text: str, state: str, ago: timedelta
) -> None:
    assert isinstance(decided(assistant, text, state, ago), Answer)


@pytest.mark.parametrize("state", ["new", "claimed"])
def test_who_asks_in_words_how_it_stands_is_told_and_heard(assistant: Assistant, state: str) -> None:
    part = decided(assistant, "問い合わせの件、どうなりましたか？", state, HOURS)
    assert isinstance(part, Append)
    assert [say.id for say in part.says] == ["status.added", "status"]
    pressed = decided(assistant, "", state, HOURS, command=Command("status"))
    assert isinstance(pressed, TicketCommand)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("ご返信いただきありがとうございます", False),
        ("お返事が遅くなり申し訳ありません", False),
        ("すみません、助かりました", False),
        ("問題ありませんでした、いつでもどうぞ", False),
        ("助かりました。ただ、宛名が違います", True),
        ("ありがとうございます、でも開けません", True),
        ("No worries, all good", False),
        ("thanks but no", True),
        ("It doesn’t open", True),
    ],
)
def test_what_is_only_polite_objects_to_nothing(text: str, does: bool) -> None:
    assert objects(text) == does
