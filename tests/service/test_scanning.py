"""What is read of the QR codes in a picture, and which files are not opened at all."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps
from zxingcpp import read_barcodes

from bot.core.model import Scan
from bot.service.files.scanning import CODES, PIXELS, scan
from tests.service.pictures import GREY, SAYS_URL, URL, as_file, bomb, code, damaged, on_canvas

OTHER = "https://example.org/other"
Change = Callable[[Image.Image], Image.Image]


def from_the_side(picture: Image.Image) -> Image.Image:
    """As a camera sees it that is not held straight."""
    width, height = picture.size
    corners = (-0.15 * width, -0.1 * height, 0, height, width, 1.15 * height, width, 0)
    return picture.transform(picture.size, Image.Transform.QUAD, corners, fillcolor=GREY)


def rotated(degrees: int) -> Change:
    return lambda picture: picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=GREY)


def noisy(picture: Image.Image, strength: float = 20) -> Image.Image:
    noise = np.random.default_rng(0).normal(0, strength, (picture.height, picture.width))
    return Image.fromarray((np.asarray(picture) + noise).clip(0, 255).astype(np.uint8))


DISTORTIONS: dict[str, Change] = {
    "as it is": lambda picture: picture,
    "light on dark": ImageOps.invert,
    "upside down": rotated(180),
    "rotated": rotated(33),
    "mirrored": ImageOps.mirror,
    "blurred": lambda picture: picture.filter(ImageFilter.GaussianBlur(2)),
    "from the side": from_the_side,
    "noisy": noisy,
    "pale": lambda picture: picture.point(lambda value: 150 + value * 0.2),
}


@pytest.mark.parametrize("distorted", DISTORTIONS.values(), ids=DISTORTIONS)
@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_a_distorted_code_is_read(distorted: Change, format: str) -> None:
    assert scan(as_file(distorted(on_canvas(code())), format)) == SAYS_URL


def test_what_zxing_reads_of_the_original_is_read() -> None:
    for number in range(12):
        picture = on_canvas(code(f"{URL}&n={number}", module=2 + number % 4), size=(1900, 900))
        picture = picture.filter(ImageFilter.GaussianBlur(number / 4)).rotate(number * 31, fillcolor=GREY)
        theirs = tuple(found.text for found in read_barcodes(picture))
        ours = scan(as_file(picture))
        assert ours is not None
        assert set(theirs) <= set(ours.codes)


# --- sizes ---------------------------------------------------------------------------------------


def test_a_small_code_in_a_large_picture_is_read() -> None:
    assert scan(as_file(on_canvas(code(module=2), size=(4000, 3000)), "JPEG")) == SAYS_URL


def test_a_code_that_is_only_legible_when_made_smaller_is_read() -> None:
    grainy = noisy(on_canvas(code(module=12), size=(2600, 2000)), 200)
    assert read_barcodes(grainy) == []
    assert scan(as_file(grainy, "JPEG", quality=60)) == SAYS_URL


def test_a_small_code_beside_a_large_one_is_read_too() -> None:
    both = on_canvas(code(module=12), code(OTHER, module=2), size=(4000, 3000))
    found = scan(as_file(both, "JPEG"))
    assert found is not None
    assert set(found.codes) == {URL, OTHER}


# --- several, none, illegible --------------------------------------------------------------------


def test_of_several_codes_each_text_is_told_once() -> None:
    found = scan(as_file(on_canvas(code(module=4), code(OTHER, module=4), code(module=4))))
    assert found is not None
    assert sorted(found.codes) == sorted([URL, OTHER])
    assert not found.unreadable


def test_more_codes_than_anyone_needs_are_said_not_to_be_all() -> None:
    sheet = Image.new("L", (1200, 1200), 255)
    for number in range(CODES + 5):
        sheet.paste(code(f"{number}", module=4), (number % 6 * 190, number // 6 * 190))
    found = scan(as_file(sheet))
    assert found is not None
    assert len(found.codes) == CODES
    assert found.unreadable


def test_a_picture_without_a_code_says_nothing() -> None:
    assert scan(as_file(on_canvas())) == Scan()


def test_a_code_that_cannot_be_read_is_reported() -> None:
    assert scan(as_file(on_canvas(damaged()))) == Scan((), unreadable=True)


def test_an_illegible_code_beside_a_legible_one_is_reported() -> None:
    assert scan(as_file(on_canvas(code(), damaged(OTHER)))) == Scan((URL,), unreadable=True)


@pytest.mark.parametrize("content", [bytes(range(60)), b"https://example.jp\0\1"])
def test_a_code_that_holds_no_text_counts_as_illegible(content: bytes) -> None:
    assert scan(as_file(on_canvas(code(content)))) == Scan((), unreadable=True)


def test_a_code_in_another_japanese_encoding_is_read() -> None:
    assert scan(as_file(on_canvas(code("公式アカウント".encode("shift_jis"))))) == Scan(("公式アカウント",))


def test_other_bar_codes_are_none_of_ours() -> None:
    bars = Image.new("L", (400, 200), 255)
    for number, bit in enumerate("101000110101100011010101001101010110101001100101"):
        bars.paste(0 if bit == "1" else 255, (40 + 4 * number, 20, 44 + 4 * number, 180))
    assert scan(as_file(bars)) == Scan()


# --- kinds of files ------------------------------------------------------------------------------


def in_16_bits(picture: Image.Image) -> Image.Image:
    """All within the darkest tenth of what 16 bits can say."""
    return Image.fromarray(np.asarray(picture).astype(np.uint16) * 20 + 300)


def transparent(picture: Image.Image) -> Image.Image:
    """Black ink on nothing, the nothing black as well."""
    inked = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    inked.putalpha(ImageOps.invert(picture))
    return inked


def white_on_nothing(picture: Image.Image) -> Image.Image:
    inked = Image.new("RGBA", picture.size, (255, 255, 255, 0))
    inked.putalpha(picture)
    return inked


def transparent_palette(picture: Image.Image) -> Image.Image:
    colours = picture.convert("P")
    colours.info["transparency"] = 255
    return colours


MODES: dict[str, tuple[Change, str]] = {
    "one bit": (lambda picture: picture.convert("1"), "PNG"),
    "palette": (lambda picture: picture.convert("P"), "PNG"),
    "colours": (lambda picture: picture.convert("RGB"), "PNG"),
    "transparent": (transparent, "PNG"),
    "white on nothing": (white_on_nothing, "PNG"),
    "transparent palette": (transparent_palette, "PNG"),
    "16 bits": (in_16_bits, "PNG"),
    "floating point": (lambda picture: picture.convert("F"), "TIFF"),
    "CMYK": (lambda picture: picture.convert("CMYK"), "JPEG"),
    "GIF": (lambda picture: picture.convert("P"), "GIF"),
    "WebP": (lambda picture: picture, "WEBP"),
    "BMP": (lambda picture: picture.convert("RGB"), "BMP"),
}


@pytest.mark.parametrize(("change", "format"), MODES.values(), ids=MODES)
def test_every_way_to_keep_a_picture_is_understood(change: Change, format: str) -> None:
    kept = as_file(change(code()), format)
    with Image.open(BytesIO(kept)) as reopened:
        assert reopened.format == format
    assert scan(kept) == SAYS_URL


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
def test_of_a_moving_picture_the_first_moment_is_read(format: str) -> None:
    later = [on_canvas(code(OTHER)), on_canvas()]
    moving = as_file(on_canvas(code()), format, save_all=True, append_images=later)
    assert scan(moving) == SAYS_URL


# --- files that are not opened -------------------------------------------------------------------

WHOLE = as_file(on_canvas(code()), "JPEG")
NO_PICTURES: dict[str, bytes] = {
    "nothing": b"",
    "text": b"https://example.jp/ is official\n",
    "half a JPEG": WHOLE[: len(WHOLE) // 2],
    "half a PNG": as_file(on_canvas(code()))[:700],
    "a JPEG's head": WHOLE[:20],
    "a PNG's head": b"\x89PNG\r\n\x1a\n",
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\nshowpage\n",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
}


@pytest.mark.parametrize("content", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_whole_picture_was_not_looked_at(content: bytes) -> None:
    assert scan(content) is None


@pytest.mark.parametrize("size", [(50_000, 50_000), (2, PIXELS), (8_000, 8_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_says_it_is_immense_is_not_decoded(size: tuple[int, int]) -> None:
    start = time.perf_counter()
    assert scan(bomb(*size)) is None
    assert time.perf_counter() - start < 1


def test_as_a_program_it_writes_what_it_knows_after_each_look() -> None:
    picture = as_file(on_canvas(code(module=2), size=(4000, 3000)), "JPEG")
    command = [sys.executable, "-m", "bot.service.files.scanning"]
    done = subprocess.run(command, input=picture, capture_output=True, check=True)  # noqa: S603 - our own
    first, last = done.stdout.splitlines()
    assert first == b'{"codes": [], "unreadable": false}'
    assert b"example.jp" in last
