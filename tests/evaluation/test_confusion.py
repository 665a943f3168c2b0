from __future__ import annotations

import re

from bot.core.model import Answer, Clarify, Decision, Escalate, Part, Understanding
from bot.evaluation.confusion import as_lines, confusion
from bot.evaluation.judging import Judged, got
from bot.evaluation.labels import Label
from bot.evaluation.page import page


def judged(wanted: str, part: Part, *accept: str) -> Judged:
    return Judged(Label(id=1, text="?", intent=wanted, accept=accept), got(Decision("ja", (part,))))


CONTACT = Answer(Understanding("contact"), ())
STAFF = Escalate(Understanding("none"), ())
JUDGED = [
    judged("contact", CONTACT),
    judged("contact", CONTACT),
    judged("contact", Clarify(Understanding("contact"), ())),
    judged("escalate", CONTACT),
    judged("<規程>", STAFF, "escalate"),
]


def test_messages_are_counted_by_what_was_wanted_and_what_was_got() -> None:
    matrix = confusion(JUDGED)
    assert matrix.wanted == ("contact", "<規程>", "escalate")
    assert matrix.got == ("contact", "<規程>", "escalate", "clarify")
    assert matrix.counts == [[2, 0, 0, 1], [0, 0, 0, 0], [1, 0, 1, 0]]


def test_the_matrix_is_readable_as_text() -> None:
    assert as_lines(confusion(JUDGED)) == [
        "             1  2  3  4",
        "1  contact   2  .  .  1",
        "2  <規程>    .  .  .  .",
        "3  escalate  1  .  1  .",
        "4  clarify",
    ]


def test_the_page_stands_alone_and_each_cell_has_its_number() -> None:
    html = page("<script>", confusion(JUDGED))
    assert not re.search(r"<script|<link|<img|https?:|url\(", html)
    assert "&lt;規程&gt;" in html
    assert '<meta charset="utf-8">' in html
    cells = re.findall(r"<td[^>]*>(\d+)</td>", html)
    assert cells == [*"20013", *"00000", *"10102"]
    assert len(re.findall(r'<td class="(?:right|wrong)" style="--share: 0\.\d\d">[1-9]', html)) == 4
