"""An assistant with a fixed decision, so that a run is about delivery and starts at once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.content.loader import load
from bot.core import matters
from bot.core.assistant import Assistant
from bot.core.handbook import Handbook
from bot.core.model import Answer, Conversation, Decision, Language, Message, Say, Understanding

MUSEUM = Path(__file__).parent.parent / "dialogues" / "organizations" / "museum"
FOR_STAFF = "staff"
"""A question with this word opens a ticket; any other is answered with itself."""
POISON = "poison"
"""A message with this word cannot be handled."""


class FixedAssistant(Assistant):
    """Answers a message by repeating it."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook

    def known_as(self, username: str) -> Assistant:
        return self

    def crisis_contacts(self, language: Language) -> tuple[Say, ...]:
        return ()

    def decide(self, message: Message, conversation: Conversation) -> Decision:
        if POISON in message.text:
            raise ValueError("poison")
        if FOR_STAFF in message.text:
            return Decision("en", (matters.open_ticket(message.text, Understanding()),))
        says = (Say("echo", {"text": message.text}),) if message.text else ()
        return Decision("en", (Answer(Understanding("guideline"), says),))


@cache
def fixed_assistant() -> FixedAssistant:
    handbook = load(MUSEUM / "knowledge", MUSEUM / "intents.yaml").handbook
    wording = {language: {**says, "echo": "{text}"} for language, says in handbook.wording.items()}
    return FixedAssistant(replace(handbook, wording=wording))
