from __future__ import annotations

import pytest
from aiohttp import ClientSession
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web import client
from bot.web.addresses import is_near, whose
from tests.web.site import HOST, open_site


async def proxied(request: Request) -> Response:
    return PlainTextResponse(client.address(request, behind_proxy=True))


async def direct(request: Request) -> Response:
    return PlainTextResponse(client.address(request, behind_proxy=False))


async def counted_as(*lines: str, path: str = "/proxied") -> str:
    """By what a request with these X-Forwarded-For lines is counted."""
    headers = [("X-Forwarded-For", line) for line in lines]
    async with open_site(Route("/proxied", proxied), Route("/direct", direct)) as (_, session):
        return await _text(session, path, headers)


async def _text(session: ClientSession, path: str, headers: list[tuple[str, str]]) -> str:
    async with session.get(path, headers=headers, raise_for_status=True) as answer:
        return await answer.text()


async def test_the_last_entry_is_the_one_that_the_proxy_wrote() -> None:
    assert await counted_as("192.0.2.1, 198.51.100.2") == "198.51.100.2"


async def test_a_line_of_the_proxys_own_stands_below_that_of_the_visitor() -> None:
    assert await counted_as("192.0.2.1", "192.0.2.2, 198.51.100.2") == "198.51.100.2"


async def test_without_a_proxy_nobody_says_who_they_are() -> None:
    assert await counted_as("192.0.2.1", path="/direct") == HOST


@pytest.mark.parametrize(
    "lines", [(), ("",), ("unknown",), ("192.0.2.1, unknown",), ("192.0.2.1,",), ("192.0.2.1", "_hidden")]
)
async def test_where_the_proxy_names_no_address_its_own_counts(lines: tuple[str, ...]) -> None:
    assert await counted_as(*lines) == HOST


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:5678", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("[::ffff:192.0.2.1]:99", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("[::1]:99", "::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_somebody_is_counted_by_what_they_cannot_change(text: str, key: str) -> None:
    assert whose(text) == key


@pytest.mark.parametrize(
    "text",
    ["", "unknown", "192.0.2", "192.0.2.1:", "192.0.2.1.5:80", "[]", "[]:80", "[x]:80", "[::1", "٣.0.2.1"],
)
def test_what_is_no_address_is_nobodys(text: str) -> None:
    assert whose(text) is None
    assert not is_near(text)


@pytest.mark.parametrize("text", ["127.0.0.2", "10.1.2.3", "::1", "::ffff:192.168.0.1", "fd00::1"])
def test_the_machine_and_its_network_are_near(text: str) -> None:
    assert is_near(text)


@pytest.mark.parametrize("text", ["8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1111", "100.64.0.1"])
def test_all_others_are_far(text: str) -> None:
    assert not is_near(text)
