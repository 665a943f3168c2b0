"""The web pages of the bot as one application: the desk, the web chat, and their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.app.basics import now
from bot.app.shown_settings import shown_settings
from bot.channels.web import chat_pages
from bot.channels.web.chat import chat_routes
from bot.channels.web.chat_pages import ChatPages
from bot.channels.web.shown import published
from bot.console import app as console
from bot.console.app import desk_routes
from bot.console.desk import Desk
from bot.service.files.uploads import LARGEST_DOCUMENT, LARGEST_PHOTO
from bot.service.office import Office
from bot.service.replies.replying import MOST_FILES
from bot.service.sign_in.start_link import StartLink
from bot.settings import Settings
from bot.web.pages import Pages
from bot.web.problems import Problems
from bot.web.safety import BodyLimit, Headers
from bot.web.server import hung_up
from bot.web.static_files import static_routes, static_version

MOST_SENT = (MOST_FILES + 1) * LARGEST_DOCUMENT
"""Bytes of one request: more than the files that go with a reply, so that the page itself can say so."""


@dataclass(frozen=True, slots=True)
class Entrances:
    """How people get to the pages of this process."""

    host: str = ""
    port: int = 0
    chat: bool = False
    telegram: bool = False
    start_link: StartLink | None = None

    def told(self) -> Iterator[str]:
        """A line each, for whoever started the program; none where no pages are served."""
        if not self.port:
            return
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  # compared, not bound
        address = f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
        if self.chat:
            yield f"  chat: {address}/chat"
        if self.start_link:
            yield f"  desk: {address}/desk/start/{self.start_link.token}  (opens once)"
        elif self.telegram:
            yield f"  desk: {address}/desk"
        else:
            yield f"  desk: {address}/desk  (to get in, start the bot in a terminal with HOST=127.0.0.1)"


def pages_app(settings: Settings, office: Office, entrances: Entrances, wake: Callable[[], None]) -> ASGIApp:
    """Every page; `wake` is called when something was written that is to be handled."""
    secure = settings.is_secure
    chat = {"/chat": "chat.back"} if entrances.chat else {}
    pages = _pages(office, console.TEMPLATES, secure)
    problems = Problems(pages, {"/desk": "desk.back", **chat, "/": "page.front"})
    app = Starlette(
        routes=page_routes(settings, office, entrances, wake),
        exception_handlers={
            HTTPException: problems.refused,
            ClientDisconnect: hung_up,
            Exception: problems.failed,
        },
    )
    app.router.redirect_slashes = False  # it would lead to the host that whoever asks has named
    return Headers(BodyLimit(app, most=MOST_SENT, refused=problems.too_large), secure=secure)


def page_routes(
    settings: Settings, office: Office, entrances: Entrances, wake: Callable[[], None]
) -> list[BaseRoute]:
    """Where each page is."""
    secure = settings.is_secure
    desk = Desk(
        office,
        _pages(office, console.TEMPLATES, secure),
        shown_settings(settings),
        entrances.start_link,
        secure=secure,
        behind_proxy=secure,
        has_telegram=entrances.telegram,
    )
    routes: list[BaseRoute] = [*static_routes(), *desk_routes(desk)]
    if entrances.chat:
        routes += chat_routes(_chat(office, wake, secure))
    return [*routes, Route("/", _front(chat=entrances.chat))]


def _chat(office: Office, wake: Callable[[], None], secure: bool) -> ChatPages:
    handbook = office.assistant.handbook
    return ChatPages(
        office.store,
        _pages(office, chat_pages.TEMPLATES, secure),
        now,
        office.hours,
        {language: handbook.organization.name(language) for language in handbook.languages},
        published(handbook),
        wake,
        secure=secure,
        behind_proxy=secure,
        largest_file=min(LARGEST_PHOTO, office.largest_file),
    )


def _pages(office: Office, templates: Path, secure: bool) -> Pages:
    handbook = office.assistant.handbook
    return Pages(templates, handbook.wording, handbook.languages, secure=secure, version=static_version())


def _front(*, chat: bool) -> Callable[[Request], Response]:
    def front(_: Request) -> Response:
        return RedirectResponse("/chat" if chat else "/desk", 303)

    return front
