"""The commands."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bot.app.basics import check_settings, now, open_database, read_content
from bot.app.dialogues import open_dialogues
from bot.app.serving import Parts, serve
from bot.app.stopping import stop_on_signals
from bot.app.terminal import TerminalChat, open_terminal_chat
from bot.channels.terminal import Side, is_staff_line
from bot.core.model import Say
from bot.errors import ContentError, MadoguchiError, SettingsError
from bot.service.office import Office
from bot.service.readiness import why_not_ready
from bot.settings import Settings, load_settings
from bot.store import dead_letters
from bot.store.address import is_missing
from bot.store.encryption import new_key
from bot.store.engine import Transaction

Result = TypeVar("Result")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, 1 when a check failed, 2 when it could not run."""
    chosen = _parser().parse_args(arguments)
    try:
        settings = load_settings()
        status: int = chosen.run(settings, chosen)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except MadoguchiError as error:
        for line in str(error).splitlines():
            print(f"madoguchi: {line}", file=sys.stderr)
        return 1 if chosen.run is _check else 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="madoguchi", description="The window where people ask.")
    parser.set_defaults(run=_run, web=False, worker=False)
    commands = parser.add_subparsers(
        metavar="COMMAND", title="commands (without one: serve if a token is set, else chat)"
    )
    for name, run, text in (
        ("chat", _chat, "try the whole round trip in this terminal"),
        ("check", _check, "validate settings and content"),
        ("migrate", _migrate, "bring the database to the newest version"),
        ("ready", _ready, "tell whether the running bot can do its work (exit status 0 or 1)"),
        ("dead-letters", _dead_letters, "list what could not be handled or delivered"),
        ("new-key", _new_key, "print a new key for ENCRYPTION_KEYS"),
    ):
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)
    serving = commands.add_parser("serve", help="answer on Telegram", description="answer on Telegram")
    only = serving.add_mutually_exclusive_group()
    only.add_argument("--web", action="store_true", help="only listen: webhook, health checks, metrics")
    only.add_argument("--worker", action="store_true", help="only work: handle updates, send messages")
    serving.set_defaults(run=_serve)
    retry = commands.add_parser("retry", help="have dead letters tried again")
    retry.add_argument("letters", nargs="+", metavar="NAME", help="in-12, out-7 ... or all")
    retry.set_defaults(run=_retry)
    ask = commands.add_parser("ask", help="answer JSON lines from standard input")
    ask.add_argument("--jsonl", action="store_true", required=True, help="one JSON object a line, in and out")
    ask.add_argument("--knowledge", type=Path, metavar="DIR", help="another knowledge folder")
    ask.add_argument("--intents", type=Path, metavar="FILE", help="another intents.yaml")
    ask.set_defaults(run=_ask)
    return parser


def _run(settings: Settings, chosen: argparse.Namespace) -> int:
    return _serve(settings, chosen) if settings.telegram_bot_token else _chat(settings, chosen)


def _serve(settings: Settings, chosen: argparse.Namespace) -> int:
    parts = Parts(web=not chosen.worker, work=not chosen.web)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        stop_on_signals(stop)
        await serve(settings, stop, lambda text: print(text, flush=True), parts=parts)

    asyncio.run(until_stopped())
    return 0


def _chat(settings: Settings, _chosen: argparse.Namespace) -> int:
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # text streams
    language = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    with asyncio.Runner() as runner:
        chat, office = runner.run(open_terminal_chat(settings, _show, language.replace("_", "-")))
        try:
            _talk(runner, chat, office, language[:2])
        finally:
            runner.run(office.store.close())
    return 0


def _talk(runner: asyncio.Runner, chat: TerminalChat, office: Office, language: str) -> None:
    """Lines are read outside the event loop: there Ctrl-C ends the wait for the next one."""
    languages = office.assistant.handbook.languages
    language = language if language in languages else languages[-1]
    print("Madoguchi is ready.\n" + office.say(Say("terminal.ready"), language), flush=True)
    side: Side = "user"
    while line := _read(side):
        text = line.strip()
        if text in {"/staff", "/user"}:
            side = "staff" if text == "/staff" else "user"
            print(office.say(Say(f"terminal.{side}"), language), flush=True)
            if side == "staff":
                runner.run(chat.say("staff", "/queue"))
        elif text == "/quit":
            return
        elif side == "staff" and not is_staff_line(text):
            print(office.say(Say("terminal.staff"), language), flush=True)
        elif text:
            runner.run(chat.say(side, text))


def _read(side: Side) -> str:
    """A line, or "" at the end of input."""
    if sys.stdin.isatty():
        print(f"{side}> ", end="", flush=True)
    return sys.stdin.readline()


def _show(side: Side, text: str) -> None:
    print(shown(side, text), flush=True)


def shown(side: Side, text: str) -> str:
    """A message as the terminal shows it, marked by who sees it."""
    first, *rest = text.splitlines() or [""]
    mark = "staff | " if side == "staff" else "bot   | "
    return "\n".join([mark + first, *(f"      | {line}".rstrip() for line in rest)])


def _ask(settings: Settings, chosen: argparse.Namespace) -> int:
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream
    knowledge, intents = chosen.knowledge or settings.knowledge_dir, chosen.intents or settings.intents_file
    with asyncio.Runner() as runner:
        dialogues = runner.run(open_dialogues(settings, knowledge, intents))
        try:
            while line := sys.stdin.buffer.readline():
                if line.strip():
                    found = runner.run(dialogues.answer(line.decode("utf-8", errors="replace")))
                    print(json.dumps(found, ensure_ascii=False), flush=True)
        finally:
            runner.run(dialogues.close())
    return 0


def _check(settings: Settings, _chosen: argparse.Namespace) -> int:
    check_settings(settings)
    content = read_content(settings)
    for finding in content.findings:
        print(f"{finding.where}: {finding.what}")
    missing = [f for f in content.findings if f.severity == "missing"]
    if missing:
        print(f"not ready to go live: {len(missing)} to fill in, see above")
    handbook = content.handbook
    examples = sum(len(es) for topic in handbook.topics for es in topic.examples.values())
    sections, topics = len(handbook.sections), len(handbook.topics)
    print(f"content is valid: {sections} sections, {topics} topics, {examples} examples")
    return 0


def _migrate(settings: Settings, _chosen: argparse.Namespace) -> int:
    check_settings(settings)

    async def migrate() -> None:
        await (await open_database(settings)).close()

    asyncio.run(migrate())
    print("the database is up to date")
    return 0


def _ready(settings: Settings, _chosen: argparse.Namespace) -> int:
    async def reason() -> str | None:
        if is_missing(settings.database):
            return "the bot has not run here"
        store = await open_database(settings)
        try:
            return await why_not_ready(store, now())
        finally:
            await store.close()

    why = asyncio.run(reason())
    print(f"not ready: {why}" if why else "ready")
    return 1 if why else 0


def _dead_letters(settings: Settings, _chosen: argparse.Namespace) -> int:
    for letter in asyncio.run(_with_database(settings, dead_letters.listed)):
        print(f"{letter.name}  {letter.at:%Y-%m-%d %H:%M} UTC  {letter.error}")
    return 0


def _retry(settings: Settings, chosen: argparse.Namespace) -> int:
    """Have dead letters tried again; 1 when one of the names fits none."""

    async def revive(tx: Transaction) -> dict[str, bool]:
        names = chosen.letters
        if names == ["all"]:
            names = [letter.name for letter in await dead_letters.listed(tx)]
        return {name: await dead_letters.revive(tx, name) for name in names}

    revived = asyncio.run(_with_database(settings, revive))
    for name, done in revived.items():
        print(f"{name}: tried again" if done else f"{name}: no such dead letter")
    return 0 if all(revived.values()) else 1


async def _with_database(settings: Settings, do: Callable[[Transaction], Awaitable[Result]]) -> Result:
    """SettingsError where there is no database yet: asking about it must not make one."""
    if is_missing(settings.database):
        raise SettingsError("DATABASE_URL, MADOGUCHI_DATA_DIR: the bot has not run here")
    store = await open_database(settings)
    try:
        async with store.transaction() as tx:
            return await do(tx)
    finally:
        await store.close()


def _new_key(_settings: Settings, _chosen: argparse.Namespace) -> int:
    print(new_key())
    return 0
