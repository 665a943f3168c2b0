"""The people of a run: those who ask, and staff who answer."""

from __future__ import annotations

import asyncio
import re
from random import Random

from tests.faults.fixed import FOR_STAFF, POISON
from tests.telegram_server import Message, TelegramServer, User

_PAUSE = 0.02


class Public:
    """Users, each with numbered questions; every third one is for staff."""

    def __init__(self, telegram: TelegramServer, count: int, random: Random) -> None:
        self._random = random
        self.users = [telegram.user(1000 + n, f"User {n}", language_code="en") for n in range(count)]
        self.asked: dict[int, list[str]] = {user.id: [] for user in self.users}
        self.poison: list[str] = []

    async def ask(self, questions: int, poison: int) -> None:
        for number in range(questions):
            for user in self.users:
                word = FOR_STAFF if (number + user.id) % 3 == 0 else "question"
                self._ask(user, f"{word} {chr(97 + number)} of {user.first_name}")
                await asyncio.sleep(self._random.uniform(0, 2 * _PAUSE))
        for number in range(poison):
            self.poison.append(f"{POISON} {number}")
            self.users[0].says(self.poison[-1])

    def _ask(self, user: User, text: str) -> None:
        self.asked[user.id].append(text)
        user.says(text)


class Staff:
    """Two members who both want every ticket; one of them answers it."""

    def __init__(self, telegram: TelegramServer, chat: int) -> None:
        self._telegram = telegram
        self._sato = telegram.user(101, "Sato")
        self._suzuki = telegram.user(102, "Suzuki")
        self._chat = telegram.supergroup(chat, "Staff", [self._suzuki], creator=self._sato)
        self._seen: set[int] = set()
        self._carded: set[int] = set()
        self.answered: set[int] = set()
        """The tickets whose answer staff told the bot to send."""

    async def work(self, over: asyncio.Event) -> None:
        while not over.is_set():
            for message in self._telegram.messages(self._chat.id):
                if message.from_bot and message.id not in self._seen:
                    self._seen.add(message.id)
                    self._react(message)
            await asyncio.sleep(_PAUSE)

    def _react(self, message: Message) -> None:
        commands = {command: label for row in message.buttons for label, command in row}
        for command, label in commands.items():
            verb, _, number = command.partition(" ")
            if verb == "claim":
                self._see_card(message, label, int(number))
            elif verb == "send":
                self._send(message, label)

    def _see_card(self, card: Message, label: str, number: int) -> None:
        if number not in self._carded:
            self._carded.add(number)
            self._sato.presses(card, label)
            self._suzuki.presses(card, label)
            self._sato.says(answer_to(number), chat=self._chat, reply_to=card.id)

    def _send(self, preview: Message, label: str) -> None:
        found = re.search(r"answer to ticket (\d+)\.", preview.text)
        if found and int(found[1]) not in self.answered:
            self.answered.add(int(found[1]))
            self._sato.presses(preview, label)


def answer_to(number: int) -> str:
    return f"This is the answer to ticket {number}."
