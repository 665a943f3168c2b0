"""What a newcomer's checkout must be, whatever the bot does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from bot import cli
from bot.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
_NOT_OURS = {".git", ".venv", "data", "var", "build", "dist"}
_TEXT = {".py", ".md", ".yaml", ".toml", ".txt", ".mako", ".cfg", ".example", ""}
_MACHINE_PATH = re.compile(r"(?<![\w.])(?:/(?:home|root|work|Users|tmp)/[\w.-]|[A-Z]:\\\w)")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_FILE = 400


def our_files() -> Iterator[Path]:
    """Everything that a checkout holds; what tools have cached and what people have written is not ours."""
    for place in sorted(ROOT.iterdir()):
        if (
            place.name in _NOT_OURS
            or place.name == ".env"
            or "cache" in place.name
            or place.name == ".hypothesis"
        ):
            continue
        found = place.rglob("*") if place.is_dir() else iter([place])
        yield from (f for f in found if f.is_file() and f.suffix in _TEXT and "__pycache__" not in f.parts)


def project() -> dict[str, object]:
    content: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    return content


def locked(lock: str) -> dict[str, str]:
    """Package and version of each entry."""
    entries = re.findall(r"^(\S+)==([^\s;]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    return {name.lower().replace("_", "-"): version for name, version in entries}


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    files = list(our_files())
    assert ROOT / "bot" / "cli" / "program.py" in files
    assert [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in files
        if (found := _MACHINE_PATH.search(file.read_text(encoding="utf-8")))
    ] == []


@pytest.mark.parametrize("folder", ["home", "root", "tmp", "Users"])
def test_a_place_on_a_machine_would_be_found(folder: str) -> None:
    assert _MACHINE_PATH.search(f'open("/{folder}/hanako/bot.db")')
    assert not _MACHINE_PATH.search(f"https://bot.example/{folder}/hanako")


def test_no_file_of_the_bot_is_too_long_to_read() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in (ROOT / "bot").rglob("*.py")
    }
    assert {file: lines for file, lines in lengths.items() if lines >= _LONGEST_FILE} == {}
    short = [file for file, lines in lengths.items() if lines < 150]
    assert len(short) > len(lengths) / 2


# --- settings -----------------------------------------------------------------------------------


def example_settings() -> dict[str, tuple[bool, str]]:
    """Each setting of .env.example: whether it is set there or only shown, and its value."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return {
        name: (not shown, value)
        for shown, name, value in re.findall(r"^(#?)([A-Z_]+)=(.*)$", text, re.MULTILINE)
    }


def test_the_example_shows_every_setting_and_no_other() -> None:
    assert sorted(example_settings()) == sorted(name.upper() for name in Settings.model_fields)


def test_every_setting_of_the_example_is_explained() -> None:
    blocks = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n")[1:]
    assert [b for b in blocks if not re.match(r"# [A-Z].*\.\n#?[A-Z_]+=", b)] == []


def test_a_copy_of_the_example_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    as_it_is = load_settings()
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_settings() == as_it_is


def test_every_value_shown_in_the_example_is_well_formed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, (_, value) in example_settings().items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.staff_chat_id == example_settings()["STAFF_CHAT_ID"][1]


# --- commands -----------------------------------------------------------------------------------


def test_each_process_of_the_procfile_is_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    processes = dict(line.split(": python -m bot ") for line in lines)
    assert processes.keys() == {"release", "web", "worker"}
    for line in processes.values():
        command, *options = line.split()
        with pytest.raises(SystemExit) as ended:
            cli.main([command, *options, "--help"])
        assert ended.value.code == 0
        shown = capsys.readouterr().out
        assert f"madoguchi {command}" in shown
        assert all(option in shown for option in options)


def test_the_console_script_is_the_program() -> None:
    content = project()
    assert content["name"] == "madoguchi"
    assert content["scripts"] == {"madoguchi": "bot.cli:main"}
    assert EntryPoint("madoguchi", "bot.cli:main", "console_scripts").load() is cli.main


# --- locks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|//|index|find-links|trusted-host|^-", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    entries = re.split(r"^(?=\S)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    packages = [entry for entry in entries if entry and not entry.startswith("#")]
    assert len(packages) == len(locked(lock)) > 20
    assert [p for p in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", p)] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    content = project()
    run, dev = content["dependencies"], content["optional-dependencies"]
    assert isinstance(run, list)
    assert isinstance(dev, dict)
    for lock, wanted in (("requirements.txt", run), ("requirements-dev.txt", [*run, *dev["dev"]])):
        names = {match[0].lower() for dependency in wanted if (match := _NAME.match(dependency))}
        assert {name.replace("_", "-") for name in names} <= locked(lock).keys()


def test_tests_run_on_the_versions_that_the_bot_runs_on() -> None:
    run, dev = locked("requirements.txt"), locked("requirements-dev.txt")
    assert run.items() <= dev.items()
