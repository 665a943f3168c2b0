"""What the pages of the chat work with, and who asks for them."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.channels.web import person
from bot.core.model import Language
from bot.service.files.uploads import LARGEST_PHOTO
from bot.service.hours import Hours
from bot.service.ports import Clock
from bot.store.engine import Store
from bot.web.forms import Form
from bot.web.pages import Pages

TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class ChatPages:
    """Put together once by the application.

    `organization` is its name by language, `links` the addresses it has published; `wake` is called when
    there is something to handle.
    """

    store: Store
    pages: Pages
    clock: Clock
    hours: Hours
    organization: Mapping[Language, str]
    links: frozenset[str] = frozenset()
    wake: Callable[[], None] = lambda: None
    secure: bool = False
    """Whether people come by https."""
    behind_proxy: bool = False
    largest_file: int = LARGEST_PHOTO
    """Bytes of a file that people can send."""
    patience: float = 2.5
    """Seconds for which a browser without script waits for the answer to what it sent."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever holds this secret; a new one has not written before."""

    secret: str
    is_new: bool = False

    @property
    def chat(self) -> str:
        return person.chat_of(self.secret)

    @property
    def proof(self) -> str:
        """What stands in every form of theirs."""
        return person.proof(self.secret)

    def proved_by(self, form: Form) -> bool:
        """Whether a form was written for them."""
        return self.is_new or hmac.compare_digest(form.text("proof").encode(), self.proof.encode())
