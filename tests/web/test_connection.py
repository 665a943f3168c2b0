from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.limits import Limits
from tests.web.site import HOST, Site, open_site

SHORT = 0.3
LONG = 3.0
"""Whatever is over sooner was not ended by this."""
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n"


def nobody(_: str) -> bool:
    """As if the tests came from far away."""
    return False


async def echo(request: Request) -> Response:
    return PlainTextResponse(b"read " + await request.body())


async def refuse(_: Request) -> Response:
    """An answer that does not wait for the body."""
    return PlainTextResponse("refused", 413)


async def slow(_: Request) -> Response:
    await asyncio.sleep(3 * SHORT)
    return PlainTextResponse("at last")


async def unread(request: Request) -> Response:
    """Takes the body only after a while."""
    await asyncio.sleep(2.5 * SHORT)
    return PlainTextResponse(str(len(await request.body())))


ROUTES = (
    Route("/", echo, methods=["GET", "POST"]),
    Route("/refuse", refuse, methods=["POST"]),
    Route("/slow", slow),
    Route("/unread", unread, methods=["POST"]),
)


class Line:
    """A connection on which every byte is ours."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, *pieces: bytes, pause: float = 0.0) -> None:
        for piece in pieces:
            self._writer.write(piece)
            await self._writer.drain()
            await asyncio.sleep(pause)

    async def answer(self) -> str:
        """The body of the next answer."""
        head = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), LONG)
        (length,) = (
            int(line[16:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
        )
        return (await self._reader.readexactly(length)).decode()

    async def is_closed(self, within: float = LONG) -> bool:
        """Whether the server hangs up and says nothing more."""
        try:
            return await asyncio.wait_for(self._reader.read(), within) == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False

    def hang_up(self) -> None:
        self._writer.close()


@asynccontextmanager
async def line_to(site: Site, source: str = HOST) -> AsyncIterator[Line]:
    line = Line(*await asyncio.open_connection(HOST, site.port, local_addr=(source, 0)))
    try:
        yield line
    finally:
        line.hang_up()


@asynccontextmanager
async def line(limits: Limits) -> AsyncIterator[Line]:
    async with open_site(*ROUTES, limits=limits) as (site, _), line_to(site) as found:
        yield found


# --- in time ------------------------------------------------------------------------------------


async def test_who_says_nothing_is_hung_up_on() -> None:
    async with line(Limits(headers=SHORT)) as silent:
        assert await silent.is_closed()


async def test_headers_that_do_not_end_are_not_waited_for_however_often_one_comes() -> None:
    async with line(Limits(headers=SHORT)) as trickling:
        await trickling.send(b"GET / HTTP/1.1\r\n", *[b"X: x\r\n"] * 5, pause=SHORT / 10)
        assert await trickling.is_closed()


async def test_a_later_request_has_to_come_in_time_too() -> None:
    async with line(Limits(headers=SHORT)) as later:
        await later.send(GET)
        assert await later.answer() == "read "
        await later.send(GET[:9])
        assert await later.is_closed()


async def test_an_empty_line_after_an_answer_does_not_keep_a_connection_for_ever() -> None:
    async with line(Limits(headers=SHORT)) as later:
        await later.send(GET)
        await later.answer()
        await later.send(b"\r\n")
        assert await later.is_closed()


@pytest.mark.parametrize("begun", [b"", b"abc"], ids=["before it begins", "in the middle"])
async def test_a_body_that_stops_is_not_waited_for(begun: bytes) -> None:
    async with line(Limits(silence=SHORT)) as stopping:
        await stopping.send(POST + begun)
        assert await stopping.is_closed()


async def test_a_body_that_never_ends_is_not_waited_for_either() -> None:
    async with line(Limits(body=2 * SHORT)) as trickling:
        await trickling.send(POST, *[b"a"] * 5, pause=SHORT / 10)
        assert await trickling.is_closed()


async def test_whoever_reads_the_body_is_told_that_the_rest_will_not_come(
    caplog: pytest.LogCaptureFixture,
) -> None:
    over = asyncio.Event()

    async def read(request: Request) -> Response:
        try:
            return await echo(request)
        finally:
            over.set()

    read_it = Route("/", read, methods=["POST"])
    async with open_site(read_it, limits=Limits(silence=SHORT)) as (site, _), line_to(site) as stopping:
        await stopping.send(POST)
        await asyncio.wait_for(over.wait(), LONG)
    assert caplog.text == ""


async def test_a_body_may_come_slowly_as_long_as_it_comes() -> None:
    async with line(Limits(headers=SHORT, silence=2 * SHORT)) as slowly:
        await slowly.send(POST, b"a", b"b", b"c", b"d", b"e", b"f", pause=SHORT / 2)
        assert await slowly.answer() == "read abcdef"


async def test_a_body_that_we_do_not_take_is_not_held_against_them() -> None:
    body = bytes(1_000_000)
    async with line(Limits(silence=SHORT)) as waiting:
        await waiting.send(b"POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", body)
        assert await waiting.answer() == "1000000"


async def test_after_we_took_nothing_for_a_while_they_have_their_time_again() -> None:
    async with line(Limits(silence=SHORT)) as waiting:
        head = b"POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
        await waiting.send(head + bytes(99_999), pause=3.5 * SHORT)  # more than is taken unasked
        await waiting.send(b"a")
        assert await waiting.answer() == "100000"


async def test_whoever_waits_to_be_asked_for_the_body_is_not_hung_up_on() -> None:
    async with line(Limits(silence=SHORT)) as polite:
        head = b"POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nExpect: 100-continue\r\n\r\n"
        await polite.send(head, pause=2 * SHORT)
        await polite.send(b"abcdef")
        assert not await polite.is_closed(within=SHORT / 10)


async def test_a_connection_is_kept_between_requests() -> None:
    async with line(Limits(headers=SHORT, silence=SHORT, body=SHORT)) as kept:
        for _ in range(3):
            await kept.send(POST + b"abcdef")
            assert await kept.answer() == "read abcdef"
            await asyncio.sleep(2 * SHORT)


async def test_an_answer_may_take_its_time() -> None:
    async with line(Limits(headers=SHORT, silence=SHORT, body=SHORT)) as patient:
        await patient.send(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        assert await patient.answer() == "at last"


@pytest.mark.parametrize("more", [GET[:9], POST[:-2], POST + b"abc"], ids=["line", "headers", "body"])
async def test_an_answer_is_not_cut_because_the_next_request_stops(more: bytes) -> None:
    async with line(Limits(headers=SHORT, silence=SHORT, body=SHORT)) as hasty:
        await hasty.send(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n", more[:-1], more[-1:], pause=SHORT / 10)
        assert await hasty.answer() == "at last"
        assert await hasty.is_closed()


async def test_who_is_answered_before_the_body_is_whole_still_has_to_end_it() -> None:
    async with line(Limits(silence=SHORT)) as refused:
        await refused.send(b"POST /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n")
        assert await refused.answer() == "refused"
        await refused.send(b"abc")
        assert await refused.is_closed()


async def test_and_then_to_ask_again() -> None:
    async with line(Limits(headers=SHORT)) as refused:
        await refused.send(b"POST /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n")
        assert await refused.answer() == "refused"
        await refused.send(b"abcdef")
        assert await refused.is_closed()


# --- not too many -------------------------------------------------------------------------------


async def test_of_too_many_the_one_that_was_quiet_longest_makes_room() -> None:
    async with (
        open_site(*ROUTES, limits=Limits(connections=2)) as (site, _),
        line_to(site) as first,
        line_to(site) as second,
    ):
        await second.send(GET)
        await second.answer()
        await first.send(GET)
        await first.answer()
        async with line_to(site) as third:
            assert await second.is_closed()
            for served in (first, third):
                await served.send(GET)
                assert await served.answer() == "read "


async def test_where_all_the_others_have_asked_the_newest_goes() -> None:
    async with (
        open_site(*ROUTES, limits=Limits(connections=2)) as (site, _),
        line_to(site) as answered,
        line_to(site) as sending,
    ):
        await answered.send(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        await sending.send(POST + b"abc")
        async with line_to(site) as third:
            assert await third.is_closed()
        await sending.send(b"def")
        assert await sending.answer() == "read abcdef"
        assert await answered.answer() == "at last"


async def test_one_address_does_not_take_everybodys_place() -> None:
    async with (
        open_site(*ROUTES, limits=Limits(from_one=1, spares=nobody)) as (site, _),
        line_to(site) as first,
    ):
        await first.send(GET)
        assert await first.answer() == "read "
        async with line_to(site) as second, line_to(site, "127.0.0.2") as other:
            assert await second.is_closed()
            for served in (first, other):
                await served.send(GET)
                assert await served.answer() == "read "


async def test_a_place_is_free_again_when_somebody_leaves() -> None:
    async with open_site(*ROUTES, limits=Limits(from_one=1, spares=nobody)) as (site, _):
        for _ in range(3):
            async with line_to(site) as alone:
                await alone.send(GET.replace(b"Host: x", b"Host: x\r\nConnection: close"))
                assert await alone.answer() == "read "
                assert await alone.is_closed()


async def test_a_proxy_nearby_may_open_any_number() -> None:
    async with (
        open_site(*ROUTES, limits=Limits(from_one=1)) as (site, _),
        line_to(site) as first,
        line_to(site) as second,
    ):
        for served in (first, second):
            await served.send(GET)
            assert await served.answer() == "read "


async def test_the_log_says_once_that_there_were_too_many(caplog: pytest.LogCaptureFixture) -> None:
    async with open_site(*ROUTES, limits=Limits(connections=0)) as (site, _):
        for _ in range(3):
            async with line_to(site) as one_too_many:
                assert await one_too_many.is_closed()
    assert caplog.messages == ["too many connections (1 open): some are closed"]


async def test_of_a_flood_no_more_is_let_in_at_once_than_there_are_descriptors_for() -> None:
    async with open_site(*ROUTES, limits=Limits(connections=10)) as (site, _):
        await asyncio.sleep(SHORT)  # until it listens as a server does
        flood = [socket.socket() for _ in range(300)]
        for each in flood:
            each.setblocking(False)
            each.connect_ex((HOST, site.port))
        before, most = _descriptors(), 0
        for _ in range(20):
            await asyncio.sleep(0)
            most = max(most, _descriptors() - before)
        for each in flood:
            each.close()
    assert 10 < most < 200


def _descriptors() -> int:
    return len(os.listdir("/dev/fd"))
