"""A press is told by what stood on the button, a typed command by what was typed."""

from __future__ import annotations

import pytest

from bot.core import reply
from bot.core.handbook import Handbook
from bot.core.model import Command
from bot.core.pressing import label


@pytest.mark.parametrize(
    ("command", "ja", "en"),
    [
        ("report 2d34803f", "事務局に知らせる", "Tell the office"),
        ("not_helped 1", "いいえ（事務局に聞く）", "No, ask the office"),
        ("ask", "事務局に問い合わせる", "Ask the office"),
        ("delete yes", "すべて消去する", "Yes, erase everything"),
        ("cancel 12", "受付番号12を取り下げる", "Withdraw no. 12"),
        ("language en", "English", "English"),
        ("ask 年会費は", None, None),
        ("report 詐欺です", None, None),
        ("topic nothing.such", None, None),
        ("staff claim", None, None),
        ("delete it", None, None),
    ],
)
def test_a_command_has_the_label_of_its_button(
    handbook: Handbook, command: str, ja: str | None, en: str | None
) -> None:
    for language, expected in (("ja", ja), ("en", en)):
        found = label(Command.parse(command), handbook, language)
        assert (reply.say(handbook.wording, language, found) if found else None) == expected


def test_a_topic_has_its_own_label(handbook: Handbook) -> None:
    topic = next(one for one in handbook.topics if one.label)
    found = label(Command("topic", topic.key), handbook, "ja")
    assert found is not None
    assert reply.say(handbook.wording, "ja", found) == (topic.label or {})["ja"]
