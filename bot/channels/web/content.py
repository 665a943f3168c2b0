"""What a message of the web chat is made of, as it is kept, and what comes of it as an update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from bot.core.language import detect
from bot.core.model import Attachment
from bot.service.ports import Key
from bot.store.web_messages import WebMessage


@dataclass(frozen=True, slots=True)
class WebFile:
    """A file of a message, as its sender called it."""

    name: str
    media_type: str

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class WebContent:
    """What a message shows; `once` is the mark of the form that it came with, which counts only once.

    A status line is said in passing, and answers nothing.
    """

    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    file: WebFile | None = None
    language: str = ""
    is_status: bool = False
    once: str = ""


@dataclass(frozen=True, slots=True)
class WebUpdate:
    """What a person sent, as a raw update; `pressed` is the command of a button, on the message `on`."""

    id: int
    chat: str
    at: datetime
    language: str
    text: str = ""
    attachment: Attachment | None = None
    pressed: str = ""
    on: int | None = None


_CONTENT: TypeAdapter[WebContent] = TypeAdapter(WebContent)
_UPDATE: TypeAdapter[WebUpdate] = TypeAdapter(WebUpdate)


def language_of(text: str) -> str:
    """The language a message is written in, "" where that cannot be told."""
    found = detect(text)
    return found if found is not None and found != "und" else ""


def dump(content: WebContent) -> str:
    return _CONTENT.dump_json(content).decode()


def read(message: WebMessage) -> WebContent:
    return _CONTENT.validate_json(message.content)


def dump_update(update: WebUpdate) -> bytes:
    return _UPDATE.dump_json(update)


def read_update(payload: bytes) -> WebUpdate:
    """ValueError when it is none."""
    return _UPDATE.validate_json(payload)
