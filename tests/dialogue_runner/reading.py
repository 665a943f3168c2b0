"""A dialogue file as a value; every error names the file and the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

TITLE = {"title", "client", "organization", "turns"}
STEPS: Mapping[str, frozenset[str]] = {
    "user": frozenset({"times", "replying to"}),
    "command": frozenset(),
    "press": frozenset(),
    "edit": frozenset({"of"}),
    "photo": frozenset({"album", "qr"}),
    "document": frozenset({"album"}),
    "voice": frozenset(),
    "sticker": frozenset(),
    "forward": frozenset({"from", "name", "username"}),
    "group": frozenset(),
    "staff": frozenset({"as", "to"}),
    "staff press": frozenset({"as", "old button"}),
    "staff command": frozenset({"as"}),
    "later": frozenset(),
    "event": frozenset(),
}
"""What can happen in a turn, and what may be said about it."""
CHECKS = {
    "says",
    "never says",
    "language",
    "action",
    "intent",
    "quotes",
    "verdict",
    "ticket",
    "buttons",
    "file",
    "deletes",
    "staff see",
    "staff never see",
    "staff buttons",
}
"""What must hold after a turn."""


class DialogueError(Exception):
    """Something in a dialogue file cannot be understood."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a dialogue, what is said about it, and what must hold after it."""

    line: int
    step: str
    value: str
    details: Mapping[str, str]
    checks: Mapping[str, tuple[str, ...]]

    def __str__(self) -> str:
        return f"{self.step}: {self.value[:60]}"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation and what must hold in it; `client` is the language of the person's Telegram."""

    file: Path
    title: str
    client: str | None
    organization: str | None
    turns: tuple[Turn, ...]


def read(file: Path) -> Dialogue:
    """The dialogue in a file. DialogueError when a key is unknown, missing or twice there."""
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise DialogueError(f"{file.name}: not YAML: {error}") from None
    head = _mapping(root, file)
    _only(head, TITLE, file)
    for needed in ("title", "turns"):
        if needed not in head:
            raise DialogueError(f"{file.name}: there is no `{needed}:`")
    turns = head["turns"][1]
    if not isinstance(turns, yaml.SequenceNode) or not turns.value:
        raise _wrong(file, turns, "`turns:` is a list; begin each turn with a dash")
    plain = {key: _text(node, file) for key, (_, node) in head.items() if key != "turns"}
    return Dialogue(
        file,
        plain["title"],
        plain.get("client"),
        plain.get("organization"),
        tuple(_turn(node, file) for node in turns.value),
    )


Keys = dict[str, tuple[yaml.Node, yaml.Node]]


def _turn(node: yaml.Node, file: Path) -> Turn:
    keys = _mapping(node, file)
    steps = [key for key in keys if key in STEPS]
    if len(steps) != 1:
        expected = ", ".join(f"`{step}:`" for step in STEPS)
        raise _wrong(file, node, f"a turn has exactly one of {expected}; here are {steps or 'none'}")
    step = steps[0]
    _only(keys, {step} | STEPS[step] | CHECKS, file)
    return Turn(
        node.start_mark.line + 1,
        step,
        _text(keys[step][1], file),
        {key: _text(keys[key][1], file) for key in keys if key in STEPS[step]},
        {key: _texts(keys[key][1], file) for key in keys if key in CHECKS},
    )


def _mapping(node: yaml.Node | None, file: Path) -> Keys:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(file, node, "`name: value` lines are expected here")
    keys: Keys = {}
    for name, value in node.value:
        if name.value in keys:
            raise _wrong(file, name, f"`{name.value}:` stands here twice")
        keys[name.value] = (name, value)
    return keys


def _only(keys: Keys, known: set[str] | frozenset[str], file: Path) -> None:
    for key, (node, _) in keys.items():
        if key not in known:
            choice = ", ".join(sorted(known))
            raise _wrong(file, node, f"`{key}:` is not known here; known are {choice}")


def _text(node: yaml.Node, file: Path) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(file, node, "one text is expected here, not a list")
    return str(node.value)


def _texts(node: yaml.Node, file: Path) -> tuple[str, ...]:
    """One text, or a list of them."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(_text(item, file) for item in node.value)
    return (_text(node, file),)


def _wrong(file: Path, node: yaml.Node | None, what: str) -> DialogueError:
    line = node.start_mark.line + 1 if node else 1
    return DialogueError(f"{file.name}, line {line}: {what}")
