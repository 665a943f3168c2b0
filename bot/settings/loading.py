"""Reads the settings, once."""

from __future__ import annotations

from pydantic import ValidationError

from bot.errors import SettingsError
from bot.settings.model import Settings


def load_settings() -> Settings:
    """The settings; SettingsError with one line for each that is wrong, never showing a secret."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [_in_words(str(e["loc"][0]), e["msg"]) for e in error.errors(include_input=False)]
        raise SettingsError("\n".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError(".env: not UTF-8 text; save it as UTF-8") from None


_WHAT_TO_WRITE = {
    "webhook_url": "write the address at which Telegram reaches the bot, such as https://bot.example.org",
    "port": "write a port number from 1 to 65535",
    "file_limit_mb": "write a whole number of megabytes from 1 to 20",
    "sentence_vectors": "write true or false",
    "public_url": "write the address at which people reach the pages, such as https://bot.example.org",
    "web_chat": "write true or false",
    "remind_unclaimed_hours": "write a whole number of hours from 1 to 720",
    "smtp_port": "write a port number from 1 to 65535",
    "smtp_security": "write starttls, tls or none",
    "log_level": "write DEBUG, INFO, WARNING or ERROR",
}


def _in_words(name: str, message: str) -> str:
    if name.endswith("_days") and name != "business_days":
        return f"{name.upper()}: write a whole number of days from 1 to 3650"
    return f"{name.upper()}: {_WHAT_TO_WRITE.get(name, message.removeprefix('Value error, '))}"
