"""CPU time from the process table: of a process, its living children, and those that have ended."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(process: int) -> float:
    """Seconds of CPU of a process and its direct children, and of children that ended; 0.0 where there is no /proc."""
    if not Path("/proc/self/stat").exists():
        return 0.0
    own = _fields(process)
    total = sum(int(value) for value in own[11:15])
    for child in _children(process):
        try:
            total += sum(int(value) for value in _fields(child)[11:13])
        except FileNotFoundError:
            continue
    return total / TICKS


def foreign_load() -> float:
    """The load of the machine over the last minute, this benchmark included."""
    return os.getloadavg()[0]


def _children(process: int) -> list[int]:
    text = Path("/proc", str(process), "task", str(process), "children").read_text()
    return [int(number) for number in text.split()]


def _fields(process: int) -> list[str]:
    """The fields of the process table after the name: state first, user time twelfth."""
    return Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()
