"""What the machine has: how many notebooks run at the same time, and how much memory each may take."""

from __future__ import annotations

import os
from dataclasses import dataclass

#: What a notebook of the suite takes beyond what it shares with the others, and some to spare.
NEEDED = 600 * 1024**2
#: Setting by which a notebook's process learns how much it may take, in bytes.
MEMORY_SETTING = "TOLLBOOK_ENGINE_MEMORY"


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
        return {MEMORY_SETTING: str(self.memory)}


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
    import psutil

    return int(psutil.virtual_memory().available)


def _cores() -> int:
    """Cores that this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
