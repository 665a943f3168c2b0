from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot import log as logs
from bot.channels.telegram.log_filter import TokenFilter
from bot.core.model import Message
from bot.service.ports import UserMessage
from tests.conftest import OpenOffice

TOKEN = "123456789:AAhunter2-hunter2_hunter2"
ADDRESS = "https://api.telegram.org/bot%s/getUpdates"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The loggers of the other tests stay as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("alembic", "aiosqlite", "sqlalchemy")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def test_a_line_says_when_how_grave_where_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    logging.getLogger("bot.service.inbox.worker").warning("update %s failed", 7)
    out, err = capsys.readouterr()
    assert out == ""
    moment, _, rest = err.partition(" WARNING ")
    datetime.strptime(moment, "%Y-%m-%d %H:%M:%S,%f").astimezone()
    assert rest == "bot.service.inbox.worker: update 7 failed\n"


def test_what_is_below_the_level_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("WARNING")
    for level in (logging.DEBUG, logging.INFO, logging.WARNING):
        logging.getLogger("bot").log(level, "level %s", level)
    assert "level 30" in (err := capsys.readouterr().err)
    assert err.count("\n") == 1


def test_setting_up_again_does_not_log_twice(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("ERROR")
    logs.set_up("INFO")
    logging.getLogger("bot").info("once")
    assert capsys.readouterr().err.count("once") == 1


@pytest.mark.parametrize("logger", ["", "bot", "httpx", "telegram.ext.Application"])
def test_no_logger_writes_the_token(logger: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG", TokenFilter(TOKEN))
    log = logging.getLogger(logger)
    log.warning("POST " + ADDRESS, TOKEN)
    try:
        raise ConnectionError(ADDRESS % TOKEN)
    except ConnectionError:
        log.exception("failed")
    err = capsys.readouterr().err
    assert err.count("<token>") == 2
    assert "hunter2" not in err


def test_the_database_libraries_do_not_chat_even_when_we_debug(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG")
    for name in ("sqlalchemy.engine.Engine", "aiosqlite", "alembic.runtime.migration"):
        logging.getLogger(name).info("INSERT INTO messages VALUES ('会費')")
    assert capsys.readouterr().err == ""


QUESTIONS = [
    "会費をクレジットカードで払えますか。会員番号は12345、電話は090-1234-5678です",
    "Can you waive my 1998 entrance fee? I'm Hanako Yamada, hanako@example.com",
    "半分の絵文字\udc00と書きました",
]


async def test_at_the_chattiest_level_nothing_that_anybody_wrote_is_logged(
    office: OpenOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("DEBUG")
    scene = await office()
    for number, question in enumerate(QUESTIONS):
        message = Message(question, datetime.now(UTC), "ja")
        await scene.receive(UserMessage("hanako", "hanako", message, 9000 + number))
    err = capsys.readouterr().err
    logged = [piece for question in QUESTIONS for piece in question.split() if piece in err]
    assert logged == []
    assert not any(word in err for word in ("会費", "entrance", "Yamada", "090", "絵文字"))
