"""What stood on the button by which somebody gave a command."""

from __future__ import annotations

from bot.core.commands import MENU
from bot.core.feedback import HELPED, NOT_HELPED
from bot.core.handbook import Handbook
from bot.core.model import Command, Language, Say
from bot.core.own_data import DELETE, EXPORT, KEEP_BACK, MYDATA, SHARE
from bot.core.reporting import REPORT

_BARE = frozenset({"ask", MYDATA, EXPORT, DELETE, *MENU})
_WITH_A_CODE = frozenset({REPORT, HELPED, NOT_HELPED, SHARE, KEEP_BACK})
_ANSWERS = frozenset({f"{DELETE} yes", f"{DELETE} no"})


def label(command: Command, handbook: Handbook, language: Language) -> Say | None:
    """The label, in the language it was shown in; None when no button gives this command."""
    name, argument = command.name, command.argument
    if not argument:
        return Say(f"button.{name}") if name in _BARE else None
    if str(command) in _ANSWERS:
        return Say(f"button.{name}.{argument}")
    if name == "cancel" and argument.isdecimal():
        return Say("button.cancel", {"number": argument})
    if name == "language" and argument in handbook.languages:
        return Say("language.name", language=argument)
    if name == "topic":
        return _topic(argument, handbook, language)
    return Say(f"button.{name}") if name in _WITH_A_CODE and _is_code(argument) else None


def _topic(key: str, handbook: Handbook, language: Language) -> Say | None:
    labels = next((topic.label for topic in handbook.topics if topic.key == key and topic.label), None)
    return Say("button.topic", {"label": labels[language]}) if labels else None


def _is_code(argument: str) -> bool:
    """Only whoever types writes words."""
    return argument.isascii() and argument.isalnum()
