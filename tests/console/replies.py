"""Replies as they are written on the page of an enquiry."""

from __future__ import annotations

import html
import io
import re

from aiohttp import FormData
from PIL import Image

from tests.console.browsers import Browser, Seen

ONE = "/desk/tickets/1"
WRITE = f"{ONE}/reply"
REPLY = "入会案内のページを<b>ご覧</b>ください。"


def form(page: Seen, action: str) -> dict[str, str]:
    """The hidden fields of the first form with this action."""
    found = re.search(rf'<form[^>]* action="{re.escape(action)}(?:#\w+)?".*?</form>', page.text, re.DOTALL)
    assert found, f"no form {action} in {page.path}"
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found[0])
    return {name: html.unescape(value) for name, value in hidden}


async def writes(browser: Browser, page: Seen, text: str, **more: str) -> Seen:
    return await browser.post(WRITE, {**form(page, WRITE), "text": text, "do": "preview", **more})


def has(page: Seen, *words: str) -> list[bool]:
    return [word in page.text for word in words]


def a_picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (9, 9)).save(content, "PNG")
    return content.getvalue()


def with_file(page: Seen, text: str, content: bytes) -> FormData:
    """The form of a reply, with a file in it."""
    data = FormData({**form(page, WRITE), "text": text, "do": "preview"}, quote_fields=False)
    data.add_field("file", content, filename="map.png", content_type="image/png")
    return data
