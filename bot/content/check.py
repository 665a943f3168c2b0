"""Holds a document against its schema and says in plain words, with lines, what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.document import Document, Step
from bot.content.findings import Place, Report
from bot.core.model import Language

Schema = TypeVar("Schema", bound=BaseModel)
Content_co = TypeVar("Content_co", bound=BaseModel, covariant=True)

_MAPPING = ("a mapping", 'write "key: value" lines under it')
_LIST = ("a list", "write [a, b], or one item a line after a dash")
_TEXT = ("text", "write it after the colon, in quotes if it has , : # ? { or [ in it")
_EXPECTED = {
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "tuple_type": _LIST,
    "too_short": ("at least one entry", "write [a, b], or one item a line after a dash"),
    "string_type": _TEXT,
    "string_too_short": _TEXT,
    "bool_parsing": ("true or false", "write one of the two"),
    "bool_type": ("true or false", "write one of the two"),
}


@dataclass(frozen=True, slots=True)
class Checked(Generic[Content_co]):
    """A file's content as its schema has it, and still the line of every key."""

    content: Content_co
    document: Document

    def place(self, *trail: Step) -> Place:
        return self.document.place(*trail)


def check(
    schema: type[Schema], document: Document | None, report: Report, languages: tuple[Language, ...] = ()
) -> Checked[Schema] | None:
    """Hold a document against its schema; None, with every misfit reported, when it does not fit."""
    if document is None:
        return None
    try:
        content = schema.model_validate(document.data, context={"languages": languages})
    except ValidationError as misfits:
        for misfit in misfits.errors():
            trail = tuple(step for step in misfit["loc"] if step not in {"[key]", ""})
            report.error(document.place(*trail), _explain(misfit))
        return None
    return Checked(content, document)


def _explain(misfit: ErrorDetails) -> str:
    kind = misfit["type"]
    if kind == "missing":
        return f'missing; write "{misfit["loc"][-1]}:" and its value'
    if kind == "extra_forbidden":
        return "unknown key; correct its spelling or take it out"
    if kind == "value_error":
        return str(misfit["ctx"]["error"])
    found = _describe(misfit["input"])
    if kind == "literal_error":
        return f"expected one of {misfit['ctx']['expected']}, found {found}"
    expected, advice = _EXPECTED.get(kind, (misfit["msg"], "see the file as it was delivered"))
    return f"expected {expected}, found {found}; {advice}"


def _describe(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return f'"{value}"' if value else "nothing"
