from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import REAL, TOKEN, Run, refuses
from tests.content.folder import Folder
from tests.program import ROOT


def test_check_names_every_line_that_an_operator_must_fill_in(run: Run, tmp_path: Path) -> None:
    status, out, err = run("check", **REAL)
    assert (status, err) == (0, "")
    named = {(file, int(line)) for file, line in re.findall(r"^(.+?):(\d+): ", out, re.MULTILINE)}
    organization = ROOT / "knowledge" / "organization.yaml"
    lines = enumerate(organization.read_text(encoding="utf-8").splitlines(), 1)
    nulls = {(str(organization), number) for number, line in lines if re.search(r": null\b", line)}
    assert nulls <= named
    assert f"not ready to go live: {len(nulls)} to fill in" in out
    assert len(named - nulls) == out.count("neighbours: only the names are known of") == 1
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


def test_check_compares_the_examples_and_looks_for_every_section_but_fails_for_neither(
    folder: Folder, run: Run
) -> None:
    folder.replace("intents.yaml", "ja: [目的は？]", "ja: [目的は？, お電話したい！]")
    status, out, err = run("check")
    assert (status, err) == (0, "")
    assert re.search(r"^intents\.yaml:14: .*お電話したい.* of contact\.phone \(intents\.yaml:10\)", out, re.M)
    assert re.search(r"^knowledge/guidelines/rules\.ja\.md:24: .*no topic quotes this section", out, re.M)


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


def test_check_tells_of_a_mistyped_name_also_where_that_is_why_it_fails(folder: Folder, run: Run) -> None:
    status, out, err = run("check", TELEGRAM_BOT_TOKEN=TOKEN, STAFF_CHATID="-100")
    assert (status, out) == (1, "STAFF_CHATID: no such setting; STAFF_CHAT_ID may be meant\n")
    assert err.startswith("madoguchi: STAFF_CHAT_ID: not set")


def test_check_tells_of_pages_without_tls_and_passes(folder: Folder, run: Run) -> None:
    status, out, _ = run("check", PORT="8080")
    assert (status, out.partition(":")[0]) == (0, "PUBLIC_URL")


def test_staff_must_be_warned_before_an_enquiry_is_closed(folder: Folder, run: Run) -> None:
    days = {"CLOSE_UNANSWERED_DAYS": "5", "CLOSING_WARNING_DAYS": "5"}
    refuses(run("check", **days), "CLOSING_WARNING_DAYS, CLOSE_UNANSWERED_DAYS: ", status=1)
    assert run("check", **{**days, "CLOSING_WARNING_DAYS": "4"})[0] == 0


def test_each_malformed_setting_has_a_line_of_its_own(folder: Folder, run: Run) -> None:
    status, _, err = run("check", TIMEZONE="Tokyo", LOG_LEVEL="loud")
    assert status == 1
    assert [line.split(": ")[1] for line in err.splitlines()] == ["TIMEZONE", "LOG_LEVEL"]
