"""Dask clusters for tests, on this machine alone: of processes of their own, or in the test's own process."""

from __future__ import annotations

import importlib
import itertools
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
#: What each worker runs first: the invented notebook is made known to it.
PRELOAD = Path(__file__).parent / "series" / "preloaded.py"
_LOCAL = ["--host", "127.0.0.1", "--no-dashboard"]


@dataclass
class OfATest:
    """A cluster of a test.

    Attributes
    ----------
    folder : Path
        Of its files and logs.
    address : str
        Of its scheduler.
    """

    folder: Path
    address: str = ""
    processes: dict[str, Any] = field(default_factory=dict)

    def start(self, name: str, *words: str, **environment: str) -> None:
        """Start a process of it: its scheduler, or workers."""
        path = os.pathsep.join([str(ROOT / "analysis"), str(ROOT)])
        own = {"PYTHONPATH": path, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", **environment}
        with open(self.folder / f"{name}.log", "w") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", *words],
                env={**os.environ, **own},
                cwd=self.folder,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def start_scheduler(self) -> None:
        told = self.folder / "scheduler.json"
        self.start("scheduler", "distributed.cli.dask_scheduler", *_LOCAL, "--port", "0", "--scheduler-file", str(told))
        end = time.monotonic() + 120
        while not self.address:
            assert time.monotonic() < end, (self.folder / "scheduler.log").read_text()
            time.sleep(0.05)
            with suppress(OSError, ValueError):
                self.address = json.loads(told.read_text())["address"]

    def start_workers(self, number: int, threads: int = 1, **environment: str) -> None:
        words = ["--nworkers", str(number), "--nthreads", str(threads), "--local-directory", str(self.folder / "there")]
        words += ["--preload", str(PRELOAD)]
        self.start("workers", "distributed.cli.dask_worker", self.address, *_LOCAL, *words, **environment)

    def kill(self, name: str) -> None:
        """Kill a process and those that it started, at once."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def cluster(
    folder: Path, workers: int = 2, threads: int = 1, environment: Mapping[str, str] | None = None
) -> Iterator[OfATest]:
    """A cluster; its processes end with the test, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    made = OfATest(folder)
    try:
        made.start_scheduler()
        if workers:
            made.start_workers(workers, threads, **(environment or {}))
        yield made
    finally:
        for name in list(made.processes):
            made.kill(name)


def pids(address: str, workers: int = 1) -> dict[str, int]:
    """Process ids of the workers, by their addresses, when so many are there."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=180)
        found: dict[str, int] = client.run(os.getpid)
        return found


@contextmanager
def within(workers: int = 2) -> Iterator[str]:
    """The address of a cluster in this process: there at once, and nothing of it can be killed."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
    ) as made:
        yield made.scheduler_address


def kill_at(address: str, function: str, number: int, marker: Path, pid: int = 0) -> None:
    """Let the first worker that is to call a function for the nth time kill a process, by default itself, once."""
    from distributed import Client

    marker.write_text(str(pid))
    with Client(address, set_as_default=False) as client:
        client.run(plant, function, number, str(marker))


def plant(function: str, number: int, marker: str) -> None:
    """See `kill_at`; this is done in the worker."""
    module, _, name = function.partition(":")
    called = getattr(importlib.import_module(module), name)
    count = itertools.count(1)

    def planted(*given: Any) -> Any:
        if next(count) == number:
            with suppress(FileNotFoundError):  # another worker was the first
                os.rename(marker, f"{marker}-{os.getpid()}")
                os.kill(int(Path(f"{marker}-{os.getpid()}").read_text()) or os.getpid(), signal.SIGKILL)
        return called(*given)

    setattr(sys.modules[module], name, planted)


def planted_dead(function: str) -> None:
    """Let this worker die whenever it is to call a function."""
    module, _, name = function.partition(":")
    setattr(importlib.import_module(module), name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))


def logged(given: dict[str, Any], files: list[bytes]) -> dict[str, Any]:
    """Logs what it is given, on a worker."""
    logging.getLogger("tollbook").info("%s", given["text"])
    return {"said": given["text"]}


def waited(given: dict[str, Any], files: list[bytes]) -> dict[str, Any]:
    """Waits for a while, on a worker."""
    time.sleep(given["seconds"])
    return given


def lengths(given: dict[str, Any], files: list[bytes]) -> dict[str, Any]:
    """How long its files are."""
    return {"lengths": [len(each) for each in files]}
