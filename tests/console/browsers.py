"""The desk served for real, and browsers in front of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from typing import NamedTuple

from aiohttp import ClientSession, CookieJar, FormData
from multidict import MultiDict

from bot.console.app import TEMPLATES, desk_routes
from bot.console.desk import Desk
from bot.core.model import Command
from bot.service.office import Office
from bot.service.sign_in.start_link import StartLink
from bot.web.pages import Pages
from tests.service.channel import texts
from tests.service.scene import Scene
from tests.web.site import HOST, open_site

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Seen(NamedTuple):
    """What a browser was answered, redirections followed."""

    status: int
    text: str
    path: str
    headers: Mapping[str, str]


class Browser:
    """One with cookies of its own."""

    def __init__(self, client: ClientSession) -> None:
        self._client = client

    async def get(self, path: str, **headers: str) -> Seen:
        async with self._client.get(path, headers=headers) as answer:
            return Seen(answer.status, await answer.text(), answer.url.path_qs, answer.headers)

    async def content(self, path: str) -> tuple[bytes, Mapping[str, str]]:
        """A file, as it comes."""
        async with self._client.get(path) as answer:
            return await answer.read(), answer.headers

    async def post(self, path: str, data: Mapping[str, str] | FormData, **headers: str) -> Seen:
        async with self._client.post(path, data=data, headers=headers) as answer:
            return Seen(answer.status, await answer.text(), answer.url.path_qs, answer.headers)

    async def code(self, path: str = "/desk/sign-in") -> str:
        """The code that it shows."""
        page = await self.get(path)
        found = re.search(r"/desk (\w{4}-\w{4})", page.text)
        assert found, page.text
        return found[1]

    @property
    def cookies(self) -> set[str]:
        return {cookie.key for cookie in self._client.cookie_jar}


@dataclass
class Door:
    """The port at which a desk is, and who comes."""

    port: int
    opened: list[ClientSession] = field(default_factory=list)

    def browser(self) -> Browser:
        jar = CookieJar(unsafe=True)  # by its address, which has no name
        address, headers = f"http://{HOST}:{self.port}", {"User-Agent": FIREFOX}
        self.opened.append(ClientSession(address, cookie_jar=jar, headers=headers))
        return Browser(self.opened[-1])


@dataclass
class Front:
    """An office and its desk, and staff with their phones."""

    scene: Scene
    desk: Desk
    door: Door

    def browser(self) -> Browser:
        return self.door.browser()

    async def confirms(self, code: str, who: str = "sato") -> list[str]:
        """A member of staff sends a code and says yes; what they read."""
        said = await self.says(f"/desk {code}", who)
        _, key = self.scene.button(who, f"desk_yes {await self._newest()}")
        return said + await self.says(f"/{key.command}", who)

    async def says(self, text: str, who: str) -> list[str]:
        inbound = self.scene.written(who=who, command=Command.parse(text))
        sent = await self.scene.receive(replace(inbound, name="佐藤"), who)
        return texts(sent, who)

    async def signed_in(self, who: str = "sato") -> Browser:
        """A browser in which somebody has signed in."""
        browser = self.browser()
        await self.confirms(await browser.code(), who)
        await browser.get("/desk/sign-in?next=/desk/sessions")
        return browser

    async def _newest(self) -> object:
        return (await self.scene.rows("SELECT max(id) FROM sign_ins WHERE state = 'asked'"))[0][0]


@asynccontextmanager
async def open_desk(desk: Desk) -> AsyncIterator[Door]:
    """Serve a desk."""
    async with open_site(*desk_routes(desk)) as (site, _):
        door = Door(site.port)
        yield door
        for client in door.opened:
            await client.close()


def a_desk(office: Office, link: StartLink | None = None) -> Desk:
    handbook = office.assistant.handbook
    pages = Pages(TEMPLATES, handbook.wording, handbook.languages, secure=False, version="0")
    return Desk(office, pages, start_link=link)


@asynccontextmanager
async def open_front(scene: Scene, *, link: StartLink | None = None) -> AsyncIterator[Front]:
    """Serve the desk of an office."""
    desk = a_desk(scene.office, link)
    async with open_desk(desk) as door:
        yield Front(scene, desk, door)


YES = {"said_yes": "yes"}
"""A form whose question was answered."""


def fields(page: Seen) -> MultiDict[str]:
    """What the last form of a page sends."""
    form = page.text.rpartition("<form")[2].partition("</form>")[0]
    found = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    return MultiDict((name, unescape(value)) for name, value in found)


def csrf(page: Seen) -> str:
    """The proof in the forms of a page."""
    found = re.search(r'name="csrf" value="(\w+)"', page.text)
    assert found, page.text
    return found[1]
