"""What was learnt is kept and read back; whatever happens to the folder, the bot starts."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.app.learning import learnt_once
from bot.core.embedding import Encoder, Vectors
from bot.core.handbook import Handbook
from bot.core.models import Models
from tests.program import PATIENCE, ROOT, environment

AN_HOUR = 3600
LOG = "bot.app.learning"


class Known:
    """Vectors that no model is needed for; counts how often something is encoded."""

    def __init__(self, name: str = "known") -> None:
        self.name = name
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += 1
        drawn = np.array([[len(text), text.count(" ") + 1] for text in texts], np.float32).reshape(-1, 2)
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        return drawn


@pytest.fixture
def small(handbook: Handbook) -> Handbook:
    """The real content with one example a language of each topic: learning it takes no time."""
    few = (replace(t, examples={code: e[:1] for code, e in t.examples.items()}) for t in handbook.topics)
    return replace(handbook, topics=tuple(few), version="small")


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def told(models: Models, handbook: Handbook) -> list[list[float]]:
    """What the models say of some examples."""
    texts = [text for topic in handbook.topics[:5] for text in topic.examples["en"]]
    return [models.learnt.classifier.scores(text.lower()).tolist() for text in texts]


def learns_anew(handbook: Handbook, encoder: Known | None, folder: Path) -> bool:
    """Whether one more file came of it."""
    before = set(kept(folder))
    learnt_once(handbook, encoder, folder)
    return set(kept(folder)) > before


@pytest.mark.parametrize("encoder", [None, Known()])
def test_what_is_read_back_is_what_was_learnt(
    encoder: Encoder | None, small: Handbook, tmp_path: Path
) -> None:
    first, again = (learnt_once(small, encoder, tmp_path) for _ in range(2))
    assert first is not again
    assert told(first, small) == told(again, small)
    assert first.learnt.certainty == again.learnt.certainty
    assert first.learnt.classifier.labels == again.learnt.classifier.labels
    vector = encoder.encode(["privacy policy"])[0] if encoder else None
    hits = first.index.search("privacy policy", vector)
    assert hits
    assert hits == again.index.search("privacy policy", vector)


def test_what_is_kept_is_not_learnt_again(small: Handbook, tmp_path: Path) -> None:
    first, second = Known(), Known()
    learnt_once(small, first, tmp_path)
    learnt_once(small, second, tmp_path)
    assert first.encoded > second.encoded == 0


def test_other_content_or_another_encoder_is_learnt_anew(small: Handbook, tmp_path: Path) -> None:
    learnt_once(small, Known(), tmp_path)
    assert not learns_anew(small, Known(), tmp_path)
    assert learns_anew(replace(small, version="changed"), Known(), tmp_path)
    assert learns_anew(small, Known("another"), tmp_path)
    assert learns_anew(small, None, tmp_path)


def test_at_most_four_are_kept_and_the_oldest_go(small: Handbook, tmp_path: Path) -> None:
    for age in range(6, 0, -1):
        before = set(kept(tmp_path))
        learnt_once(replace(small, version=f"{age} hours old"), None, tmp_path)
        (new,) = set(kept(tmp_path)) - before
        os.utime(new, (new.stat().st_atime, new.stat().st_mtime - age * AN_HOUR))
    assert len(kept(tmp_path)) == 4
    for age in range(4, 0, -1):
        assert not learns_anew(replace(small, version=f"{age} hours old"), None, tmp_path)


# --- trouble with the file or the folder ---------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"\x80", b"nonsense", b"\x80\x05\x95\xff\xff\xff\xff", b"cbot.nowhere\nThing\n.", "half"],
    ids=["empty", "one byte", "text", "too short", "a class that is gone", "half of it"],
)
def test_a_damaged_file_is_learnt_again_and_a_line_says_so(
    content: bytes | str, small: Handbook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = learnt_once(small, None, tmp_path)
    (file,) = kept(tmp_path)
    good = file.read_bytes()
    file.write_bytes(good[: len(good) // 2] if isinstance(content, str) else content)
    again = learnt_once(small, None, tmp_path)
    assert told(again, small) == told(whole, small)
    (line,) = caplog.records
    assert (line.name, line.levelno, line.exc_info) == (LOG, logging.WARNING, None)
    assert file.name in line.getMessage()
    assert "\n" not in line.getMessage()
    caplog.clear()
    learnt_once(small, None, tmp_path)
    assert not caplog.records  # it was mended


def test_a_file_with_something_else_in_it_is_learnt_again(small: Handbook, tmp_path: Path) -> None:
    whole = learnt_once(small, None, tmp_path)
    (file,) = kept(tmp_path)
    file.write_bytes(b"N.")  # None, pickled
    assert told(learnt_once(small, None, tmp_path), small) == told(whole, small)


def test_a_folder_that_cannot_be_written_costs_a_warning_and_not_the_start(
    small: Handbook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    for folder in (in_the_way / "learnt", in_the_way, Path("/proc/nowhere")):
        caplog.clear()
        assert told(learnt_once(small, None, folder), small)
        messages = [line.getMessage() for line in caplog.records]
        assert any("cannot be kept" in message for message in messages), messages
        assert all(line.exc_info is None for line in caplog.records)


def test_nobody_else_can_read_it(small: Handbook, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = tmp_path / "data" / "learnt"
        learnt_once(small, None, folder)
    finally:
        os.umask(before)
    (file,) = kept(folder)
    assert [path.stat().st_mode & 0o777 for path in (folder.parent, folder, file)] == [0o700, 0o700, 0o600]


# --- several processes ---------------------------------------------------------------------------

LIBRARY = ROOT / "tests" / "dialogues" / "organizations" / "library"
LEARN = """
import sys
from pathlib import Path
from bot.app.learning import learnt_once
from bot.content.loader import load
content, folder = map(Path, sys.argv[1:])
handbook = load(content / "knowledge", content / "intents.yaml").handbook
print(learnt_once(handbook, None, folder).learnt.classifier.scores("opening hours").tolist())
"""


def learning(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", LEARN, str(LIBRARY), str(folder)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_start_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "learnt"
    said = [process.communicate(timeout=PATIENCE) for process in [learning(folder) for _ in range(2)]]
    later = learning(folder).communicate(timeout=PATIENCE)
    assert len({scores for scores, _ in (*said, later)}) == 1
    assert [trouble for _, trouble in (*said, later)] == ["", "", ""]
    assert [file.suffix for file in kept(folder)] == [".learnt"]  # and nothing half-written
