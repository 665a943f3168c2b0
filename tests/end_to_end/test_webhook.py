"""Telegram brings the updates."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import make_url

from bot.app.serving import WEBHOOK_PATH, Parts
from bot.channels.telegram.webhook import webhook_secret
from tests.databases import KEYS
from tests.end_to_end.http import ask, bring, look
from tests.end_to_end.madoguchi import (
    DEADLINE,
    STAFF_CHAT,
    TALK_JA,
    TOKEN,
    Madoguchi,
    by_webhook,
    free_port,
    from_bot,
)
from tests.postgres.databases import Databases, connect
from tests.telegram_server import Group, TelegramServer, User

PHONE, PHONE_NUMBER = "What is your phone number?", "03-3373-9576"
FAX, FAX_NUMBER = "What is your fax number?", "03-3372-4414"
SECRET = webhook_secret(TOKEN)
PRIVATE = "hunter2"
"""Stands for what a log must not hold."""


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """Telegram would bring updates to https only."""
    async with TelegramServer(TOKEN, "madoguchi_bot", allow_http_webhook=True) as server:
        yield server


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def app(stopped: Madoguchi, port: int) -> Madoguchi:
    """The application, up, and Telegram told where it is."""
    await stopped.start(**by_webhook(port))
    await stopped.logs("Telegram brings updates to")
    return stopped


def statuses(telegram: TelegramServer) -> list[int | None]:
    return [delivery.status for delivery in telegram.deliveries]


# --- what Telegram brings -------------------------------------------------------------------------


async def test_a_message_that_telegram_brings_is_answered_without_asking_for_any(
    app: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    await app.ask(ann, PHONE, PHONE_NUMBER)
    assert statuses(telegram) == [200]
    assert telegram.calls_of("getUpdates") == []


async def test_the_whole_round_trip_works_by_webhook(app: Madoguchi, hanako: User, sato: User) -> None:
    _, card = await app.hand_over(hanako)
    said = await app.press(sato, card, "claim 1")
    assert said.text == app.ja("staff.done.claimed", number=1)
    await app.answer(sato, card, "お答えします。")
    await app.reply(hanako, "お答えします。")


async def test_telegram_is_given_a_secret_that_tells_nothing_of_the_token(
    app: Madoguchi, telegram: TelegramServer, port: int
) -> None:
    [call] = telegram.calls_of("setWebhook")
    assert call["url"] == f"http://127.0.0.1:{port}{WEBHOOK_PATH}"
    assert call["secret_token"] == SECRET
    assert not call.get("drop_pending_updates")
    assert SECRET not in app.log
    assert TOKEN.partition(":")[2] not in SECRET


async def test_an_update_brought_twice_is_answered_once(
    app: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    telegram.repeat_updates(1)
    await app.ask(ann, PHONE, PHONE_NUMBER)
    await app.ask(ann, FAX, FAX_NUMBER)
    assert statuses(telegram) == [200, 200, 200]
    assert len(from_bot(telegram, ann.id)) == 2


async def test_what_a_person_wrote_is_handled_in_its_order_however_it_was_brought(
    stopped: Madoguchi, telegram: TelegramServer, staff_group: Group, ann: User, port: int
) -> None:
    stopped.parts = Parts(work=False)
    await stopped.start(**by_webhook(port))
    telegram.shuffle_updates(seed=1, within_chats=True)
    for question in (PHONE, FAX) * 3:
        ann.says(question)
    await telegram.wait_until(lambda: len(telegram.deliveries) == 6, timeout=DEADLINE)
    came = [delivery.update_id for delivery in telegram.deliveries]
    assert came != sorted(came)
    await stopped.stop()

    stopped.parts = Parts()
    await stopped.start(**by_webhook(port))
    await telegram.wait_until(lambda: len(from_bot(telegram, ann.id)) == 6, timeout=DEADLINE)
    replies = [message.text for message in from_bot(telegram, ann.id)]
    assert [PHONE_NUMBER in text for text in replies] == [True, False] * 3
    assert [FAX_NUMBER in text for text in replies] == [False, True] * 3


async def test_from_webhook_to_polling_and_back_nothing_is_lost(
    app: Madoguchi, telegram: TelegramServer, ann: User, port: int
) -> None:
    await app.ask(ann, PHONE, PHONE_NUMBER)
    await app.stop()
    ann.says(FAX)
    await app.start()
    await app.reply(ann, FAX_NUMBER)
    assert len(telegram.calls_of("deleteWebhook")) == 1
    await app.stop()
    asked = ann.says(PHONE)
    await app.start(**by_webhook(port))
    await app.reply(ann, PHONE_NUMBER, after=asked)
    assert len(from_bot(telegram, ann.id)) == 3


# --- without a database ---------------------------------------------------------------------------


@contextmanager
def closed(server: Databases, url: str) -> Iterator[None]:
    """Nobody gets into the database, and who was in it is out."""
    allow = f"ALTER DATABASE {make_url(url).database} ALLOW_CONNECTIONS"
    with connect(server.url("postgres")) as connection:
        connection.execute(f"{allow} false".encode())
        try:
            server.terminate_backends(url)
            yield
        finally:
            connection.execute(f"{allow} true".encode())


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_what_cannot_be_saved_comes_again_and_is_handled_once_the_database_is_back(
    postgres: Databases, database: str, stopped: Madoguchi, telegram: TelegramServer, ann: User, port: int
) -> None:
    await stopped.start(**by_webhook(port), database_url=database, encryption_keys=",".join(KEYS))
    await stopped.ask(ann, PHONE, PHONE_NUMBER)
    telegram.deliveries.clear()
    with closed(postgres, database):
        ann.says(FAX)
        await telegram.wait_until(lambda: statuses(telegram) == [503], timeout=DEADLINE)
        status, why = await look(port, "/readyz")
        assert (status, why.count("\n")) == (503, 0)
    await stopped.reply(ann, FAX_NUMBER)
    assert statuses(telegram)[-1] == 200
    await stopped.ask(ann, PHONE, PHONE_NUMBER)
    assert len(from_bot(telegram, ann.id)) == 3
    assert "an update could not be saved (the database: " in stopped.log
    assert "Traceback" not in stopped.log


# --- what others bring ----------------------------------------------------------------------------


async def test_who_does_not_know_the_secret_is_turned_away(
    app: Madoguchi, telegram: TelegramServer, ann: User, port: int
) -> None:
    update = {"update_id": 1, "message": {"chat": {"id": ann.id}, "text": PRIVATE}}
    for secret in ("", "wrong", SECRET[:-1], SECRET.upper(), "秘密"):
        assert await bring(port, json.dumps(update).encode(), secret) == 403
    await app.ask(ann, PHONE, PHONE_NUMBER)
    assert len(from_bot(telegram, ann.id)) == 1
    assert PRIVATE not in app.log


@pytest.mark.parametrize(
    "body",
    [
        b"",
        PRIVATE.encode(),
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"message": {"text": "hunter2"}}',
        b'{"update_id": "1", "text": "hunter2"}',
        b'{"update_id": true}',
        b'{"update_id": 99999999999999999999}',
        b'{"update_id": 1, "message":' + b"[" * 100_000,
    ],
    ids=lambda body: repr(body)[:40],
)
async def test_what_is_no_update_is_refused_and_not_logged(
    body: bytes, app: Madoguchi, ann: User, port: int
) -> None:
    before = app.log
    assert await bring(port, body, SECRET) == 400
    assert len(app.log.removeprefix(before).splitlines()) <= 1
    await app.ask(ann, PHONE, PHONE_NUMBER)
    assert PRIVATE not in app.log
    assert "Traceback" not in app.log


async def test_a_body_far_larger_than_any_update_is_refused_whether_or_not_it_says_so(
    app: Madoguchi, ann: User, port: int
) -> None:
    body = b'{"update_id": 1, "text": "' + PRIVATE.encode() * (10 * 1024 * 1024 // len(PRIVATE)) + b'"}'

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65536):
            yield body[start : start + 65536]

    assert await bring(port, io.BytesIO(body), SECRET) == 413
    assert await bring(port, in_pieces(), SECRET) == 413
    await app.ask(ann, PHONE, PHONE_NUMBER)
    assert PRIVATE not in app.log
    assert "Traceback" not in app.log


async def test_an_update_of_a_kind_nobody_knows_yet_is_taken_and_passed_over(
    app: Madoguchi, telegram: TelegramServer, ann: User, port: int
) -> None:
    telegram.raw_update({"dream": {"chat": {"id": ann.id}, "text": PRIVATE}})
    telegram.raw_update({"message": {}})
    telegram.raw_update({})
    await app.ask(ann, PHONE, PHONE_NUMBER)
    assert statuses(telegram) == [200] * 4
    assert len(from_bot(telegram, ann.id)) == 1
    assert from_bot(telegram, STAFF_CHAT) == []
    assert PRIVATE not in app.log


async def test_other_methods_and_other_places_are_not_there(app: Madoguchi, port: int) -> None:
    assert (await look(port, WEBHOOK_PATH)).status == 405
    assert (await ask("PUT", port, WEBHOOK_PATH, b"{}", SECRET)).status == 405
    assert (await ask("POST", port, "/", b"{}", SECRET)).status == 405
    assert (await ask("POST", port, "/nowhere", b"{}", SECRET)).status == 404
    assert (await ask("POST", port, f"/{TOKEN}", b"{}", SECRET)).status == 404
    assert (await ask("POST", port, "/healthz")).status == 405


async def test_without_a_webhook_nobody_can_bring_updates(
    stopped: Madoguchi, hanako: User, port: int
) -> None:
    await stopped.start(host="127.0.0.1", port=port)
    await stopped.ask(hanako, TALK_JA)
    assert await bring(port, b'{"update_id": 1}', SECRET) == 404
    assert (await look(port, "/healthz")).status == 200
