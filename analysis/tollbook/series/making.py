"""Making the briefs that are due: only those that need it, and none of them stops another."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tollbook.briefs.errors import BriefError
from tollbook.claims.problems import ClaimsError
from tollbook.series import ingredients, issues
from tollbook.series.due import Task
from tollbook.series.ingredients import differing, sha256
from tollbook.series.jobs import AT_ONCE, Job, Jobs
from tollbook.series.machine import Limits
from tollbook.series.manifest import Entry, Manifest
from tollbook.series.snapshot import Snapshot
from tollbook.series.troubles import Trouble, trouble_of
from tollbook.suite import run
from tollbook.suite.declared.base import Parameters


@dataclass(frozen=True)
class Places:
    """Where drafts and published issues are.

    Attributes
    ----------
    drafts, published : Path
    """

    drafts: Path
    published: Path

    def draft(self, task: Task) -> Path:
        """The folder of the drafts of a task's series and period."""
        return self.drafts / task.series.name / task.period.name

    def issue(self, task: Task) -> Path:
        """The folder of the published issues of a task's series and period."""
        return self.published / task.series.name / task.period.name


@dataclass(frozen=True)
class Plan:
    """A brief and why it has to be made; without a reason where it has not.

    Attributes
    ----------
    task : Task
    parameters : Parameters or None
        None where they do not fit: the trouble says why.
    ingredients : dict of str to str
    why : tuple of str
        ``new``; ``files``, where they are no longer there; or what has changed of what it is made from.
    path : Path or None
        Of the page that stands.
    trouble : Trouble or None
        What stands against making it.
    """

    task: Task
    parameters: Parameters | None = None
    ingredients: dict[str, str] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    path: Path | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Made:
    """What became of a brief.

    Attributes
    ----------
    task : Task
    status : str
        ``made``, ``unchanged``, or ``failed``.
    why : tuple of str
        See `Plan`.
    path : Path or None
        Of the page that people open.
    seconds : float
    trouble : Trouble or None
        Of one that failed.
    """

    task: Task
    status: str
    why: tuple[str, ...] = ()
    path: Path | None = None
    seconds: float = 0.0
    trouble: Trouble | None = None


def planned(task: Task, places: Places, snapshot: Snapshot, manifest: Manifest) -> Plan:
    """What a brief is made from now, and why it has to be made again.

    A draft that was published is held against what its issue was made from: only where that has changed is there a next
    version.
    """
    known = manifest.get(task.name)
    try:
        published = issues.of(places.published, task)
        following = published[-1].version + 1 if published else 1
        version = following if known is None else known.version
        parameters, now = _made_from(task, version, places, snapshot)
        why = ["new"] if known is None else differing(now, known.ingredients)
        if why and version != following:
            parameters, now = _made_from(task, following, places, snapshot)
    except (BriefError, ClaimsError, OSError, ValueError) as error:
        return Plan(task, trouble=trouble_of(error))
    stands = _standing(known, places, task, bool(published)) if known is not None else None
    if not why and stands is None:
        why = ["files"]
    return Plan(task, parameters, now, tuple(why), stands)


def _made_from(task: Task, version: int, places: Places, snapshot: Snapshot) -> tuple[Parameters, dict[str, str]]:
    parameters = task.parameters(version, issues.last_issue(places.published, task, version))
    touching = snapshot.claims(parameters)
    return parameters, ingredients.ingredients(task.series.notebook, parameters, touching)


def _standing(known: Entry, places: Places, task: Task, is_published: bool) -> Path | None:
    """The page that stands, where all files of an entry are there; a published issue stands for its draft."""
    folder = places.draft(task)
    if all((folder / name).is_file() for name in known.files):
        return folder / list(known.files)[-1]
    return places.issue(task) if is_published else None


@contextmanager
def kitchen(places: Places) -> Iterator[tuple[Path, Snapshot, Manifest]]:
    """A folder for what is short-lived, a snapshot of the inputs, and the manifest of the drafts."""
    with tempfile.TemporaryDirectory(prefix="tollbook-series-") as name, Manifest(places.drafts) as manifest:
        folder = Path(name).resolve()
        (folder / "inputs").mkdir()
        yield folder, Snapshot(folder / "inputs"), manifest


def make(
    tasks: Sequence[Task], places: Places, limits: Limits, on_end: Callable[[Made], None], again: bool = False
) -> list[str]:
    """Make what needs to be made.

    Parameters
    ----------
    tasks : sequence of Task
    places : Places
    limits : Limits
        How many at a time, and how much memory each may take.
    on_end : callable
        Told of each brief when it is done, from whatever thread.
    again : bool
        Make all of them, whether they need it or not.

    Returns
    -------
    list of str
        Names of input files that changed meanwhile: what was made rests on what they were at the beginning.

    Raises
    ------
    OutputError
        The folder of drafts can't be written to.
    """
    with kitchen(places) as (folder, snapshot, manifest), Jobs(folder, snapshot, limits) as jobs:
        wanted: list[Job] = []
        for task in tasks:
            plan = planned(task, places, snapshot, manifest)
            if plan.trouble is not None or plan.parameters is None:
                on_end(Made(task, "failed", plan.why, trouble=plan.trouble))
            elif plan.why or again:
                wanted.append(_job(plan, plan.parameters, places, manifest, on_end))
            else:
                on_end(Made(task, "unchanged", path=plan.path))
            if len(wanted) == AT_ONCE:
                jobs.run(wanted)
                wanted = []
        jobs.run(wanted)
        return snapshot.changed()


def _job(plan: Plan, parameters: Parameters, places: Places, manifest: Manifest, on_end: Callable[[Made], None]) -> Job:
    task = plan.task

    def done(found: run.Made, seconds: float) -> None:
        """First the files, then the note that they are there: stopped in between, it is made once more."""
        path = run.put(found, places.draft(task))
        hashes = {name: sha256(data) for name, data in found.files.items()}
        version = int(getattr(parameters, "version", 1))
        manifest.put(task.name, Entry(plan.ingredients, found.stem, version, hashes, seconds))
        on_end(Made(task, "made", plan.why, path, seconds))

    def failed(trouble: Trouble, seconds: float) -> None:
        on_end(Made(task, "failed", plan.why, None, seconds, trouble))

    return Job(task.series.notebook, parameters, task.series.series.cell_seconds, done, failed)


def explained(tasks: Sequence[Task], places: Places) -> list[Plan]:
    """Why briefs would be made again, without making them.

    Raises
    ------
    OutputError
        The folder of drafts can't be read.
    """
    with kitchen(places) as (_, snapshot, manifest):
        return [planned(task, places, snapshot, manifest) for task in tasks]
