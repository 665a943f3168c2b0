"""The conversations in tests/dialogues/*.yaml, played against the real office (see the README there)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.content.loader import load
from bot.core.assistant import Assistant, prepare
from bot.core.embedding import universal_encoder
from tests.conftest import LEARNT, OpenOffice, learnt
from tests.dialogue_runner.checks import failures
from tests.dialogue_runner.reading import Dialogue, DialogueError, Turn, read
from tests.dialogue_runner.stage import NotingAssistant, Seen, Stage, lines

FOLDER = Path(__file__).parent / "dialogues"
FILES = sorted(FOLDER.glob("*.yaml"))
EXAMPLE = """\
title: Somebody asks for the fax number
client: en
turns:
  - user: "What is your fax number?"
"""


@cache
def other_organization(name: str) -> Assistant:
    """The assistant of an organisation in organizations/, made when the first dialogue needs it."""
    folder = FOLDER / "organizations" / name
    handbook = load(folder / "knowledge", folder / "intents.yaml").handbook
    encoder = universal_encoder()
    return prepare(handbook, f"{name}_help_bot", encoder, learnt(handbook, encoder, LEARNT / name))


async def play(dialogue: Dialogue, assistant: Assistant, open_office: OpenOffice) -> None:
    """Every turn, until one does not hold."""
    noting = NotingAssistant(assistant)
    scene = await open_office(noting)
    stage = Stage(scene, noting, dialogue.client)
    for turn in dialogue.turns:
        try:
            seen = await stage.play(turn)
        except DialogueError as error:
            raise DialogueError(f"{dialogue.file.name}: {error}") from None
        wrong = failures(turn, seen, assistant.handbook)
        unfinished = await scene.rows("SELECT state, error FROM inbox WHERE state <> 'done'")
        if wrong or unfinished:
            pytest.fail(_report(dialogue, turn, seen, [*wrong, *map(str, unfinished)]), pytrace=False)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_dialogue(file: Path, assistant: Assistant, office: OpenOffice) -> None:
    dialogue = read(file)
    organization = dialogue.organization
    await play(dialogue, other_organization(organization) if organization else assistant, office)


def _report(dialogue: Dialogue, turn: Turn, seen: Seen, wrong: list[str]) -> str:
    screens = [
        f"  {who} got:\n" + ("\n".join(f"    | {line}" for line in lines(sent)) or "    (nothing)")
        for who, sent in (("The person", seen.person), ("Staff", seen.staff))
    ]
    happened = f"  Tickets: {', '.join(seen.events) or 'nothing happened'}"
    report = "\n".join(
        (
            f"{dialogue.file.name}, line {turn.line} ({turn}) in {dialogue.title!r}",
            *(f"  {w}" for w in wrong),
            *screens,
            happened,
        )
    )
    return report.encode("utf-8", "backslashreplace").decode()


# --- the runner itself ---------------------------------------------------------------------------


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "example.yaml"
    file.write_text(text, encoding="utf-8")
    return file


async def failure(file: Path, assistant: Assistant, office: OpenOffice) -> str:
    """What is said of a dialogue that does not hold."""
    with pytest.raises((pytest.fail.Exception, DialogueError)) as caught:
        await play(read(file), assistant, office)
    return str(caught.value)


async def test_a_dialogue_that_holds_passes(tmp_path: Path, assistant: Assistant, office: OpenOffice) -> None:
    await play(read(written(tmp_path, f"{EXAMPLE}    says: 03-3372-4414\n")), assistant, office)


async def test_the_example_in_the_readme_holds(
    tmp_path: Path, assistant: Assistant, office: OpenOffice
) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    example = readme.split("```yaml\n")[1].split("```")[0]
    await play(read(written(tmp_path, example)), assistant, office)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("says: 090-1234", "says: nothing that the person got contains '090-1234'"),
        ("never says: 03-3372", "never says: the person got '03-3372'"),
        ("says: nothing", "says: the person should have got nothing"),
        ("language: ja", "language: expected ja, but it is en"),
        ("action: clarify", "action: expected clarify, but it is answer"),
        ("intent: guideline", "intent: expected guideline, but it is contact"),
        ("ticket: new 1", "ticket: expected new 1, but it is none"),
        ("verdict: official", "verdict: expected official, but it is none"),
        ('quotes: "6.2"', "quotes: the reply lacks this of section 6.2"),
        ("buttons: [Pay]", "buttons: 'Pay' is not offered; offered are ['Yes', 'No, ask the office']"),
        ("buttons: none", "buttons: there should be none"),
        ("file: [Fax]", "file: no file that the person got contains 'Fax'"),
        ("deletes: true", "deletes: the bot took no message back"),
        ("deletes: 2", "deletes: expected 2, but it is none"),
        ("deletes: some", "deletes: write true, none or a number"),
        ("staff see: Enquiry", "staff see: nothing that staff got contains 'Enquiry'"),
    ],
)
async def test_what_does_not_hold_is_named_by_file_line_and_what_was_seen(
    line: str, complaint: str, tmp_path: Path, assistant: Assistant, office: OpenOffice
) -> None:
    report = await failure(written(tmp_path, f"{EXAMPLE}    {line}\n"), assistant, office)
    assert report.startswith("example.yaml, line 4 (user: What is your fax number?)")
    assert complaint in report
    assert "    | Fax: 03-3372-4414" in report


async def test_pressing_a_button_that_is_not_there_names_those_that_are(
    tmp_path: Path, assistant: Assistant, office: OpenOffice
) -> None:
    report = await failure(written(tmp_path, f"{EXAMPLE}  - press: Pay\n"), assistant, office)
    assert "example.yaml: line 5: no button 'Pay' is there to press; there are: Yes, No, ask" in report


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f"{EXAMPLE}    say: hello\n", "example.yaml, line 5: `say:` is not known here; known are"),
        (f"{EXAMPLE}clinet: ja\n", "example.yaml, line 5: `clinet:` is not known here"),
        (f"{EXAMPLE}    says: a\n    says: b\n", "example.yaml, line 6: `says:` stands here twice"),
        (f"{EXAMPLE}  - says: hello\n", "example.yaml, line 5: a turn has exactly one of `user:`"),
        (f"{EXAMPLE}  - photo: a\n    of: b\n", "example.yaml, line 6: `of:` is not known here"),
        ("title: Nothing\n", "example.yaml: there is no `turns:`"),
        ("title: a\nturns: []\n", "example.yaml, line 2: `turns:` is a list"),
        ("title: [\n", "example.yaml: not YAML"),
        ("", "example.yaml, line 1: `name: value` lines are expected here"),
    ],
)
def test_a_file_that_cannot_be_understood_is_an_error_with_its_line(
    text: str, complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(DialogueError) as caught:
        read(written(tmp_path, text))
    assert complaint in str(caught.value)
