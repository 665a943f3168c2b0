from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Run
from tests.program import Program

FORTY = Path(__file__).parents[1] / "content" / "forty-accounts.yaml"


def test_verify_judges_each_line_before_the_next_is_written(tmp_path: Path) -> None:
    command = ("verify", "--jsonl", "--organization", str(FORTY))
    with Program(*command, cwd=tmp_path, settings={"LC_ALL": "C"}) as program:
        for text, verdict in (
            ("https://x.com/sokko_kansai は公式？", "official"),
            ("x.com/s0kko_kansai", "lookalike"),
        ):
            program.write(f"{json.dumps({'id': 1, 'text': text}, ensure_ascii=False)}\n".encode())
            assert json.loads(program.line())["verdict"] == verdict
        program.write(b"not JSON\n")
        assert "not JSON" in json.loads(program.line())["error"]
        program.end_of_input()
        assert (program.status(), program.rest(), program.errors()) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_a_list_with_a_mistake_is_named_with_its_line(tmp_path: Path, run: Run) -> None:
    wrong = tmp_path / "organization.yaml"
    wrong.write_text(
        "languages: [en]\nnames: {en: Club}\nbodies:\n  club:\n    names: {en: Club}\n    accounts:\n"
        "      - platform: x\n        address: https://www.facebook.com/club\n",
        encoding="utf-8",
    )
    status, out, err = run("verify", "--jsonl", "--organization", str(wrong))
    assert (status, out) == (1, "")
    assert f"{wrong}:8: bodies.club.accounts.1.address" in err


def test_a_list_that_is_not_there_is_named(run: Run) -> None:
    status, out, err = run("verify", "--jsonl", "--organization", "nowhere.yaml")
    assert (status, out) == (1, "")
    assert err.startswith("nowhere.yaml")
