"""What the machine has: how many notebooks run at the same time, and how much memory each may take."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tollbook.series.engine import limiting

#: What a notebook of the suite takes beyond what it shares with the others, and some to spare.
NEEDED = 600 * 1024**2
#: Where a container finds what it is given.
_GROUP = Path("/sys/fs/cgroup")


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
    """Bytes that are free on this machine, or in the container that this process runs in."""
    import psutil

    free = int(psutil.virtual_memory().available)
    most, taken = _control("memory.max"), _control("memory.current")
    if most and taken and most[0].isdigit():
        told = _control("memory.stat")
        kept = (
            int(told[told.index("inactive_file") + 1]) if "inactive_file" in told else 0
        )  # of files; let go if need be
        free = min(free, max(int(most[0]) - int(taken[0]) + kept, 0))
    return free


def _cores() -> int:
    """Cores that this process may use, which can be fewer than the machine has."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    share = _control("cpu.max")
    if len(share) == 2 and share[0].isdigit():
        cores = min(cores, max(1, int(share[0]) // int(share[1])))
    return cores


def _control(name: str) -> list[str]:
    """What the container that this process runs in is given (Linux, control groups 2); empty elsewhere."""
    try:
        return (_GROUP / name).read_text().split()
    except OSError:
        return []
