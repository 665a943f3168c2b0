"""Starts the assistant once and has it decide: python -m benchmarks.one_start SINCE QUESTIONS DECISIONS

SINCE is when this process was started (time.time). Prints one JSON object: the seconds to the first answer,
the milliseconds of each later one, and the memory after the last.
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.usage import rss_mb
from bot.app.basics import now, open_assistant, read_content
from bot.core.assistant import Assistant
from bot.core.model import Conversation, Message
from bot.settings import load_settings


def timed(assistant: Assistant, text: str) -> float:
    """Milliseconds of one decision, each in a conversation of its own."""
    message = Message(text, now())
    start = time.perf_counter()
    assistant.decide(message, Conversation())
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    since, questions, decisions = float(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    settings = load_settings()
    assistant = open_assistant(settings, read_content(settings).handbook)
    texts = cycle(questions.read_text(encoding="utf-8").splitlines())
    timed(assistant, next(texts))
    started = time.time() - since
    took = [timed(assistant, text) for text in islice(texts, decisions - 1)]
    print(json.dumps({"started": started, "took": took, "mb": rss_mb(os.getpid())}))


if __name__ == "__main__":
    main()
