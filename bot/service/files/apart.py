"""A program of ours that looks into a stranger's file: it can be ended, and is told no secret."""

from __future__ import annotations

import logging
import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

AT_ONCE: Final = 500_000
"""Bytes of a file that may be looked into where one stands: a decoder walks through its millions of pieces
within a second at worst."""
_HOUSE: Final = Path(__file__).parents[3]
_PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH")
_MEMORY: Final = 1 << 30
_CPU_SECONDS: Final = 20
"""Of the program, should whoever started it no longer be there to end it."""


def look(module: str, content: bytes, seconds: float) -> tuple[bytes, bool]:
    """What the program wrote of the content, and whether it came to its end in time."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", module],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            cwd=_HOUSE,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b"", False
    except OSError as error:
        log.warning("a file was not looked at: %s", type(error).__name__)
        return b"", False
    return done.stdout, done.returncode == 0


def given() -> bytes:
    """In the program: the content, once it has bound itself."""
    for limited, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _CPU_SECONDS)):
        with suppress(OSError, ValueError):  # not every system has both
            resource.setrlimit(limited, (most, most))
    return sys.stdin.buffer.read()
