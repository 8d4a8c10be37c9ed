"""Measuring: the median of several runs, and the memory that one took at its highest."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

import pyarrow as pa

_STATUS = Path("/proc/self/status")
_FORGET_PEAK = Path("/proc/self/clear_refs")

#: Packages whose releases bear on the figures.
PACKAGES = ("numpy", "pandas", "pyarrow", "matplotlib", "papermill", "typst")


def medians(runs: int, **steps: Callable[[], Any]) -> dict[str, float]:
    """Median of the seconds that each step takes, after one run that does not count.

    The steps take turns, so that a machine that is busy for a while is busy for all of them.
    """
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for run in steps.values():
        run()
    for _ in range(runs):
        for name, run in steps.items():
            gc.collect()
            begin = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - begin)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def command(*words: str) -> Callable[[], Any]:
    """A step that runs a command and throws its output away."""
    return lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _give_back() -> None:
    """Give memory that is free but still held back to the system, so that what a step needs shows as new."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _megabytes(key: str) -> float:
    for line in _STATUS.read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    return float("nan")


@contextmanager
def peak_memory() -> Iterator[dict[str, float]]:
    """Give a dictionary that holds, after the block, ``above``: MB that the block needed above what was held before.

    Linux only; elsewhere the figure is NaN.
    """
    out = {"above": float("nan")}
    if not _FORGET_PEAK.exists():
        yield out
        return
    _give_back()
    # Writing 5 lets Linux forget the highest memory of this process so far (proc(5)).
    _FORGET_PEAK.write_text("5")
    before = _megabytes("VmRSS")
    yield out
    out["above"] = _megabytes("VmHWM") - before


def highest_memory() -> float:
    """MB that this process took at its highest. Linux only; elsewhere NaN."""
    return _megabytes("VmHWM") if _STATUS.exists() else float("nan")


def machine() -> dict[str, str]:
    """What the figures depend on besides the code."""
    try:
        memory = f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    except (AttributeError, ValueError):
        memory = "unknown"
    return {
        "cores": str(os.cpu_count()),
        "memory": memory,
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": sys.version.split()[0],
        **{name: metadata.version(name) for name in PACKAGES},
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or "unknown"
