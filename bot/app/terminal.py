"""The whole round trip in a terminal, on a real database."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot import log as logs
from bot.app.basics import now, open_assistant, open_database, read_content, set_up_office
from bot.channels.terminal import STAFF_CHAT, Side, TerminalChannel
from bot.core import reply
from bot.core.model import Language
from bot.service.inbox.intake import Intake
from bot.service.office import Office
from bot.service.running import Runner
from bot.settings import Settings


class TerminalChat:
    """One person on both sides of the window."""

    def __init__(self, office: Office, channel: TerminalChannel) -> None:
        self._channel = channel
        self._intake = Intake(office.store, channel.name, now)
        self._runner = Runner(office)

    async def say(self, side: Side, text: str) -> None:
        """One line from one side, handled and delivered before this returns."""
        await self._intake.save([self._channel.line(side, text)])
        await self._runner.drain()


def own_language(client: str, languages: Sequence[Language]) -> Language:
    """What the terminal itself speaks: the client's language, such as en-GB, or else the last."""
    return client[:2] if client[:2] in languages else languages[-1]


async def open_terminal_chat(
    settings: Settings, show: Callable[[Side, str], None], language: str
) -> tuple[TerminalChat, Office]:
    """A terminal chat and its office, whose store the caller closes."""
    logs.set_up("WARNING")
    handbook = read_content(settings).handbook
    store = await open_database(settings)
    spoken = own_language(language, handbook.languages)
    channel = TerminalChannel(
        show,
        now,
        language,
        say=lambda what: reply.say(handbook.wording, spoken, what),
        files=settings.madoguchi_data_dir / "exports",
    )
    office = set_up_office(settings, store, open_assistant(settings, handbook), STAFF_CHAT, channel)
    return TerminalChat(office, channel), office
