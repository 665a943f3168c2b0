"""A file is what is in it, whatever its name says; and it is sent only while it is there."""

from __future__ import annotations

import asyncio
import os
import time

import pytest
from PIL import Image

from bot.service.files import apart
from bot.service.files.uploads import recognise, recognised
from bot.service.ports import Post, Upload
from bot.service.work import Work
from tests.conftest import OpenOffice
from tests.service.pictures import as_file, bomb
from tests.service.scene import NOON

DOT = Image.new("RGB", (40, 30), "white")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("content", "kind", "media_type", "extension"),
    [
        (as_file(DOT, "JPEG"), "photo", "image/jpeg", "jpg"),
        (as_file(DOT), "photo", "image/png", "png"),
        (as_file(DOT, "WEBP"), "photo", "image/webp", "webp"),
        (as_file(DOT, "GIF"), "document", "image/gif", "gif"),
        (PDF, "document", "application/pdf", "pdf"),
    ],
    ids=["jpeg", "png", "webp", "gif", "pdf"],
)
def test_pictures_and_pdfs_are_known_by_their_content(
    content: bytes, kind: str, media_type: str, extension: str
) -> None:
    found = recognise(content)
    assert found is not None
    assert (found.kind, found.media_type, found.extension) == (kind, media_type, extension)
    assert found.is_picture == (extension != "pdf")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"PK\x03\x04 an archive",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<html>%PDF-1.7 %%EOF</html>",
        b"%PDF-1.7 cut off in the mid",
        b"\x89PNG\r\n\x1a\n and no picture",
        as_file(DOT)[:60],
        as_file(DOT, "BMP"),
        b"RIFF\x04\x00\x00\x00WAVE",
        bomb(100_000, 100_000),
    ],
    ids=["empty", "exe", "zip", "svg", "html", "cut pdf", "begins", "cut", "bmp", "wave", "bomb"],
)
def test_nothing_else_is_taken_for_one(content: bytes) -> None:
    assert recognise(content) is None


async def test_a_picture_made_to_take_minutes_is_none_and_holds_nobody_up() -> None:
    pieces = b"\xff\xd8" + b"\xff\xe1\x00\x02" * 2_000_000
    looking = asyncio.create_task(recognised(pieces, seconds=0.5))
    longest = 0.0
    while not looking.done():
        before = time.monotonic()
        await asyncio.sleep(0.01)
        longest = max(longest, time.monotonic() - before)
    assert await looking is None
    assert longest < 3, "it takes ten seconds and more where one stands"


async def test_a_large_picture_is_known_as_well() -> None:
    noise = Image.frombytes("RGB", (600, 400), os.urandom(600 * 400 * 3))
    content = as_file(noise)
    assert len(content) > apart.AT_ONCE
    found = await recognised(content)
    assert found is not None
    assert found.media_type == "image/png"


async def test_a_file_that_is_gone_is_not_sent_and_staff_are_told(office: OpenOffice) -> None:
    scene = await office()
    async with scene.transaction() as tx:
        work = Work(tx, scene.office, NOON, "test")
        await work.send(Post("hanako", "添付", upload=Upload(99, "1-99.pdf", "document")), "reply")
    await scene.runner.drain()
    assert scene.channel.posts("hanako") == []
    assert await scene.rows("SELECT state, error FROM outbox WHERE chat = 'hanako'") == [
        ("dead", "the file is gone")
    ]
    assert "the file is gone" in scene.staff_posts()[-1].text
