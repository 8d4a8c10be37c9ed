"""Notebooks on a Dask cluster, with the interface of `jobs`: only this machine writes what is made; docs/cluster.md."""

from __future__ import annotations

import logging
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook import places
from tollbook.cluster import Answer, Call, Cluster, connected
from tollbook.series import kitchen, warming
from tollbook.series.due import Task
from tollbook.series.jobs import Job
from tollbook.series.snapshot import Snapshot
from tollbook.series.troubles import Trouble, trouble_of
from tollbook.suite.inputs import files_of
from tollbook.suite.run import Made

_LOG = logging.getLogger("tollbook")
#: What runs a notebook on a worker.
_RUN = f"{kitchen.__name__}:run"
#: Files that the cluster keeps; then it forgets them, as thousands of briefs have some of their own.
_FILES = 1_000


@dataclass(frozen=True)
class OnCluster:
    """That a cluster makes the briefs.

    Attributes
    ----------
    address : str
        Of its scheduler.
    memory : int or None
        Bytes that each notebook may take; by default its share of what its machine has.
    """

    address: str
    memory: int | None = None


class JobsOnCluster:
    """Runs jobs on a cluster; a context manager, as `jobs.Jobs` is.

    Parameters
    ----------
    folder : Path
        For what is short-lived.
    snapshot : Snapshot
    address : str
        Of the cluster's scheduler.
    memory : int or None
        Bytes that each notebook may take; by default its share of what its machine has.
    """

    def __init__(self, folder: Path, snapshot: Snapshot, address: str, memory: int | None) -> None:
        self.folder, self.snapshot, self.address, self.memory = folder, snapshot, address, memory
        self._name = secrets.token_hex(8)
        self._open = ExitStack()
        self._kept: dict[tuple[Any, ...], str] = {}
        self._expected: list[tuple[str, str]] = []

    def __enter__(self) -> JobsOnCluster:
        self._cluster: Cluster = self._open.enter_context(connected(self.address))
        if max(self._cluster.threads().values(), default=1) > 1:
            _LOG.warning(
                "A worker makes one brief at a time, whatever its threads. To make more at once, start more workers: "
                "dask worker %s --nthreads 1 --nworkers N",
                self.address,
            )
        return self

    def __exit__(self, *_: object) -> None:
        with self._open, suppress(Exception):  # a cluster that is gone has nothing left to end
            self._cluster.everywhere(kitchen.close, self._name)

    def expect(self, tasks: Iterable[Task]) -> None:
        """Say which public briefs will probably be made; each worker is told of its share with its first one."""
        self._expected = sorted((task.language, places.unit(task.pcode).state) for task in tasks)

    def run(self, jobs: Iterable[Job]) -> None:
        """Run some jobs; each is taken when there is room for it, and told of its end as soon as that is there."""
        sent: dict[int, Job] = {}
        for answer in self._cluster.calls(self._calls(jobs, sent)):
            _end(sent.pop(answer.call.given["number"]), answer)

    def _calls(self, jobs: Iterable[Job], sent: dict[int, Job]) -> Iterator[Call]:
        workers = self._cluster.threads()
        share = self._expected[:: max(1, len(workers))]
        shared = {
            "run": self._name,
            "memory": self.memory,
            "workers": dict(Counter(kitchen.host_of(worker) for worker in workers)),
            "expected": warming.asked((), [each for each, _ in share], (), [each for _, each in share]),
        }
        for number, job in enumerate(jobs):
            if len(self._kept) >= _FILES:
                self._kept.clear()
                self._cluster.let_go()
            try:
                given, files = self._given(job)
            except Exception as error:
                job.failed(trouble_of(error), 0.0)
                continue
            sent[number] = job
            yield Call(_RUN, {**shared, **given, "number": number}, files)

    def _given(self, job: Job) -> tuple[dict[str, Any], tuple[str, ...]]:
        """What a notebook needs, as plain data, and the names of its files on the cluster, its own first."""
        notebook = self._cluster.keep(job.notebook.path.read_bytes())
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            values = self.snapshot.lay_out(job.parameters, Path(name))
            files = {path.name: self._keep(path) for path in sorted(Path(name).iterdir())}
        claims = files_of(job.parameters).get("claims")
        given = {
            "notebook": job.notebook.name,
            "values": values,
            "files": list(files),
            "claims": claims.name if claims is not None else "",
            "cell_seconds": job.cell_seconds,
        }
        return given, (notebook, *files.values())

    def _keep(self, path: Path) -> str:
        """Let the cluster have a file; many briefs have the same, of which each has a name of its own to it."""
        found = path.stat()
        mark = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        if mark not in self._kept or found.st_nlink == 1:
            self._kept[mark] = self._cluster.keep(path.read_bytes())
        return self._kept[mark]


def _end(job: Job, answer: Answer) -> None:
    """Tell a job what became of it."""
    result = answer.result or {"trouble": _trouble(answer).facts(), "seconds": 0.0}
    seconds = float(result["seconds"])
    if "trouble" in result:
        job.failed(Trouble(**result["trouble"]), seconds)
        return
    try:
        job.done(Made(str(result["stem"]), dict(result["files"])), seconds)
    except Exception as error:
        job.failed(trouble_of(error), seconds)


def _trouble(answer: Answer) -> Trouble:
    if answer.died:
        return Trouble(
            "stopped",
            f"The process of the cluster that ran it died each time, at last {answer.worker}, where it was alone.",
        )
    return Trouble("other", answer.trouble)
