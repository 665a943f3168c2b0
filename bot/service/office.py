"""What every use case needs, put together once by the application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from bot.core import reply
from bot.core.assistant import Assistant
from bot.core.model import Say
from bot.core.personal_data.masking import Masked, mask
from bot.core.personal_data.spans import MASKS
from bot.core.practice import Practice
from bot.service.attention import Attention
from bot.service.hours import Hours
from bot.service.ports import Channel, Channels, Clock, Mailer
from bot.store import facts
from bot.store.engine import Store, Transaction

STAFF_CHAT = "staff_chat"


@lru_cache(maxsize=8)
def _mask(text: str, keep: tuple[str, ...]) -> Masked:
    """Remembered while a message is handled: several use cases mask the same text."""
    return mask(text, keep)


@dataclass(frozen=True, slots=True)
class Office:
    """The assistant, the store, the channels and the settings of one running bot."""

    store: Store
    assistant: Assistant
    channels: Channels
    clock: Clock
    hours: Hours
    staff_chat_setting: str | None
    practice: Practice = field(default_factory=Practice)
    largest_file: int = 10_000_000
    """Bytes of a file that is kept with an enquiry."""
    lead_ids: frozenset[str] = frozenset()
    """Who alone sees what is confidential; with none, all of staff do."""
    desk_url: str | None = None
    """Where staff reach the desk on the web, if that is known."""
    mailer: Mailer | None = None
    attention: Attention = field(default_factory=Attention)

    @property
    def staff_language(self) -> str:
        """Staff read the organisation's first language."""
        return self.assistant.handbook.languages[0]

    def is_lead(self, staff_id: str) -> bool:
        """Whether a member of staff may see what is confidential."""
        return not self.lead_ids or staff_id in self.lead_ids

    def keeps_apart(self, confidential: bool) -> bool:
        """Whether something is for those who lead alone; where nobody does, all of staff see everything."""
        return confidential and bool(self.lead_ids)

    def channel_of(self, chat: str) -> Channel:
        """The channel that a chat belongs to."""
        return self.channels.of(chat)

    def say(self, what: Say, language: str | None = None, **late: str) -> str:
        """A sentence, for staff unless a language is given."""
        return reply.say(self.assistant.handbook.wording, language or self.staff_language, what, **late)

    def mask(self, text: str, asked_about: Iterable[str] = ()) -> Masked:
        """The text without personal data, and what was taken out.

        What the organisation has published stays, and so do the accounts that the person asks about.
        """
        return _mask(text, (*self.assistant.handbook.organization.published, *asked_about))

    def redact(self, text: str, asked_about: Iterable[str] = ()) -> str:
        """The text without personal data, as `mask` tells it."""
        return self.mask(text, asked_about).text

    def as_told(self, text: str, asked_about: Iterable[str] = ()) -> str:
        """What the bot itself says, redacted: it may quote somebody.

        Whom it names to turn to stays.
        """
        return _mask(text, (*self.assistant.handbook.organization.on_file, *asked_about)).text

    def shown(self, redacted: str, language: str | None = None) -> str:
        """A redacted text as people read it: what was masked is named in their language."""
        for kind, masked in MASKS.items():
            if masked in redacted:
                named = Say("mask", {"kind": (Say(f"kind.{kind}"),)})
                redacted = redacted.replace(masked, self.say(named, language))
        return redacted

    def due(self, at: datetime) -> datetime:
        """When a demand about personal data made now is due."""
        return at + timedelta(days=self.practice.request_days)

    async def staff_chat(self, tx: Transaction) -> str | None:
        """The staff chat, by its present id: a group that became a supergroup has another than was set."""
        return await current_staff_chat(tx, self.staff_chat_setting)


async def current_staff_chat(tx: Transaction, setting: str | None) -> str | None:
    """Where the staff chat of the settings is now."""
    return setting and (await facts.get(tx, f"{STAFF_CHAT}:{setting}") or setting)


async def move_staff_chat(tx: Transaction, setting: str | None, old: str, new: str) -> bool:
    """Follow the staff chat to its new id; False when the chat that moved is another one."""
    if setting is None or await current_staff_chat(tx, setting) != old:
        return False
    await facts.put(tx, f"{STAFF_CHAT}:{setting}", new)
    return True
