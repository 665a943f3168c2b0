"""The settings as they may be shown: each with its value and its meaning, secrets only as set or not set."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import SecretStr

from bot.console.desk import NOT_SET, SET, Setting
from bot.settings import Settings


def shown_settings(settings: Settings) -> tuple[Setting, ...]:
    """Every setting, by its name in the environment."""
    return tuple(
        Setting(name.upper(), _shown(getattr(settings, name)), field.description or "")
        for name, field in Settings.model_fields.items()
    )


def default_settings() -> tuple[Setting, ...]:
    """Every setting with the value that it has where nothing is written."""
    return shown_settings(Settings.model_construct())


def _shown(value: object) -> str:
    """As it would be written in the environment."""
    if value is None or (isinstance(value, Collection) and not value):
        return NOT_SET
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _without_login(value)
    if isinstance(value, Collection):
        return SET if _is_secret(value) else ", ".join(sorted(str(one) for one in value))
    return SET if isinstance(value, SecretStr) else str(value)


def _is_secret(values: Collection[object]) -> bool:
    return any(isinstance(one, SecretStr) for one in values)


def _without_login(value: str) -> str:
    """An address without name, password and options: secrets may stand in all of them."""
    scheme, colon, rest = value.partition("://")
    return f"{scheme}{colon}{rest.rpartition('@')[2].partition('?')[0]}" if colon else value
