from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import cli
from tests.cli.running import Run
from tests.program import Program

ORGANIZATION = """\
languages: [ja, en]
names: {ja: 測光学会, en: Society of Photometry}
contacts:
  phone: {value: 03-1234-5678}
  address: {value: 〒164-8678 東京都中野区本町2-9-5}
  email: {value: null}
"""


def test_redact_answers_each_line_before_the_next_is_written(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(ORGANIZATION, encoding="utf-8")
    command = ("redact", "--jsonl", "--organization", str(file))
    with Program(*command, cwd=tmp_path, settings={"LC_ALL": "C"}) as program:
        for text, redacted, spans in (
            ("電話は０９０－１２３４－５６７８", "電話は[phone]", [[3, 16, "PHONE"]]),
            ("03-1234-5678", "03-1234-5678", []),
            ("〒164-8678 中野区本町2-9-5", "〒164-8678 中野区本町2-9-5", []),
        ):
            program.write(f"{json.dumps({'id': 1, 'text': text}, ensure_ascii=False)}\n".encode())
            assert json.loads(program.line()) == {"id": 1, "text": redacted, "spans": spans}
        program.write(b"not JSON\n")
        assert "not JSON" in json.loads(program.line())["error"]
        program.end_of_input()
        assert (program.status(), program.rest(), program.errors()) == (0, "", "")
    assert list(tmp_path.iterdir()) == [file]  # nothing was learnt or kept


def test_contacts_with_a_mistake_are_named_with_their_line(tmp_path: Path, run: Run) -> None:
    wrong = tmp_path / "organization.yaml"
    wrong.write_text(ORGANIZATION.replace("phone: {value: ", "phone: {number: "), encoding="utf-8")
    status, out, err = run("redact", "--jsonl", "--organization", str(wrong))
    assert (status, out) == (1, "")
    assert f"{wrong}:4: contacts.phone" in err


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    status, out, err = run("redact", "--jsonl", "--organization", "nowhere.yaml")
    assert (status, out) == (1, "")
    assert err.startswith("nowhere.yaml")


def test_without_jsonl_it_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["redact"])
    assert ended.value.code == 2
    assert "--jsonl" in capsys.readouterr().err
