from __future__ import annotations

import json
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.channels.terminal import STAFF_CHAT, USER_CHAT, Side, TerminalChannel, is_staff_line
from bot.core import reply
from bot.core.assistant import Assistant
from bot.core.model import Command, Say
from bot.service.hours import Hours
from bot.service.inbox.intake import Intake
from bot.service.office import Office
from bot.service.ports import (
    Channels,
    Delete,
    Document,
    Edit,
    Ignored,
    Inbound,
    Key,
    Post,
    StaffAction,
    Toast,
    Undeliverable,
    UserMessage,
)
from bot.service.running import Runner
from bot.store.engine import Store
from tests.databases import connected
from tests.faults.fixed import fixed_assistant

NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
HOURS = Hours(ZoneInfo("Asia/Tokyo"), frozenset(range(5)), time(10), time(17))
RECORDS = Document("mydata.html", "<h1>保管している情報</h1>\r\n🎉")
CARD = ((Key("担当する", "claim 7"), Key("終了する", "close 7")), (Key("対応できません", "decline 7"),))


def said(what: Say) -> str:
    return reply.say(fixed_assistant().handbook.wording, "ja", what)


@dataclass
class Terminal:
    """A terminal whose lines the test writes and reads."""

    folder: Path
    at: datetime = NOON
    shown: list[tuple[Side, str]] = field(default_factory=list)
    channel: TerminalChannel = field(init=False)

    def __post_init__(self) -> None:
        self.channel = TerminalChannel(
            lambda side, text: self.shown.append((side, text)),
            lambda: self.at,
            "en-GB",
            say=said,
            files=self.folder / "exports",
        )

    def read(self, side: Side, text: str) -> Inbound:
        return self.channel.translate(self.channel.line(side, text).payload, STAFF_CHAT)

    def action(self, text: str) -> StaffAction:
        read = self.read("staff", text)
        assert isinstance(read, StaffAction)
        return read


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


# --- the person's side --------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["会費は？", "a / b", " ", "🎉\u0000", "x" * 10_000])
def test_what_the_person_types_is_a_message(terminal: Terminal, text: str) -> None:
    read = terminal.read("user", text)
    assert isinstance(read, UserMessage)
    assert (read.address, read.chat) == (USER_CHAT, USER_CHAT)
    assert (read.message.text, read.message.command) == (text, None)
    assert (read.message.at, read.message.client_language) == (NOON, "en-GB")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/status", Command("status")),
        ("/cancel 12", Command("cancel", "12")),
        ("/LANGUAGE ja", Command("language", "ja")),
        ("/", Command("")),
        ("//", Command("/")),
    ],
)
def test_what_begins_with_a_slash_is_a_command(terminal: Terminal, text: str, command: Command) -> None:
    read = terminal.read("user", text)
    assert isinstance(read, UserMessage)
    assert (read.message.text, read.message.command) == ("", command)


def test_every_line_has_an_id_of_its_own_also_after_a_restart(terminal: Terminal) -> None:
    lines = [terminal.channel.line("user", "x") for _ in range(50)]
    restarted = Terminal(terminal.folder, NOON + timedelta(seconds=1))
    lines += [restarted.channel.line("user", "x") for _ in range(50)]
    ids = [line.update_id for line in lines]
    assert ids == sorted(set(ids))
    assert {line.chat for line in lines} == {"user"}


def test_a_line_is_kept_as_the_person_typed_it(terminal: Terminal) -> None:
    payload = terminal.channel.line("user", "改行\tと “引用符”").payload
    assert json.loads(payload)["text"] == "改行\tと “引用符”"


# --- what is shown ------------------------------------------------------------------------------


async def test_a_message_is_shown_with_what_to_type_for_each_button(terminal: Terminal) -> None:
    await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号7", CARD))
    assert terminal.shown == [
        ("staff", "受付番号7\n[担当する: /claim 7] [終了する: /close 7] [対応できません: /decline 7]")
    ]


async def test_each_side_sees_its_own(terminal: Terminal) -> None:
    await terminal.channel.deliver(Post(USER_CHAT, "Hello."))
    await terminal.channel.deliver(Toast(STAFF_CHAT, "1", "担当になりました。"))
    assert terminal.shown == [("user", "Hello."), ("staff", "担当になりました。")]


async def test_an_edit_is_shown_again_under_the_same_id(terminal: Terminal) -> None:
    first = await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号7", CARD))
    assert first is not None
    assert await terminal.channel.deliver(Edit(STAFF_CHAT, first, "受付番号7　担当：佐藤", CARD)) == first
    assert await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号8")) != first
    assert [text.partition("\n")[0] for _, text in terminal.shown] == [
        "受付番号7",
        "受付番号7　担当：佐藤",
        "受付番号8",
    ]


async def test_an_empty_answer_to_a_press_shows_nothing(terminal: Terminal) -> None:
    assert await terminal.channel.deliver(Toast(STAFF_CHAT, "1")) is None
    assert terminal.shown == []


# --- files and deletions ------------------------------------------------------------------------


def exported(terminal: Terminal) -> list[Path]:
    return sorted((terminal.folder / "exports").iterdir())


async def test_a_document_lies_in_a_folder_that_only_its_owner_reads(terminal: Terminal) -> None:
    number = await terminal.channel.deliver(Post(USER_CHAT, "こちらです。", CARD, document=RECORDS))
    [file] = exported(terminal)
    assert file.name == f"{number}-mydata.html"
    assert file.read_bytes().decode() == RECORDS.text
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent)] == [0o600, 0o700]
    [(side, shown)] = terminal.shown
    assert side == "user"
    assert shown.split("\n")[:2] == ["こちらです。", f"ファイル：{file}"]
    assert shown.endswith("[対応できません: /decline 7]")


async def test_an_older_document_of_the_same_name_stays_as_it_is(terminal: Terminal) -> None:
    for text in ("1", "2"):
        await terminal.channel.deliver(Post(USER_CHAT, "", document=Document("a.html", text)))
    assert [file.read_text() for file in exported(terminal)] == ["1", "2"]


@pytest.mark.parametrize("name", ["../a.html", "/etc/a.html", "x/../../a.html"])
async def test_no_name_leads_out_of_the_folder(terminal: Terminal, name: str) -> None:
    number = await terminal.channel.deliver(Post(USER_CHAT, "", document=Document(name, "x")))
    assert [file.name for file in exported(terminal)] == [f"{number}-a.html"]


async def test_a_document_that_cannot_be_written_is_undeliverable(terminal: Terminal) -> None:
    (terminal.folder / "exports").write_text("in the way")
    with pytest.raises(Undeliverable) as caught:
        await terminal.channel.deliver(Post(USER_CHAT, "こちらです。", CARD, document=RECORDS))
    assert str(terminal.folder) not in str(caught.value)
    assert terminal.shown == []
    assert terminal.action("/claim 7").callback is None


@pytest.mark.parametrize("chat", [USER_CHAT, STAFF_CHAT])
async def test_a_deletion_is_one_line_with_its_count(terminal: Terminal, chat: str) -> None:
    assert await terminal.channel.deliver(Delete(chat, (1, 2, 3))) is None
    [(side, line)] = terminal.shown
    assert side == chat
    assert "3件" in line
    assert "\n" not in line


async def test_a_deleted_message_takes_its_file_with_it_also_after_a_restart(terminal: Terminal) -> None:
    posts = [Post(USER_CHAT, "", document=Document("a.html", text)) for text in ("1", "2", "3")]
    first, second, _ = [await terminal.channel.deliver(post) or 0 for post in posts]
    await terminal.channel.deliver(Delete(USER_CHAT, (first,)))
    again = Terminal(terminal.folder, NOON + timedelta(hours=1))
    await again.channel.deliver(Delete(USER_CHAT, (second,)))
    assert [file.read_text() for file in exported(terminal)] == ["3"]


async def test_a_deleted_card_has_no_buttons_and_is_answered_no_more(terminal: Terminal) -> None:
    kept = await terminal.channel.deliver(Post(STAFF_CHAT, "下書き", ((Key("送信する", "send 1"),),)))
    card = await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号7", CARD)) or 0
    await terminal.channel.deliver(Delete(STAFF_CHAT, (card,)))
    assert terminal.action("はい、使えます。").reply_to is None
    assert terminal.action("/claim 7").callback is None
    assert terminal.action("/send 1").message_id == kept


# --- the staff's side ---------------------------------------------------------------------------


async def test_what_staff_type_answers_the_last_card(terminal: Terminal) -> None:
    await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号6", ((Key("終了する", "close 6"),),)))
    card = await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号7", CARD))
    await terminal.channel.deliver(Post(STAFF_CHAT, "下書き", ((Key("送信する", "send 1"),),)))
    action = terminal.action("はい、使えます。")
    assert (action.text, action.reply_to, action.command) == ("はい、使えます。", card, None)


def test_without_a_card_what_staff_type_is_plain_talk(terminal: Terminal) -> None:
    assert terminal.action("おはようございます").reply_to is None


async def test_staff_answer_the_card_they_name(terminal: Terminal) -> None:
    card = await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号7", CARD))
    await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号8", ((Key("終了する", "close 8"),),)))
    action = terminal.action("/reply 7 Yes, you can.")
    assert (action.text, action.reply_to) == ("Yes, you can.", card)


async def test_a_typed_action_presses_the_button_of_that_name(terminal: Terminal) -> None:
    card = await terminal.channel.deliver(Post(STAFF_CHAT, "受付番号7", CARD))
    action = terminal.action("/claim 7")
    assert (action.command, action.message_id) == (Command("claim", "7"), card)
    assert action.callback


@pytest.mark.parametrize("name", ["claim", "close", "decline", "show", "send", "discard"])
def test_an_action_may_be_typed_before_its_button_was_shown(terminal: Terminal, name: str) -> None:
    action = terminal.action(f"/{name} 8")
    assert (action.command, action.callback) == (Command(name, "8"), None)


@pytest.mark.parametrize(
    "typed",
    ["/", "/dance", "/claim", "/claim x", "/claim 7 8", "/reply", "/reply 7", "/reply x y",
     "/reply 999999999999999999999 x", "/show 999999999999999999999"],
)  # fmt: skip
def test_a_command_that_staff_do_not_have_does_nothing(terminal: Terminal, typed: str) -> None:
    assert isinstance(terminal.read("staff", typed), Ignored)
    assert not is_staff_line(typed)


@pytest.mark.parametrize("typed", ["はい、使えます。", "7", "/queue", "/claim 7", "/reply 7 はい。"])
def test_what_staff_have_is_known_to_be_theirs(terminal: Terminal, typed: str) -> None:
    assert is_staff_line(typed)
    assert terminal.action(typed)


# --- the round trip -----------------------------------------------------------------------------


class Talk:
    """A person and the staff at one terminal, on a real database file."""

    def __init__(self, terminal: Terminal, store: Store, assistant: Assistant) -> None:
        self._terminal = terminal
        self.folder = terminal.folder
        office = Office(store, assistant, Channels(terminal.channel), lambda: terminal.at, HOURS, STAFF_CHAT)
        self._intake = Intake(store, terminal.channel.name, lambda: terminal.at)
        self._runner = Runner(office)

    async def say(self, side: Side, text: str) -> dict[Side, str]:
        """What each side sees after a line."""
        before = len(self._terminal.shown)
        await self._intake.save([self._terminal.channel.line(side, text)])
        await self._runner.drain()
        new = self._terminal.shown[before:]
        return {
            "user": "\n".join(t for side_, t in new if side_ == "user"),
            "staff": "\n".join(t for side_, t in new if side_ == "staff"),
        }


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = connected(database)
    yield opened
    await opened.close()


@pytest.fixture
def talk(terminal: Terminal, store: Store, assistant: Assistant) -> Talk:
    return Talk(terminal, store, assistant)


@pytest.mark.parametrize(
    ("question", "told", "reply"),
    [
        ("研究会の会場の駐車場は使えますか", ("受付番号1", "すぐにはお返事できない場合"), "はい、使えます。"),
        (
            "May I park my car at the venue of the next workshop?",
            ("no. 1", "may not be answered immediately"),
            "Yes, you may.",
        ),
    ],
)
async def test_a_question_goes_to_staff_and_their_answer_comes_back(
    talk: Talk, question: str, told: tuple[str, ...], reply: str
) -> None:
    seen = await talk.say("user", question)
    assert all(words in seen["user"] for words in told)
    assert question in seen["staff"]
    assert "/claim 1" in seen["staff"]

    assert "/show 1" in (await talk.say("staff", "/queue"))["staff"]
    seen = await talk.say("staff", reply)
    assert seen["user"] == ""
    assert reply in seen["staff"]
    assert "/send 1" in seen["staff"]

    seen = await talk.say("staff", "/send 1")
    assert reply in seen["user"]
    assert question in seen["user"]
    assert "/send 1" not in (await talk.say("staff", "/queue"))["staff"]


async def test_a_discarded_draft_reaches_nobody(talk: Talk) -> None:
    await talk.say("user", "研究会の会場の駐車場は使えますか")
    await talk.say("staff", "/reply 1 たぶん")
    assert (await talk.say("staff", "/discard 1"))["user"] == ""
    seen = await talk.say("staff", "/send 1")
    assert seen["user"] == ""
    assert seen["staff"]


async def test_an_answerable_question_needs_no_staff(talk: Talk) -> None:
    seen = await talk.say("user", "What is your phone number?")
    assert "03-3373-9576" in seen["user"]
    assert seen["staff"] == ""


async def test_after_a_restart_the_queue_leads_back_to_the_card(
    talk: Talk, store: Store, assistant: Assistant
) -> None:
    await talk.say("user", "研究会の会場の駐車場は使えますか")
    again = Talk(Terminal(talk.folder, NOON + timedelta(hours=1)), store, assistant)
    assert "/show 1" in (await again.say("staff", "/queue"))["staff"]
    assert "駐車場" in (await again.say("staff", "/show 1"))["staff"]
    await again.say("staff", "/reply 1 はい、使えます。")
    assert "はい、使えます。" in (await again.say("staff", "/send 1"))["user"]


@pytest.mark.parametrize(
    "typed", ["/claim 1", "/close 1", "/decline 1", "/show 1", "/reply 1 はい、使えます。"]
)
async def test_after_a_restart_a_ticket_can_be_worked_on_before_its_card_is_shown(
    talk: Talk, store: Store, assistant: Assistant, typed: str
) -> None:
    await talk.say("user", "研究会の会場の駐車場は使えますか")
    again = Talk(Terminal(talk.folder, NOON + timedelta(hours=1)), store, assistant)
    assert "受付番号1" in (await again.say("staff", typed))["staff"]


@pytest.mark.parametrize("typed", ["/claim 9", "/show 9", "/send 9"])
async def test_staff_are_told_of_a_number_that_nothing_has(talk: Talk, typed: str) -> None:
    assert (await talk.say("staff", typed))["staff"]


async def test_after_a_restart_a_draft_can_be_sent(talk: Talk, store: Store, assistant: Assistant) -> None:
    await talk.say("user", "研究会の会場の駐車場は使えますか")
    await talk.say("staff", "/reply 1 はい、使えます。")
    again = Talk(Terminal(talk.folder, NOON + timedelta(hours=1)), store, assistant)
    assert "はい、使えます。" in (await again.say("staff", "/send 1"))["user"]
