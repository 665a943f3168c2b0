"""An office with the page served for real, and people who come to it without script."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from io import BytesIO
from typing import NamedTuple

from aiohttp import ClientSession, CookieJar, FormData
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from bot.channels.web.channel import WebChannel
from bot.channels.web.chat import chat_routes
from bot.channels.web.chat_pages import TEMPLATES, ChatPages
from bot.channels.web.shown import published
from bot.service.ports import Channels
from bot.web.pages import Pages
from bot.web.safety import Headers
from tests.service.scene import Scene
from tests.web.site import HOST, open_site


class Seen(NamedTuple):
    """What a browser was answered, redirections followed."""

    status: int
    text: str
    headers: Mapping[str, str]
    content: bytes

    def field(self, name: str, form: str = "/chat") -> str:
        """A hidden field of the first form that goes there."""
        found = re.search(rf'action="{form}".*?name="{name}" value="([^"]*)"', self.text, re.DOTALL)
        assert found, f"no {name} in a form for {form}"
        return unescape(found[1])

    @property
    def said(self) -> list[str]:
        """The messages, those of both sides, the greeting left out."""
        _greeting, *said = re.findall(r'<p class="said"[^>]*>(.*?)</p>', self.text, re.DOTALL)
        return [unescape(re.sub(r"<[^>]+>", "", one)) for one in said]

    def button(self, command: str) -> dict[str, str]:
        """What pressing the newest button for a command sends."""
        forms = re.findall(r'action="/chat/press">(.*?)</form>', self.text, re.DOTALL)
        under = [form for form in forms if f'value="{command}"' in form and 'name="message"' in form]
        assert under, f"no button for {command}"
        fields = re.findall(r'name="(\w+)" value="([^"]*)"', under[-1])
        return {name: unescape(value) for name, value in fields}


@dataclass
class Browser:
    """One with cookies of its own, which says like all of them where a form comes from."""

    client: ClientSession
    origin: str

    async def see(self, path: str = "/chat") -> Seen:
        return await self._ask("GET", path)

    async def post(
        self,
        path: str,
        fields: Mapping[str, str],
        file: tuple[str, bytes] | None = None,
        **headers: str,
    ) -> Seen:
        form = FormData(dict(fields), quote_fields=False)
        if file is not None:
            form.add_field("file", BytesIO(file[1]), filename=file[0], content_type="image/png")
        sent = {"Origin": self.origin} | {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._ask("POST", path, form, sent)

    async def fields(self) -> dict[str, str]:
        """The hidden fields of the form as it is shown now."""
        page = await self.see()
        return {name: page.field(name) for name in ("proof", "new", "once")}

    async def writes(self, text: str = "", file: tuple[str, bytes] | None = None) -> Seen:
        """Opens the page, writes and sends: gives the page that comes then."""
        return await self.post("/chat", {**await self.fields(), "text": text}, file)

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.key: cookie.value for cookie in self.client.cookie_jar}

    async def _ask(
        self,
        method: str,
        path: str,
        form: FormData | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Seen:
        async with self.client.request(method, path, data=form, headers=headers) as answer:
            content = await answer.read()
            return Seen(answer.status, content.decode(errors="replace"), answer.headers, content)


@dataclass
class House:
    """The office at work: what comes in is handled and answered at once."""

    scene: Scene
    port: int = 0
    opened: list[ClientSession] = field(default_factory=list)
    at_work: set[asyncio.Task[None]] = field(default_factory=set)

    def browser(self, language: str = "ja") -> Browser:
        origin = f"http://{HOST}:{self.port}"
        headers = {"Accept-Language": language}
        client = ClientSession(origin, cookie_jar=CookieJar(unsafe=True), headers=headers)
        self.opened.append(client)
        return Browser(client, origin)

    def wake(self) -> None:
        task = asyncio.create_task(self._work())
        self.at_work.add(task)
        task.add_done_callback(self.at_work.discard)

    async def _work(self) -> None:
        await self.scene.runner.drain()


@asynccontextmanager
async def open_house(first: Scene) -> AsyncIterator[House]:
    """An office that people reach on the page, beside the channel with the staff chat."""
    office = first.office
    web = WebChannel(office.store, office.clock)
    scene = Scene(replace(office, channels=Channels(first.channel, web)), first.channel, first.clock)
    house, handbook = House(scene), office.assistant.handbook
    chat = ChatPages(
        office.store,
        Pages(TEMPLATES, handbook.wording, handbook.languages, secure=False, version="0"),
        office.clock,
        office.hours,
        {language: handbook.organization.name(language) for language in handbook.languages},
        published(handbook),
        house.wake,
        patience=20,
    )
    app = Starlette(routes=chat_routes(chat), middleware=[Middleware(Headers, secure=False)])
    async with open_site(Mount("/", app)) as (site, _):
        house.port = site.port
        yield house
        for client in house.opened:
            await client.close()
        await asyncio.gather(*house.at_work)
