"""A PostgreSQL server of our own, in a temporary folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, Self

import psycopg

from tests.postgres.databases import Databases, connect
from tests.postgres.programs import PROGRAMS, put_programs_in

GUARD = Path(__file__).with_name("guard.py")
PATIENCE = 60.0  # seconds, for a busy machine
SIGNALS = {"fast": "SIGINT", "immediate": "SIGQUIT"}
SMALL = {"shared_buffers": "32MB", "listen_addresses": ""}
CARELESS = {"fsync": "off", "full_page_writes": "off"}  # loses data when the machine crashes, not the server


class PostgresServer(Databases):
    """A server that lives inside `with`; reached through a socket in a folder that is its own."""

    def __init__(self, *, durable: bool = False) -> None:
        """`durable` waits for the disk as a real server does, for measurements."""
        self._settings = SMALL if durable else SMALL | CARELESS
        self._temporary = TemporaryDirectory(prefix="postgres-")
        self.folder = Path(self._temporary.name)
        self._data = self.folder / "data"
        self._programs = self.folder / PROGRAMS
        self._guard: subprocess.Popen[str] | None = None
        super().__init__(f"postgresql://postgres@/postgres?host={self.folder}")

    def __enter__(self) -> Self:
        with ExitStack() as on_failure:
            on_failure.push(self)
            put_programs_in(self.folder)
            self._make_data()
            self.start()
            on_failure.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop("immediate")
        self._temporary.cleanup()

    def start(self) -> None:
        """Start on the data that is there, and wait until it answers; nothing happens when it runs."""
        if self._guard is not None:
            return
        postgres = self._programs / "postgres"
        with (self.folder / "log").open("a") as log:
            self._guard = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-I", GUARD, self.folder, postgres, "-D", self._data, "-k", self.folder],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                text=True,
                start_new_session=True,  # Ctrl-C is for the tests
            )
        self._wait_until_it_answers()

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop: "fast" in good order, "immediate" as in a crash; nothing happens when it is stopped."""
        if self._guard is not None:
            self._guard.communicate(SIGNALS[mode], timeout=PATIENCE)
            self._guard = None

    def _make_data(self) -> None:
        initdb = self._programs / "initdb"
        choices = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        settings = [f"--set={name}={value}" for name, value in self._settings.items()]
        done = subprocess.run(  # noqa: S603  # our own program
            [initdb, "-D", self._data, *choices, *settings],
            cwd=self.folder,
            user=self.folder.stat().st_uid,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr}")

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                connect(self._admin).close()
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    log = (self.folder / "log").read_text()
                    raise RuntimeError(f"PostgreSQL does not answer; its log:\n{log}") from error
                time.sleep(0.02)


def open_databases() -> Databases:
    """On the server that TEST_DATABASE_URL names, or else on one of our own."""
    url = os.environ.get("TEST_DATABASE_URL")
    return Databases(url) if url else PostgresServer()
