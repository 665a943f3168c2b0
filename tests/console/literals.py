"""What the program's own calls are given, read from its source: every type of event, every purpose."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parent


def given(function: str, place: int, keyword: str = "", *, unless: tuple[str, ...] = ()) -> set[str]:
    """The texts that calls of a function are given at a place, or by a keyword.

    Calls that are given one of `unless` anywhere are left out, and those of which the text is not written
    there.
    """
    found: set[str] = set()
    for call in _calls(function):
        by_name = {one.arg: one.value for one in call.keywords}
        if not any(texts & set(unless) for texts in map(_texts, (*call.args, *by_name.values()))):
            node = by_name.get(keyword) or (call.args[place] if len(call.args) > place else None)
            found |= _texts(node) if node else set()
    return found


def _calls(function: str) -> Iterator[ast.Call]:
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(function):
                yield node


def _texts(node: ast.AST) -> set[str]:
    """The text itself, those of a choice, or that of a constant by its name."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return _constants().get(name, set())


@cache
def _trees() -> tuple[ast.Module, ...]:
    folders = (ROOT / "service", ROOT / "console", ROOT / "store")
    files = (file for folder in folders for file in sorted(folder.rglob("*.py")))
    return tuple(ast.parse(file.read_text("utf-8")) for file in files)


@cache
def _constants() -> dict[str, set[str]]:
    """The constants of all modules, by their names."""
    found: dict[str, set[str]] = {}
    for node in (node for tree in _trees() for node in tree.body if isinstance(node, ast.Assign)):
        pairs = [(node.targets[0], node.value)]
        if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
        for target, value in pairs:
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                found.setdefault(target.id, set()).update(_texts(value))
    return found
