"""Browsers of staff who are signed in already."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp import ClientSession, CookieJar
from yarl import URL

from bot.console.desk import Desk, Setting
from bot.service.ports import StaffMember
from bot.service.sign_in.signing_in import SESSION_LASTS, new_token
from bot.store import sessions, staff
from bot.store.sessions import NewSession
from tests.console.browsers import Browser, Door, a_desk, open_desk
from tests.service.scene import TANAKA, Scene
from tests.web.site import HOST


@asynccontextmanager
async def open_rooms(scene: Scene, *, settings: tuple[Setting, ...] = ()) -> AsyncIterator[Rooms]:
    """Serve the desk of an office that Tanaka leads."""
    office = replace(scene.office, lead_ids=frozenset({TANAKA.id}))
    desk = replace(a_desk(office), settings=settings)
    async with open_desk(desk) as door:
        yield Rooms(scene, desk, door)


class Rooms:
    """A desk, and who comes."""

    def __init__(self, scene: Scene, desk: Desk, door: Door) -> None:
        self.scene = scene
        self.desk = desk
        self._door = door

    async def browser(self, who: StaffMember, language: str = "ja") -> Browser:
        """One in which a member of staff is signed in."""
        token, now = new_token(), self.scene.clock()
        async with self.scene.transaction() as tx:
            await staff.seen(tx, who.id, who.name, now)
            new = NewSession(token, who.id, "Firefox", language, now, now + SESSION_LASTS)
            await sessions.start(tx, new, now)
        jar = CookieJar(unsafe=True)
        address = f"http://{HOST}:{self._door.port}"
        jar.update_cookies({"madoguchi_desk": token, "madoguchi_language": language}, URL(address))
        self._door.opened.append(ClientSession(address, cookie_jar=jar))
        return Browser(self._door.opened[-1])

    @property
    def port(self) -> int:
        return self._door.port

    def anybody(self) -> Browser:
        """One in which nobody is."""
        return self._door.browser()
