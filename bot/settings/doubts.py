"""What is written and without effect: names that are no setting, and settings that need another one."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from ipaddress import ip_address

from pydantic_settings import DotEnvSettingsSource

from bot.settings.model import Settings

_ALIKE = 0.85
"""From here on a name is taken for one of ours, mistyped: LEAD_ID .93, TELEGRAM_TOKEN .88; SMTP_PASS .82."""
_TELLING = 6
"""Letters; PORT and HOST are like the names of many others."""
_OF_MAIL = ("smtp_user", "smtp_password", "mail_from", "mail_to")


def doubts(settings: Settings, environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """A line for whatever was hardly meant so; names alone, never what is set."""
    yield from _mistyped(settings, environment)
    yield from _idle(settings)


def unguarded(settings: Settings) -> Iterator[str]:
    """A line where the pages are open to other machines without TLS, as far as the settings can tell."""
    if settings.port is not None and not settings.is_secure and not _is_loopback(settings.host):
        yield (
            "PUBLIC_URL: no https address, though HOST lets other machines reach the pages: cookies go "
            "without Secure, and X-Forwarded-For is not believed; write the address that people use, such as "
            "https://bot.example.org, or HOST=127.0.0.1"
        )


def _mistyped(settings: Settings, environment: Mapping[str, str]) -> Iterator[str]:
    """Every stranger in our own file; in the environment, where many have theirs, what looks like ours."""
    ours = {name.upper() for name in Settings.model_fields}
    unset = ours - {name.upper() for name in settings.model_fields_set}
    in_file = list(_in_file())
    around = [name for name, value in environment.items() if value and name.isupper() and name not in in_file]
    for name in (*in_file, *around):
        if name.upper() in ours:
            continue
        if meant := _meant(name.upper(), unset):
            yield f"{name}: no such setting; {meant} may be meant"
        elif name in in_file:
            yield f"{name}: no such setting, though it stands in .env"


def _in_file() -> Iterator[str]:
    """The names that .env sets; what cannot be one is left out: it may be part of a secret."""
    written = DotEnvSettingsSource(Settings, case_sensitive=True).env_vars
    return (name for name, value in written.items() if value and re.fullmatch(r"[A-Za-z]\w{0,39}", name))


def _meant(name: str, settings: Collection[str]) -> str | None:
    telling = sorted(one for one in settings if len(one) >= _TELLING)
    return next(iter(get_close_matches(name, telling, n=1, cutoff=_ALIKE)), None)


def _idle(settings: Settings) -> Iterator[str]:
    if settings.smtp_host is None:
        mail = ", ".join(name.upper() for name in _OF_MAIL if getattr(settings, name))
        if mail:
            yield f"{mail}: of no effect without SMTP_HOST; no mail is sent"
    elif (settings.smtp_user is None) != (settings.smtp_password is None):
        yield "SMTP_USER, SMTP_PASSWORD: write both, or none for a mail server without accounts"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
