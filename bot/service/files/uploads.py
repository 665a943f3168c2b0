"""What a file that somebody sent really is: told by what is in it, never by its name."""

from __future__ import annotations

import asyncio
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal

from PIL import Image

from bot.service.files import apart
from bot.service.files.scanning import PIXELS

LARGEST_PHOTO: Final = 10_000_000
"""Bytes of a photo: Telegram takes no larger one."""
LARGEST_DOCUMENT: Final = 20_000_000
"""Bytes of another file: a bot can fetch no larger one from Telegram."""
LOOK_SECONDS: Final = 5.0
"""For a large picture to be looked through."""
_THREADS: Final = ThreadPoolExecutor(2, "recognising")
_PDF_WITHIN: Final = 1024
"""Bytes in which readers look for the beginning of a PDF."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is, and as what Telegram shows it."""

    kind: Literal["photo", "document"]
    media_type: str
    extension: str

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


_PDF: Final = "PDF"
PDF: Final = FileKind("document", "application/pdf", "pdf")
_PICTURES: Final = {
    "JPEG": FileKind("photo", "image/jpeg", "jpg"),
    "PNG": FileKind("photo", "image/png", "png"),
    "WEBP": FileKind("photo", "image/webp", "webp"),
    "GIF": FileKind("document", "image/gif", "gif"),
}
_BEGINNINGS: Final = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"RIFF": "WEBP",
    b"%PDF-": _PDF,
}


async def recognised(content: bytes, seconds: float = LOOK_SECONDS) -> FileKind | None:
    """As `recognise`, without holding anybody up; None for a picture that takes too long, too."""
    if _seems(content) is None:
        return None
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _recognised_within, content, seconds)


def recognise(content: bytes) -> FileKind | None:
    """The kind of a picture or a PDF; None for anything else, and for what only begins like one.

    A picture can be made so that this takes a minute.
    """
    format = _seems(content)
    if format is None:
        return None
    if format == _PDF:
        return PDF if b"%%EOF" in content[-_PDF_WITHIN:] else None
    return _PICTURES[format] if _is_picture(content, format) else None


def _recognised_within(content: bytes, seconds: float) -> FileKind | None:
    if len(content) <= apart.AT_ONCE or _seems(content) == _PDF:
        return recognise(content)
    written, _ = apart.look(__name__, content, seconds)
    return _PICTURES.get(written.decode("ascii", "replace").strip())


def _seems(content: bytes) -> str | None:
    """The format that the content begins like."""
    return next((format for start, format in _BEGINNINGS.items() if content.startswith(start)), None)


def _is_picture(content: bytes, format: str) -> bool:
    """Whether all of it is what its beginning says, and no more pixels than anybody could show."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a decoder's remarks about what strangers send
            with Image.open(BytesIO(content), formats=[format]) as picture:
                if picture.width * picture.height > PIXELS:
                    return False
                picture.verify()
    except Exception:  # a decoder may stumble in any way over what strangers send
        return False
    return True


def main() -> None:
    """As a program: write the format of the picture on standard input, nothing if it is none."""
    found = recognise(apart.given())
    print(next((format for format, kind in _PICTURES.items() if kind is found), ""))


if __name__ == "__main__":
    main()
