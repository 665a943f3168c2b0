"""HTTP to the Bot API: what was certainly not sent, what may have been, and what no error gives away."""

from __future__ import annotations

import asyncio
import socket
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

import pytest
from telegram import InputMediaDocument
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.client import Client, make_client
from bot.channels.telegram.request import CONNECTIONS, NotSent, Request
from tests.channels.telegram.conftest import TOKEN, until
from tests.telegram_server import Group, TelegramServer

PROXIES = ("http_proxy", "https_proxy", "no_proxy")


class RawServer:
    """Answers every call with these bytes, or with None not at all; `heads` are the calls that came in."""

    def __init__(self) -> None:
        self.answer: bytes | None = http(b'{"ok": true, "result": true}')
        self.heads: list[str] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heads.append((await reader.read(65536)).decode(errors="replace"))
        if self.answer is None:
            await reader.read(-1)  # until the client goes
        else:
            writer.write(self.answer)
        writer.close()


def http(body: bytes, status: str = "200 OK", *, length: int | None = None, header: str = "") -> bytes:
    length = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{header}\r\n".encode() + body


@pytest.fixture
async def raw(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RawServer]:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    raw = RawServer()
    async with await asyncio.start_server(raw.serve, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        raw.url = f"http://{host}:{port}"
        yield raw


@asynccontextmanager
async def session(url: str) -> AsyncIterator[Client]:
    """A client ready to call, though nobody was asked yet who the bot is."""
    client = make_client(TOKEN, url)
    await client.request.initialize()
    yield client
    await client.request.shutdown()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


# --- certainly not sent ----------------------------------------------------------------------------


async def test_a_refused_connection_is_not_sent() -> None:
    async with session(f"http://127.0.0.1:{free_port()}") as client:
        with pytest.raises(NotSent):
            await client.delete_webhook()


@pytest.mark.parametrize("url", ["http://no-such-host.invalid", "http://[broken", "ftp://127.0.0.1"])
async def test_an_address_that_leads_nowhere_is_not_sent(url: str) -> None:
    async with session(url) as client:
        with pytest.raises(NotSent):
            await client.delete_webhook()


async def test_what_found_nobody_to_speak_tls_with_is_not_sent(raw: RawServer) -> None:
    async with session(raw.url.replace("http:", "https:")) as client:
        with pytest.raises(NotSent):
            await client.delete_webhook()


async def test_a_proxy_that_opens_no_tunnel_is_not_sent(
    raw: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", raw.url)
    raw.answer = http(b"no", "403 Forbidden")
    async with session("https://api.telegram.example") as client:
        with pytest.raises(NotSent):
            await client.delete_webhook()
    assert raw.heads[0].startswith("CONNECT api.telegram.example:443")


async def test_a_call_that_found_no_free_connection_is_not_sent(raw: RawServer) -> None:
    raw.answer = None
    async with session(raw.url) as client:
        waiting = [asyncio.create_task(client.delete_webhook()) for _ in range(CONNECTIONS)]
        await until(lambda: len(raw.heads) == CONNECTIONS)
        with pytest.raises(NotSent):
            await client.delete_webhook(pool_timeout=0.05, connect_timeout=0.05)
        for call in waiting:
            call.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    assert len(raw.heads) == CONNECTIONS


async def test_a_call_before_the_start_or_after_the_end_is_not_sent(raw: RawServer) -> None:
    client = make_client(TOKEN, raw.url)
    for _ in range(2):
        with pytest.raises(NotSent):
            await client.delete_webhook()
        await client.request.initialize()
        await client.request.initialize()
        assert await client.delete_webhook()
        await client.request.shutdown()
        await client.request.shutdown()


# --- perhaps sent ----------------------------------------------------------------------------------


async def test_an_answer_that_does_not_come_in_time_is_timed_out(raw: RawServer) -> None:
    raw.answer = None
    async with session(raw.url) as client:
        with pytest.raises(TimedOut):
            await client.delete_webhook(read_timeout=0.05)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nConte",
        http(b'{"ok": tr', length=100),
        b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
    ],
    ids=["none", "half_a_head", "half_a_body", "not_http"],
)
async def test_an_answer_that_broke_off_may_follow_a_call_that_was_done(
    answer: bytes, raw: RawServer
) -> None:
    raw.answer = answer
    async with session(raw.url) as client:
        with pytest.raises(NetworkError) as caught:
            await client.delete_webhook()
    assert not isinstance(caught.value, NotSent)
    assert len(raw.heads) == 1  # it was not quietly tried again


@pytest.mark.parametrize("status", ["302 Found", "401 -", "403 Forbidden", "404 Not Found", "502 -"])
async def test_a_page_of_a_proxy_is_not_taken_for_a_refusal_by_telegram(status: str, raw: RawServer) -> None:
    raw.answer = http("<html>内緒</html>".encode(), status, header="Location: /elsewhere\r\n")
    async with session(raw.url) as client:
        with pytest.raises(NetworkError) as caught:
            await client.delete_webhook()
    assert caught.type is NetworkError
    assert caught.value.message == f"HTTP {status[:3]} with no answer of the Bot API"
    assert len(raw.heads) == 1


# --- answers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"<html>Bad Gateway</html>",
        '{"ok": true, "result": [{"text": "内緒'.encode(),
        b"[]",
        b"[" * 100_000,
        b'{"ok": true}',
    ],
)
def test_an_unreadable_answer_is_an_error_and_its_content_is_not_logged(
    payload: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TelegramError) as caught:
        Request.parse_json_payload(payload)
    assert "内緒" not in caught.value.message
    assert caplog.records == []


def test_an_answer_of_the_bot_api_is_read() -> None:
    assert Request.parse_json_payload(b'{"ok": true, "result": 1}') == {"ok": True, "result": 1}
    refusal = b'{"ok": false, "error_code": 400, "description": "Bad Request"}'
    assert Request.parse_json_payload(refusal)["error_code"] == 400


# --- what goes over the wire -----------------------------------------------------------------------


async def test_a_file_is_uploaded_beside_its_parameters(
    server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    content = "会費は一万円です".encode() * 100_000
    sent = await channel.client.send_document(staff_chat.id, content, filename="会費.txt", caption="& = 会費")
    assert sent.caption == "& = 会費"
    assert sent.document is not None
    file = await channel.client.get_file(sent.document.file_id)
    assert await file.download_as_bytearray() == content
    assert server.calls_of("sendDocument")[0]["document"].name == "会費.txt"


async def test_files_of_an_album_are_named_in_its_parameters(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    album = [InputMediaDocument(content) for content in (b"one", b"two")]
    with pytest.raises(TelegramError):  # the loopback server knows no albums, but keeps the call
        await channel.client.send_media_group(7, album)
    call = server.calls_of("sendMediaGroup")[0]
    files = [call[part.partition('"')[0]] for part in call["media"].split("attach://")[1:]]
    assert [file.content for file in files] == [b"one", b"two"]


async def test_the_environments_proxy_is_used_and_told_its_password(
    raw: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", raw.url.replace("//", "//clerk:pass@"))
    async with session("http://api.telegram.example") as client:
        assert await client.delete_webhook()
    assert raw.heads[0].startswith(f"POST http://api.telegram.example/bot{TOKEN}/deleteWebhook ")
    assert f"Proxy-Authorization: Basic {b64encode(b'clerk:pass').decode()}" in raw.heads[0]


async def test_a_host_excepted_from_the_proxy_is_called_directly(
    raw: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with session(raw.url) as client:
        assert await client.delete_webhook()
    assert raw.heads[0].startswith(f"POST /bot{TOKEN}/deleteWebhook ")


# --- the token -------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [None, b"", b"HTTP/1.1 200", http(b"x", "404 Not Found"), http(b"x")])
async def test_no_error_and_no_log_line_names_the_token(
    answer: bytes | None, raw: RawServer, quiet_logs: pytest.LogCaptureFixture
) -> None:
    raw.answer = answer
    for url in (raw.url, f"http://127.0.0.1:{free_port()}", "http://[broken"):
        async with session(url) as client:
            with pytest.raises(TelegramError) as caught:
                await client.delete_webhook(read_timeout=0.05)
        told = f"{caught.value!r} {caught.value}"
        assert TOKEN not in told
        assert quote(TOKEN, safe="") not in told
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert TOKEN not in quiet_logs.text


@pytest.mark.parametrize(
    "answer",
    [
        http(b"x", "404 Not Found"),
        http(b"x", "302 Found", header="Location: /elsewhere\r\n"),
        http(b"half a file", length=100),
        b"HTTP/1.1 200",
    ],
    ids=["404", "redirect", "half", "half_a_head"],
)
async def test_no_error_and_no_log_line_names_the_address_of_a_file(
    answer: bytes, raw: RawServer, quiet_logs: pytest.LogCaptureFixture
) -> None:
    raw.answer = answer
    for root in (raw.url, f"http://127.0.0.1:{free_port()}"):
        async with session(root) as client:
            with pytest.raises(NetworkError) as caught:
                await client.download(f"{root}/file/bot{TOKEN}/photos/file_1.jpg", 1000)
        assert TOKEN not in f"{caught.value!r} {caught.value}"
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert TOKEN not in quiet_logs.text
    assert not any("/elsewhere" in head for head in raw.heads)
