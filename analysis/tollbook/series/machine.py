"""What the machine has: how many notebooks run at the same time, and how much memory each may take."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tollbook.series.engine import limiting

#: What a notebook of the suite takes beyond what it shares with the others, and some to spare.
NEEDED = 600 * 1024**2
#: Where the system tells which control group a process is in, and what the groups are given.
_OWN_GROUP, _GROUPS = Path("/proc/self/cgroup"), Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Limits:
    """Limits of a run.

    Attributes
    ----------
    at_most : int
        Notebooks at the same time.
    memory : int
        Bytes that each may take for itself.
    """

    at_most: int
    memory: int

    def environment(self) -> dict[str, str]:
        """Variables by which a notebook's process learns its limit."""
        return {limiting.SETTING: str(self.memory)}


def limits(workers: int | None = None, memory: int | None = None) -> Limits:
    """The limits of a run: as asked for, else what the machine has.

    Parameters
    ----------
    workers : int, optional
        Notebooks at the same time. By default as many as there are cores, and as find room in the memory that is free.
    memory : int, optional
        Bytes that each may take. By default an equal share of nine tenths of what is free, and 4 GiB at most.
    """
    free = _free()
    at_most = workers if workers is not None else max(1, min(_cores(), free // (memory or NEEDED)))
    share = memory if memory is not None else min(int(free * 0.9) // at_most, 4 * 1024**3)
    return Limits(at_most, share)


def _free() -> int:
    """Bytes that are free on this machine, or in the container or unit that this process runs in."""
    import psutil

    free = int(psutil.virtual_memory().available)
    for group in _groups():
        most, taken, told = (_told(group / name) for name in ("memory.max", "memory.current", "memory.stat"))
        if most and taken and most[0].isdigit():
            # What is kept of files is let go if need be.
            kept = int(told[told.index("inactive_file") + 1]) if "inactive_file" in told else 0
            free = min(free, max(int(most[0]) - int(taken[0]) + kept, 0))
    return free


def _cores() -> int:
    """Cores that this process may use, which can be fewer than the machine has."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for share in (_told(group / "cpu.max") for group in _groups()):
        if len(share) == 2 and share[0].isdigit():
            cores = min(cores, max(1, int(share[0]) // int(share[1])))
    return cores


def _groups() -> list[Path]:
    """The control group that this process is in, and those around it (Linux, version 2); none elsewhere."""
    found = [line.partition("::")[2] for line in _told(_OWN_GROUP) if line.startswith("0::")]
    inside = [_GROUPS / each.lstrip("/") for each in found]
    return [group for each in inside for group in (each, *each.parents) if group.is_relative_to(_GROUPS)]


def _told(file: Path) -> list[str]:
    """The words of a small file; none where there is none."""
    try:
        return file.read_text().split()
    except OSError:
        return []
