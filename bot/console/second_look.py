"""A second look before what cannot be taken back: the browser's script asks, and without it a page does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from bot.console.desk import Desk, Signed
from bot.console.page import Do, render
from bot.console.queue import ROOM
from bot.web.forms import Form

SAID_YES: Final = "said_yes"
"""The field by which a form says that its question was answered; `page.js` adds it, too."""
Ask = Callable[[Request, Desk, Signed, Form], Awaitable[str]]
"""Puts the question in words; "" where nothing is to be asked."""


def asking(do: Do, ask: Ask | str, *, room: str = ROOM) -> Do:
    """Have a form do its work only after a yes to `ask`, a question or the id of one.

    Its address without the last word must be a page: the one to go back to.
    """

    async def act(request: Request, desk: Desk, signed: Signed, form: Form) -> Response:
        question = "" if form.text(SAID_YES) else await _question(ask, request, desk, signed, form)
        if not question:
            return await do(request, desk, signed, form)
        fields = [(name, one) for name, sent in form.fields.items() if name != "csrf" for one in sent]
        values: dict[str, Any] = {
            "question": question,
            "action": request.url.path,
            "fields": [*fields, (SAID_YES, "yes")],
            "back": request.url.path.rpartition("/")[0],
        }
        return render(request, desk, signed, "second_look.html", room=room, **values)

    return act


async def _question(ask: Ask | str, request: Request, desk: Desk, signed: Signed, form: Form) -> str:
    if isinstance(ask, str):
        return desk.pages.say(desk.pages.language(request), ask)
    return await ask(request, desk, signed, form)
