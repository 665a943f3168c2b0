"""YAML as plain data that remembers the line of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from bot.content.composing import NULL, compose
from bot.content.findings import Place, Report

Step = str | int
Trail = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Nested dicts, lists, strings and None, with the line of every key and list item."""

    file: str
    data: object
    lines: Mapping[Trail, int]

    def place(self, *trail: Step) -> Place:
        """Where the trail leads, or as far along it as the file goes. List items count from 1."""
        known = trail
        while known not in self.lines:
            known = known[:-1]
        return Place(self.file, self.lines[known], _dotted(trail))


def _dotted(trail: Trail) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in trail)


def read_text(path: Path | Traversable, file: str, report: Report) -> str | None:
    """The text of a file with Unix line ends; `file` is its name in reports."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        report.error(Place(file), "not found; write the file")
        return None
    except OSError as error:
        report.error(Place(file), f"cannot be read: {error.strerror}")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.error(Place(file, raw[: error.start].count(b"\n") + 1), "not UTF-8; save the file as UTF-8")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(path: Path | Traversable, report: Report, shown: str | None = None) -> Document | None:
    """The YAML file at `path`; None, with the reason reported, when it cannot be used."""
    file = shown or str(path)
    text = read_text(path, file, report)
    return None if text is None else parse(text, file, report)


def parse(text: str, file: str, report: Report, first_line: int = 1) -> Document | None:
    """YAML text that begins at `first_line` of a file."""
    try:
        root = compose(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        slip = isinstance(error, yaml.scanner.ScannerError | yaml.parser.ParserError)
        advice = "; put a text with : # ? @ or , in quotes" if slip else ""
        report.error(Place(file, first_line + line), f"not YAML: {error.problem}{advice}")
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        report.error(Place(file, first_line + line), "a control character; delete it")
        return None
    except RecursionError:  # what is read from the nodes below goes no deeper
        report.error(Place(file), "brackets or lines stand too deep in one another; write it flatter")
        return None
    if root is None:
        report.error(Place(file), "empty; write its content")
        return None
    plain = _Plain(file, report, first_line)
    return Document(file, plain.build(root, ()), plain.lines)


class _Plain:
    """Turns nodes into data and keeps the lines on the way."""

    def __init__(self, file: str, report: Report, first_line: int) -> None:
        self.lines: dict[Trail, int] = {(): first_line}
        self._file = file
        self._report = report
        self._first_line = first_line

    def build(self, node: yaml.Node, trail: Trail) -> object:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, trail)
        if isinstance(node, yaml.SequenceNode):
            return [self._enter(item, item, (*trail, i)) for i, item in enumerate(node.value)]
        return None if node.tag == NULL else node.value

    def _mapping(self, node: yaml.MappingNode, trail: Trail) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value in node.value:
            line = self._line(key)
            if not isinstance(key, yaml.ScalarNode):
                self._report.error(
                    Place(self._file, line), "expected a key; write plain text before the colon"
                )
                continue
            step = (*trail, key.value)
            if step in self.lines:
                place = Place(self._file, line, _dotted(step))
                self._report.error(place, f"written twice (first in line {self.lines[step]}); keep one")
                continue
            data[key.value] = self._enter(key, value, step)
        return data

    def _enter(self, at: yaml.Node, node: yaml.Node, trail: Trail) -> object:
        self.lines[trail] = self._line(at)
        return self.build(node, trail)

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self._first_line
