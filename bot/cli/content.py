"""The organisation's content: check it, and explain what it makes of a text."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict

from bot.app.basics import check_settings, now, read_content
from bot.app.models import open_models
from bot.cli.parts import Commands, add_command, add_content_options, print_utf8, with_content
from bot.evaluation.explained import lines
from bot.evaluation.explaining import Explainer
from bot.settings import Settings, doubts, unguarded


def add(commands: Commands) -> None:
    add_command(commands, "check", _check, "validate settings and content").set_defaults(failed=1)
    explain = add_command(commands, "explain", _explain, "tell why the bot does what it does with a text")
    explain.add_argument("text", metavar="TEXT", help="what a person could write, in quotes")
    explain.add_argument("--json", action="store_true", help="all of it, as one JSON object")
    add_content_options(explain)


def _check(settings: Settings, _chosen: argparse.Namespace) -> int:
    _print_lines(doubts(settings))  # before the check: a mistyped name may be why one is missing
    check_settings(settings)
    _print_lines(unguarded(settings))
    content = read_content(settings, closely=True)
    _print_lines(f"{finding.where}: {finding.what}" for finding in content.findings)
    missing = [f for f in content.findings if f.severity == "missing"]
    if missing:
        print(f"not ready to go live: {len(missing)} to fill in, see above")
    handbook = content.handbook
    examples = sum(len(es) for topic in handbook.topics for es in topic.examples.values())
    sections, topics = len(handbook.sections), len(handbook.topics)
    counted = (
        f"{sections} sections, {topics} topics, {examples} examples, {len(handbook.canned)} canned replies"
    )
    print(f"content is valid: {counted}")
    return 0


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _explain(settings: Settings, chosen: argparse.Namespace) -> int:
    print_utf8()
    opened = open_models(with_content(settings, chosen))
    found = Explainer(opened.assistant, opened.models, opened.encoder).explain(chosen.text, now())
    print(json.dumps(asdict(found), ensure_ascii=False) if chosen.json else "\n".join(lines(found)))
    return 0
