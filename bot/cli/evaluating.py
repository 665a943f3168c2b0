"""evaluate: what the bot makes of labelled messages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.app.basics import now
from bot.app.models import open_models
from bot.cli.parts import (
    Commands,
    add_command,
    add_content_options,
    print_utf8,
    shown_progress,
    with_content,
)
from bot.core.model import Conversation, Message
from bot.evaluation.confusion import confusion
from bot.evaluation.judging import Judged, got
from bot.evaluation.labels import ESCALATE, Label
from bot.evaluation.page import page
from bot.evaluation.report import report
from bot.evaluation.rows import DataError, read_rows, write_text
from bot.settings import Settings


def add(commands: Commands) -> None:
    messages = add_command(commands, "evaluate", _messages, "judge what the bot makes of labelled messages")
    messages.add_argument("file", type=Path, metavar="FILE", help="JSON lines, as `feedback` prints them too")
    messages.add_argument("--plot", type=Path, metavar="FILE", help="write what was taken for what, as HTML")
    add_content_options(messages)


def _messages(settings: Settings, chosen: argparse.Namespace) -> int:
    print_utf8()
    found = read_rows(chosen.file, Label)
    for complaint in found.complaints:
        print(complaint, file=sys.stderr)
    labels = [label for label in found.rows if label.wanted is not None]
    if not labels:
        raise DataError(f"{chosen.file}: no message with a label")
    opened = open_models(with_content(settings, chosen))
    decide, at = opened.assistant.decide, now()
    judged = [
        Judged(m, got(decide(Message(m.text, at), Conversation()))) for m in shown_progress(labels, "message")
    ]
    handbook = opened.assistant.handbook
    print(
        f"{len(labels)} messages; passed over: {len(found.rows) - len(labels)} without a right label, ",
        end="",
    )
    print(f"{len(found.complaints)} that could not be read")
    unknown = {one.label.wanted for one in judged} - {ESCALATE, *(t.intent for t in handbook.topics)}
    if unknown:
        print(f"labels that are no intent of this content: {', '.join(sorted(map(str, unknown)))}")
    print("\n" + "\n".join(report(judged, handbook.languages)))
    if chosen.plot:
        write_text(chosen.plot, page(f"{chosen.file.name}: {len(judged)} messages", confusion(judged)))
    return 0
