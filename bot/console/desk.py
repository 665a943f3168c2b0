"""What the pages of the desk work with, put together once by the application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from bot.service.office import Office
from bot.service.ports import StaffMember
from bot.service.sign_in.start_link import StartLink
from bot.service.work import Work
from bot.web.pages import Pages

SET, NOT_SET = "set", "not set"
"""What is shown of a secret, and of a setting that has no value."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as it is shown: never a secret."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The office, the templates, and how people reach these pages."""

    office: Office
    pages: Pages
    settings: tuple[Setting, ...] = ()
    start_link: StartLink | None = None
    secure: bool = False
    """Whether people come by https."""
    behind_proxy: bool = False
    has_telegram: bool = True
    """Without it nobody can send a code: the start link is the only way in."""

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One transaction for what a page does."""
        async with self.office.store.transaction() as tx:
            yield Work(tx, self.office, self.office.clock(), f"desk:{uuid4()}")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who is signed in; `csrf` stands in every form of theirs."""

    staff: StaffMember
    is_lead: bool
    session_id: int
    csrf: str
