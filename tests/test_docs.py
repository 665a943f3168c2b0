"""The documents say what is so."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from starlette.routing import Route

from bot.app.pages import Entrances, page_routes
from bot.app.serving import WEBHOOK_PATH
from bot.core.handbook import Handbook
from bot.settings import Settings
from tests.conftest import OpenOffice
from tests.transcript import readme

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("tests/**/*.md")])
_TIMES = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")
_PROMISES_NOTHING = {"ja": "すぐには", "en": "may not be answered immediately"}
_INSIDE = ("/healthz", "/readyz", "/metrics")
_HAND_OVERS = ("opened", "added", "edited", "reopened")


def _names(document: Path) -> list[str]:
    """Files of ours that a document names in code or links to."""
    text = document.read_text(encoding="utf-8")
    quoted = re.findall(r"`((?:tests|bot|docs|knowledge)/[\w./-]+)`", text)
    linked = re.findall(r"\]\(((?!https?:)[^)#]+)\)", text)
    return [*quoted, *(str((document.parent / link).resolve().relative_to(ROOT)) for link in linked)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_a_document_names_exists(document: Path) -> None:
    assert [name for name in _names(document) if not (ROOT / name).exists()] == []


def test_the_table_names_a_test_for_every_clause() -> None:
    rows = [line for line in (ROOT / "docs/guidelines.md").read_text().splitlines() if line.startswith("| ")]

    assert [row for row in rows[2:] if "`tests/" not in row] == []


def test_the_transcripts_in_the_readme_are_what_the_terminal_shows() -> None:
    assert _TIMES.sub("", readme()) == _TIMES.sub("", (ROOT / "README.md").read_text(encoding="utf-8"))


def test_every_make_target_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"`?make ([a-z]+)`?", (ROOT / "README.md").read_text()))

    assert named
    assert [target for target in named if f"\n{target}:" not in makefile] == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_hand_over_says_that_it_may_not_be_answered_immediately(
    handbook: Handbook, language: str
) -> None:
    sentences = handbook.wording[language]
    ids = [*(f"ticket.{what}" for what in _HAND_OVERS), "status", "ask.already", "report.opened"]
    ids += [f"request.{kind}" for kind in ("delete", "access", "correct")]

    assert [id for id in ids if _PROMISES_NOTHING[language] not in sentences[id]] == []


@pytest.mark.parametrize(("guide", "language"), [("staff.ja.md", "ja"), ("staff.md", "en")])
def test_the_staff_guide_names_buttons_masks_and_gaps_as_staff_see_them(
    handbook: Handbook, guide: str, language: str
) -> None:
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    sentences = handbook.wording[language]
    shown = [sentences[f"signin.chat.{button}"] for button in ("yes", "no")]
    shown.append(sentences["mask"].format(kind=sentences["kind.phone"]))
    shown += [handbook.wording[written]["canned.gap"].format(what="…") for written in ("ja", "en")]

    assert [words for words in shown if words not in text] == []


async def test_the_proxy_of_the_guide_lets_every_page_through_and_keeps_health_and_figures_inside(
    office: OpenOffice,
) -> None:
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (paths,) = re.findall(r"^ *@pages path (.+)$", guide, re.MULTILINE)
    routes = page_routes(
        Settings.model_construct(), (await office()).office, Entrances(chat=True), lambda: None
    )
    pages = [route.path for route in routes if isinstance(route, Route)]
    let_through = [path for path in (*pages, WEBHOOK_PATH, *_INSIDE) if _passes(path, paths.split())]

    assert let_through == [*pages, WEBHOOK_PATH]


def _passes(path: str, patterns: list[str]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)
