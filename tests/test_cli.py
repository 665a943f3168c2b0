from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import socket
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot import cli
from bot.service.readiness import at_work, staff_chat_lost
from bot.settings import Settings
from bot.store.encryption import Vault, new_key
from bot.store.engine import Transaction
from bot.store.opening import open_store
from tests.content.folder import FILES, Folder
from tests.postgres.databases import Databases
from tests.program import ROOT, Program

Run = Callable[..., tuple[int, str, str]]
Chat = Callable[..., tuple[int, str, str]]

REAL = {"KNOWLEDGE_DIR": str(ROOT / "knowledge"), "INTENTS_FILE": str(ROOT / "intents.yaml")}
COMMANDS = {"serve", "chat", "check", "migrate", "ready", "dead-letters", "retry", "new-key", "ask"}
TOKEN = "123456789:hunter2hunter2"
BOT = {"TELEGRAM_BOT_TOKEN": TOKEN, "STAFF_CHAT_ID": "-1001234567890"}
NOBODY_AT_WORK = "not ready: no process is at work: start python -m bot serve, or serve --worker\n"


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty working folder, no settings, and logging as before."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small organisation's content in the working folder."""
    whole = Folder(tmp_path)
    whole.fill(FILES)
    return whole


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with settings: exit status, standard output, standard error."""

    def command(*arguments: str, **settings: str) -> tuple[int, str, str]:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        status = cli.main(arguments)
        return status, *capsys.readouterr()

    return command


@pytest.fixture
def chat(folder: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> Chat:
    """Types lines into the small organisation's terminal chat, to the end of input."""

    def type_in(*lines: str | bytes, **settings: str) -> tuple[int, str, str]:
        typed = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        return run("chat", **settings)

    return type_in


def refuses(outcome: tuple[int, str, str], *words: str, status: int = 2) -> None:
    """One line on standard error with these words, and the exit status that says so."""
    found, out, err = outcome
    assert (found, out) == (status, "")
    assert re.fullmatch(r"madoguchi: .+\n", err)
    assert all(word in err for word in words)


def write(url: str, change: Callable[[Transaction], Awaitable[None]]) -> None:
    """Change a database as a running bot does."""

    async def in_a_transaction() -> None:
        store = await open_store(url)
        async with store.transaction() as tx:
            await change(tx)
        await store.close()

    asyncio.run(in_a_transaction())


# --- check --------------------------------------------------------------------------------------


def test_check_names_every_line_that_an_operator_must_fill_in(run: Run, tmp_path: Path) -> None:
    status, out, err = run("check", **REAL)
    assert (status, err) == (0, "")
    named = {(file, int(line)) for file, line in re.findall(r"^(.+?):(\d+): ", out, re.MULTILINE)}
    organization = ROOT / "knowledge" / "organization.yaml"
    lines = enumerate(organization.read_text(encoding="utf-8").splitlines(), 1)
    assert named == {(str(organization), number) for number, line in lines if re.search(r": null\b", line)}
    assert f"not ready to go live: {len(named)} to fill in" in out
    assert "content is valid" in out
    assert list(tmp_path.iterdir()) == []


def test_check_says_nothing_of_going_live_when_everything_is_on_file(folder: Folder, run: Run) -> None:
    folder.replace(
        "knowledge/organization.yaml", "  fax:\n    value: null", "  fax:\n    value: 03-0000-0001"
    )
    folder.replace(
        "knowledge/organization.yaml", "address: null", "address: https://www.youtube.com/@observers"
    )
    status, out, err = run("check")
    assert (status, err) == (0, "")
    assert "not ready" not in out


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "knowledge/organization.yaml",
            "languages: [ja, en]",
            "languages: [ja, en",
            r"organization\.yaml:\d+: ",
        ),
        ("knowledge/organization.yaml", "website: https", "web: https", r"organization\.yaml:5: web: "),
        ("intents.yaml", "does: contact", "does: dance", r"intents\.yaml:6: .*does: "),
        ("knowledge/guidelines/rules.ja.md", "language: ja", "language: xx", r"rules\.ja\.md:3: "),
    ],
)
def test_check_fails_on_broken_content_with_file_and_line(
    folder: Folder, run: Run, file: str, old: str, new: str, complaint: str
) -> None:
    folder.replace(file, old, new)
    status, out, err = run("check")
    assert (status, out) == (1, "")
    assert re.search(rf"^(\S*/)?{complaint}", err, re.MULTILINE)
    assert "Traceback" not in err


@pytest.mark.parametrize("missing", ["KNOWLEDGE_DIR", "INTENTS_FILE"])
def test_check_names_content_that_is_not_there(folder: Folder, run: Run, missing: str) -> None:
    status, out, err = run("check", **{missing: "nowhere"})
    assert (status, out) == (1, "")
    assert err.startswith("nowhere")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("STAFF_CHAT_ID", "staff", "-1001234567890"),
        ("DATABASE_URL", "postgres", "sqlite+aiosqlite:///path/to/file"),
        ("DATABASE_URL", "mysql://bot:hunter2@db/bot", "only SQLite and PostgreSQL"),
        ("DATABASE_URL", "postgresql://bot:hunter2@db", "names no database"),
        ("PORT", "hunter2", "from 1 to 65535"),
        ("WEBHOOK_URL", "hunter2", "https://bot.example.org"),
        ("ENCRYPTION_KEYS", "hunter2", "new-key"),
        ("BUSINESS_HOURS", "10-5pm", "10:00-17:00"),
    ],
)
def test_check_refuses_a_malformed_setting_in_one_line(
    folder: Folder, run: Run, name: str, value: str, words: str
) -> None:
    outcome = run("check", **{name: value})
    refuses(outcome, f"madoguchi: {name}: ", words, status=1)
    assert "hunter2" not in outcome[2]


def test_each_malformed_setting_has_a_line_of_its_own(folder: Folder, run: Run) -> None:
    status, _, err = run("check", TIMEZONE="Tokyo", LOG_LEVEL="loud")
    assert status == 1
    assert [line.split(": ")[1] for line in err.splitlines()] == ["TIMEZONE", "LOG_LEVEL"]


# --- serve --------------------------------------------------------------------------------------


def test_serve_without_a_token_refuses_to_start(folder: Folder, run: Run) -> None:
    refuses(run("serve"), "TELEGRAM_BOT_TOKEN", "@BotFather")
    assert not Path("data").exists()


@pytest.mark.parametrize("command", [("serve",), ()])
def test_telegram_without_a_staff_group_refuses_to_start(
    folder: Folder, run: Run, command: tuple[str]
) -> None:
    refuses(run(*command, TELEGRAM_BOT_TOKEN=TOKEN), "STAFF_CHAT_ID", "group")
    assert not Path("data").exists()


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        (("serve", "--web"), {}, ("PORT: not set", "8080")),
        (("serve",), {"WEBHOOK_URL": "https://bot.example.org"}, ("PORT: not set", "8080")),
        (("serve",), {"WEBHOOK_URL": "http://bot.example.org", "PORT": "8080"}, ("WEBHOOK_URL", "https")),
        (("serve",), {"DATABASE_URL": "postgresql://db/bot"}, ("ENCRYPTION_KEYS: not set", "new-key")),
        (("serve",), {"ENCRYPTION_KEYS": "secret"}, ("ENCRYPTION_KEYS: not a key", "new-key")),
    ],
    ids=" ".join,
)
def test_settings_that_do_not_fit_each_other_refuse_the_start(
    folder: Folder, run: Run, arguments: tuple[str, ...], settings: dict[str, str], words: tuple[str, ...]
) -> None:
    refuses(run(*arguments, **BOT, **settings), *words)
    assert not Path("data").exists()


def test_a_port_that_somebody_else_has_refuses_the_start(folder: Folder, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, out, err = run("serve", "--web", **BOT, HOST="127.0.0.1", PORT=port)
    assert (status, out) == (2, "")
    assert err.splitlines()[-1].startswith(f"madoguchi: HOST, PORT: cannot listen on 127.0.0.1:{port}")
    assert "Traceback" not in err


def test_an_address_that_is_not_this_machines_refuses_the_start(folder: Folder, run: Run) -> None:
    err = run("serve", "--web", **BOT, HOST="192.0.2.1", PORT="8080")[2]
    assert err.splitlines()[-1].startswith("madoguchi: HOST, PORT: cannot listen on 192.0.2.1:8080")


@pytest.mark.parametrize("platform", ["DYNO", "K_SERVICE"])
@pytest.mark.parametrize(("command", "status"), [("check", 1), ("migrate", 2), ("serve", 2)])
def test_where_files_are_forgotten_an_sqlite_database_is_refused(
    folder: Folder, run: Run, platform: str, command: str, status: int
) -> None:
    refuses(run(command, **BOT, **{platform: "web.1"}), "DATABASE_URL", "PostgreSQL", status=status)
    assert not Path("data").exists()


# --- ask ----------------------------------------------------------------------------------------


def test_ask_answers_each_line_before_the_next_is_written(folder: Folder, tmp_path: Path) -> None:
    (work := tmp_path / "work").mkdir()
    content = ["--knowledge", str(tmp_path / "knowledge"), "--intents", str(tmp_path / "intents.yaml")]
    with Program("ask", "--jsonl", *content, cwd=work, settings={"LC_ALL": "C"}) as program:

        def ask(line: bytes) -> dict[str, object]:
            program.write(line)
            found: dict[str, object] = json.loads(program.line())
            return found

        assert ask('{"id": 1, "text": "電話番号は？"}'.encode())["lang"] == "ja"
        assert ask(b"not JSON") == {
            "id": None,
            "error": "not JSON: Expecting value: line 1 column 1 (char 0)",
        }
        assert ask(b'{"id": "\xff", "text": "What is your phone number?"}')["id"] == "\ufffd"
        program.write(b" \r")  # an empty line is passed over
        assert "+81-3-0000-0000" in str(ask(b'{"id": 2, "text": "What is your phone number?"}\r')["text"])
        program.end_of_input()
        assert (program.status(), program.rest(), program.errors()) == (0, "", "")
    assert list(work.iterdir()) == []


def test_ask_names_content_that_is_not_there(folder: Folder, run: Run) -> None:
    status, out, err = run("ask", "--jsonl", "--knowledge", "nowhere")
    assert (status, out) == (1, "")
    assert err.startswith("nowhere")


# --- chat ---------------------------------------------------------------------------------------


def test_a_newcomer_sees_the_whole_round_trip_without_a_token(tmp_path: Path) -> None:
    with Program("chat", cwd=tmp_path, settings=REAL) as program:
        assert "Madoguchi is ready" in program.line()
        assert "/staff" in program.line()

        program.write("研究会の会場の駐車場は使えますか")
        seen = program.until("[状況を見る: /status]")
        assert "staff | 受付番号1" in seen
        assert "bot   | お問い合わせを" in seen
        assert "すぐにはお返事できない場合" in seen

        program.write("/staff")
        assert "駐車場" in program.until("[1: /show 1]")
        program.write("/reply 1 はい、使えます。")
        assert "      | はい、使えます。" in program.until("/send 1")
        program.write("/send 1")
        seen = program.until("送信しました")
        assert "bot   | 受付番号1" in seen
        assert "      | はい、使えます。" in seen

        program.write("/user")
        program.write("/status")
        assert "駐車場" in program.until("[受付番号1を取り下げる: /cancel 1]")
        program.end_of_input()
        assert (program.status(), program.errors()) == (0, "")
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["data", "madoguchi.db", "madoguchi.db.key"]


def test_without_a_command_it_chats_and_ctrl_c_ends_it(folder: Folder, tmp_path: Path) -> None:
    with Program(cwd=tmp_path, settings={}) as program:
        program.until("/staff")
        program.interrupt()
        assert (program.status(), program.errors()) == (130, "")


@pytest.mark.parametrize(
    ("locale", "question", "answer"),
    [("ja_JP.UTF-8", "電話番号は？", "電話：03-0000-0000"), ("C", "電話番号は？", "電話：03-0000-0000"),
     ("fr_FR.UTF-8", "What is your phone number?", "Phone: +81-3-0000-0000")],
)  # fmt: skip
def test_the_terminal_speaks_the_language_that_is_written(
    chat: Chat, locale: str, question: str, answer: str
) -> None:
    status, out, err = chat(question, LC_ALL=locale)
    assert (status, err) == (0, "")
    assert f"bot   | {answer}" in out
    assert ("ご質問" in out or "お書きください" in out) == locale.startswith("ja")


def test_quit_ends_the_chat_and_empty_lines_are_passed_over(chat: Chat) -> None:
    status, out, _ = chat("", "   ", "/quit", "電話番号は？")
    assert status == 0
    assert "bot   |" not in out


def test_bytes_that_are_no_text_do_not_end_the_chat(chat: Chat) -> None:
    status, out, err = chat(b"\xff\xfe\x80", b"\x00", "電話番号は？")
    assert (status, err) == (0, "")
    assert "03-0000-0000" in out


def test_staff_who_type_what_they_do_not_have_are_told_what_they_have(chat: Chat) -> None:
    out = chat("/staff", "/dance 1", LC_ALL="C")[1]
    assert out.count("/reply NUMBER TEXT") == 2


def test_the_chat_goes_on_where_it_ended(chat: Chat) -> None:
    chat("/language ja")
    assert "電話：03-0000-0000" in chat("What is your phone number?")[1]


def test_a_database_with_another_key_is_refused_in_words(chat: Chat) -> None:
    chat("What is your phone number?")
    Path("data/madoguchi.db.key").unlink()
    refuses(chat("What is your phone number?"), "ENCRYPTION_KEYS")


# --- the database -------------------------------------------------------------------------------


def test_migrate_makes_the_database_and_may_be_repeated(run: Run) -> None:
    for _ in range(2):
        assert run("migrate") == (0, "the database is up to date\n", "")
    assert sorted(file.name for file in Path("data").iterdir()) == ["madoguchi.db", "madoguchi.db.key"]


def test_the_data_folder_is_for_its_owner_only(run: Run) -> None:
    run("migrate", MADOGUCHI_DATA_DIR="some/where")
    assert Path("some/where").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("url", ["", "sqlite+aiosqlite:///bot.db", "sqlite+aiosqlite:///no/bot.db"])
def test_before_the_first_start_nothing_is_ready_and_nothing_is_made(
    run: Run, url: str, tmp_path: Path
) -> None:
    assert run("ready", DATABASE_URL=url) == (1, "not ready: the bot has not run here\n", "")
    assert list(tmp_path.iterdir()) == []


def test_ready_tells_whether_somebody_is_at_work_and_staff_can_be_reached(run: Run, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    run("migrate", DATABASE_URL=url)
    assert run("ready", DATABASE_URL=url) == (1, NOBODY_AT_WORK, "")
    now = datetime.now(UTC)
    write(url, lambda tx: at_work(tx, now - timedelta(seconds=50)))
    assert run("ready") == (0, "ready\n", "")
    write(url, lambda tx: at_work(tx, now - timedelta(seconds=70)))
    assert run("ready") == (1, NOBODY_AT_WORK, "")
    write(url, lambda tx: staff_chat_lost(tx, "removed"))
    assert run("ready") == (1, "not ready: no access to the staff group (removed)\n", "")


@pytest.mark.parametrize("command", ["migrate", "ready"])
def test_a_database_that_cannot_be_used_is_one_line(run: Run, command: str) -> None:
    Path("notes.db").write_text("これはデータベースではありません。" * 100, encoding="utf-8")
    refuses(run(command, DATABASE_URL="sqlite+aiosqlite:///notes.db"), "notes.db")
    refuses(run(command, DATABASE_URL="mysql://db/bot"), "DATABASE_URL", "only SQLite and PostgreSQL")
    run("migrate", DATABASE_URL="")
    refuses(run(command, ENCRYPTION_KEYS="hunter2"), "ENCRYPTION_KEYS", "new-key")


def test_a_database_that_cannot_be_made_is_one_line(run: Run) -> None:
    Path("notes.db").write_text("", encoding="utf-8")
    refuses(run("migrate", DATABASE_URL="sqlite+aiosqlite:///no/bot.db"), "DATABASE_URL", "no does not exist")
    refuses(run("migrate", DATABASE_URL="", MADOGUCHI_DATA_DIR="notes.db"), "MADOGUCHI_DATA_DIR", "notes.db")


@pytest.mark.parametrize("command", ["migrate", "ready", "dead-letters"])
def test_a_database_of_a_newer_version_is_left_alone(run: Run, command: str) -> None:
    run("migrate")
    with closing(sqlite3.connect("data/madoguchi.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refuses(run(command), "newer version")


def test_dead_letters_of_a_new_database_are_none_and_cannot_be_tried_again(run: Run) -> None:
    run("migrate")
    assert run("dead-letters") == (0, "", "")
    assert run("retry", "all") == (0, "", "")
    names = ("in-1", "out-1", "in-", "1", "in-x", "in--1", "jobs-1", "in-" + "9" * 5000, "全部")
    status, out, err = run("retry", *names)
    assert (status, err) == (1, "")
    assert out.splitlines() == [f"{name}: no such dead letter" for name in names]


# --- PostgreSQL ---------------------------------------------------------------------------------

ONE_KEY, ANOTHER_KEY = new_key(), new_key()
COMMANDS_ON_A_DATABASE = ["migrate", "ready", "dead-letters"]


@pytest.fixture
def postgresql_url(postgres: Databases) -> Iterator[str]:
    """An empty database on PostgreSQL."""
    url = postgres.create()
    yield url
    postgres.drop(url)


def test_on_postgresql_the_commands_work_as_on_sqlite(run: Run, postgresql_url: str) -> None:
    for _ in range(2):
        outcome = run("migrate", DATABASE_URL=postgresql_url, ENCRYPTION_KEYS=ONE_KEY)
        assert outcome == (0, "the database is up to date\n", "")
    assert run("ready") == (1, NOBODY_AT_WORK, "")
    assert run("dead-letters") == (0, "", "")
    refuses(run("ready", ENCRYPTION_KEYS=ANOTHER_KEY), "no key fits", "ENCRYPTION_KEYS")
    refuses(run("ready", ENCRYPTION_KEYS=""), "ENCRYPTION_KEYS: not set", "new-key")
    assert not Path("data").exists()


@pytest.mark.parametrize("command", COMMANDS_ON_A_DATABASE)
def test_a_postgresql_that_does_not_know_the_database_is_named_without_the_password(
    run: Run, command: str, postgres: Databases
) -> None:
    url = make_url(postgres.url("nowhere")).set(password="hunter2").render_as_string(hide_password=False)
    outcome = run(command, DATABASE_URL=url, ENCRYPTION_KEYS=ONE_KEY)
    refuses(outcome, "nowhere", "does not exist")
    assert "hunter2" not in outcome[2]


@pytest.mark.parametrize("listens", [False, True], ids=["refuses", "is silent"])
def test_a_postgresql_that_cannot_be_reached_is_given_up_within_seconds(run: Run, listens: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if not listens:
            server.close()
        url = f"postgresql://bot:hunter2@127.0.0.1:{port}/bot"
        began = time.monotonic()
        outcome = run("ready", DATABASE_URL=url, ENCRYPTION_KEYS=ONE_KEY)
    refuses(outcome, "127.0.0.1", "cannot be opened")
    assert "hunter2" not in outcome[2]
    assert time.monotonic() - began < 15


# --- the rest -----------------------------------------------------------------------------------


def test_a_new_key_is_one_that_can_be_used(run: Run) -> None:
    status, out, _ = run("new-key")
    assert status == 0
    assert Vault([out.strip()]).open(Vault([out.strip(), new_key()]).seal("秘密")) == "秘密"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert set(re.findall(r"^    ([a-z-]+)(?:  |$)", out, re.MULTILINE)) == COMMANDS


@pytest.mark.parametrize(
    "arguments",
    [["dance"], ["chat", "now"], ["--loud"], ["ask"], ["retry"], ["serve", "--web", "--worker"]],
)
def test_what_is_no_command_is_refused_without_a_traceback(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
