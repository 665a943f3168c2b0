"""Labelled messages: what a person wrote, and what the bot should make of it."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictInt, StrictStr

from bot.core.intents import NO_INTENT
from bot.core.model import RequestKind

ESCALATE = "escalate"
"""The class of what staff must get; the others are the intents of the content."""
_T = TypeVar("_T")
Several = Annotated[tuple[_T, ...], BeforeValidator(lambda value: () if value is None else value)]


class Label(BaseModel):
    """A message with its label.

    `sections` are those that answer it, best first; `field` is a contact, or "any"; `accept` names other
    intents that a fair judge would let pass, `also` those of further questions in it. A `hard_negative`
    shares words with the content and is not answered by it. What `feedback` prints has `helpful`: false
    where the answer was wrong, and the right one is not known.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)
    id: StrictStr | StrictInt
    text: StrictStr
    lang: StrictStr = ""
    intent: StrictStr | None = None
    sections: Several[StrictStr] = ()
    field: StrictStr | None = None
    request: RequestKind | None = None
    style: StrictStr | None = None
    accept: Several[StrictStr] = ()
    accept_fields: Several[StrictStr] = ()
    also: Several[StrictStr] = ()
    hard_negative: bool = False
    helpful: bool = True

    @property
    def wanted(self) -> str | None:
        """The right class; None where nobody has said which it is."""
        if not self.helpful:
            return None
        return ESCALATE if self.intent == NO_INTENT else self.intent

    @property
    def accepted(self) -> frozenset[str]:
        """All classes that are right."""
        return frozenset(self.accept) | ({self.wanted} if self.wanted else set())
