from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, doubts, load_settings, unguarded
from bot.store.encryption import new_key

TOKEN = "123456789:hunter2hunter2"


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working folder and no setting in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def write_env(*lines: str, encoding: str = "utf-8") -> None:
    Path(".env").write_text("\n".join(lines) + "\n", encoding=encoding)


def complaints() -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return str(caught.value).splitlines()


def test_without_any_setting_the_bot_can_start_in_a_terminal() -> None:
    settings = load_settings()
    assert (settings.telegram_bot_token, settings.staff_chat_id, settings.keys) == (None, None, ())
    assert settings.database == "sqlite+aiosqlite:///data/madoguchi.db"
    assert (settings.knowledge_dir, settings.intents_file) == (Path("knowledge"), Path("intents.yaml"))
    assert settings.cache == Path("data/learnt")
    assert settings.hours == (time(10), time(17))
    assert settings.days == {0, 1, 2, 3, 4}
    assert str(settings.zone) == "Asia/Tokyo"


SET: dict[str, tuple[str, Any]] = {
    "telegram_api_url": ("http://localhost:8081/", "http://localhost:8081"),
    "staff_chat_id": ("-1001234567890", "-1001234567890"),
    "lead_ids": ("123, 456", ("123", "456")),
    "public_url": ("https://desk.example.org/", "https://desk.example.org"),
    "web_chat": ("true", True),
    "holidays": ("de", "DE"),
    "closures": (
        "2026-12-31..2027-01-01, 2027-08-13",
        frozenset({date(2026, 12, 31), date(2027, 1, 1), date(2027, 8, 13)}),
    ),
    "remind_unclaimed_hours": ("2", 2),
    "remind_unanswered_days": ("1", 1),
    "queue_unseen_days": ("4", 4),
    "close_unanswered_days": ("60", 60),
    "closing_warning_days": ("6", 6),
    "smtp_host": ("smtp.example.org", "smtp.example.org"),
    "smtp_port": ("465", 465),
    "smtp_security": ("tls", "tls"),
    "smtp_user": ("madoguchi", "madoguchi"),
    "mail_from": ("bot@example.org", ("bot@example.org",)),
    "mail_to": ("a@example.org,b@example.org", ("a@example.org", "b@example.org")),
    "keep_web_chat_days": ("15", 15),
    "webhook_url": ("https://bot.example.org/society/", "https://bot.example.org/society"),
    "port": ("8080", 8080),
    "host": ("::1", "::1"),
    "database_url": ("sqlite+aiosqlite:////srv/bot.db", "sqlite+aiosqlite:////srv/bot.db"),
    "madoguchi_data_dir": ("/srv/窓口", Path("/srv/窓口")),
    "madoguchi_cache_dir": ("/var/cache/窓口", Path("/var/cache/窓口")),
    "sentence_vectors": ("false", False),
    "knowledge_dir": ("other/knowledge", Path("other/knowledge")),
    "intents_file": ("other.yaml", Path("other.yaml")),
    "timezone": ("Europe/Berlin", "Europe/Berlin"),
    "business_hours": ("09:30-18:15", "09:30-18:15"),
    "business_days": ("tue-sat", "tue-sat"),
    "request_due_days": ("30", 30),
    "hosting_country": ("jp", "JP"),
    "keep_conversation_days": ("7", 7),
    "keep_enquiries_days": ("8", 8),
    "keep_values_days": ("9", 9),
    "keep_requests_days": ("10", 10),
    "keep_reports_days": ("11", 11),
    "keep_feedback_days": ("12", 12),
    "keep_deliveries_days": ("13", 13),
    "keep_failures_days": ("14", 14),
    "file_limit_mb": ("3", 3),
    "log_level": ("DEBUG", "DEBUG"),
}
SECRET = {"telegram_bot_token", "encryption_keys", "smtp_password"}


def test_every_setting_is_in_the_table_below() -> None:
    assert SET.keys() | SECRET == Settings.model_fields.keys()


@pytest.mark.parametrize("name", SET)
@pytest.mark.parametrize("place", ["environment", ".env"])
def test_a_setting_is_read(name: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, value = SET[name]
    assert getattr(load_settings(), name) != value
    if place == ".env":
        write_env(f"{name.upper()}={text}")
    else:
        monkeypatch.setenv(name.upper(), text)
    assert getattr(load_settings(), name) == value


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write_env("REQUEST_DUE_DAYS=7", "LOG_LEVEL=ERROR")
    monkeypatch.setenv("REQUEST_DUE_DAYS", "30")
    settings = load_settings()
    assert (settings.request_due_days, settings.log_level) == (30, "ERROR")


def test_the_file_may_have_comments_strangers_empty_values_and_a_byte_order_mark() -> None:
    write_env(
        "LOG_LEVEL=ERROR", "# 事務局の時間", "BUSINESS_HOURS=", "SOMEBODY_ELSES=1", encoding="utf-8-sig"
    )
    settings = load_settings()
    assert (settings.log_level, settings.hours) == ("ERROR", (time(10), time(17)))


def test_a_file_in_another_encoding_is_said_so() -> None:
    write_env("# 事務局の時間", encoding="shift_jis")
    assert complaints() == [".env: not UTF-8 text; save it as UTF-8"]


def test_the_data_folder_holds_the_database_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_DATA_DIR", "/srv/bot")
    assert load_settings().database == "sqlite+aiosqlite:////srv/bot/madoguchi.db"
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere.db")
    assert load_settings().database == "sqlite:///elsewhere.db"


# --- what is malformed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "what_to_write"),
    [
        ("STAFF_CHAT_ID", "@our_staff", "-1001234567890"),
        ("STAFF_CHAT_ID", "1001234567890", "negative number"),
        ("STAFF_CHAT_ID", "-", "negative number"),
        ("STAFF_CHAT_ID", "-12 ", "negative number"),
        ("TELEGRAM_API_URL", "api.telegram.org", "https://api.telegram.org"),
        ("TELEGRAM_API_URL", "https://", "https://api.telegram.org"),
        *(("WEBHOOK_URL", url, "https://bot.example.org") for url in (
            "bot.example.org", "https://", "ftp://bot.example.org", "https:///telegram", "https://b e.org",
        )),
        *(("PORT", port, "write a port number from 1 to 65535") for port in (
            "0", "-1", "65536", "8080.5", "http", "8080/tcp", "9" * 5000, "８０８０",
        )),
        ("TIMEZONE", "Tokyo", "Asia/Tokyo"),
        ("TIMEZONE", "日本", "Asia/Tokyo"),
        ("TIMEZONE", "../../etc/passwd", "Asia/Tokyo"),
        ("TIMEZONE", "Asia", "Asia/Tokyo"),
        *(("REQUEST_DUE_DAYS", days, "write a whole number of days from 1 to 3650") for days in (
            "0", "-1", "3651", "9" * 5000, "two weeks", "1.5", "１４日",
        )),
        *(("HOSTING_COUNTRY", country, "such as JP") for country in ("Japan", "ZZZ", "001", "日本", "QQ")),
        ("LEAD_IDS", "@sato", "123456789,987654321"),
        ("HOLIDAYS", "Atlantis", "JP, or none"),
        *(("CLOSURES", days, "2026-12-28..2027-01-04") for days in (
            "12/28", "2027-01-04..2026-12-28", "2026-01-01..2029-01-01",
        )),
        ("MAIL_TO", "office", "office@example.org"),
        ("SMTP_SECURITY", "ssl", "starttls, tls or none"),
        ("REMIND_UNCLAIMED_HOURS", "0", "a whole number of hours"),
        *(("KEEP_VALUES_DAYS", days, "write a whole number of days from 1 to 3650") for days in ("0", "1 y")),
        *(("FILE_LIMIT_MB", size, "whole number of megabytes from 1 to 20") for size in ("0", "21", "10 MB")),
        ("LOG_LEVEL", "verbose", "write DEBUG, INFO, WARNING or ERROR"),
        *(("BUSINESS_HOURS", hours, "10:00-17:00") for hours in (
            "10:00", "10-", "10:00-17:00-18:00", "ten to five", "10:00-25:00", "9:0-17:00", "9.30-17.00", "-",
            "17:00-10:00", "22:00-06:00", "10:00-10:00", "10:00+09:00-17:00", "10:00Z-17:00Z", "10:00-17:00Z",
        )),
        *(("BUSINESS_DAYS", days, "mon-fri or mon,wed,fri") for days in (
            "monday", "月-金", "mon fri", "mon-", "-fri", ",", "mon,", "mon-wed-fri", "0-4",
        )),
    ],
)  # fmt: skip
def test_a_malformed_setting_is_one_line_with_its_name_and_what_to_write(
    name: str, value: str, what_to_write: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    (line,) = complaints()
    assert line.startswith(f"{name}: ")
    assert what_to_write in line
    assert "Input" not in line


@pytest.mark.parametrize("name", Settings.model_fields)
@pytest.mark.parametrize("value", ["?", "-", "0", "窓口", "x" * 5000])
def test_no_setting_is_complained_of_in_the_words_of_a_library(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name.upper(), value)
    with suppress(SettingsError):
        load_settings()
        return
    assert not re.search("Input|Value error|string_|should", complaints()[0])


@pytest.mark.parametrize("level", ["debug", "Debug", " DEBUG "])
def test_the_log_level_may_be_written_in_small_letters(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", level)
    assert load_settings().log_level == "DEBUG"


def test_each_malformed_setting_has_its_line() -> None:
    write_env("STAFF_CHAT_ID=staff", "TIMEZONE=Tokyo", "LOG_LEVEL=loud")
    assert [line.partition(":")[0] for line in complaints()] == ["STAFF_CHAT_ID", "TIMEZONE", "LOG_LEVEL"]


@pytest.mark.parametrize(
    ("written", "opens", "closes"),
    [
        ("10:00-17:00", time(10), time(17)),
        (" 09:30 - 18:15 ", time(9, 30), time(18, 15)),
        ("00:00-23:59", time(0), time(23, 59)),
        ("09-17", time(9), time(17)),
        ("9:00-17:00", time(9), time(17)),
        ("9-17", time(9), time(17)),
        ("9:00 ~ 17:30", time(9), time(17, 30)),
        ("９：００〜１７：００", time(9), time(17)),
        ("１０：００－１７：００", time(10), time(17)),
        ("10：00～17：00", time(10), time(17)),
        ("9:00−17:00", time(9), time(17)),
    ],
)
def test_business_hours(written: str, opens: time, closes: time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUSINESS_HOURS", written)
    assert load_settings().hours == (opens, closes)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("MON-Fri", {0, 1, 2, 3, 4}),
        ("mon,wed,fri", {0, 2, 4}),
        ("mon, wed - fri", {0, 2, 3, 4}),
        ("sun", {6}),
        ("sat-mon", {0, 5, 6}),
        ("mon-sun", {0, 1, 2, 3, 4, 5, 6}),
        ("mon-wed,tue-thu", {0, 1, 2, 3}),
    ],
)
def test_business_days(written: str, days: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUSINESS_DAYS", written)
    assert load_settings().days == days


# --- what is written and without effect ---------------------------------------------------------


def said(**environment: str) -> list[str]:
    """The doubts about what .env and this environment say."""
    return list(doubts(load_settings(), environment))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("LEAD_ID", "LEAD_IDS"),
        ("STAFF_CHATID", "STAFF_CHAT_ID"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("KEEP_VALUE_DAYS", "KEEP_VALUES_DAYS"),
        ("TIME_ZONE", "TIMEZONE"),
        ("HOLIDAY", "HOLIDAYS"),
    ],
)
@pytest.mark.parametrize("place", ["environment", ".env"])
def test_a_mistyped_name_is_told_with_the_one_that_is_meant(written: str, meant: str, place: str) -> None:
    if place == ".env":
        write_env(f"{written}=hunter2")
        lines = said()
    else:
        lines = said(**{written: "hunter2"})
    assert lines == [f"{written}: no such setting; {meant} may be meant"]


def test_a_mistyped_name_has_one_line_wherever_it_stands() -> None:
    write_env("lead_id=123", "LEAD_ID=123")
    lines = said(LEAD_ID="123")
    assert [line.partition(":")[0] for line in lines] == ["lead_id", "LEAD_ID"]


def test_what_is_no_setting_at_all_is_told_in_our_own_file_alone() -> None:
    write_env("SOMEBODY_ELSES=1")
    assert said(ANOTHER_ONES="1") == ["SOMEBODY_ELSES: no such setting, though it stands in .env"]


@pytest.mark.parametrize(
    "name",
    [
        "HOSTNAME", "HOSTS", "PORT_", "PORTS", "TZ", "HOME", "LOGNAME", "LANGUAGE", "MAIL", "SMTP_PASS",
        "TEST_DATABASE_URL", "DATABASE_HOST", "MADOGUCHI_PORT", "MADOGUCHI_SERVICE_HOST", "lead_id",
    ],
)  # fmt: skip
def test_what_other_programs_have_in_the_environment_is_passed_over(name: str) -> None:
    assert said(**{name: "1"}) == []


def test_a_name_like_one_that_is_set_is_somebody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_TO", "office@example.org")
    monkeypatch.setenv("SMTP_HOST", "smtp.example.org")
    assert said(EMAIL_TO="me@example.org") == []


def test_a_key_that_stands_in_a_line_of_its_own_is_not_shown_as_a_name() -> None:
    key = new_key()
    write_env(key, f"{key}{key}", f"X{key}1")
    assert said() == []


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (["MAIL_TO=a@example.org"], "MAIL_TO: of no effect without SMTP_HOST; no mail is sent"),
        (["SMTP_USER=bot"], "SMTP_USER: of no effect without SMTP_HOST; no mail is sent"),
        (
            ["MAIL_FROM=a@example.org", "SMTP_PASSWORD=hunter2"],
            "SMTP_PASSWORD, MAIL_FROM: of no effect without SMTP_HOST; no mail is sent",
        ),
        (["SMTP_HOST=smtp.example.org", "SMTP_USER=bot"], "SMTP_USER, SMTP_PASSWORD: write both"),
        (["SMTP_HOST=smtp.example.org", "SMTP_PASSWORD=hunter2"], "SMTP_USER, SMTP_PASSWORD: write both"),
    ],
)
def test_mail_that_cannot_go_out_is_told(written: list[str], line: str) -> None:
    write_env(*written)
    (found,) = said()
    assert found.startswith(line)
    assert "hunter2" not in found


def test_a_mail_server_with_or_without_an_account_is_in_order() -> None:
    write_env("SMTP_HOST=smtp.example.org")
    assert said() == []
    write_env("SMTP_HOST=smtp.example.org", "SMTP_USER=bot", "SMTP_PASSWORD=hunter2")
    assert said() == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ([], False),
        (["PORT=8080"], True),
        (["PORT=8080", "HOST=::"], True),
        (["PORT=8080", "HOST=bot.example.org"], True),
        (["PORT=8080", "PUBLIC_URL=http://bot.example.org"], True),
        (["PORT=8080", "PUBLIC_URL=https://bot.example.org"], False),
        (["PORT=8080", "WEBHOOK_URL=https://bot.example.org"], False),
        *((["PORT=8080", f"HOST={host}"], False) for host in ("127.0.0.1", "::1", "127.0.0.5", "localhost")),
    ],
)
def test_pages_that_other_machines_reach_without_tls_are_told(written: list[str], told: bool) -> None:
    write_env(*written)
    assert [line.partition(":")[0] for line in unguarded(load_settings())] == ["PUBLIC_URL"] * told


# --- secrets ------------------------------------------------------------------------------------


def test_several_keys_are_read_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [new_key(), new_key()]
    monkeypatch.setenv("ENCRYPTION_KEYS", f" {keys[0]} ,{keys[1]},")
    assert load_settings().keys == tuple(keys)


def test_token_and_keys_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    key = new_key()
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("ENCRYPTION_KEYS", key)
    settings = load_settings()
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert TOKEN not in shown
        assert key not in shown


def test_a_complaint_about_another_setting_shows_no_secret_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("ENCRYPTION_KEYS", "hunter2")
    monkeypatch.setenv("LOG_LEVEL", "hunter2")
    assert not any("hunter2" in line for line in complaints())


@pytest.mark.parametrize(
    ("language", "name"), [("ja", "日本"), ("en", "Japan"), ("fr", "Japon"), ("xx", "Japan")]
)
def test_the_country_of_the_server_is_named_in_each_language(
    language: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOSTING_COUNTRY", "JP")
    assert load_settings().country(language) == name
    monkeypatch.delenv("HOSTING_COUNTRY")
    assert load_settings().country(language) is None
