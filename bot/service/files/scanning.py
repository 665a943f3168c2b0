"""The QR codes of a picture. As a program it reads a picture and writes a line of JSON after each look."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageFilter
from zxingcpp import Barcode, BarcodeFormat, BarcodeFormats, ContentType, TextMode, read_barcodes

from bot.core.model import Scan
from bot.service.files import apart
from bot.service.well_formed import well_formed

SIDE: Final = 1280
"""Pixels: a picture with a longer side is first looked at in this size."""
PIXELS: Final = 40_000_000
"""A picture that says it has more is not decoded: a few bytes can say anything."""
CODES: Final = 20
_FILES: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_QR: Final = BarcodeFormats((BarcodeFormat.QRCode, BarcodeFormat.MicroQRCode, BarcodeFormat.RMQRCode))
_WHITE, _BLACK = 255, 0

Image.MAX_IMAGE_PIXELS = PIXELS


@dataclass(frozen=True, slots=True)
class _Seen:
    """A code and its place, in parts of the picture's sides; no text where it could not be read."""

    text: str | None
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Seen) -> bool:
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom


def scan(picture: bytes) -> Scan | None:
    """What the QR codes say, each text once; None for what is no picture, is broken, or too large."""
    known: Scan | None = None
    for known in looks(picture):  # noqa: B007 - the last look knows all
        pass
    return known


def looks(picture: bytes) -> Iterator[Scan]:
    """What is known after each look: at SIDE pixels, then, if it has more, at all of them.

    Both, since either finds what the other does not, and one code may hide beside another.
    """
    opened = open_picture(picture)
    grey = None if opened is None else _grey(opened)
    del opened  # a picture in colours takes several times the memory
    if grey is None:
        return
    seen: list[_Seen] = []
    if not is_small(grey):
        small = grey.copy()
        small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
        seen += _look(small)
        yield _told(seen)
    seen += _look(grey)
    yield _told(seen)


def open_picture(picture: bytes) -> Image.Image | None:
    """The picture, not decoded yet; None when it is none, or too large to be decoded."""
    try:
        opened = Image.open(BytesIO(picture), formats=_FILES)
    except Exception:  # a decoder may stumble in any way over what strangers send
        return None
    return opened if opened.width * opened.height <= PIXELS else None


def is_small(picture: Image.Image) -> bool:
    return max(picture.size) <= SIDE


def _grey(picture: Image.Image) -> Image.Image | None:
    try:
        picture.draft("L", picture.size)  # a JPEG then comes without its colours, in half the time
        if picture.mode.startswith(("I", "F")):
            return _in_8_bits(picture)
        return _on_white(picture) if picture.has_transparency_data else picture.convert("L")
    except Exception:  # as above; truncated files come here
        return None


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """Pillow's own conversion takes every value above 255 for white."""
    darkest, brightest = (float(value) for value in picture.getextrema())  # type: ignore[arg-type]  # one band
    scale = 255 / max(brightest - darkest, 1.0)
    return picture.point(lambda value: value * scale - darkest * scale).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    """On black where it is all white: then it was made for a dark screen."""
    ink, cover = picture.convert("LA").split()
    for ground in (_WHITE, _BLACK):
        on_ground = Image.new("L", picture.size, ground)
        on_ground.paste(ink, mask=cover)
        darkest, brightest = on_ground.getextrema()
        if darkest != brightest:
            break
    return on_ground


def _look(grey: Image.Image) -> list[_Seen]:
    """Codes with an error, where none is without, often have none once the noise is smoothed."""
    found = _read(grey)
    if found and not any(code.valid for code in found):
        found += _read(grey.filter(ImageFilter.BoxBlur(1)))
    return [_seen(code, grey) for code in found]


def _read(grey: Image.Image) -> list[Barcode]:
    return read_barcodes(grey, _QR, text_mode=TextMode.Plain, return_errors=True)


def _seen(code: Barcode, grey: Image.Image) -> _Seen:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across, down = [c.x / grey.width for c in corners], [c.y / grey.height for c in corners]
    is_text = code.valid and code.content_type != ContentType.Binary
    text = well_formed(code.text) if is_text else None
    return _Seen(text, min(across), min(down), max(across), max(down))


def _told(seen: Sequence[_Seen]) -> Scan:
    read = [code for code in seen if code.text is not None]
    texts = tuple(dict.fromkeys(code.text for code in read if code.text and code.text.strip()))
    unread = any(code.text is None and not any(code.meets(good) for good in read) for code in seen)
    return Scan(texts[:CODES], unread or len(texts) > CODES)


def main() -> None:
    """Read a picture from standard input."""
    for known in looks(apart.given()):
        print(json.dumps(asdict(known)), flush=True)


if __name__ == "__main__":
    main()
