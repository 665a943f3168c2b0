"""Pictures are fetched and looked at before anything is decided, and hold nobody up."""

from __future__ import annotations

import asyncio
import logging
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.core.model import Attachment, Message, Quoted, Scan
from bot.service.files.looking import AT_ONCE, LARGEST, Looker, scan_within
from bot.service.ports import Channels, TryLater, UserMessage
from tests.service.channel import FILES, RecordingChannel
from tests.service.pictures import SAYS_URL, URL, as_file, bomb, code, damaged, on_canvas, pattern_trap
from tests.service.scene import NOON

PHOTO = Attachment("photo", "picture")
SHOWN = as_file(on_canvas(code()))
LARGE = as_file(on_canvas(code(module=2), size=(4000, 3000)), "JPEG")


class SlowChannel(RecordingChannel):
    """Takes its time over every file, and knows how many it was asked for at once."""

    seconds = 0.01
    asked, at_once = 0, 0

    async def fetch(self, file_id: str, at_most: int) -> bytes | None:
        self.asked += 1
        self.at_once = max(self.at_once, self.asked)
        await asyncio.sleep(self.seconds)
        self.asked -= 1
        return await super().fetch(file_id, at_most)


def channel(**files: bytes) -> RecordingChannel:
    return RecordingChannel(files=files)


def sent(attachment: Attachment | None = PHOTO, quoted: Quoted | None = None) -> UserMessage:
    return UserMessage("hanako", "hanako", Message("", NOON, attachment=attachment, quoted=quoted))


async def seen(attachment: Attachment | None, **files: bytes) -> Scan | None:
    return (await Looker(Channels(channel(**files))).look(sent(attachment))).message.scan


# --- which ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("attachment", [PHOTO, Attachment("document", "picture", image=True)])
async def test_the_code_in_a_photo_or_an_image_file_is_read(attachment: Attachment) -> None:
    assert await seen(attachment, picture=SHOWN) == SAYS_URL


async def test_a_code_that_cannot_be_read_is_reported() -> None:
    assert await seen(PHOTO, picture=as_file(on_canvas(damaged()))) == Scan((), unreadable=True)


async def test_a_large_picture_is_looked_at_as_well() -> None:
    assert await seen(PHOTO, picture=LARGE) == SAYS_URL


@pytest.mark.parametrize(
    "attachment",
    [
        None,
        Attachment("document", "picture"),
        Attachment("sticker", "picture"),
        Attachment("other", "picture"),
        Attachment("photo"),
        Attachment("photo", "of which we know nothing"),
    ],
)
async def test_nothing_else_is_looked_at(attachment: Attachment | None) -> None:
    assert await seen(attachment, picture=SHOWN) is None


async def test_the_picture_of_the_message_answered_is_looked_at() -> None:
    looker = Looker(Channels(channel(picture=SHOWN)))
    heard = (await looker.look(sent(None, Quoted("これです", attachment=PHOTO)))).message
    assert heard.scan is None
    assert heard.quoted == Quoted("これです", attachment=PHOTO, scan=SAYS_URL)


async def test_a_message_without_pictures_stays_as_it_is() -> None:
    plain = sent(None, Quoted("これです"))
    assert await Looker(Channels(channel())).look(plain) == plain


@pytest.mark.parametrize("content", [b"https://example.jp", bomb(50_000, 50_000), SHOWN + bytes(LARGEST)])
async def test_what_is_no_picture_or_too_large_was_not_looked_at(content: bytes) -> None:
    assert await seen(PHOTO, picture=content) is None


# --- how long ------------------------------------------------------------------------------------


async def test_a_picture_that_cannot_be_had_now_is_done_without(caplog: pytest.LogCaptureFixture) -> None:
    away = channel(picture=SHOWN)
    away.faults[FILES] = [TryLater("the network is away")]
    looker = Looker(Channels(away))
    assert (await looker.look(sent())).message.scan is None
    assert "the network is away" in caplog.text
    assert (await looker.look(sent())).message.scan == SAYS_URL


async def test_a_picture_that_does_not_come_in_time_is_done_without(caplog: pytest.LogCaptureFixture) -> None:
    slow = SlowChannel(files={"picture": SHOWN})
    slow.seconds = 30
    start = time.perf_counter()
    assert (await Looker(Channels(slow), seconds=0.05).look(sent())).message.scan is None
    assert time.perf_counter() - start < 5
    assert "it took more than 0.05 s" in caplog.text


async def test_of_many_pictures_a_few_are_looked_at_at_once() -> None:
    slow = SlowChannel(files={"picture": SHOWN})
    looker = Looker(Channels(slow))
    heard = await asyncio.gather(*(looker.look(sent(quoted=Quoted(attachment=PHOTO))) for _ in range(8)))
    assert {each.message.scan for each in heard} == {SAYS_URL}
    assert slow.at_once == AT_ONCE


@pytest.mark.alone
async def test_nothing_else_waits_while_a_picture_is_looked_at() -> None:
    looking = asyncio.create_task(Looker(Channels(channel(picture=LARGE))).look(sent()))
    longest, last = 0.0, time.perf_counter()
    while not looking.done():
        await asyncio.sleep(0)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert longest < 0.2
    assert looking.result().message.scan == SAYS_URL


def test_a_picture_made_to_take_minutes_is_given_up_after_seconds() -> None:
    trap = pattern_trap(4000)
    assert len(trap) < 100_000
    start = time.perf_counter()
    assert scan_within(trap, 1.0) is None
    assert time.perf_counter() - start < 3


def test_what_was_read_when_the_time_was_up_is_not_said_to_be_all() -> None:
    trap = Image.open(BytesIO(pattern_trap(4000))).convert("L")
    trap.paste(255, (0, 0, 4000, 1200))
    trap.paste(code(module=16), (300, 100))
    assert scan_within(as_file(trap), 2.0) == Scan((URL,), unreadable=True)


# --- what is told --------------------------------------------------------------------------------


def test_what_looks_at_a_large_picture_is_told_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    (tmp_path / "sitecustomize.py").write_text(
        f"import os, pathlib\npathlib.Path({str(told)!r}).write_text(str(dict(os.environ)))\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    assert scan_within(LARGE) == SAYS_URL
    assert "PYTHONPATH" in told.read_text()
    assert "123:secret" not in told.read_text()


async def test_no_log_line_says_what_a_code_says(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert await seen(PHOTO, picture=SHOWN) == SAYS_URL
    assert await seen(PHOTO, picture=LARGE) == SAYS_URL
    assert "example.jp" not in caplog.text
