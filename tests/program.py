"""The program as a process of its own, as an operator starts it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
PATIENCE = 120.0
"""Seconds until a test gives up; starting takes a few, many on a busy machine."""


def environment(**settings: str) -> dict[str, str]:
    """The present environment without anybody's settings, and these."""
    ours = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **settings}


class Program:
    """`python -m bot ...` in a folder; killed if it is still running at the end."""

    def __init__(self, *arguments: str, cwd: Path, settings: Mapping[str, str]) -> None:
        before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a process inherits an ignored one
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-m", "bot", *arguments],
            cwd=cwd,
            env=environment(**settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        signal.signal(signal.SIGINT, before)
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._errors: list[bytes] = []
        self._readers = [threading.Thread(target=self._read), threading.Thread(target=self._read_errors)]
        for reader in self._readers:
            reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.decode())
        self._lines.put(None)

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        self._errors.append(self._process.stderr.read())

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()

    def write(self, line: str | bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write((line.encode() if isinstance(line, str) else line) + b"\n")
        self._process.stdin.flush()

    def line(self) -> str:
        """The next line that the program prints."""
        line = self._lines.get(timeout=PATIENCE)
        assert line is not None, f"it ended: {self.errors()}"
        return line

    def until(self, words: str) -> str:
        """What the program prints up to the line with these words."""
        lines: list[str] = []
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            lines.append(self.line())
            if words in lines[-1]:
                return "".join(lines)
        raise AssertionError(f"{words!r} is not in {lines}")

    def interrupt(self) -> None:
        """Ctrl-C."""
        self._process.send_signal(signal.SIGINT)

    def terminate(self) -> None:
        """What a platform does before it takes the machine away."""
        self._process.send_signal(signal.SIGTERM)

    def end_of_input(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()

    def status(self) -> int:
        """The exit status, when it has ended."""
        return self._process.wait(PATIENCE)

    def rest(self) -> str:
        """What was printed and not read yet, when it has ended."""
        self.status()
        self._readers[0].join()
        return "".join(line for line in iter(self._lines.get, None))

    def errors(self) -> str:
        """Standard error, when it has ended."""
        self.status()
        self._readers[1].join()
        return b"".join(self._errors).decode()
