from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from tests.cli.running import BOT, SMALL, TOKEN, Run, refuses
from tests.content.folder import Folder
from tests.program import Program


def test_without_a_command_and_a_token_it_serves_the_chat_and_the_desk(
    folder: Folder, tmp_path: Path
) -> None:
    with Program(cwd=tmp_path, settings={"MADOGUCHI_CACHE_DIR": str(SMALL)}) as program:
        said = program.until("desk:")
        assert "Madoguchi is ready" in said
        assert re.search(r"chat: http://127\.0\.0\.1:\d+/chat\n", said)
        assert "/desk/start/" not in said  # nobody is at the terminal: what is printed may be a log
        program.interrupt()
        assert program.status() == 0


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


def test_the_start_tells_of_mistyped_names_also_where_that_is_why_it_fails(folder: Folder, run: Run) -> None:
    err = run("serve", TELEGRAM_BOT_TOKEN=TOKEN, STAFF_CHATID="-100")[2].splitlines()
    assert err[0].endswith("STAFF_CHATID: no such setting; STAFF_CHAT_ID may be meant")
    assert err[1].startswith("madoguchi: STAFF_CHAT_ID: not set")


@pytest.mark.parametrize(
    ("settings", "told"),
    [({}, True), ({"PUBLIC_URL": "https://bot.example.org"}, False), ({"HOST": "127.0.0.1"}, False)],
)
def test_the_start_tells_of_pages_that_are_open_without_tls(
    folder: Folder, run: Run, settings: dict[str, str], told: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        err = run("serve", "--web", **BOT, PORT=str(taken.getsockname()[1]), **settings)[2]
    assert ("WARNING bot.app.serving: PUBLIC_URL: " in err) == told


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
