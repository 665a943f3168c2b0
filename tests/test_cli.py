from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import cli
from bot.service.readiness import staff_chat_lost
from bot.settings import Settings
from bot.store.encryption import Vault, new_key
from bot.store.opening import open_store
from tests.content.folder import FILES, Folder
from tests.program import ROOT, Program

Run = Callable[..., tuple[int, str, str]]
Chat = Callable[..., tuple[int, str, str]]

REAL = {"KNOWLEDGE_DIR": str(ROOT / "knowledge"), "INTENTS_FILE": str(ROOT / "intents.yaml")}
COMMANDS = {"serve", "chat", "check", "migrate", "ready", "new-key", "ask"}
TOKEN = "123456789:hunter2hunter2"


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


def test_ready_tells_whether_staff_can_be_reached(run: Run, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    run("migrate", DATABASE_URL=url)
    assert run("ready", DATABASE_URL=url) == (0, "ready\n", "")

    async def lose_the_staff_chat() -> None:
        store = await open_store(url)
        async with store.transaction() as tx:
            await staff_chat_lost(tx, "removed")
        await store.close()

    asyncio.run(lose_the_staff_chat())
    assert run("ready") == (1, "not ready: no access to the staff group (removed)\n", "")


@pytest.mark.parametrize("command", ["migrate", "ready"])
def test_a_database_that_cannot_be_used_is_one_line(run: Run, command: str) -> None:
    Path("notes.db").write_text("これはデータベースではありません。" * 100, encoding="utf-8")
    refuses(run(command, DATABASE_URL="sqlite+aiosqlite:///notes.db"), "notes.db")
    refuses(run(command, DATABASE_URL="postgresql://db/bot"), "DATABASE_URL", "only SQLite")
    run("migrate", DATABASE_URL="")
    refuses(run(command, ENCRYPTION_KEYS="hunter2"), "ENCRYPTION_KEYS", "new-key")


def test_a_database_that_cannot_be_made_is_one_line(run: Run) -> None:
    Path("notes.db").write_text("", encoding="utf-8")
    refuses(run("migrate", DATABASE_URL="sqlite+aiosqlite:///no/bot.db"), "DATABASE_URL", "no does not exist")
    refuses(run("migrate", DATABASE_URL="", MADOGUCHI_DATA_DIR="notes.db"), "MADOGUCHI_DATA_DIR", "notes.db")


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
    assert set(re.findall(r"^    ([a-z-]+)  ", out, re.MULTILINE)) == COMMANDS


@pytest.mark.parametrize("arguments", [["dance"], ["chat", "now"], ["--loud"], ["ask"]])
def test_what_is_no_command_is_refused_without_a_traceback(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
