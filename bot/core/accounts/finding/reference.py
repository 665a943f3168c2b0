"""Something that points to an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.accounts.identity import Note
from bot.core.model import ForwardOrigin

Kind = Literal["url", "handle", "mail", "forward", "name"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that points to an account, as it was written, and the account it leads to.

    `start` is its offset in the message. A reference that is not `plain` may lead elsewhere than it
    seems to (user information, hidden characters, a doubtful end) and is never official. `target` is
    the address that a link which only leads on says it leads to; `note` is what else is known of it.
    """

    text: str
    kind: Kind
    platform: str | None = None
    identity: str | None = None
    plain: bool = True
    start: int = 0
    origin: ForwardOrigin | None = None
    target: str = ""
    note: Note = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def address(self) -> str:
        """The address to read the account's name in."""
        return self.target or self.text
