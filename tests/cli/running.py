"""What the tests of the commands have in common."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from tests.conftest import LEARNT
from tests.program import ROOT

Run = Callable[..., tuple[int, str, str]]
Chat = Callable[..., tuple[int, str, str]]

SMALL = LEARNT / "small"
"""What is learnt of the small organisation."""
WORDS = LEARNT / "library"
"""What is learnt of the library, by words alone or not."""

REAL = {
    "KNOWLEDGE_DIR": str(ROOT / "knowledge"),
    "INTENTS_FILE": str(ROOT / "intents.yaml"),
    "MADOGUCHI_CACHE_DIR": os.environ["MADOGUCHI_CACHE_DIR"],  # learnt once for all tests
}
LIBRARY = ROOT / "tests" / "dialogues" / "organizations" / "library"
OTHERS = ["--knowledge", str(LIBRARY / "knowledge"), "--intents", str(LIBRARY / "intents.yaml")]
"""Another organisation's content, by options."""
TOKEN = "123456789:hunter2hunter2"
BOT = {"TELEGRAM_BOT_TOKEN": TOKEN, "STAFF_CHAT_ID": "-1001234567890"}
NOBODY_AT_WORK = "not ready: no process is at work: start python -m bot serve, or serve --worker\n"


def refuses(outcome: tuple[int, str, str], *words: str, status: int = 2) -> None:
    """One line on standard error with these words, and the exit status that says so."""
    found, out, err = outcome
    assert (found, out) == (status, "")
    assert re.fullmatch(r"madoguchi: .+\n", err)
    assert all(word in err for word in words)
