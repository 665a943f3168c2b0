from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.jsonl import Dialogues, JsonlChannel
from bot.core.assistant import Assistant
from bot.service.hours import Hours
from bot.service.office import Office
from bot.service.ports import Channels
from bot.store.address import MEMORY
from bot.store.copying import copy_in_memory, packed, unpack
from bot.store.engine import Store
from bot.store.opening import open_store
from tests.databases import KEYS, connected

Ask = Callable[..., Awaitable[dict[str, Any]]]

NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
HOURS = Hours(ZoneInfo("Asia/Tokyo"), frozenset(range(5)), time(10), time(17))
FOR_STAFF = "年会費の領収書を再発行していただけますか"
ANSWERABLE = "What is your phone number?"

PART = {
    "intent": str,
    "confidence": float,
    "action": str,
    "sections": list,
    "fields": list,
    "request": str | None,
    "accounts": list,
    "suggestions": list,
    "tickets": list,
}
OUTPUT = {"id": str | int, "lang": str, **PART, "parts": list, "text": str}
ACCOUNT = {"text": str, "verdict": str, "account": str | None}
SUGGESTION = {"intent": str, "section": str | None}
TICKET = {"number": int, "state": str, "change": str}


def has_types(value: dict[str, Any], types: dict[str, Any]) -> None:
    assert list(value) == list(types)
    wrong = {name: value[name] for name, type_ in types.items() if not isinstance(value[name], type_)}
    assert wrong == {}


def check_part(part: dict[str, Any]) -> None:
    """The documented fields, each of the documented kind."""
    assert 0 <= part["confidence"] <= 1
    assert part["action"] in {"answer", "clarify", "escalate"}
    assert part["request"] in {None, "delete", "access", "correct"}
    assert all(isinstance(name, str) for name in (*part["sections"], *part["fields"]))
    for key, types in (("accounts", ACCOUNT), ("suggestions", SUGGESTION), ("tickets", TICKET)):
        for entry in part[key]:
            has_types(entry, types)
    changes = {ticket["change"] for ticket in part["tickets"]}
    assert changes <= {"new", "append", "status", "cancel", "reopen", "none"}


def check(output: dict[str, Any]) -> None:
    has_types(output, OUTPUT)
    check_part(output)
    for part in output["parts"]:
        has_types(part, PART)
        check_part(part)
    assert json.loads(json.dumps(output, ensure_ascii=False)) == output


def office(store: Store, assistant: Assistant) -> Office:
    return Office(store, assistant, Channels(JsonlChannel()), lambda: NOON, HOURS, None)


@pytest.fixture(scope="module")
def new_database() -> bytes:
    """One with its tables: making them takes longer than most answers."""

    async def made() -> bytes:
        store = await open_store(MEMORY, KEYS)
        content = await packed(store)
        await store.close()
        return content

    return asyncio.run(made())


@pytest.fixture
async def empty(new_database: bytes) -> Store:
    """A database in memory with nothing in it; whoever takes it closes it."""
    store = connected(MEMORY)
    await unpack(new_database, store)
    return store


@pytest.fixture
async def dialogues(assistant: Assistant, empty: Store) -> AsyncIterator[Dialogues]:
    async def new_office() -> Office:
        return office(await copy_in_memory(empty), assistant)

    opened = Dialogues(new_office, then_close=empty)
    yield opened
    await opened.close()


@pytest.fixture
def ask(dialogues: Dialogues) -> Ask:
    """Gives one line, and what came out for it."""

    async def one_line(text: str, **more: Any) -> dict[str, Any]:
        return await dialogues.answer(json.dumps({"id": "x", "text": text, **more}))

    return one_line


def tickets(output: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(t["number"], t["state"], t["change"]) for t in output["tickets"]]


# --- what comes out -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        ANSWERABLE,
        FOR_STAFF,
        "FacebookのImaging Societyというアカウントは公式ですか？ https://www.facebook.com/isj.official",
        "Please delete my data",
        "What does section 6.1 say? And why do you ask for my name? I also paid twice, can I get money back?",
        "hm",
        "",
        "🎉",
        "/start",
        "/language ja",
        "/cancel",
        "/nonsense 1 2 3",
        "/",
    ],
)
async def test_every_output_has_the_documented_fields_and_kinds(ask: Ask, text: str) -> None:
    output = await ask(text)
    check(output)
    assert output["text"]


async def test_an_answer_names_what_it_answers_from(ask: Ask) -> None:
    output = await ask(ANSWERABLE)
    assert (output["lang"], output["intent"], output["action"]) == ("en", "contact", "answer")
    assert output["fields"] == ["phone"]
    assert output["tickets"] == output["parts"] == []
    assert "03-3373-9576" in output["text"]


async def test_a_matter_for_staff_is_a_new_ticket(ask: Ask) -> None:
    output = await ask(FOR_STAFF)
    assert (output["lang"], output["intent"], output["action"]) == ("ja", "none", "escalate")
    assert tickets(output) == [(1, "new", "new")]
    assert "受付番号1" in output["text"]


@pytest.mark.parametrize(
    ("text", "request_kind"),
    [
        ("私の個人情報を削除してください", "delete"),
        ("Please send me a copy of the data you hold on me", "access"),
    ],
)
async def test_a_demand_about_ones_data_names_its_kind(ask: Ask, text: str, request_kind: str) -> None:
    output = await ask(text)
    assert (output["intent"], output["request"]) == ("personal_data", request_kind)
    assert tickets(output) == [(1, "new", "new")]


async def test_an_account_in_question_comes_with_its_verdict(ask: Ask) -> None:
    output = await ask("https://www.facebook.com/isj.official は公式ですか？")
    assert output["intent"] == "account_verification"
    (account,) = output["accounts"]
    assert account["text"] == "https://www.facebook.com/isj.official"
    assert (account["verdict"], account["account"]) == ("cannot_tell", None)


async def test_several_questions_have_a_part_each_and_the_first_is_on_top(ask: Ask) -> None:
    output = await ask("電話番号を教えてください。個人情報を削除してください。")
    check(output)
    first, second = output["parts"]
    assert (first["intent"], second["intent"]) == ("contact", "personal_data")
    assert {name: output[name] for name in PART if name != "tickets"} == {
        name: first[name] for name in PART if name != "tickets"
    }


@pytest.mark.parametrize("id_", ["a-1", "", "質問", 0, -7, 10**30])
async def test_the_id_comes_back_as_it_was(ask: Ask, id_: str | int) -> None:
    assert (await ask(ANSWERABLE, id=id_))["id"] == id_


# --- conversations ------------------------------------------------------------------------------


async def test_lines_without_a_conversation_know_nothing_of_each_other(ask: Ask) -> None:
    for _ in range(2):
        assert tickets(await ask(FOR_STAFF)) == [(1, "new", "new")]


async def test_each_conversation_has_its_own_state_and_numbers_from_one(ask: Ask) -> None:
    for conversation in ("a", "b", 1, "1"):
        assert tickets(await ask(FOR_STAFF, conversation=conversation)) == [(1, "new", "new")]
    assert tickets(await ask("/status", conversation="b")) == [(1, "new", "status")]
    assert tickets(await ask("/cancel", conversation="a")) == [(1, "withdrawn", "cancel")]
    assert tickets(await ask("/status", conversation="b")) == [(1, "new", "status")]
    assert tickets(await ask("/status", conversation="a")) == []


async def test_a_second_matter_gets_the_next_number(ask: Ask) -> None:
    await ask(FOR_STAFF, conversation="a")
    await ask(ANSWERABLE, conversation="a")
    output = await ask("別件ですが、研究会の会場の駐車場は使えますか", conversation="a")
    assert tickets(output) == [(2, "new", "new")]


async def test_a_chosen_language_is_kept_in_its_conversation(ask: Ask) -> None:
    await ask("/language en", conversation="a")
    assert (await ask("電話番号は？", conversation="a"))["lang"] == "en"
    assert (await ask("電話番号は？", conversation="b"))["lang"] == "ja"


async def test_dialogues_go_on_where_they_were_however_many_there_are(
    assistant: Assistant, empty: Store
) -> None:
    threads = threading.active_count()

    async def new_office() -> Office:
        return office(await copy_in_memory(empty), assistant)

    dialogues = Dialogues(new_office, then_close=empty, kept_open=2)

    async def ask(conversation: str, text: str) -> list[tuple[int, str, str]]:
        line = {"id": "x", "text": text, "conversation": conversation}
        return tickets(await dialogues.answer(json.dumps(line)))

    names = "abcde"
    assert [await ask(name, FOR_STAFF) for name in names] == [[(1, "new", "new")]] * len(names)
    assert [await ask(name, "/status") for name in names] == [[(1, "new", "status")]] * len(names)
    assert await ask("a", "/cancel") == [(1, "withdrawn", "cancel")]
    assert [await ask(name, FOR_STAFF) for name in "bcd"] == [[(1, "new", "append")]] * 3
    assert await ask("a", FOR_STAFF) == [(2, "new", "new")]
    assert threading.active_count() <= threads + 2, "each open database has a thread"
    await dialogues.close()


# --- staff --------------------------------------------------------------------------------------


async def two_tickets(ask: Ask) -> None:
    await ask(FOR_STAFF, conversation="a")
    await ask("別件ですが、研究会の会場の駐車場は使えますか", conversation="a")


async def test_staff_answer_the_newest_open_ticket(ask: Ask) -> None:
    await two_tickets(ask)
    output = await ask("はい、使えます。", conversation="a", role="staff")
    check(output)
    assert tickets(output) == [(2, "answered", "none")]
    assert (output["lang"], output["action"]) == ("ja", "answer")
    for said in ("受付番号2", "駐車場", "はい、使えます。", "事務局"):
        assert said in output["text"]


async def test_staff_answer_the_ticket_that_is_named(ask: Ask) -> None:
    await two_tickets(ask)
    output = await ask("再発行いたします。", conversation="a", role="staff", ticket=1)
    assert tickets(output) == [(1, "answered", "none")]
    assert "領収書" in output["text"]


async def test_the_person_goes_on_after_staff_answered(ask: Ask) -> None:
    await ask(FOR_STAFF, conversation="a")
    await ask("再発行いたします。", conversation="a", role="staff")
    assert tickets(await ask("/status", conversation="a")) == [(1, "answered", "status")]


@pytest.mark.parametrize("ticket", [{}, {"ticket": 3}])
async def test_staff_cannot_answer_a_ticket_that_is_not_there(ask: Ask, ticket: dict[str, int]) -> None:
    output = await ask("はい。", conversation="empty", role="staff", **ticket)
    assert output == {"id": "x", "error": "there is no such ticket to answer"}


async def test_staff_cannot_answer_what_the_person_has_withdrawn(ask: Ask) -> None:
    await ask(FOR_STAFF, conversation="a")
    await ask("/cancel", conversation="a")
    output = await ask("はい。", conversation="a", role="staff", ticket=1)
    assert output["id"] == "x"
    assert "withdrawn" in output["error"]


# --- forwarded messages -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forward",
    [
        {"type": "channel", "id": -1001234567890, "username": "isj_official", "title": "日本画像学会"},
        {"type": "user", "id": 5, "username": None, "title": "Taro"},
        {"type": "chat", "title": "Imaging Cafe"},
        {"type": "hidden_user", "title": "日本画像学会"},
        {"type": "channel", "id": 10**30, "username": "", "title": ""},
        {"type": "hidden_user", "title": "\ud800 https://x.com/isj \udfff"},
    ],
)
@pytest.mark.parametrize("text", ["これは公式ですか？", ""])
async def test_a_forwarded_message_is_never_vouched_for(ask: Ask, forward: dict[str, Any], text: str) -> None:
    output = await ask(text, forward=forward)
    check(output)
    assert all(account["verdict"] != "official" for account in output["accounts"])


async def test_where_a_message_was_forwarded_from_is_looked_at(ask: Ask) -> None:
    forward = {"type": "channel", "id": -100, "username": "isj_official", "title": "日本画像学会"}
    output = await ask("これは公式ですか？", forward=forward)
    assert output["intent"] == "account_verification"
    assert output["accounts"]


# --- bad lines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        ("", None),
        ("not JSON", None),
        ('{"id": "a", "text": "cut o', None),
        ("[" * 100_000, None),
        ("9" * 5000, None),
        ("null", None),
        ("[]", None),
        ('"text"', None),
        ("{}", None),
        ('{"text": "no id"}', None),
        ('{"id": null, "text": "x"}', None),
        ('{"id": true, "text": "x"}', None),
        ('{"id": 1.5, "text": "x"}', None),
        ('{"id": NaN, "text": "x"}', None),
        ('{"id": ["a"], "text": "x"}', None),
        ('{"id": 7}', 7),
        ('{"id": "a"}', "a"),
        ('{"id": "a", "text": null}', "a"),
        ('{"id": "a", "text": 5}', "a"),
        ('{"id": "a", "text": ["x"]}', "a"),
        ('{"id": "a", "text": "x", "role": "boss"}', "a"),
        ('{"id": "a", "text": "x", "conversation": {}}', "a"),
        ('{"id": "a", "text": "x", "role": "staff", "ticket": "1"}', "a"),
        ('{"id": "a", "text": "x", "role": "staff", "ticket": 0}', "a"),
        ('{"id": "a", "text": "x", "role": "staff", "ticket": -1}', "a"),
        ('{"id": "a", "text": "x", "role": "staff", "ticket": 1%s}' % ("0" * 30), "a"),
        ('{"id": "a", "text": "x", "forward": "channel"}', "a"),
        ('{"id": "a", "text": "x", "forward": {}}', "a"),
        ('{"id": "a", "text": "x", "forward": {"type": "bot"}}', "a"),
        ('{"id": "a", "text": "x", "forward": {"type": "user", "id": "five"}}', "a"),
    ],
)  # fmt: skip
async def test_a_bad_line_gives_its_id_and_what_is_wrong_and_the_rest_goes_on(
    dialogues: Dialogues, ask: Ask, line: str, id_: str | int | None
) -> None:
    output = await dialogues.answer(line)
    assert list(output) == ["id", "error"]
    assert output["id"] == id_
    assert output["error"]
    assert "\n" not in json.dumps(output, allow_nan=False)
    assert (await ask(ANSWERABLE))["intent"] == "contact"


async def test_a_bad_line_leaves_its_conversation_as_it_was(dialogues: Dialogues, ask: Ask) -> None:
    await ask(FOR_STAFF, conversation="a")
    await dialogues.answer('{"id": 1, "conversation": "a", "text": 5}')
    assert tickets(await ask("/status", conversation="a")) == [(1, "new", "status")]


async def test_a_number_too_long_to_be_one_names_no_ticket(ask: Ask) -> None:
    await ask(FOR_STAFF, conversation="a")
    for number in ("9" * 5000, "１" * 5000, "0" * 5000):
        assert tickets(await ask(f"/cancel {number}", conversation="a")) == []
    assert tickets(await ask(f"/cancel {'0' * 5000}1", conversation="a")) == [(1, "withdrawn", "cancel")]


async def test_what_nobody_foresaw_is_an_error_of_its_line_only(assistant: Assistant, empty: Store) -> None:
    at = NOON

    async def new_office() -> Office:
        store = await copy_in_memory(empty)
        return Office(store, assistant, Channels(JsonlChannel()), lambda: at, HOURS, None)

    dialogues = Dialogues(new_office, then_close=empty)
    line = json.dumps({"id": 7, "text": FOR_STAFF, "conversation": "a"})
    at = datetime.max.replace(tzinfo=UTC)  # a second later there is no time
    assert await dialogues.answer(line) == {"id": 7, "error": "OverflowError"}
    at = NOON
    assert tickets(await dialogues.answer(line)) == [(1, "new", "new")]
    await dialogues.close()


async def test_fields_that_are_not_documented_are_passed_over(ask: Ask) -> None:
    assert (await ask(ANSWERABLE, expected="contact", note=None))["intent"] == "contact"


# --- ugly lines ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        r"\ud800",
        r"\udc00 電話番号は？ \ud83d",
        r"駐車場は \udfff 使えますか \ud800",
        r"\u0000\u0001\u0007",
        r"\u202e反対\u202c",
        r"\uffff\ufffe",
        "e" + r"\u0301" * 1000,
    ],
)
@pytest.mark.parametrize("role", ["user", "staff"])
async def test_text_that_is_hardly_text_gets_a_reply_that_can_be_written_down(
    dialogues: Dialogues, ask: Ask, text: str, role: str
) -> None:
    await ask(FOR_STAFF, conversation="a")
    output = await dialogues.answer(f'{{"id": 1, "conversation": "a", "role": "{role}", "text": "{text}"}}')
    check(output)
    assert output["text"].encode("utf-8")
    assert tickets(await ask("/status", conversation="a"))


async def test_a_surrogate_pair_is_one_character(dialogues: Dialogues, ask: Ask) -> None:
    await ask(FOR_STAFF, conversation="a")
    line = r'{"id": 1, "conversation": "a", "role": "staff", "text": "\ud83d\ude0a"}'
    assert "😊" in (await dialogues.answer(line))["text"]


@pytest.mark.parametrize(
    "piece", ["電話", "a", "a ", "https://x.com/a ", "@isj ", "090-1234-5678 ", "。", "\n"]
)
async def test_a_huge_line_is_answered_in_good_time(ask: Ask, piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = datetime.now(UTC)
    check(await ask(text))
    assert datetime.now(UTC) - began < timedelta(seconds=10)


@given(text=st.text(st.characters(exclude_categories=()), max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_text_is_answered(dialogues: Dialogues, text: str) -> None:
    output = await dialogues.answer(json.dumps({"id": 1, "conversation": "any", "text": text}))
    check(output)
