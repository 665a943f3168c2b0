"""The kinds of values that the content files are made of, and what each must look like."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)

T = TypeVar("T")


class Entry(BaseModel):
    """A mapping in a content file: a key nobody knows is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _matching(pattern: str, expected: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f'expected {expected}, found "{value}"')
        return value

    return AfterValidator(check)


def _day(value: object) -> object:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        found = f'"{value}"' if value else "nothing"
        raise ValueError(f"expected a date, found {found}; write it as 2026-04-01") from None


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", value):
        raise ValueError(f'expected a web address, found "{value}"; write it from https:// on')
    return value


def _address(value: str) -> str:
    if re.search(r"[/:]", value):
        return _url(value)
    if re.search(r"\s", value):
        raise ValueError(
            f'expected a web address or a handle, found "{value}"; write it from https:// on, or as "@name"'
        )
    return value


def mail_address(value: str) -> str:
    """The value, when it is a mail address; ValueError when it is anything else."""
    if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", value):
        raise ValueError(f'expected a mail address and nothing else, found "{value}"')
    return value


def _host(value: str) -> str:
    return value.lower().removeprefix("www.")


def _declared(info: ValidationInfo) -> tuple[str, ...]:
    languages: tuple[str, ...] = info.context["languages"] if info.context else ()
    return languages


def _only_declared(value: dict[str, T], info: ValidationInfo) -> dict[str, T]:
    unknown = [language for language in value if language not in _declared(info)]
    if unknown:
        listed = ", ".join(_declared(info))
        raise ValueError(
            f"expected the declared languages ({listed}), found {', '.join(unknown)}; take it out"
        )
    return value


def _declared_or_none(value: dict[str, T], info: ValidationInfo) -> dict[str, T]:
    _only_declared({language: of for language, of in value.items() if language}, info)
    return value


def _every_declared(value: dict[str, T], info: ValidationInfo) -> dict[str, T]:
    lacking = [language for language in _declared(info) if language not in value]
    if lacking:
        raise ValueError(f"expected every declared language; write {', '.join(lacking)} too")
    return value


def _one_of_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _by_language(value: object) -> object:
    return value if isinstance(value, dict) else {"": value}


def _spread(value: object, info: ValidationInfo) -> object:
    return dict.fromkeys(_declared(info), value) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[Text, _matching(r"[a-z][a-z0-9_-]*", "an id of small letters, digits, - and _")]
LanguageCode = Annotated[Text, _matching(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", "a language code such as ja")]
Url = Annotated[Text, AfterValidator(_url)]
Address = Annotated[Text, AfterValidator(_address)]
"""A web address, or the handle that an account is called by."""
Mail = Annotated[Text, AfterValidator(mail_address)]
Domain = Annotated[
    Text, _matching(r"[^\s/:@]+\.[^\s/:@]+", "a domain such as example.org"), AfterValidator(_host)
]
Day = Annotated[date, BeforeValidator(_day)]
OneOrMore = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(_one_of_many)]
SomeLanguages = Annotated[dict[str, T], AfterValidator(_only_declared)]
EveryLanguage = Annotated[dict[str, T], AfterValidator(_only_declared), AfterValidator(_every_declared)]
"""Validating these needs the declared languages: `context={"languages": ...}`."""
SomeOrNoLanguage = Annotated[dict[str, T], BeforeValidator(_by_language), AfterValidator(_declared_or_none)]
"""By language; what is written without one stands under ""."""
OneOrEveryLanguage = Annotated[EveryLanguage[Text], BeforeValidator(_spread)]
"""One text for all languages, or a text for each."""
