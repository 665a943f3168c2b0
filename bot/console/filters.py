"""Which enquiries a list shows, as it stands in the address of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, get_args
from urllib.parse import urlencode

from bot.console.desk import Signed
from bot.core.model import TicketState
from bot.service import searching
from bot.store.finding import Standing, Wanted

PAGE: Final = "/desk"
STANDINGS: Final[tuple[Standing, ...]] = ("waiting", "open", "ended", "all", *get_args(TicketState))
KINDS: Final = ("question", "report", "access", "correct", "delete")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen; `searched` is as it was typed."""

    view: Standing = "waiting"
    kind: str = ""
    language: str = ""
    mine: bool = False
    searched: str = ""
    person: int | None = None

    @property
    def looks_for_something(self) -> bool:
        """Whether it is a search: for words, or for a person."""
        return bool(self.searched or self.person)

    @property
    def usual(self) -> Standing:
        """The state that is taken where none is chosen: whoever searches wants to find, ended or not."""
        return "all" if self.looks_for_something else "waiting"

    @property
    def narrows(self) -> bool:
        """Whether more is asked for than one of the views."""
        return bool(self.kind or self.language or self.looks_for_something)

    @property
    def widest(self) -> Filters:
        """The same search through all enquiries."""
        return Filters("all", searched=self.searched, person=self.person)

    def wanted(self, signed: Signed) -> Wanted:
        return Wanted(
            self.view,
            self.kind or None,
            self.language or None,
            signed.staff.id if self.mine else None,
            self.person,
            searching.words(self.searched),
            signed.is_lead,
        )

    def query(self, **changes: Any) -> str:
        """These as they stand in an address, with some changed."""
        new = replace(self, **changes)
        values = {
            "view": "" if new.view == new.usual else new.view,
            "kind": new.kind,
            "language": new.language,
            "mine": "1" if new.mine else "",
            "q": new.searched,
            "person": str(new.person or ""),
        }
        return urlencode({name: value for name, value in values.items() if value})

    def address(self, path: str = PAGE, **changes: Any) -> str:
        """The page with these, with some changed."""
        query = self.query(**changes)
        return f"{path}?{query}" if query else path


def read(values: Mapping[str, str], languages: tuple[str, ...]) -> Filters:
    """What an address asks for; what is none of our words counts as not said."""
    view, kind, language = (values.get(name, "") for name in ("view", "kind", "language"))
    searched = values.get("q", "").strip()[:_LONGEST]
    person = searching.person(searched)
    chosen = Filters(
        kind=kind if kind in KINDS else "",
        language=language if language in languages else "",
        mine=values.get("mine") == "1",
        searched=searched if person is None else "",
        person=number(values.get("person", "")) if person is None else person,
    )
    return replace(chosen, view=next((one for one in STANDINGS if one == view), chosen.usual))


def number(text: str) -> int | None:
    """The number of something, in an address; None when it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
