"""How much personal data is found, how many innocent messages are touched, and how long one takes.

A labelled value is found when spans of any kind cover at least nine tenths of its characters; the share
that also has the right kind is told beside it. An innocent message is one without labelled values. Time is
that of `mask`, the whole redaction, in CPU seconds of the process. With --data FOLDER the messages.jsonl
there is read: {"text", "spans": [[start, end, type]]} a line.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.usage import machine
from bot.channels.redact_jsonl import TYPES
from bot.core.personal_data.masking import mask
from bot.core.personal_data.spans import Span

DEVELOPMENT = Path(__file__).parent / "development.jsonl"
COVERED = 0.9


@dataclass
class Told:
    """Counts by type, what was missed or touched, and the milliseconds each message took."""

    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    of_its_kind: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    innocent: int = 0
    touched: list[tuple[str, str]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def judge(self, text: str, labels: Iterable[tuple[int, int, str]]) -> None:
        """Redact one message and hold it against its labels."""
        started = time.process_time()
        spans = mask(text).spans
        self.milliseconds.append((time.process_time() - started) * 1000)
        labels = tuple(labels)
        for start, end, kind in labels:
            self.labelled[kind] += 1
            self.of_its_kind[kind] += _covers([s for s in spans if TYPES[s.kind] == kind], start, end)
            if _covers(spans, start, end):
                self.found[kind] += 1
            else:
                self.missed.append((kind, text[start:end], text))
        if not labels:
            self.innocent += 1
            self.touched += [(TYPES[s.kind], text) for s in spans[:1]]

    def print(self, most: int) -> None:
        """One line a type, then the innocent messages, the time, and some misses."""
        for kind, count in self.labelled.most_common():
            right = self.of_its_kind[kind] / count
            share = self.found[kind] / count
            print(f"  {kind}: {self.found[kind]} of {count} ({share:.1%}), as such {right:.1%}")
        names, others = self.labelled["NAME"], self.labelled.total() - self.labelled["NAME"]
        but_names = self.found.total() - self.found["NAME"]
        print(f"  all but names: {but_names / max(others, 1):.2%} of {others}", end="; ")
        print(f"names: {self.found['NAME'] / max(names, 1):.2%} of {names}")
        print(f"  innocent messages touched: {len(self.touched)} of {self.innocent}")
        p99 = quantiles(self.milliseconds, n=100)[98]
        print(f"  ms a message: median {median(self.milliseconds):.2f}, p99 {p99:.2f}")
        for kind, value, text in self.missed[:most]:
            print(f"    missed {kind}: {value!r} in {text!r}")
        for kind, text in self.touched[:most]:
            print(f"    touched as {kind}: {text!r}")


def _covers(spans: Iterable[Span], start: int, end: int) -> bool:
    covered = sum(max(0, min(end, span.end) - max(start, span.start)) for span in spans)
    return covered >= COVERED * (end - start)


def judged(file: Path) -> Told:
    """Every message of a file; each is redacted once before, so that no lazy start is measured."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        mask(row["text"])
    told = Told()
    for row in rows:
        told.judge(row["text"], (tuple(span) for span in row["spans"]))
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description="Personal data found in labelled messages.")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="other labelled messages")
    parser.add_argument("--missed", type=int, default=10, metavar="N", help="how many misses to print")
    chosen = parser.parse_args()
    print(machine())
    for file in (DEVELOPMENT, *([chosen.data / "messages.jsonl"] if chosen.data else [])):
        told = judged(file)
        print(f"{file.parent.name}/{file.name}: {len(told.milliseconds)} messages")
        told.print(chosen.missed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
