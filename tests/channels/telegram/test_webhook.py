"""The webhook: who may bring an update, what becomes of it, and what Telegram is answered."""

from __future__ import annotations

import asyncio
import io
import logging
import re
from collections.abc import AsyncIterator, Sequence

import aiohttp
import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette

from bot.channels.telegram.raw_update import RawUpdate
from bot.channels.telegram.webhook import BODY_LIMIT, webhook_route, webhook_secret
from tests.channels.telegram.conftest import TOKEN, until

pytestmark = pytest.mark.asyncio(loop_scope="module")  # uvicorn takes a while to stop

SECRET = webhook_secret(TOKEN)
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = '{"message": {"chat": {"id": 7},  "text": "会費は？"}, "update_id": 5}'.encode()


class Webhook:
    """A web server on loopback with the route; `saved` is what it kept."""

    def __init__(self) -> None:
        self.saved: list[RawUpdate] = []
        self.fails = False
        self.port = 0

    async def save(self, updates: Sequence[RawUpdate]) -> None:
        if self.fails:
            raise OSError("disk full while saving 内緒の相談")
        self.saved += updates

    async def post(self, body: object = None, *, secret: str | None = SECRET, method: str = "POST") -> int:
        headers = {} if secret is None else {HEADER: secret}
        if isinstance(body, bytes):
            body = io.BytesIO(body)  # as bytes, long ones make aiohttp warn
        async with aiohttp.ClientSession() as http:
            url = f"http://127.0.0.1:{self.port}/telegram"
            async with http.request(method, url, data=body, headers=headers) as answer:
                assert await answer.read() == b"" or answer.status != 200
                return answer.status

    async def status_of(self, head: str) -> int:
        """The answer to a head whose body never comes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"POST /telegram HTTP/1.1\r\nHost: here\r\n{head}\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.readline(), 5)
        writer.close()
        await writer.wait_closed()
        return int(answer.split(b" ")[1])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served() -> AsyncIterator[Webhook]:
    webhook = Webhook()
    app = Starlette(routes=[webhook_route("/telegram", SECRET, webhook.save)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    webhook.port = server.servers[0].sockets[0].getsockname()[1]
    yield webhook
    server.should_exit = True
    await asyncio.wait_for(serving, 5)


@pytest.fixture
def webhook(served: Webhook) -> Webhook:
    """The one server of this module, as good as new."""
    served.saved, served.fails = [], False
    return served


# --- the secret ------------------------------------------------------------------------------------


async def test_the_secret_is_one_telegram_takes_and_each_bots_own() -> None:
    assert re.fullmatch("[A-Za-z0-9_-]{1,256}", SECRET)
    assert webhook_secret(TOKEN) == SECRET
    assert webhook_secret(TOKEN + "x") != SECRET
    assert TOKEN.partition(":")[2] not in SECRET


async def test_a_webhook_without_a_secret_is_not_made() -> None:
    with pytest.raises(ValueError, match="secret"):
        webhook_route("/telegram", "", Webhook().save)


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.upper(), "秘密", "é"])
async def test_who_does_not_show_the_secret_is_refused(secret: str | None, webhook: Webhook) -> None:
    assert await webhook.post(UPDATE, secret=secret) == 403
    assert webhook.saved == []


async def test_a_stranger_is_refused_before_the_body_was_read(webhook: Webhook) -> None:
    assert await webhook.status_of(f"{HEADER}: wrong\r\nContent-Length: 1000") == 403


# --- what comes ------------------------------------------------------------------------------------


async def test_an_update_is_saved_as_it_came(webhook: Webhook) -> None:
    assert await webhook.post(UPDATE) == 200
    assert webhook.saved == [RawUpdate(5, "7", UPDATE)]


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 5, "update_of_tomorrow": {"chat": "strange"}}',
        b'{"update_id": 5, "poll": 5}',
        b'{"update_id": 5, "message": {"chat": {}, "heat": NaN, "text": "\\ud83d"}}',
        b'\xef\xbb\xbf{"update_id": 5}',
    ],
    ids=["unknown", "odd", "no_number", "marked_as_utf_8"],
)
async def test_an_update_of_any_kind_is_saved(body: bytes, webhook: Webhook) -> None:
    assert await webhook.post(body) == 200
    assert webhook.saved == [RawUpdate(5, "", body)]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half"),
        pytest.param(b"[]", id="a_list"),
        pytest.param(b"\xff\xfe\xff", id="no_text"),
        pytest.param(b"{}", id="no_id"),
        pytest.param(b'{"update_id": "5"}', id="a_string"),
        pytest.param(b'{"update_id": 5.0}', id="a_fraction"),
        pytest.param(b'{"update_id": true}', id="a_boolean"),
        pytest.param(b'{"update_id": 9223372036854775808}', id="too_large"),
        pytest.param(b'{"update_id": ' + b"9" * 10_000 + b"}", id="far_too_large"),
        pytest.param(b'{"update_id": 5, "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", id="too_deep"),
    ],
)
async def test_what_is_no_update_is_refused(body: bytes, webhook: Webhook) -> None:
    assert await webhook.post(body) == 400
    assert webhook.saved == []


async def test_only_post_is_answered(webhook: Webhook) -> None:
    assert await webhook.post(method="GET") == 405


# --- too much --------------------------------------------------------------------------------------


async def test_a_body_announced_too_long_is_refused_before_it_was_read(webhook: Webhook) -> None:
    assert await webhook.status_of(f"{HEADER}: {SECRET}\r\nContent-Length: {10 * BODY_LIMIT}") == 413


async def test_a_body_that_grows_too_long_is_refused_without_reading_on(webhook: Webhook) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            yield b" " * 65536
            sent += 65536
            await asyncio.sleep(0)

    assert await asyncio.wait_for(webhook.post(endless()), 10) == 413
    assert sent < 20 * BODY_LIMIT
    assert webhook.saved == []


async def test_the_longest_body_is_taken(webhook: Webhook) -> None:
    body = UPDATE.ljust(BODY_LIMIT)
    assert await webhook.post(body) == 200
    assert await webhook.post(body + b" ") == 413
    assert [update.payload for update in webhook.saved] == [body]


# --- failures --------------------------------------------------------------------------------------


async def test_what_could_not_be_saved_is_to_come_again(
    webhook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    webhook.fails = True
    assert await webhook.post(UPDATE) == 503
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert lines == ["an update could not be saved (OSError); Telegram brings it again"]
    assert "内緒" not in caplog.text
    webhook.fails = False
    assert await webhook.post(UPDATE) == 200
    assert len(webhook.saved) == 1


async def test_who_hangs_up_in_the_middle_leaves_no_trace(
    webhook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", webhook.port)
    head = f"POST /telegram HTTP/1.1\r\nHost: here\r\n{HEADER}: {SECRET}\r\nContent-Length: 1000\r\n\r\n"
    writer.write(head.encode() + UPDATE)
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.close()
    await writer.wait_closed()
    await asyncio.sleep(0.05)
    assert await webhook.post(UPDATE) == 200
    assert len(webhook.saved) == 1
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
