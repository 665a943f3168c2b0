"""Replies that staff can begin with: read, checked line by line, filled with what is on file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.canned import filled
from bot.core.handbook import Handbook
from tests.content.folder import Folder

FILE = "knowledge/replies.yaml"
REPLIES = """\
- id: call
  title: {ja: お電話, en: Please call}
  text:
    ja: "{we}です。{phone} へ、番号{number}をお伝えください。"
    en: "{We} ask you to call {phone} about no. {number}."
- id: thanks
  title: {ja: お礼, en: Thanks}
  text: {ja: ありがとうございます。, en: Thank you.}
"""


def test_they_are_part_of_the_handbook_in_the_order_of_the_file(folder: Folder) -> None:
    before = folder.load().handbook
    folder.write(FILE, REPLIES)
    handbook = folder.load().handbook
    assert before.canned == ()
    assert before.version != handbook.version
    assert [reply.id for reply in handbook.canned] == ["call", "thanks"]
    call, _ = handbook.canned
    assert filled(call, "ja", handbook, 12) == "本会です。03-0000-0000 へ、番号12をお伝えください。"
    assert filled(call, "en", handbook, 12) == "The Observers ask you to call +81-3-0000-0000 about no. 12."


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "{phone} へ",
            "{telex} へ",
            f"{FILE}:4: 1.text.ja: no value for {{telex}} here; use only {{we}}, {{office}}, {{number}}, "
            "{organization}, {website}, {privacy_policy}, {phone}, {fax}, {address}, {email}",
        ),
        ("id: thanks", "id: call", f'{FILE}:6: 2.id: "call" is written twice (first in line 1); keep one'),
        (
            ", en: Thank you.}",
            "}",
            f"{FILE}:8: 2.text: expected every declared language; write en too",
        ),
        ("Thank you.", "a" * 3001, f"{FILE}:8: 2.text.en: 3001 letters; write at most 3000"),
        (
            "en: Thanks}",
            'en: "{we} thank"}',
            f"{FILE}:7: 2.title.en: a title has no values; write it without braces",
        ),
        (
            "Thank you.",
            '"Thank } you"',
            f"{FILE}:8: 2.text.en: stray brace; write {{name}} for a value, {{{{ or }}}} for a brace itself",
        ),
    ],
)
def test_a_broken_reply_is_named_with_its_line(folder: Folder, old: str, new: str, line: str) -> None:
    folder.write(FILE, REPLIES.replace(old, new))
    assert line in folder.errors()


def test_what_is_not_on_file_is_named_in_brackets(handbook: Handbook) -> None:
    reply = replace(handbook.canned[0], text={"ja": "{privacy_policy} {email}", "en": "{email}"})
    assert filled(reply, "ja", handbook, 1) == "【プライバシーポリシーのアドレス】 【メールアドレス】"
    assert filled(reply, "en", handbook, 1) == "[e-mail address]"


def test_the_organisations_own_can_all_be_filled(handbook: Handbook) -> None:
    for reply in handbook.canned:
        for language in handbook.languages:
            text = filled(reply, language, handbook, 12)
            assert "{" not in text
            assert reply.title[language]
    assert len({reply.id for reply in handbook.canned}) >= 6
