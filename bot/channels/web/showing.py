"""The chat as a page, the conversation as a piece of one, and the files in it."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web import person
from bot.channels.web.chat_pages import ChatPages, Visitor
from bot.channels.web.content import read
from bot.channels.web.shown import shown, waits
from bot.core.commands import MENU
from bot.store import web_messages

MOST_SHOWN: Final = 200
"""Messages: the older ones are still there, and in the file that /export gives."""
_LOOK: Final = 0.1
"""Seconds between looks for an answer."""
_MARK: Final = "X-Mark"
_SANDBOX: Final = "sandbox; default-src 'none'"
FAILED: Final = "chat.failed"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a form was not taken, by the id of the sentence, and what was in it."""

    what: str = ""
    text: str = ""
    had_file: bool = False
    once: str = ""
    new: str = ""


NOTHING_WRONG: Final = Wrong()


async def page(
    request: Request,
    chat: ChatPages,
    visitor: Visitor | None,
    wrong: Wrong = NOTHING_WRONG,
    status: int = 200,
) -> Response:
    """The whole page; nothing is set before the person writes."""
    language = chat.pages.language(request)
    told = "" if wrong.what == FAILED else await _conversation(request, chat, visitor)
    return chat.pages.render(
        request,
        "chat.html",
        status,
        organization=chat.organization[language],
        conversation=told,
        menu=MENU,
        wrong=wrong,
        megabytes=str(chat.largest_file // 1_000_000),
        once=wrong.once or secrets.token_urlsafe(12),
        proof=visitor.proof if visitor else "",
        new="" if visitor else wrong.new if person.is_secret(wrong.new) else person.new_secret(),
    )


async def piece(request: Request, chat: ChatPages, visitor: Visitor | None) -> Response:
    """The conversation alone; empty, with status 204, while it is as the asker says it has it."""
    if visitor is None:
        return Response(status_code=204)
    async with chat.store.transaction() as tx:
        mark = await web_messages.mark(tx, visitor.chat)
    if mark == request.headers.get(_MARK):
        return Response(status_code=204)
    return HTMLResponse(await _conversation(request, chat, visitor), headers={_MARK: mark})


async def file(request: Request, chat: ChatPages, visitor: Visitor | None, number: int) -> Response:
    """A file of the visitor's own chat; nothing in it can act, and only a picture is shown in the browser."""
    if visitor is None:
        return problem(request, chat, "page.not_found", 404)
    async with chat.store.transaction() as tx:
        found = await web_messages.find(tx, visitor.chat, number)
        content = await web_messages.file(tx, number, visitor.chat)
    told = read(found).file if found is not None else None
    if told is None or content is None:
        return problem(request, chat, "page.not_found", 404)
    shown_as = "inline" if told.is_picture else "attachment"
    headers = {
        "Content-Disposition": f"{shown_as}; filename*=UTF-8''{quote(told.name, safe='')}",
        "Content-Security-Policy": _SANDBOX,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=told.media_type, headers=headers)


def problem(request: Request, chat: ChatPages, what: str, status: int) -> Response:
    """A page with the sentences `what` and `what`.text, and the way back."""
    return chat.pages.problem(request, what, status, "/chat", "chat.back")


async def answer_to(chat: ChatPages, visitor: Visitor, number: int) -> None:
    """Wait until something is said to a message, as long as our patience lasts."""
    until = time.monotonic() + chat.patience
    while time.monotonic() < until:
        await asyncio.sleep(_LOOK)
        async with chat.store.transaction() as tx:
            if await web_messages.answered(tx, visitor.chat, number):
                return


async def _conversation(request: Request, chat: ChatPages, visitor: Visitor | None) -> str:
    messages = []
    if visitor is not None:
        async with chat.store.transaction() as tx:
            messages = await web_messages.newest(tx, visitor.chat, MOST_SHOWN)
    return chat.pages.text(
        request,
        "messages.html",
        messages=[shown(message, chat.hours, chat.links) for message in messages],
        waits=waits(messages),
        proof=visitor.proof if visitor else "",
        organization=chat.organization[chat.pages.language(request)],
    )
