"""Reading QR codes in distorted pictures, against zxing-cpp as it is: python -m benchmarks.qr

The pictures are made on the way, with a fixed seed: a code of random text in a busy scene, rotated, seen from
the side, blurred, grainy, pale, unevenly lit, light on dark, and kept as a JPEG file. Each goes to every
contender, in changing order; opening the file counts. zxing-cpp gets all the pixels, with its defaults.
Fails when ours misses a code that zxing-cpp reads, or takes more than 60 ms for one picture in a hundred
of the usual size.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter, ImageOps
from qrcode.image.pil import PilImage
from qrcode.main import QRCode
from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

from benchmarks.usage import machine
from bot.service.files.looking import scan_within

USUAL, LARGE = (1280, 960), (3600, 2700)
AT_MOST_MS = 60.0
PATIENT_SECONDS = 60.0
LETTERS = list("abcdefghijklmnopqrstuvwxyz0123456789-./")
QR = BarcodeFormats((BarcodeFormat.QRCode, BarcodeFormat.MicroQRCode, BarcodeFormat.RMQRCode))
Random = np.random.Generator
Point = tuple[float, float]


def ours(file: bytes) -> set[str]:
    found = scan_within(file, PATIENT_SECONDS)
    return set(found.codes) if found else set()


def as_it_is(file: bytes) -> set[str]:
    return {code.text for code in read_barcodes(Image.open(BytesIO(file)))}


def for_qr_only(file: bytes) -> set[str]:
    return {code.text for code in read_barcodes(Image.open(BytesIO(file)), QR)}


CONTENDERS: Mapping[str, Callable[[bytes], set[str]]] = {
    "zxing-cpp": as_it_is,
    "zxing-cpp, QR only": for_qr_only,
    "ours": ours,
}


@dataclass
class Measured:
    """Whether each picture was read, and in how many seconds."""

    read: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


# --- pictures ------------------------------------------------------------------------------------


def pictures(seed: int, count: int, size: tuple[int, int]) -> Iterator[tuple[str, bytes]]:
    """What each code says, and the picture as a file."""
    for number in range(count):
        random = np.random.default_rng([seed, number, *size])
        text = "https://" + "".join(random.choice(LETTERS, random.integers(12, 90)))
        drawn = drawn_code(random, text)
        scene = shown(random, ImageOps.invert(drawn) if number % 8 == 7 else drawn, size)
        yield text, as_jpeg(random, grainy(random, blurred(random, lit(random, scene))))


def drawn_code(random: Random, text: str) -> Image.Image:
    code = QRCode(box_size=8, border=4, error_correction=int(random.integers(0, 4)), image_factory=PilImage)
    code.add_data(text)
    code.make()
    drawn: Image.Image = code.make_image().get_image()
    return drawn.convert("L")


def shown(random: Random, code: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The code somewhere in a busy scene, turned and seen from the side."""
    coarse, fine = (
        Image.fromarray(random.integers(0, 256, (size[1] // grain, size[0] // grain), dtype=np.uint8))
        for grain in (40, 6)
    )
    scene = Image.blend(
        coarse.resize(size, Image.Resampling.BICUBIC),
        fine.resize(size, Image.Resampling.BILINEAR),
        random.uniform(0, 0.5),
    )
    side = random.uniform(0.09, 0.4) * size[0]
    centre = [random.uniform(0.6 * side, length - 0.6 * side) for length in size]
    turn, skew = random.uniform(0, 2 * math.pi), random.uniform(0, 0.12) * side
    corners: list[Point] = []
    for x, y in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)):
        across, down = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        corners.append(
            (
                centre[0] + side * across + random.uniform(-skew, skew),
                centre[1] + side * down + random.uniform(-skew, skew),
            )
        )
    seen = perspective(corners, code.size)
    covers = Image.new("L", code.size, 255)
    scene.paste(
        code.transform(size, Image.Transform.PERSPECTIVE, seen, Image.Resampling.BICUBIC),
        mask=covers.transform(size, Image.Transform.PERSPECTIVE, seen, Image.Resampling.BILINEAR),
    )
    return scene


def perspective(corners: Sequence[Point], size: tuple[int, int]) -> list[float]:
    """Pillow's eight coefficients that bring a picture's corners to these points."""
    rows, (width, height) = [], size
    own = ((0, 0), (width, 0), (width, height), (0, height))
    for (x, y), (u, v) in zip(corners, own, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    solved: list[float] = np.linalg.solve(np.array(rows), np.array(own, float).reshape(8)).tolist()
    return solved


def lit(random: Random, scene: Image.Image) -> Image.Image:
    """Pale, and often darker to one side."""
    darkest = random.uniform(0, 110)
    light = np.asarray(scene, float) * (random.uniform(darkest + 40, 255) - darkest) / 255 + darkest
    if random.random() < 0.4:
        corners = Image.fromarray(random.uniform(0.3, 1, (2, 2)).astype(np.float32))
        light *= np.asarray(corners.resize(scene.size, Image.Resampling.BILINEAR))
    return in_8_bits(light)


def blurred(random: Random, scene: Image.Image) -> Image.Image:
    if random.random() > 0.6:
        return scene
    return scene.filter(ImageFilter.GaussianBlur(random.uniform(0, 3.5) * scene.width / USUAL[0]))


def grainy(random: Random, scene: Image.Image) -> Image.Image:
    if random.random() > 0.5:
        return scene
    grain = random.normal(0, random.uniform(0, 30), (scene.height, scene.width))
    return in_8_bits(np.asarray(scene, float) + grain)


def in_8_bits(light: np.ndarray) -> Image.Image:
    return Image.fromarray(light.clip(0, 255).astype(np.uint8))


def as_jpeg(random: Random, scene: Image.Image) -> bytes:
    written = BytesIO()
    scene.convert("RGB").save(written, "JPEG", quality=int(random.integers(15, 95)))
    return written.getvalue()


# --- measuring -----------------------------------------------------------------------------------


def measure(seed: int, count: int, size: tuple[int, int]) -> Mapping[str, Measured]:
    measured = {name: Measured() for name in CONTENDERS}
    names = list(CONTENDERS)
    for number, (text, file) in enumerate(pictures(seed, count, size)):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            start = time.perf_counter()
            found = CONTENDERS[name](file)
            measured[name].seconds.append(time.perf_counter() - start)
            measured[name].read.append(text in found)
    return measured


def report(size: tuple[int, int], measured: Mapping[str, Measured]) -> int:
    """Prints a line a contender; how many codes ours misses that zxing-cpp reads."""
    print(f"{size[0]} x {size[1]} pixels, {len(measured['ours'].read)} pictures")
    own = np.array(measured["ours"].read)
    missed = 0
    for name, found in measured.items():
        read, ms = np.array(found.read), 1000 * np.array(found.seconds)
        both = f"read {read.mean():6.1%}, median {np.median(ms):7.1f} ms, p99 {np.quantile(ms, 0.99):7.1f} ms"
        only, ours_only = int((read & ~own).sum()), int((own & ~read).sum())
        missed = max(missed, only)
        print(f"  {name:20}{both}; only this {only}, only ours {ours_only}", flush=True)
    return missed


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.qr", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pictures", type=int, default=400, help="of the usual size")
    parser.add_argument("--large", type=int, default=40, help="pictures of many pixels")
    return parser.parse_args(arguments)


def main() -> int:
    """1 when ours missed a code that zxing-cpp read, or was too slow."""
    options = parse()
    print(machine(), flush=True)
    usual, large = (
        measure(options.seed, n, s) for n, s in ((options.pictures, USUAL), (options.large, LARGE))
    )
    missed = report(USUAL, usual) + report(LARGE, large)
    slowest = 1000 * float(np.quantile(usual["ours"].seconds, 0.99))
    return 1 if missed or slowest > AT_MOST_MS else 0


if __name__ == "__main__":
    sys.exit(main())
