"""What could not be delivered or handled: staff hear of it, and an operator has it tried again."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from bot import cli
from bot.core.model import Conversation, Decision, Message
from bot.service.inbox import worker
from tests.end_to_end.madoguchi import TALK_EN, Madoguchi
from tests.faults.fixed import FixedAssistant
from tests.telegram_server import TelegramServer, User

PHONE, PHONE_NUMBER = "What is your phone number?", "03-3373-9576"
FAX, FAX_NUMBER = "What is your fax number?", "03-3372-4414"
BLOCKED = "Forbidden: bot was blocked by the user"
Command = Callable[..., Awaitable[tuple[int, list[str]]]]


@pytest.fixture
def command(stopped: Madoguchi, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command as an operator does beside the bot: its exit status, and the lines it prints."""
    monkeypatch.setenv("MADOGUCHI_DATA_DIR", str(stopped.settings().madoguchi_data_dir))

    async def run(*arguments: str) -> tuple[int, list[str]]:
        with redirect_stdout(io.StringIO()) as printed:
            status = await asyncio.to_thread(cli.main, arguments)
        return status, printed.getvalue().splitlines()

    return run


async def only_letter(command: Command) -> tuple[str, str]:
    """The name of the only dead letter, and what is said of it."""
    status, [line] = await command("dead-letters")
    assert status == 0
    name, _, why = line.partition("  ")
    return name, why


# --- messages -------------------------------------------------------------------------------------


async def test_staff_hear_of_a_person_who_blocked_the_bot_before_there_was_a_ticket(
    app: Madoguchi, telegram: TelegramServer, ann: User, command: Command
) -> None:
    telegram.fail_next("sendMessage", 403, BLOCKED, chat_id=ann.id)
    ann.says(PHONE)
    told = await app.in_office(app.ja("staff.blocked.no_ticket"))
    name, why = await only_letter(command)
    assert name in told.text
    assert "blocked by the user" in why


async def test_a_reply_that_telegram_refuses_is_listed_by_the_name_staff_know_and_can_be_sent_again(
    app: Madoguchi, telegram: TelegramServer, ann: User, command: Command
) -> None:
    telegram.fail_next("sendMessage", 400, "Bad Request: CAUSE_OF_THE_DAY", chat_id=ann.id)
    ann.says(PHONE)
    told = await app.in_office(app.ja("staff.undeliverable.no_ticket"))
    name, why = await only_letter(command)
    assert name.startswith("out-")
    assert name in told.text
    assert "cause_of_the_day" in why.lower()
    assert PHONE_NUMBER not in why

    await app.ask(ann, FAX, FAX_NUMBER)
    assert await command("retry", name) == (0, [f"{name}: tried again"])
    await app.reply(ann, PHONE_NUMBER)
    assert await command("dead-letters") == (0, [])
    assert await command("retry", name) == (1, [f"{name}: no such dead letter"])


async def test_a_receipt_that_telegram_refuses_is_told_by_its_ticket(
    app: Madoguchi, telegram: TelegramServer, ann: User, command: Command
) -> None:
    telegram.fail_next("sendMessage", 400, "Bad Request: CAUSE_OF_THE_DAY", chat_id=ann.id)
    ann.says(TALK_EN)
    await app.in_office(app.ja("staff.undeliverable", number=1))
    name, _ = await only_letter(command)
    assert await command("retry", "all") == (0, [f"{name}: tried again"])
    await app.reply(ann, "no. 1")


# --- updates --------------------------------------------------------------------------------------


class Broken(FixedAssistant):
    """A program with a mistake in it."""

    def decide(self, message: Message, conversation: Conversation) -> Decision:
        raise ValueError(f"no idea what to do with {message.text}")


async def test_an_update_that_a_mistake_of_ours_stopped_is_handled_once_the_mistake_is_mended(
    stopped: Madoguchi, ann: User, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    whole, stopped.assistant = stopped.assistant, Broken(stopped.assistant.handbook)
    await stopped.start()
    ann.says(PHONE)
    told = await stopped.in_office(stopped.ja("staff.dead_letter"))
    await stopped.reply(ann, stopped.en("not_handled"))
    name, why = await only_letter(command)
    assert name.startswith("in-")
    assert name in told.text
    assert why.endswith("ValueError")
    assert PHONE not in stopped.log
    await stopped.stop()

    stopped.assistant = whole
    await stopped.start()
    assert await command("retry", name) == (0, [f"{name}: tried again"])
    await stopped.reply(ann, PHONE_NUMBER)
    assert await command("dead-letters") == (0, [])
