from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import SMALL, Run
from tests.content.folder import Folder
from tests.program import Program


def test_ask_answers_each_line_before_the_next_is_written(folder: Folder, tmp_path: Path) -> None:
    (work := tmp_path / "work").mkdir()
    content = ["--knowledge", str(tmp_path / "knowledge"), "--intents", str(tmp_path / "intents.yaml")]
    settings = {"LC_ALL": "C", "MADOGUCHI_CACHE_DIR": str(SMALL)}
    with Program("ask", "--jsonl", *content, cwd=work, settings=settings) as program:

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
