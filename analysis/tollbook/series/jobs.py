"""Notebooks through the engine, a few at a time, each in a folder and a process of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from tollbook import places
from tollbook.series import warming
from tollbook.series.due import Task
from tollbook.series.engine.batch import Outcome, Run, papermills_engine, stream
from tollbook.series.forks import Forks
from tollbook.series.machine import Limits
from tollbook.series.snapshot import Snapshot
from tollbook.series.troubles import Trouble, trouble_of
from tollbook.suite import leaving, run
from tollbook.suite.declared.base import Parameters
from tollbook.suite.notebooks import Notebook

_EXECUTED = ".executed.ipynb"
#: Characters of a stream that are kept of one cell: no notebook fills the disk of those who run hundreds.
_STREAM = 1_000_000


@dataclass(frozen=True)
class Job:
    """A notebook to run.

    Attributes
    ----------
    notebook : Notebook
    parameters : Parameters
    cell_seconds : int
        A cell that takes longer is stopped.
    done : callable
        Told of what it made or of its trouble, and of the seconds that it took, from whatever thread. What it raises
        is a trouble too, and `failed` is told of that.
    failed : callable
        Told of the trouble, and of the seconds.
    """

    notebook: Notebook
    parameters: Parameters
    cell_seconds: int
    done: Callable[[run.Made, float], None]
    failed: Callable[[Trouble, float], None]


class Jobs:
    """Runs jobs; a context manager, because one imported process serves all of them and ends with it.

    Parameters
    ----------
    folder : Path
        For what is short-lived.
    snapshot : Snapshot
    limits : Limits
        How many at a time, and how much memory each may take.
    forks : Forks, optional
        That were started already, and are left running.
    """

    def __init__(self, folder: Path, snapshot: Snapshot, limits: Limits, forks: Forks | None = None) -> None:
        self.folder, self.snapshot, self.limits = folder, snapshot, limits
        self.forks = forks or Forks(folder)
        self._are_own = forks is None
        self._number = 0

    def __enter__(self) -> Jobs:
        return self

    def __exit__(self, *_: object) -> None:
        if self._are_own:
            self.forks.__exit__()

    def expect(self, tasks: Iterable[Task]) -> None:
        """Say which public briefs will probably be made: they are rehearsed while they are planned."""
        coming = list(tasks)
        languages = [task.language for task in coming]
        about = [places.unit(task.pcode).state for task in coming]
        web = [task.language for task in coming if "html" in task.values().get("formats", ())]
        self.forks.read(True, warming.asked((), languages, (), about, web))

    def run(self, jobs: Iterable[Job]) -> None:
        """Run some jobs; each is taken when there is room for it, and told of its end as soon as that is there."""
        for is_public, some in groupby(jobs, lambda job: job.parameters.which_release == "public"):
            self._run(some, is_public)

    def _run(self, jobs: Iterable[Job], is_public: bool) -> None:
        laid: dict[Path, tuple[Job, dict[str, str]]] = {}
        papermills_engine()
        with _environment({**self.forks.settings(is_public), **self.limits.environment()}):
            stream(
                self._laid(jobs, laid, is_public),
                lambda outcome: _ended(outcome, laid),
                at_most=self.limits.at_most,
                zygote=self.forks.zygote(is_public),
            )

    def _laid(
        self, jobs: Iterable[Job], laid: dict[Path, tuple[Job, dict[str, str]]], is_public: bool
    ) -> Iterator[Run]:
        """Runs of jobs, each in a folder of its own; what it reads is read before it is forked."""
        for job in jobs:
            self._number += 1
            here = self.folder / f"run-{self._number}"
            try:
                here.mkdir()
                values = self.snapshot.lay_out(job.parameters, here)
                laid[here] = (job, leaving.standing(here))
            except Exception as error:  # a full disk, say: the others may still find room
                job.failed(trouble_of(error, here), 0.0)
                shutil.rmtree(here, ignore_errors=True)
                continue
            self._warm_up(job, is_public)
            yield _run(job, here, values)

    def _warm_up(self, job: Job, is_public: bool) -> None:
        """What is read before the fork is what the jobs ask for."""
        asked = {name: getattr(job.parameters, name) for name in KNOWLEDGE if hasattr(job.parameters, name)}
        self.forks.read(is_public, warming.asked(self.snapshot.claims_read, (), [asked]))


#: What a notebook asks of `tollbook.findings`.
KNOWLEDGE = ("as_of", "known_on", "rule", "sources", "coverage")
#: Seconds within which a process is forked: before the first fork of a kind, all claims are read.
_START = 1_800


def _run(job: Job, here: Path, values: dict[str, Any]) -> Run:
    options = {
        "kernel_name": "python3",
        "language": "python",
        "execution_timeout": job.cell_seconds,
        "progress_bar": False,
        "stream_limit": _STREAM,
        "save_at_end": True,
        "start_timeout": _START,
    }
    return Run(job.notebook.path, here / _EXECUTED, values, here, options)


def _ended(outcome: Outcome, laid: dict[Path, tuple[Job, dict[str, str]]]) -> None:
    here = Path(str(outcome.run.cwd))
    job, before = laid.pop(here)
    try:
        if outcome.error is not None:
            raise outcome.error
        job.done(run.made(_executed(here), here, job.parameters, before), outcome.seconds)
    except Exception as error:
        job.failed(trouble_of(error, here), outcome.seconds)
    finally:
        shutil.rmtree(here, ignore_errors=True)


def _executed(here: Path) -> Any:
    import nbformat

    return nbformat.read(here / _EXECUTED, as_version=4)  # type: ignore[no-untyped-call]


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Variables that notebooks are run with, also where papermill's own engine starts a kernel for each."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
