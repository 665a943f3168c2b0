"""The pages of the chat: a person writes, sends a picture, presses a button, takes a message back."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web import intake, person, showing
from bot.channels.web.chat_pages import ChatPages, Visitor
from bot.channels.web.intake import Sending, SentFile
from bot.channels.web.showing import Wrong
from bot.core.commands import MENU
from bot.core.own_data import DELETE, EXPORT, MYDATA
from bot.log import place
from bot.service.files.uploads import recognised
from bot.service.ports import MESSAGE_LIMIT
from bot.store import web_messages
from bot.store.errors import in_words
from bot.web import client
from bot.web.forms import Form, read_form
from bot.web.numbers import SHORT
from bot.web.origin import comes_from_here
from bot.web.rates import Rates
from bot.web.safety import TooMuch

log = logging.getLogger(__name__)

BUTTONS: Final = frozenset({*MENU, MYDATA, EXPORT, DELETE})
"""What can be pressed on the page itself."""
A_MINUTE: Final = 20
"""Messages of one person."""
FROM_AN_ADDRESS: Final = 60
"""As many from one address: people of one office share it."""
_MINUTE: Final = 60.0
_PLACE: Final = "/chat#text"
"""Where the person goes on writing."""

Do = Callable[[Request, Form, Visitor], Awaitable[Response]]


def chat_routes(chat: ChatPages) -> list[Route]:
    """All pages under /chat."""
    pages = _Chat(chat)
    return [
        Route("/chat", pages.see, methods=["GET"]),
        Route("/chat", pages.does(pages.send), methods=["POST"]),
        Route("/chat/press", pages.does(pages.press), methods=["POST"]),
        Route("/chat/delete", pages.does(pages.delete), methods=["POST"]),
        Route("/chat/messages", pages.messages, methods=["GET"]),
        Route(f"/chat/files/{{number:{SHORT}}}", pages.file, methods=["GET"]),
    ]


class _Chat:
    """The handlers; how often somebody may write is remembered here."""

    def __init__(self, chat: ChatPages) -> None:
        self._chat = chat
        self._of_person = Rates(A_MINUTE, _MINUTE)
        self._of_address = Rates(FROM_AN_ADDRESS, _MINUTE)

    # --- looking --------------------------------------------------------------------------------

    async def see(self, request: Request) -> Response:
        return await showing.page(request, self._chat, self._visitor(request))

    async def messages(self, request: Request) -> Response:
        return await showing.piece(request, self._chat, self._visitor(request))

    async def file(self, request: Request) -> Response:
        visitor = self._visitor(request)
        return await showing.file(request, self._chat, visitor, request.path_params["number"])

    # --- doing ----------------------------------------------------------------------------------

    def does(self, do: Do) -> Callable[[Request], Awaitable[Response]]:
        """What a form does, once it is known to come from a page of ours and not too often."""

        async def endpoint(request: Request) -> Response:
            chat, visitor = self._chat, self._visitor(request)
            try:
                form = await read_form(request, most_files=1, largest=chat.largest_file)
            except TooMuch:
                return showing.problem(request, chat, "page.too_large", 413)
            here = comes_from_here(request)
            if here is False:
                return showing.problem(request, chat, "page.stale", 403)
            if visitor is None and here and person.is_secret(form.text("new")):
                visitor = Visitor(form.text("new"), is_new=True)
            if visitor is None or not visitor.proved_by(form):
                return await self._again(request, form, "chat.stale", 403)
            if not self._may(request, visitor):
                return await self._again(request, form, "chat.too_often", 429)
            try:
                response = await do(request, form, visitor)
            except Exception as error:
                log.error("a message of the web chat was not taken: %s at %s", in_words(error), place(error))
                return await self._again(request, form, "chat.failed", 503)
            if response.status_code == 303:
                person.keep(response, visitor.secret, secure=chat.secure)
            return response

        return endpoint

    async def send(self, request: Request, form: Form, visitor: Visitor) -> Response:
        """Words, a file, or both."""
        text, wrong, file = form.text("text").strip(), "", None
        if len(text.encode("utf-16-le")) // 2 > MESSAGE_LIMIT:
            wrong = "chat.too_long"
        elif form.files:
            uploaded = form.files[0]
            kind = await recognised(uploaded.content)
            if uploaded.too_large:
                wrong = "chat.file.too_large"
            elif kind is None:
                wrong = "chat.file.unknown"
            else:
                file = SentFile(uploaded.name, kind, uploaded.content)
        elif not text:
            wrong = "chat.nothing"
        if wrong:
            return await self._again(request, form, wrong, 422)
        sending = Sending(self._language(request), form.text("once")[:64], text, file)
        return await self._sent(form, visitor, sending)

    async def press(self, request: Request, form: Form, visitor: Visitor) -> Response:
        """A button under a message; one of the page itself stands under none."""
        command, number, language = form.text("command"), form.number("message"), self._language(request)
        if number is None:
            if command not in BUTTONS:
                return _on()
            label = self._chat.pages.say(language, f"button.{command}")
            once = form.text("once")[:64]
            return await self._sent(form, visitor, Sending(language, once, label, pressed=command))
        async with self._chat.store.transaction() as tx:
            at = self._chat.clock()
            pressed = await intake.press(tx, visitor.chat, number, command, language, at)
        if pressed is not None:
            await self._taken(form, visitor, pressed)
        return _on()

    async def delete(self, _: Request, form: Form, visitor: Visitor) -> Response:
        """The person takes back a message of theirs; what became of it stays."""
        number = form.number("message")
        if number is not None:
            async with self._chat.store.transaction() as tx:
                await web_messages.remove(tx, visitor.chat, "user", [number])
        return _on()

    async def _sent(self, form: Form, visitor: Visitor, sending: Sending) -> Response:
        async with self._chat.store.transaction() as tx:
            number = await intake.send(tx, visitor.chat, sending, self._chat.clock())
        await self._taken(form, visitor, number)
        return _on()

    async def _taken(self, form: Form, visitor: Visitor, number: int) -> None:
        """Without script the page comes again only when there may be an answer on it."""
        self._chat.wake()
        if not form.text("live"):
            await showing.answer_to(self._chat, visitor, number)

    # --- who, and how often ---------------------------------------------------------------------

    def _visitor(self, request: Request) -> Visitor | None:
        secret = person.secret_of(request, secure=self._chat.secure)
        return Visitor(secret) if secret else None

    def _may(self, request: Request, visitor: Visitor) -> bool:
        address = client.address(request, behind_proxy=self._chat.behind_proxy)
        return self._of_address.allows(address) and self._of_person.allows(visitor.chat)

    def _language(self, request: Request) -> str:
        return self._chat.pages.language(request)

    async def _again(self, request: Request, form: Form, wrong: str, status: int) -> Response:
        """The page with what was written, and what is wrong with it."""
        told = Wrong(wrong, form.text("text"), bool(form.files), form.text("once")[:64], form.text("new"))
        return await showing.page(request, self._chat, self._visitor(request), told, status)


def _on() -> Response:
    return RedirectResponse(_PLACE, 303)
