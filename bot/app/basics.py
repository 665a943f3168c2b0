"""What every command is put together from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.app.learning import learnt_once
from bot.channels.mail import SmtpMailer
from bot.content.loader import Loaded, load
from bot.core.assistant import Assistant, prepare
from bot.core.embedding import Encoder, universal_encoder
from bot.core.handbook import Handbook
from bot.core.practice import Keeping, Practice
from bot.errors import SettingsError
from bot.service.attention import Attention
from bot.service.held_data import records
from bot.service.hours import Hours
from bot.service.office import Office
from bot.service.ports import Channel, Channels, Mailer
from bot.settings import TELEGRAM_API, Settings
from bot.store.address import check_keys, check_url, is_sqlite
from bot.store.encryption import Vault, new_key
from bot.store.engine import Store
from bot.store.opening import open_store
from bot.store.tables import metadata

EPHEMERAL = ("DYNO", "K_SERVICE")
"""Set by Heroku and by Cloud Run, where files are gone after every restart."""


def now() -> datetime:
    return datetime.now(UTC)


def read_content(settings: Settings, *, closely: bool = False) -> Loaded:
    """The organisation's content; ContentError when it is wrong."""
    today = now().astimezone(settings.zone).date()
    return load(settings.knowledge_dir, settings.intents_file, today=today, closely=closely)


def check_settings(settings: Settings, environment: Mapping[str, str] = os.environ) -> None:
    """What can be told of the settings without going out: SettingsError when they cannot work together."""
    if settings.telegram_bot_token is not None and settings.staff_chat_id is None:
        raise SettingsError(
            "STAFF_CHAT_ID: not set; add the bot to the staff's Telegram group and write the group's id"
        )
    plain_http = settings.webhook_url is not None and not settings.webhook_url.startswith("https://")
    if plain_http and settings.telegram_api_url == TELEGRAM_API:
        raise SettingsError("WEBHOOK_URL: Telegram brings updates to https addresses only")
    if any(name in environment for name in EPHEMERAL) and is_sqlite(check_url(settings.database)):
        raise SettingsError(
            "DATABASE_URL: this platform forgets its files, and an SQLite database with them; "
            "write the address of a PostgreSQL database"
        )
    if settings.smtp_host is not None and not (settings.mail_from and settings.mail_to):
        raise SettingsError("SMTP_HOST: write MAIL_FROM and MAIL_TO, too: the addresses of the mail to staff")
    if settings.closing_warning_days >= settings.close_unanswered_days:
        raise SettingsError(
            "CLOSING_WARNING_DAYS, CLOSE_UNANSWERED_DAYS: what is closed after "
            f"{settings.close_unanswered_days} days cannot be warned of {settings.closing_warning_days} days "
            "before; write fewer days for the warning"
        )
    check_keys(settings.database, settings.keys)
    Vault(settings.keys or (new_key(),))


def open_encoder(settings: Settings) -> Encoder | None:
    """The encoder of sentence vectors, unless it is not installed or not wanted."""
    return universal_encoder() if settings.sentence_vectors else None


def open_assistant(settings: Settings, handbook: Handbook) -> Assistant:
    """The assistant for a handbook, from what was learnt before if that was kept."""
    encoder = open_encoder(settings)
    return prepare(handbook, encoder=encoder, models=learnt_once(handbook, encoder, settings.cache))


async def open_database(settings: Settings) -> Store:
    """The database of the settings, made and migrated when needed."""
    if settings.database_url is None:
        _make_data_folder(settings.madoguchi_data_dir)
    return await open_store(settings.database, settings.keys)


def _make_data_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsError(
            f"MADOGUCHI_DATA_DIR: the folder {folder} cannot be made: {error.strerror}"
        ) from None


def set_up_office(
    settings: Settings,
    store: Store,
    assistant: Assistant,
    staff_chat: str | None,
    *channels: Channel,
) -> Office:
    """Everything the use cases need; the first of the channels has the staff chat."""
    return Office(
        store,
        assistant,
        Channels(*channels),
        now,
        office_hours(settings),
        staff_chat,
        practice=promised(settings, assistant.handbook.languages),
        largest_file=settings.file_limit_mb * 1_000_000,
        lead_ids=frozenset(settings.lead_ids),
        desk_url=f"{settings.address}/desk" if settings.address else None,
        mailer=_mailer(settings),
        attention=Attention(
            settings.remind_unclaimed_hours,
            settings.remind_unanswered_days,
            settings.queue_unseen_days,
            settings.close_unanswered_days,
            settings.closing_warning_days,
        ),
    )


def office_hours(settings: Settings) -> Hours:
    """When staff are there."""
    holidays = None if settings.holidays == "none" else settings.holidays
    opens, closes = settings.hours
    return Hours(settings.zone, settings.days, opens, closes, settings.closures, holidays)


def _mailer(settings: Settings) -> Mailer | None:
    """None where no mail server is set."""
    if settings.smtp_host is None or not settings.mail_from:
        return None
    password = settings.smtp_password
    return SmtpMailer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security,
        settings.mail_from[0],
        settings.mail_to,
        settings.smtp_user,
        password.get_secret_value() if password else None,
    )


def promised(settings: Settings, languages: Iterable[str]) -> Practice:
    """What people are told of how their data is handled: by these settings and the tables as they are."""
    countries = {language: settings.country(language) for language in languages}
    return Practice(
        Keeping(
            conversation=settings.keep_conversation_days,
            enquiries=settings.keep_enquiries_days,
            values=settings.keep_values_days,
            requests=settings.keep_requests_days,
            reports=settings.keep_reports_days,
            feedback=settings.keep_feedback_days,
            deliveries=settings.keep_deliveries_days,
            failures=settings.keep_failures_days,
            web_chat=settings.keep_web_chat_days,
        ),
        settings.request_due_days,
        {language: name for language, name in countries.items() if name},
        records.kinds(metadata.tables),
    )
