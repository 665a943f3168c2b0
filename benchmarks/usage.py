"""What processes use, as Linux counts it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pids: Iterable[int]) -> float:
    """Of these processes and all below them, those that have ended included."""
    return sum(_ticks(each) for pid in pids for each in _tree(pid)) / _TICKS


def rss_mb(pid: int) -> float:
    """Resident memory, in MiB."""
    status = (_PROC / str(pid) / "status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) / 1024


def in_memory(folder: Path) -> bool:
    """Whether nothing written there reaches a disk."""
    return file_system(folder).startswith(("tmpfs", "ramfs"))


def file_system(folder: Path) -> str:
    """The kind of file system a folder is on, and its device."""
    mounts = [line.split() for line in (_PROC / "mounts").read_text().splitlines()]
    around = {"/", *map(str, (folder.resolve(), *folder.resolve().parents))}
    device, _, kind, *_ = max((m for m in mounts if m[1] in around), key=lambda m: len(m[1]))
    return f"{kind} on {device}"


def machine() -> str:
    """Its processors."""
    models = [
        line.partition(": ")[2]
        for line in (_PROC / "cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return f"{len(models) or os.cpu_count()} x {models[0] if models else 'unknown processor'}"


def _ticks(pid: int) -> int:
    """User and system time, its own and that of the children it has waited for."""
    fields = (_PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()
    return sum(map(int, fields[11:15]))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in (_PROC / str(pid) / "task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _tree(int(child))
