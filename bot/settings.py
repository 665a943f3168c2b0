"""Settings from the environment and .env, read once."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

TELEGRAM_API = "https://api.telegram.org"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _is_chat_id(value: str) -> str:
    if not re.fullmatch(r"-\d+", value):
        raise ValueError("the id of a group is a negative number, such as -1001234567890")
    return value


def _is_http_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]\S*", value):
        raise ValueError("write an address such as https://api.telegram.org")
    return value.rstrip("/")


def _is_country(value: str) -> str:
    if value.upper() not in Locale("en").territories or not re.fullmatch(r"[A-Za-z]{2}", value):
        raise ValueError("no such country; write its code of two letters, such as JP")
    return value.upper()


Days = Annotated[int, Field(ge=1, le=3650)]


class Settings(BaseSettings):
    """Everything an operator can set; the names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    telegram_bot_token: SecretStr | None = Field(default=None, description="the bot's token, from @BotFather")
    telegram_api_url: Annotated[str, AfterValidator(_is_http_address)] = Field(
        default=TELEGRAM_API, description="a Bot API server of your own"
    )
    staff_chat_id: Annotated[str, AfterValidator(_is_chat_id)] | None = Field(
        default=None, description="the id of the staff's Telegram group"
    )
    webhook_url: Annotated[str, AfterValidator(_is_http_address)] | None = Field(
        default=None,
        description="the public address at which Telegram brings updates; without it the bot fetches them",
    )
    port: int | None = Field(
        default=None, ge=1, le=65535, description="the port for the webhook, health checks and metrics"
    )
    host: str = Field(
        default="0.0.0.0",  # noqa: S104  # a platform's router comes from outside
        description="the address to listen on",
    )
    database_url: str | None = Field(
        default=None, description="the database; by default a file in the data folder"
    )
    encryption_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(), description="Fernet keys, newest first, parted by commas"
    )
    madoguchi_data_dir: Path = Field(
        default=Path("data"), description="where the database and its key are kept"
    )
    madoguchi_cache_dir: Path | None = Field(
        default=None,
        description="where what was learnt from the content is kept; by default in the data folder",
    )
    sentence_vectors: bool = Field(
        default=True, description="whether meaning is compared too, where the encoder is installed"
    )
    knowledge_dir: Path = Field(default=Path("knowledge"), description="what the organisation has published")
    intents_file: Path = Field(
        default=Path("intents.yaml"), description="what people ask and what is replied"
    )
    timezone: str = Field(default="Asia/Tokyo", description="the time zone of the office")
    business_hours: str = Field(default="10:00-17:00", description="when staff are there")
    business_days: str = Field(default="mon-fri", description="on which days staff are there")
    request_due_days: int = Field(
        default=14, ge=1, le=3650, description="days until a demand about personal data is due"
    )
    hosting_country: Annotated[str, AfterValidator(_is_country)] | None = Field(
        default=None, description="the country of the server and its database, by its code, such as JP"
    )
    keep_conversation_days: Days = Field(default=180, description="days until what was said is deleted")
    keep_enquiries_days: Days = Field(
        default=365, description="days after its end until the text of an enquiry is erased"
    )
    keep_values_days: Days = Field(
        default=30, description="days after the end of an enquiry until personal data shared for it is erased"
    )
    keep_requests_days: Days = Field(
        default=1095, description="days until demands that are done, and proofs of deletion, are deleted"
    )
    keep_reports_days: Days = Field(
        default=1095, description="days after its last report until a reported account is deleted"
    )
    keep_feedback_days: Days = Field(
        default=365, description="days until what people said of answers is deleted"
    )
    keep_deliveries_days: Days = Field(
        default=90, description="days until it is forgotten which messages were sent"
    )
    keep_failures_days: Days = Field(
        default=30, description="days until what could not be handled or delivered is deleted"
    )
    file_limit_mb: int = Field(
        default=10, ge=1, le=20, description="megabytes of a file that is kept with an enquiry"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("encryption_keys", mode="before")
    @classmethod
    def _split_keys(cls, value: object) -> object:
        return tuple(k.strip() for k in value.split(",") if k.strip()) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.strip().upper() if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: "Asia" is a folder
            raise ValueError("no such time zone; write one such as Asia/Tokyo") from error
        return value

    @field_validator("business_hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        _read_hours(value)
        return value

    @field_validator("business_days")
    @classmethod
    def _days(cls, value: str) -> str:
        _read_days(value)
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def hours(self) -> tuple[time, time]:
        """When the office opens and closes, in its own time."""
        return _read_hours(self.business_hours)

    @property
    def days(self) -> frozenset[int]:
        """Weekdays on which the office is open, Monday 0."""
        return _read_days(self.business_days)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key.get_secret_value() for key in self.encryption_keys)

    def country(self, language: str) -> str | None:
        """The hosting country's name in a language, where it is set."""
        if self.hosting_country is None:
            return None
        try:
            locale = Locale(language)
        except UnknownLocaleError:
            locale = Locale("en")
        return str(locale.territories[self.hosting_country])

    @property
    def cache(self) -> Path:
        """The folder for what can be made again."""
        return self.madoguchi_cache_dir or self.madoguchi_data_dir / "learnt"

    @property
    def database(self) -> str:
        """The database address, the default one included."""
        return self.database_url or f"sqlite+aiosqlite:///{self.madoguchi_data_dir / 'madoguchi.db'}"


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
    "log_level": "write DEBUG, INFO, WARNING or ERROR",
}


def _in_words(name: str, message: str) -> str:
    if name == "request_due_days" or name.startswith("keep_"):
        return f"{name.upper()}: write a whole number of days from 1 to 3650"
    return f"{name.upper()}: {_WHAT_TO_WRITE.get(name, message.removeprefix('Value error, '))}"


def _read_hours(value: str) -> tuple[time, time]:
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in value.split("-"))
    except ValueError:
        raise ValueError("write opening and closing time, such as 10:00-17:00") from None
    if opens.tzinfo or closes.tzinfo:
        raise ValueError("write times of the office's own zone, such as 10:00-17:00")
    if opens >= closes:
        raise ValueError("the office must open before it closes; write such as 10:00-17:00")
    return opens, closes


def _read_days(value: str) -> frozenset[int]:
    try:
        days = set[int]()
        for part in value.lower().split(","):
            first, dash, last = (p.strip() for p in part.partition("-"))
            start, end = WEEKDAYS.index(first), WEEKDAYS.index(last if dash else first)
            days |= {(start + i) % 7 for i in range((end - start) % 7 + 1)}
    except ValueError:
        raise ValueError("write weekdays such as mon-fri or mon,wed,fri") from None
    return frozenset(days)
