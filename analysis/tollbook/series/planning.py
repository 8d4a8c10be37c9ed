"""Why a brief has to be made, or need not be: what it is made from now, held against what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tollbook import short_lived
from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import FORMATS
from tollbook.claims.coverage import CoverageError
from tollbook.claims.problems import ClaimsError, ClaimsFileError
from tollbook.files import OutputError
from tollbook.series import ingredients
from tollbook.series.due import Task
from tollbook.series.ingredients import differing
from tollbook.series.issues import Issue, Published
from tollbook.series.manifest import Entry, Manifest
from tollbook.series.snapshot import Snapshot
from tollbook.series.troubles import Trouble, trouble_of
from tollbook.settings import SettingsError
from tollbook.suite.declared.base import Parameters

#: What stands against one brief, and against no other.
EXPECTED = (
    BriefError, ClaimsError, ClaimsFileError, CoverageError, OutputError, SettingsError, OSError, ValueError,
)  # fmt: skip


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
        ``new``; ``stopped``, where a run was while it put its files in their place; ``files``, where they are no longer
        there; ``version``, where another is the next one; or what has changed of what it is made from.
    path : Path or None
        Of the page that stands.
    trouble : Trouble or None
        What stands against making it.
    issue : Issue or None
        The published issue that it is made anew as first: only what says something else is the next version.
    """

    task: Task
    parameters: Parameters | None = None
    ingredients: dict[str, str] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    path: Path | None = None
    trouble: Trouble | None = None
    issue: Issue | None = None

    @property
    def version(self) -> int:
        """Of the issue that it is made as."""
        return int(getattr(self.parameters, "version", 1))


@dataclass(frozen=True)
class Kitchen:
    """What plans are made with.

    Attributes
    ----------
    folder : Path
        For what is short-lived.
    places : Places
    snapshot : Snapshot
    manifest : Manifest
    published : Published
    """

    folder: Path
    places: Places
    snapshot: Snapshot
    manifest: Manifest
    published: Published

    def parameters(self, task: Task, version: int) -> Parameters:
        """The parameters of a task as an issue of some version.

        Raises
        ------
        ParameterError, OutputError
        """
        return task.parameters(version, lambda: self.published.last_issue(task, version))

    def made_from(self, task: Task, version: int) -> tuple[Parameters, dict[str, str]]:
        """The parameters of a task, and what it is made from."""
        parameters = self.parameters(task, version)
        touching = self.snapshot.claims(parameters)
        copies, own = self.snapshot.copies(parameters), self.snapshot.own(parameters)
        return parameters, ingredients.ingredients(task.series.notebook, parameters, touching, copies, own)


@contextmanager
def kitchen(places: Places, only_look: bool = False) -> Iterator[Kitchen]:
    """A folder for what is short-lived, a snapshot of the inputs, the manifest of the drafts, and what is published.

    Raises
    ------
    OutputError
        The folder of drafts can't be read, or written to where it is not only looked at.
    """
    with short_lived.folder() as folder, Manifest(places.drafts, only_look) as manifest:
        (folder / "inputs").mkdir()
        yield Kitchen(folder, places, Snapshot(folder / "inputs"), manifest, Published(places.published))


def planned(task: Task, at: Kitchen, again: bool = False) -> Plan:
    """What a brief is made from now, and why it has to be made again.

    A draft is held against what it was made from. Where its issue is published and something has changed, it is made as
    that issue first (`Plan.issue`): most changes change nothing that it says, and then there is no next version.

    Parameters
    ----------
    task : Task
    at : Kitchen
    again : bool
        Whether it is made anew in any case, and what is published as the next version.

    Raises
    ------
    OutputError
        The manifest is damaged.
    """
    known = at.manifest.get(task.name)
    try:
        return _planned(task, at, known, again)
    except EXPECTED as error:
        return Plan(task, trouble=trouble_of(error))


def _planned(task: Task, at: Kitchen, known: Entry | None, again: bool) -> Plan:
    issued = at.published.of(task)
    newest = issued[-1] if issued else None
    following = newest.version + 1 if newest is not None else 1
    standing = newest if newest is not None and not newest.withdrawn else None
    if again:
        return _plan(task, at, following, ("asked for",), None)
    if known is None or known.was_stopped:
        return _plan(task, at, following, ("new" if known is None else "stopped",), standing)
    is_published = newest is not None and known.version == newest.version
    if not is_published and known.version != following:
        return _plan(task, at, following, ("version",), standing)
    parameters, now = at.made_from(task, known.version)
    why = differing(now, known.ingredients)
    path = _standing(known, at.places.draft(task), newest if is_published else None)
    if not why and path is None:
        return Plan(task, parameters, now, ("files",))
    if not why:
        return Plan(task, parameters, now, path=path)
    return replace(_plan(task, at, following, tuple(why), standing), path=path)


def _plan(task: Task, at: Kitchen, version: int, why: tuple[str, ...], issue: Issue | None) -> Plan:
    parameters, now = at.made_from(task, version if issue is None else issue.version)
    return Plan(task, parameters, now, why, issue=issue)


def _standing(known: Entry, folder: Path, issue: Issue | None) -> Path | None:
    """The page that stands: of the published issue, else of the draft, where all its files are there."""
    if issue is not None:
        return issue.page(FORMATS.values()) or issue.folder
    return folder / list(known.files)[-1] if all((folder / name).is_file() for name in known.files) else None


def explained(tasks: Sequence[Task], places: Places, on_plan: Callable[[Plan], None]) -> None:
    """Tell why briefs would be made again, one after another, without making them or writing anything.

    Raises
    ------
    OutputError
        The folder of drafts can't be read.
    """
    with kitchen(places, only_look=True) as at:
        for task in tasks:
            on_plan(planned(task, at))
