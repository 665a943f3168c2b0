from __future__ import annotations

import re

import pytest

from bot import cli

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
