"""What people are told is recorded is what the tables hold, for as long as the settings say."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from typing import get_args

import pytest

from bot.core.own_data import ON_OWN_PAGE
from bot.core.practice import NOT_THEIRS, Keeping, Practice, RecordKind
from bot.service.held_data.records import RECORDS, kinds
from bot.service.ports import Channels
from bot.store import web_messages
from bot.store.tables import metadata
from tests.conftest import OpenOffice
from tests.service.channel import RecordingChannel
from tests.service.chores import practising
from tests.service.scene import PRACTICE, Scene

LANGUAGES = ("ja", "en")
KINDS: tuple[RecordKind, ...] = get_args(RecordKind)
TOLD = tuple(kind for kind in KINDS if kind not in NOT_THEIRS)
KEPT_BY = {"person": "conversation", "files": "enquiries", "updates": "failures"}
"""The setting that tells for how long a kind is kept, where it is named otherwise."""


async def privacy(scene: Scene, language: str) -> str:
    await scene.command(f"/language {language}")
    return "\n".join(await scene.command("/privacy"))


def where_told(kind: str, scene: Scene) -> Scene:
    """What is recorded of those alone who use our own page is told there, and the rest to everybody."""
    if kind != ON_OWN_PAGE:
        return scene
    channel = RecordingChannel(name=web_messages.CHANNEL)
    return Scene(replace(scene.office, channels=Channels(channel)), channel, scene.clock)


def test_every_column_of_every_table_belongs_to_exactly_one_kind_of_record() -> None:
    held = Counter(
        f"{table}.{column}"
        for tables in RECORDS.values()
        for table, columns in tables.items()
        for column in columns.split()
    )
    there = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns}
    assert held.keys() == there
    assert set(held.values()) == {1}


def test_every_kind_of_record_is_there_in_order() -> None:
    assert kinds(metadata.tables) == KINDS == tuple(RECORDS)


def test_a_table_of_which_nobody_is_told_is_refused() -> None:
    with pytest.raises(LookupError, match="diaries"):
        kinds({**metadata.tables, "diaries": object()})


def test_a_kind_of_which_there_is_no_table_is_not_told() -> None:
    assert kinds({name: table for name, table in metadata.tables.items() if name != "files"}) == tuple(
        kind for kind in KINDS if kind != "files"
    )


def test_what_is_not_told_holds_no_words_of_anybody() -> None:
    """Only the work that is planned, and facts about the bot itself."""
    assert RECORDS["technical"].keys() == {"jobs", "facts"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", TOLD)
async def test_of_each_kind_is_told_what_why_how_long_and_who_sees_it(
    record: RecordKind, language: str, office: OpenOffice
) -> None:
    scene = where_told(record, await office())
    wording = scene.office.assistant.handbook.wording[language]
    shown = await privacy(scene, language)
    for what in ("", ".why", ".who"):
        sentence = wording[f"record.{record}{what}"]
        assert sentence.replace("{office}", "事務局").replace("{Office}", "The Society's office") in shown
    assert "{days}" in wording[f"record.{record}.kept"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("setting", [field.name for field in fields(Keeping)])
async def test_the_days_told_are_those_of_the_settings(
    setting: str, language: str, office: OpenOffice
) -> None:
    scene = where_told(setting, await office())
    wording = scene.office.assistant.handbook.wording[language]
    told = [wording[f"record.{k}.kept"] for k in TOLD if KEPT_BY.get(k, k) == setting]
    assert told, "somebody is told of each setting"
    changed = practising(scene, replace(PRACTICE, keeping=replace(Keeping(), **{setting: 3333})))
    before, after = await privacy(scene, language), await privacy(changed, language)
    for sentence in told:
        assert sentence.replace("{days}", "3333") in after
        assert sentence.replace("{days}", "3333") not in before
    assert after.count("3333") == len(told)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ja",
            (
                "海外の事業者が運営するTelegram",
                "保管先の国：日本",
                "（14日）",
                "プライバシーポリシー",
                "第三者",
            ),
        ),
        ("en", ("Telegram, a service of a company abroad", "country: Japan", "(14 days)", "privacy policy")),
    ],
)
async def test_telegram_the_country_the_due_date_and_the_policy_are_named(
    language: str, said: tuple[str, ...], office: OpenOffice
) -> None:
    scene = await office()
    shown = await privacy(scene, language)
    assert [one for one in said if one not in shown] == []
    assert all(command in shown for command in ("/mydata", "/export", "/delete"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_whoever_writes_on_our_own_page_is_told_that_nobody_else_carries_it(
    language: str, office: OpenOffice
) -> None:
    page = where_told(ON_OWN_PAGE, await office())
    handbook = page.office.assistant.handbook
    shown = await privacy(page, language)
    assert handbook.wording[language]["privacy.own_page"].partition(" {")[0].partition("{")[0] in shown
    asked = "\n".join(await page.command("/delete"))
    done = "\n".join(await page.command("/delete yes"))
    assert [text for text in (shown, asked, done) if "Telegram" in text] == []


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "まだ登録されていません"), ("en", "has not been entered here")]
)
async def test_where_the_country_is_not_known_that_is_said(
    language: str, said: str, office: OpenOffice
) -> None:
    scene = practising(await office(), Practice(records=PRACTICE.records))
    assert said in await privacy(scene, language)


async def test_a_kind_that_is_not_recorded_is_not_told(office: OpenOffice) -> None:
    fewer = tuple(kind for kind in KINDS if kind != "feedback")
    scene = practising(await office(), replace(PRACTICE, records=fewer))
    assert "ご案内が役に立ったかどうか" not in await privacy(scene, "ja")


async def test_whoever_asks_can_do_something_about_it_at_once(office: OpenOffice) -> None:
    scene = await office()
    await privacy(scene, "ja")
    commands = [key.command for row in scene.channel.posts("hanako")[-1].keys for key in row]
    assert commands[:3] == ["mydata", "export", "delete"]
