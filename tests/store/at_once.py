"""Opens a database in several processes at the same moment."""

from __future__ import annotations

import subprocess
import sys

from tests.program import ROOT, environment

AT_ONCE = 3
OPEN = """
import asyncio, sys
from bot.store.opening import open_store

async def main(url, *keys):
    await (await open_store(url, keys)).close()

print("ready", flush=True)
asyncio.run(main(*sys.stdin.readline().split()))
"""


def open_at_once(url: str, keys: tuple[str, ...]) -> list[str]:
    """What each process had to complain of."""
    processes = [
        subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-c", OPEN],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(AT_ONCE)
    ]
    for process in processes:
        assert process.stdout
        process.stdout.readline()
    for process in processes:
        assert process.stdin
        process.stdin.write(" ".join((url, *keys)) + "\n")
        process.stdin.flush()
    return [process.communicate()[1] for process in processes]
