"""The settings, as they are shown and documented."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from pydantic import SecretStr

from bot import VERSION
from bot.app.shown_settings import default_settings, shown_settings
from bot.cli.settings_table import table
from bot.console.settings import closed_days
from bot.core.handbook import Handbook
from bot.service.hours import Hours
from bot.settings import Settings
from tests.conftest import ROOT, OpenOffice
from tests.console.signed import open_rooms
from tests.service.scene import HOURS, SATO

SECRETS = ("s3cret", "t0ken", "k3y", "w0rd")


def a_secret_in_each() -> Settings:
    return Settings.model_construct(
        telegram_bot_token=SecretStr("t0ken"),
        encryption_keys=(SecretStr("k3y"),),
        smtp_password=SecretStr("w0rd"),
        database_url="postgresql+psycopg://madoguchi:s3c@s3cret@db.example.org/madoguchi?password=s3cret",
        telegram_api_url="https://user:s3cret@api.example.org/bot",
    )


async def test_the_page_shows_every_setting_and_no_secret(office: OpenOffice) -> None:
    shown = shown_settings(a_secret_in_each())
    async with open_rooms(await office(), settings=shown) as rooms:
        browser = await rooms.browser(SATO)
        pages = [(await browser.get(f"/desk/settings?lang={language}")).text for language in ("ja", "en")]
    for page in pages:
        assert all(one.name in page for one in shown)
        assert not any(secret in page for secret in SECRETS)
        assert "postgresql+psycopg://db.example.org/madoguchi" in page
        assert f"Madoguchi {VERSION}" in page
    assert "お問い合わせとともに保管するファイルの大きさの上限" in pages[0]
    assert "megabytes of a file that is kept" in pages[1]
    assert "tanaka" in pages[0], "who leads"


def test_every_setting_is_explained_in_every_language_in_english_as_in_the_model(handbook: Handbook) -> None:
    for one in default_settings():
        meant = {
            language: handbook.wording[language][f"setting.{one.name.lower()}"] for language in ("ja", "en")
        }
        assert meant["en"] == one.meaning


def test_the_documented_table_is_that_of_the_program() -> None:
    assert table(default_settings(), "default") in (ROOT / "docs/settings.md").read_text("utf-8")


def test_the_version_is_that_of_the_package() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION


@pytest.mark.parametrize(
    ("hours", "first"),
    [
        (HOURS, None),
        (Hours(HOURS.zone, HOURS.days, HOURS.opens, HOURS.closes, holidays="JP"), date(2026, 4, 29)),
        (
            Hours(HOURS.zone, HOURS.days, HOURS.opens, HOURS.closes, frozenset({date(2026, 4, 2)})),
            date(2026, 4, 2),
        ),
    ],
)
def test_the_next_days_on_which_nobody_is_there_are_weekdays(hours: Hours, first: date | None) -> None:
    found = closed_days(hours, date(2026, 4, 1))
    assert (found[0] if found else None) == first
