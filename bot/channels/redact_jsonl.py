"""JSON lines as a way to redaction alone: what is personal data in a message, and the message without it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr

from bot.channels.forward_line import Written
from bot.channels.json_line import read_line
from bot.core.personal_data.masking import mask
from bot.core.personal_data.spans import Kind

TYPES: dict[Kind, str] = {
    "mail": "EMAIL",
    "phone": "PHONE",
    "postal_code": "POSTAL",
    "address": "ADDR",
    "birth_date": "BIRTH",
    "member_number": "MEMBER",
    "name": "NAME",
    "my_number": "MYNUM",
    "card": "CARD",
    "bank": "BANK",
}
"""How the kinds are called in the output."""


class Line(BaseModel):
    """One line of input."""

    model_config = ConfigDict(extra="ignore")
    id: StrictStr | StrictInt
    text: Written


def redact_line(text: str, keep: Collection[str]) -> dict[str, Any]:
    """The output for one line of input; a bad line gives its id, if it has one, and the error.

    `text` is redacted; `spans` say where each value stands in the text as it was, in characters.
    """
    line = read_line(text, Line)
    if isinstance(line, dict):
        return line
    try:
        masked = mask(line.text, keep)
    except Exception as error:
        # one line must not end the run; the message could quote what the person wrote
        return {"id": line.id, "error": type(error).__name__}
    spans = [[span.start, span.end, TYPES[span.kind]] for span in masked.spans]
    return {"id": line.id, "text": masked.text, "spans": spans}
