"""The programs of a measurement, each a process of its own that ends with it."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

from tests.program import environment

PATIENCE = 600.0
"""Seconds until the next line of a program."""
END_SECONDS = 15.0


class Program:
    """A running program, and the lines it prints."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        if process.stdout is None:
            raise ValueError("its output is not ours to read")
        self._process = process
        self._output = process.stdout
        self.pid = process.pid

    async def line(self) -> str:
        """The next line. RuntimeError when there is none any more."""
        line = await asyncio.wait_for(self._output.readline(), PATIENCE)
        if not line:
            raise RuntimeError(f"a program ended with status {await self._process.wait()}")
        return line.decode()

    async def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(await self.line())
        return found

    async def until(self, words: str) -> None:
        while words not in await self.line():
            pass

    async def end(self) -> None:
        if self._process.returncode is None:
            self._process.terminate()
        try:
            async with asyncio.timeout(END_SECONDS):
                await self._process.communicate()
        except TimeoutError:
            self._process.kill()
            await self._process.communicate()


@asynccontextmanager
async def running(module: str, *arguments: object, log: IO[bytes], **settings: str) -> AsyncIterator[Program]:
    """`python -m module` with the settings and nobody else's, in the log's folder: no .env is there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *map(str, arguments),
        cwd=Path(log.name).parent,
        env=environment(**settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=log,
    )
    program = Program(process)
    try:
        yield program
    finally:
        await program.end()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
