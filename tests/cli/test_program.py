from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli
from tests.program import environment

COMMANDS = {
    "serve",
    "chat",
    "verify",
    "redact",
    "check",
    "migrate",
    "ready",
    "dead-letters",
    "retry",
    "feedback",
    "retention",
    "backup",
    "settings",
    "explain",
    "evaluate",
    "evaluate intents",
    "evaluate retrieval",
    "new-key",
    "ask",
}


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert set(re.findall(r"^    ([a-z]+(?:[ -][a-z]+)*)(?:  |$)", out, re.MULTILINE)) == COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_is_found_without_the_others(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command.split(), "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: madoguchi {command} ")


@pytest.mark.parametrize("command", ["redact", "verify"])
def test_a_command_for_one_line_loads_no_database_and_no_channel(command: str, tmp_path: Path) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text("languages: [en]\nnames: {en: Society}\n", encoding="utf-8")
    program = (
        f"import sys; from bot import cli; cli.main(['{command}', '--jsonl', '--organization', 'ours.yaml'])"
    )
    ended = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", f"{program}; print(*sys.modules)"],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"sqlalchemy", "telegram", "starlette", "snowballstemmer"} & set(ended.stdout.split())


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
