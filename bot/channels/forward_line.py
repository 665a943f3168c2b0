"""A forward's origin as a line of JSON gives it: our own words, or Telegram's MessageOrigin."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, StrictStr, model_validator

from bot.core.model import ForwardOrigin
from bot.service.well_formed import well_formed

Written = Annotated[StrictStr, AfterValidator(well_formed)]
_Kind = Literal["user", "hidden_user", "chat", "channel"]
_NESTED = ("chat", "sender_chat", "sender_user")


class ForwardLine(BaseModel):
    """Where a forwarded message came from; without a `type`, a negative id is a channel's."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    type: _Kind | None = None
    id: int | None = Field(None, validation_alias=AliasChoices("id", "num_id"))
    username: Written | None = Field(None, validation_alias=AliasChoices("username", "handle"))
    title: Written | None = Field(None, validation_alias=AliasChoices("title", "name"))

    @model_validator(mode="before")
    @classmethod
    def _telegrams_own(cls, line: Any) -> Any:  # whatever stands in the line
        """Telegram nests the sender in an object whose key differs by type."""
        if not isinstance(line, dict):
            return line
        if "sender_user_name" in line:
            return {"type": "hidden_user", "title": line["sender_user_name"]}
        nested = next((line[key] for key in _NESTED if isinstance(line.get(key), dict)), None)
        if nested is None:
            return line
        names = [nested.get(key) for key in ("first_name", "last_name")]
        title = nested.get("title") or " ".join(n for n in names if isinstance(n, str)) or None
        return {
            "type": line.get("type"),
            "id": nested.get("id"),
            "username": nested.get("username"),
            "title": title,
        }

    @model_validator(mode="after")
    def _says_something(self) -> ForwardLine:
        if self.type is None and self.id is None and not (self.username or self.title):
            raise ValueError("says nothing of the sender; give type, id, username or title")
        return self

    def origin(self) -> ForwardOrigin:
        """As the core knows it."""
        return ForwardOrigin(self.type or self._kind(), self.id, self.username, self.title)

    def _kind(self) -> _Kind:
        if self.id is None and self.username is None:
            return "hidden_user"
        return "user" if self.id is not None and self.id > 0 else "channel"
