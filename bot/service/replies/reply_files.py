"""Files that staff put with a reply: told by what is in them, and within what Telegram takes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final, Literal

from PIL import Image

from bot.service.files.uploads import LARGEST_DOCUMENT, LARGEST_PHOTO, FileKind, recognised
from bot.store.draft_files import NewFile

TAKEN: Final = frozenset({"image/jpeg", "image/png", "application/pdf"})
Unfit = Literal["file_kind", "file_too_large"]
_LONGEST_NAME = 80
_SIDES = 10_000
_LONGER = 20
"""Telegram shows no picture with more pixels on two sides together, or so much longer than wide."""
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


async def judged(name: str, content: bytes) -> NewFile | Unfit:
    """A file to be sent, else why it is not."""
    kind = await recognised(content)
    if kind is None or kind.media_type not in TAKEN:
        return "file_kind"
    if len(content) > (LARGEST_PHOTO if kind.is_picture else LARGEST_DOCUMENT):
        return "file_too_large"
    as_photo = kind.is_picture and _is_shown(content)
    return NewFile("photo" if as_photo else "document", _named(name, kind), kind.media_type, content)


def _is_shown(content: bytes) -> bool:
    with Image.open(BytesIO(content)) as picture:
        sides = sorted(picture.size)
    return sum(sides) <= _SIDES and sides[1] <= _LONGER * sides[0]


def _named(name: str, kind: FileKind) -> str:
    """Its own name without a path, and with the ending that fits what it is."""
    last = re.split(r"[/\\]", name)[-1]
    stem = _NOT_IN_NAMES.sub("", last.rpartition(".")[0] or last).strip(" .")[:_LONGEST_NAME]
    return f"{stem or 'file'}.{kind.extension}"
