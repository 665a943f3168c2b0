from __future__ import annotations

import asyncio
import logging
import signal
import socket

import pytest
from aiohttp import ClientConnectionError, ClientError, ClientSession
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import SettingsError
from bot.web import server
from bot.web.server import listen, serve_http
from tests.web.site import HOST, Site, open_site

SECRET = "090-1234-5678"


async def hello(_: Request) -> Response:
    return PlainTextResponse("hello")


async def fail(_: Request) -> Response:
    raise ValueError(SECRET)


class Slow:
    """A page that is under way from `begun` until `go_on`."""

    def __init__(self) -> None:
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self.route = Route("/slow", self._page)

    async def _page(self, _: Request) -> Response:
        self.begun.set()
        await self.go_on.wait()
        return PlainTextResponse("at last")


HELLO, FAIL = Route("/", hello), Route("/fail", fail)


async def test_it_serves_until_it_is_stopped() -> None:
    async with open_site(HELLO) as (site, client):
        async with client.get("/") as answer:
            assert (answer.status, await answer.text()) == (200, "hello")
        site.stop.set()
        await asyncio.wait_for(site.done, 3)  # though the client keeps its connection
        with pytest.raises(ClientConnectionError):
            await client.get("/")


async def test_it_stops_at_once_when_it_was_stopped_before() -> None:
    stop = asyncio.Event()
    stop.set()
    await asyncio.wait_for(serve_http([HELLO], listen(HOST, 0), stop), 3)


async def test_it_does_not_say_what_serves() -> None:
    async with open_site(HELLO) as (_, client), client.get("/") as answer:
        assert "Server" not in answer.headers


def test_a_port_that_is_taken_is_one_line_about_the_setting() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError) as caught:
            listen(HOST, port)
    assert str(caught.value) == (
        f"HOST, PORT: cannot listen on 127.0.0.1:{port} (Address already in use); free it or write another"
    )


def test_an_unknown_host_is_one_line_too() -> None:
    with pytest.raises(SettingsError, match=r"^HOST, PORT: cannot listen on nowhere\.invalid:0 \(.+\); .+$"):
        listen("nowhere.invalid", 0)


async def test_the_port_can_be_had_again_after_the_end() -> None:
    async with open_site(HELLO) as (site, client):
        port = site.port
        await client.get("/")
    listen(HOST, port).close()


async def test_signals_and_log_handlers_stay_those_of_the_program() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    async with open_site(HELLO) as (_, client), client.get("/"):
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
        assert not any(logging.getLogger(f"uvicorn{part}").handlers for part in ("", ".error", ".access"))


async def test_ordinary_requests_leave_no_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with open_site(HELLO) as (_, client), client.get("/"), client.get("/nowhere"):
        pass
    assert [r for r in caplog.records if r.name.startswith(("uvicorn", "bot"))] == []


async def test_an_unexpected_error_is_told_to_nobody_but_by_kind_and_place(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with open_site(FAIL) as (_, client), client.get("/fail") as answer:
        assert (answer.status, await answer.text()) == (500, "internal error")
    (line,) = caplog.messages
    assert line.startswith("a GET request failed: ValueError at ")
    assert "test_server.py:" in line
    assert SECRET not in caplog.text


async def test_it_goes_on_after_an_error() -> None:
    async with open_site(HELLO, FAIL) as (_, client):
        await client.get("/fail")
        async with client.get("/") as answer:
            assert answer.status == 200


async def test_what_hangs_up_half_way_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    over = asyncio.Event()

    async def read(request: Request) -> Response:
        try:
            await request.body()
        finally:
            over.set()
        return PlainTextResponse("read")

    async with open_site(Route("/", read, methods=["POST"])) as (site, _):
        _, writer = await asyncio.open_connection(HOST, site.port)
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
        await writer.drain()
        writer.close()
        await asyncio.wait_for(over.wait(), 3)
    assert caplog.text == ""


async def test_a_request_under_way_is_finished_at_the_stop() -> None:
    slow = Slow()
    async with open_site(slow.route) as (site, client):
        asked = asyncio.create_task(_text(client, "/slow"))
        await slow.begun.wait()
        site.stop.set()
        await asyncio.sleep(0.3)
        assert not site.done.done()
        slow.go_on.set()
        assert await asked == "at last"
        await asyncio.wait_for(site.done, 3)


async def test_a_request_that_does_not_end_is_not_waited_for_forever(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "GRACE", 1)
    slow = Slow()
    async with open_site(slow.route) as (site, client):
        asked = asyncio.create_task(_text(client, "/slow"))
        await slow.begun.wait()
        site.stop.set()
        await asyncio.wait_for(site.done, 3)
        with pytest.raises(ClientError):
            await asked
    assert not any(record.exc_info for record in caplog.records)


async def test_a_cancelled_server_closes_its_port() -> None:
    site = Site([HELLO])
    port = site.port
    async with ClientSession(f"http://{HOST}:{port}") as client:
        await _text(client, "/")
    site.done.cancel()
    with pytest.raises(asyncio.CancelledError):
        await site.done
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(HOST, port)


async def _text(client: ClientSession, path: str) -> str:
    async with client.get(path, raise_for_status=True) as answer:
        return await answer.text()
