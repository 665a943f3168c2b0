"""Everything an operator can set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.settings import values

TELEGRAM_API = "https://api.telegram.org"
Days = Annotated[int, Field(ge=1, le=3650)]


def _written(read: Callable[[str], object]) -> BeforeValidator:
    """Reads what is written in the environment; a value given by a program stays."""
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


class Settings(BaseSettings):
    """Everything an operator can set; the names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    telegram_bot_token: SecretStr | None = Field(default=None, description="the bot's token, from @BotFather")
    telegram_api_url: Annotated[str, AfterValidator(values.http_address)] = Field(
        default=TELEGRAM_API, description="a Bot API server of your own"
    )
    staff_chat_id: Annotated[str, AfterValidator(values.chat_id)] | None = Field(
        default=None, description="the id of the staff's Telegram group"
    )
    lead_ids: Annotated[tuple[str, ...], NoDecode, _written(values.people_ids)] = Field(
        default=(),
        description="the Telegram ids of the staff who lead: what is confidential goes to them alone",
    )
    webhook_url: Annotated[str, AfterValidator(values.http_address)] | None = Field(
        default=None,
        description="the public address at which Telegram brings updates; without it the bot fetches them",
    )
    public_url: Annotated[str, AfterValidator(values.http_address)] | None = Field(
        default=None, description="the address at which people reach the web pages; by default the webhook's"
    )
    web_chat: bool | None = Field(
        default=None, description="whether /chat is offered; by default only without a Telegram token"
    )
    port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="the port for the web pages, the webhook, health checks and metrics",
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
    holidays: Annotated[str, AfterValidator(values.calendar)] = Field(
        default="JP", description="the country whose public holidays the office keeps, or none"
    )
    closures: Annotated[frozenset[date], NoDecode, _written(values.closures)] = Field(
        default=frozenset(), description="other days on which nobody is there"
    )
    remind_unclaimed_hours: int = Field(
        default=4, ge=1, le=720, description="office hours until staff are reminded of what nobody has taken"
    )
    remind_unanswered_days: Days = Field(
        default=3, description="working days until staff are reminded of what is taken and not answered"
    )
    queue_unseen_days: Days = Field(
        default=3, description="working days without a look at the queue until the leads are told"
    )
    close_unanswered_days: Days = Field(
        default=30, description="days until an unanswered enquiry is closed, saying so"
    )
    closing_warning_days: Days = Field(default=5, description="days before that staff are warned")
    smtp_host: str | None = Field(default=None, description="the mail server by which staff are sent counts")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="its port")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="how the connection to it is encrypted"
    )
    smtp_user: str | None = Field(default=None, description="the account there")
    smtp_password: SecretStr | None = Field(default=None, description="and its password")
    mail_from: Annotated[tuple[str, ...], NoDecode, _written(values.mail_addresses)] = Field(
        default=(), max_length=1, description="the address from which mail to staff is sent"
    )
    mail_to: Annotated[tuple[str, ...], NoDecode, _written(values.mail_addresses)] = Field(
        default=(), description="the addresses to which it is sent, parted by commas"
    )
    request_due_days: int = Field(
        default=14, ge=1, le=3650, description="days until a demand about personal data is due"
    )
    hosting_country: Annotated[str, AfterValidator(values.country)] | None = Field(
        default=None, description="the country of the server and its database, by its code, such as JP"
    )
    keep_conversation_days: Days = Field(default=180, description="days until what was said is deleted")
    keep_enquiries_days: Days = Field(
        default=365, description="days after its end until the text of an enquiry is erased"
    )
    keep_web_chat_days: Days = Field(default=30, description="days until what the web chat shows is deleted")
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
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="how much is logged"
    )

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
        values.hours(value)
        return value

    @field_validator("business_days")
    @classmethod
    def _days(cls, value: str) -> str:
        values.weekdays(value)
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def hours(self) -> tuple[time, time]:
        """When the office opens and closes, in its own time."""
        return values.hours(self.business_hours)

    @property
    def days(self) -> frozenset[int]:
        """Weekdays on which the office is open, Monday 0."""
        return values.weekdays(self.business_days)

    @property
    def offers_web_chat(self) -> bool:
        """Whether people can write on a web page."""
        return self.telegram_bot_token is None if self.web_chat is None else self.web_chat

    @property
    def address(self) -> str | None:
        """Where people reach the web pages from outside, if that is known."""
        return self.public_url or self.webhook_url

    @property
    def is_secure(self) -> bool:
        """Whether people come by https, as far as that is known."""
        return (self.address or "").startswith("https://")

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
