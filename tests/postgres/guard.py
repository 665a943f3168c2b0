"""Runs a PostgreSQL server for as long as its own standard input is open.

The tests hold the other end and write there how to stop. When they are killed it closes without a word; then
the server is stopped, and the folder removed, by this program: nobody else is left who could.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from signal import Signals


def main(folder: Path, *command: str) -> None:
    owner = folder.stat().st_uid  # PostgreSQL refuses to run as root
    server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, user=owner)  # noqa: S603  # our own program
    order = sys.stdin.read()
    server.send_signal(Signals[order or "SIGQUIT"])
    server.wait()
    if not order:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
