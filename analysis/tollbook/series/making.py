"""Making the briefs that are due: only those that need it, and none of them stops another."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tollbook.briefs.outputs.formats import FORMATS
from tollbook.release.approval import content_of
from tollbook.series import leftovers
from tollbook.series.cluster import JobsOnCluster, OnCluster
from tollbook.series.due import Task
from tollbook.series.forks import Forks
from tollbook.series.ingredients import sha256
from tollbook.series.issues import FACTS, Issue
from tollbook.series.jobs import Job, Jobs
from tollbook.series.machine import Limits
from tollbook.series.manifest import Entry
from tollbook.series.planning import Kitchen, Places, Plan, kitchen, planned
from tollbook.series.troubles import Trouble
from tollbook.suite import run
from tollbook.suite.declared.base import Parameters


@dataclass(frozen=True)
class Made:
    """What became of a brief.

    Attributes
    ----------
    task : Task
    status : str
        ``made``; ``unchanged``, where it need not be made, or says the same as its published issue; ``failed``.
    why : tuple of str
        See `planning.Plan`.
    path : Path or None
        Of the page that people open.
    seconds : float
    trouble : Trouble or None
        Of one that failed.
    parameters : Parameters or None
        That its notebook had, of one that failed: of thousands that were made they would fill memory.
    """

    task: Task
    status: str
    why: tuple[str, ...] = ()
    path: Path | None = None
    seconds: float = 0.0
    trouble: Trouble | None = None
    parameters: Parameters | None = None


def make(
    tasks: Sequence[Task],
    places: Places,
    limits: Limits | OnCluster,
    on_end: Callable[[Made], None],
    again: bool = False,
    forks: Forks | None = None,
) -> list[str]:
    """Make what needs to be made.

    Parameters
    ----------
    tasks : sequence of Task
    places : Places
    limits : Limits or OnCluster
        How many at a time, and how much memory each may take; or the cluster that makes them.
    on_end : callable
        Told of each brief when it is done, from whatever thread.
    again : bool
        Make all of them, whether they need it or not; what is published, as the next version.
    forks : Forks, optional
        That were started already.

    Returns
    -------
    list of str
        Names of input files that changed meanwhile: what was made rests on what they were at the beginning.

    Raises
    ------
    OutputError
        The folder of drafts can't be written to.
    ClusterError
        The cluster can't be used, or is there no more; what was made stays.
    """
    with kitchen(places) as at, _jobs(at, limits, forks) as jobs:
        leftovers.clear(places.drafts)
        public = (task for task in tasks if task.series.series.release == "public")
        jobs.expect(task for task in public if again or at.manifest.get(task.name) is None)
        _Batch(at, jobs, on_end).make(tasks, again)
        return at.snapshot.changed()


def _jobs(at: Kitchen, limits: Limits | OnCluster, forks: Forks | None) -> Jobs | JobsOnCluster:
    if isinstance(limits, OnCluster):
        return JobsOnCluster(at.folder, at.snapshot, limits.address, limits.memory)
    return Jobs(at.folder, at.snapshot, limits, forks)


class _Batch:
    """What is made in one run; each brief is planned when there is room to make it.

    Parameters
    ----------
    at : Kitchen
    jobs : Jobs or JobsOnCluster
    on_end : callable
        See `make`.
    """

    def __init__(self, at: Kitchen, jobs: Jobs | JobsOnCluster, on_end: Callable[[Made], None]) -> None:
        self.at, self.jobs, self.on_end = at, jobs, on_end
        self._waiting: list[Plan] = []

    def make(self, tasks: Iterable[Task], again: bool) -> None:
        """Make those that need it, and then as next versions those that say something else than what is published."""
        self.jobs.run(self._needed(tasks, again))
        while self._waiting:
            now, self._waiting = self._waiting, []
            self.jobs.run([self._job(plan) for plan in now])

    def _needed(self, tasks: Iterable[Task], again: bool) -> Iterator[Job]:
        """Jobs of those that need to be made; of the others it is told at once what became of them."""
        for task in tasks:
            plan = planned(task, self.at, again)
            if plan.trouble is not None or plan.parameters is None:
                self.on_end(Made(task, "failed", plan.why, trouble=plan.trouble))
            elif plan.why:
                yield self._job(plan)
            else:
                self.on_end(Made(task, "unchanged", path=plan.path))

    def _job(self, plan: Plan) -> Job:
        task, parameters = plan.task, plan.parameters
        assert parameters is not None

        def done(found: run.Made, seconds: float) -> None:
            if plan.issue is None:
                self._put(plan, found, seconds)
            elif says(json.loads(found.files[f"{found.stem}{FACTS}"])) == says(plan.issue.facts()):
                self._same(plan, plan.issue, found, seconds)
            else:
                self._follow(plan)

        def failed(trouble: Trouble, seconds: float) -> None:
            self.on_end(Made(task, "failed", plan.why, None, seconds, trouble, parameters))

        return Job(task.series.notebook, parameters, task.series.series.cell_seconds, done, failed)

    def _put(self, plan: Plan, found: run.Made, seconds: float) -> None:
        """Put its files in their place; stopped anywhere in between, it is made once more."""
        task = plan.task
        with self._noted(plan, found, found.files, seconds) as folder:
            path = run.put(found, folder)
        self.on_end(Made(task, "made", plan.why, path, seconds))

    def _same(self, plan: Plan, issue: Issue, found: run.Made, seconds: float) -> None:
        """It says what its issue says: that is noted, and a draft of a next version goes."""
        with self._noted(plan, found, (), seconds):
            pass
        page = issue.page(FORMATS.values())
        self.on_end(Made(plan.task, "unchanged", plan.why, page, seconds))

    @contextmanager
    def _noted(self, plan: Plan, found: run.Made, stays: Collection[str], seconds: float) -> Iterator[Path]:
        """Note what is done to the folder of a draft, before and after it, and delete there what does not stay.

        Noted only afterwards, files of a run that was stopped in between would pass for those that were made before.
        """
        name, folder = plan.task.name, self.at.places.draft(plan.task)
        before = self.at.manifest.get(name)
        names = [*stays, *(before.files if before is not None else ())]
        self.at.manifest.put(name, Entry.begun(found.stem, plan.version, names))
        yield folder
        for each in names:
            if each not in stays:
                with suppress(OSError):
                    (folder / each).unlink(missing_ok=True)
        self.at.manifest.put(name, _entry(plan, found, seconds))

    def _follow(self, plan: Plan) -> None:
        """It says something else than its issue: it is made as the next version."""
        assert plan.issue is not None
        parameters, now = self.at.made_from(plan.task, plan.issue.version + 1)
        self._waiting.append(replace(plan, parameters=parameters, ingredients=now, issue=None))


def says(facts: Mapping[str, Any]) -> str:
    """The hash of what a facts file says, but for whether it is approved and for the software that it was made with."""
    stamp = {name: value for name, value in facts["stamp"].items() if name not in ("software", "reference_sha256")}
    return content_of({**facts, "stamp": stamp})


def _entry(plan: Plan, found: run.Made, seconds: float) -> Entry:
    hashes = {name: sha256(data) for name, data in found.files.items()}
    return Entry(plan.ingredients, found.stem, plan.version, hashes, seconds)
