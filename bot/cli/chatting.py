"""chat: the whole round trip in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from bot.app.terminal import TerminalChat, open_terminal_chat, own_language
from bot.channels.terminal import Side, is_staff_line
from bot.cli.parts import Commands, add_command
from bot.core.model import Say
from bot.service.office import Office
from bot.settings import Settings


def add(commands: Commands) -> None:
    add_command(commands, "chat", chat, "try the whole round trip in this terminal")


def chat(settings: Settings, _chosen: argparse.Namespace) -> int:
    """Talk until /quit or the end of input."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # text streams
    language = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    with asyncio.Runner() as runner:
        chat, office = runner.run(open_terminal_chat(settings, _show, language.replace("_", "-")))
        try:
            _talk(runner, chat, office, own_language(language, office.assistant.handbook.languages))
        finally:
            runner.run(office.store.close())
    return 0


def _talk(runner: asyncio.Runner, chat: TerminalChat, office: Office, language: str) -> None:
    """Lines are read outside the event loop: there Ctrl-C ends the wait for the next one."""
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
