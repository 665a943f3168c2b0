"""Pictures with QR codes in them, as files."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image
from qrcode.image.pil import PilImage
from qrcode.main import QRCode

from bot.core.model import Scan

URL = "https://example.jp/公式?id=1"
GREY = 200


def code(text: str | bytes = URL, module: int = 5) -> Image.Image:
    """A code, so many pixels a module."""
    made = QRCode(box_size=module, border=4, image_factory=PilImage)
    made.add_data(text)
    made.make()
    drawn: Image.Image = made.make_image().get_image()
    return drawn.convert("L")


def on_canvas(*codes: Image.Image, size: tuple[int, int] = (1000, 800)) -> Image.Image:
    """Codes side by side on grey."""
    canvas, left = Image.new("L", size, GREY), 60
    for each in codes:
        canvas.paste(each, (left, 80))
        left += each.width + 60
    return canvas


def as_file(picture: Image.Image, format: str = "PNG", **options: object) -> bytes:
    written = BytesIO()
    picture.save(written, format, **options)
    return written.getvalue()


def damaged(text: str = URL) -> Image.Image:
    """A code that shows what it is, and not what it says."""
    drawn = code(text)
    third = drawn.width // 3
    drawn.paste(0, (third, third, 2 * third, 2 * third))
    return drawn


def pattern_trap(side: int) -> bytes:
    """So full of what codes begin with that looking at all of it takes minutes; a few kilobytes."""
    finder = Image.new("L", (8, 8), 255)
    finder.paste(0, (0, 0, 7, 7))
    finder.paste(255, (1, 1, 6, 6))
    finder.paste(0, (2, 2, 5, 5))
    row = Image.new("L", (side, 8))
    for left in range(0, side, 8):
        row.paste(finder, (left, 0))
    picture = Image.new("L", (side, side))
    for top in range(0, side, 8):
        picture.paste(row, (0, top))
    return as_file(picture)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, in 67 bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


SAYS_URL = Scan((URL,))
