"""What people write is kept sealed or redacted, from the first moment on."""

from __future__ import annotations

import logging

import pytest

from bot.store.address import sqlite_path
from bot.store.inbox import MAX_ATTEMPTS
from bot.store.tables import metadata
from tests.conftest import OpenOffice
from tests.service.scene import Scene

HELPLINE = "0120-279-338"
NUMBER, MAIL, CARD = "090-1234-5678", "taro.yamada@example.com", "4111 1111 1111 1111"
ASKED = f"入会方法を教えてください（折り返しは{NUMBER}、{MAIL}、カードは{CARD}）"
PLAIN = "とくべつなことば"


async def kept(scene: Scene) -> bytes:
    """Every value in the database; of an SQLite file every byte, those of its write-ahead log too."""
    values = []
    for table in metadata.sorted_tables:
        values += [value for row in await scene.rows(f"SELECT * FROM {table.name}") for value in row]  # noqa: S608  # our own names
    texts = [value if isinstance(value, bytes) else str(value).encode() for value in values]
    file = sqlite_path(scene.office.store.engine.url)
    files = sorted(file.parent.glob(f"{file.name}*")) if file else []
    assert len(files) != 1, "the log is there"
    return b"\n".join([*texts, *(path.read_bytes() for path in files)])


async def in_clear(scene: Scene, *texts: str) -> list[str]:
    content = await kept(scene)
    forms = [(t, form) for t in texts for form in (t.encode(), t.encode("unicode_escape"))]
    return sorted({text for text, form in forms if form in content})


async def test_what_is_kept_in_clear_would_be_found(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    assert await in_clear(scene, "入会方法", PLAIN) == ["入会方法"]


async def test_before_it_is_handled_nothing_of_an_update_is_on_disk_in_clear(office: OpenOffice) -> None:
    scene = await office()
    await scene.save(scene.written(f"{ASKED}{PLAIN}"))
    assert await in_clear(scene, NUMBER, MAIL, CARD, PLAIN, "入会方法") == []


async def test_after_it_was_handled_no_personal_data_is_on_disk_in_clear(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, f"{NUMBER}にお電話します。{MAIL}も控えました。")
    await scene.staff_press("send 1")
    await scene.user(f"先ほどの問い合わせに追加です。{NUMBER}です")
    assert await in_clear(scene, NUMBER, MAIL, CARD) == []


async def test_what_was_not_handled_stays_sealed(office: OpenOffice) -> None:
    scene = await office()
    await scene.sabotage("INSERT ON messages")
    await scene.user(f"{ASKED}{PLAIN}")
    await scene.wait_out(MAX_ATTEMPTS)
    assert await scene.rows("SELECT state FROM inbox") == [("dead",)]
    assert await in_clear(scene, NUMBER, MAIL, PLAIN) == []


async def test_the_log_and_the_card_are_redacted(office: OpenOffice) -> None:
    scene = await office()
    told = await scene.user(ASKED)
    logged = str(await scene.rows("SELECT text FROM messages"))
    question = (await scene.ticket(1)).question
    card = (await scene.card(1)).text
    for secret in (NUMBER, MAIL, CARD):
        for where in (logged, question, card, *told):
            assert secret not in where
    assert "入会方法" in logged
    assert "〔電話番号〕" in card


async def test_the_organisations_own_contacts_are_not_taken_for_personal_data(office: OpenOffice) -> None:
    scene = await office()
    told = await scene.user("03-3373-9576に電話しましたが出ません。担当者と話したいです")
    assert "03-3373-9576" in (await scene.card(1)).text
    assert "伏せました" not in told[0]


async def test_whom_the_bot_names_to_turn_to_stays_in_the_record_and_what_it_quotes_does_not(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(f"死にたい。よりそいホットライン{HELPLINE}は話し中でした。{NUMBER}に電話をください")
    await scene.command("status")
    said = await scene.rows("SELECT author, text FROM messages ORDER BY id")
    told = "".join(str(text) for author, text in said if author == "bot")
    assert (HELPLINE in told, NUMBER in told) == (True, False)
    assert HELPLINE not in str(said[0]), "what people write is masked as ever"
    assert any(f"よりそいホットライン：{HELPLINE}" in text for text in await scene.command("mydata"))


async def test_an_answer_is_delivered_as_staff_wrote_it_and_logged_redacted(office: OpenOffice) -> None:
    scene = await office()
    await scene.user("入会方法を教えてください")
    await scene.staff_reply(1, "担当直通は080-1111-2222です。")
    await scene.staff_press("send 1")
    assert "080-1111-2222" in scene.channel.posts("hanako")[-1].text
    assert await in_clear(scene, "080-1111-2222") == []


async def test_the_application_log_holds_no_text_of_anybody(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        scene = await office()
        await scene.user(f"{ASKED}{PLAIN}")
        await scene.staff_reply(1, "ひみつのお返事")
        await scene.staff_press("send 1")
        await scene.sabotage("INSERT ON messages")
        await scene.user(f"電話番号を教えてください。{PLAIN}")
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "failed" in logged
    for secret in (PLAIN, NUMBER, MAIL, "ひみつのお返事"):
        assert secret not in logged
