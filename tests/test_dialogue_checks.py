"""What the dialogues' checks make of files and deletions."""

from __future__ import annotations

import pytest

from bot.core.assistant import Assistant
from bot.service.ports import Delete, Document, Key, Outgoing, Post
from tests.dialogue_runner.checks import failures
from tests.dialogue_runner.reading import Turn
from tests.dialogue_runner.stage import Seen, lines

SENT: list[Outgoing] = [
    Post("hanako", "こちらです。", ((Key("閉じる", "close"),),), document=Document("a.html", "記録1\n記録2")),
    Delete("hanako", (4, 5)),
    Delete("hanako", (5, 6)),
]


@pytest.mark.parametrize(
    ("check", "wanted", "wrong"),
    [
        ("file", ("記録1", "記録2"), []),
        ("file", ("記録3",), ["file: no file that the person got contains '記録3'"]),
        ("file", ("none",), ["file: there should be none; there is a.html"]),
        ("deletes", ("true",), []),
        ("deletes", ("3",), []),
        ("deletes", ("none",), ["deletes: expected none, but it is 3"]),
        ("deletes", ("4",), ["deletes: expected 4, but it is 3"]),
    ],
)
def test_files_and_deletions_are_checked(
    check: str, wanted: tuple[str, ...], wrong: list[str], assistant: Assistant
) -> None:
    turn = Turn(1, "command", "/export", {}, {check: wanted})
    assert failures(turn, Seen(SENT, [], [], None), assistant.handbook) == wrong


def test_a_report_shows_files_and_deletions() -> None:
    assert lines(SENT) == [
        "こちらです。",
        "[file a.html]",
        "記録1",
        "記録2",
        "[3 messages deleted]",
        "[閉じる]",
    ]
