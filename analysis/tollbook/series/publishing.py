"""Publishing drafts: looked at by the scanner and by the differencing, made once more with their approval, and moved.

An issue is never overwritten: what is published under its name stays, and another content is the next version.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tollbook.briefs.errors import BriefError
from tollbook.release import approval as _approval
from tollbook.release.approval import Approval, content_of
from tollbook.release.differencing import differences
from tollbook.series import issues
from tollbook.series.due import Task
from tollbook.series.ingredients import sha256
from tollbook.series.jobs import AT_ONCE, Job, Jobs
from tollbook.series.machine import Limits
from tollbook.series.making import Made, Places, kitchen
from tollbook.series.manifest import Entry, Manifest
from tollbook.series.troubles import Trouble, trouble_of
from tollbook.suite import approving, run
from tollbook.suite.approving import Draft
from tollbook.suite.standing import Standing

#: Data of an issue by which figures of others could be worked out.
_DATA = ("-facts.json", "-tally.csv", "-findings.csv")


@dataclass(frozen=True)
class Ready:
    """A draft that can be published.

    Attributes
    ----------
    task : Task
    draft : Draft
    version : int
    """

    task: Task
    draft: Draft
    version: int


def ready(tasks: Iterable[Task], places: Places) -> tuple[list[Ready], list[Made]]:
    """The drafts of some tasks that can be published; those that can't, with what stands against it.

    A task without a draft is left out where its issue is published already.
    """
    found, against = [], []
    with Manifest(places.drafts) as manifest:
        for task in tasks:
            try:
                one = _ready(task, places, manifest)
            except (BriefError, OSError) as error:
                against.append(Made(task, "failed", trouble=trouble_of(error)))
            else:
                found += [one] if one is not None else []
    return found, against


def _ready(task: Task, places: Places, manifest: Manifest) -> Ready | None:
    entry = manifest.get(task.name)
    folder = places.draft(task)
    standing = [name for name in entry.files if (folder / name).is_file()] if entry is not None else []
    if entry is None or not standing:
        if issues.of(places.published, task):
            return None
        raise BriefError("There is no draft of it. Make it first: tollbook series run.")
    wrong = [name for name, was in entry.files.items() if _hash(folder / name) != was]
    if wrong:
        listed = ", ".join(wrong)
        raise BriefError(f"{listed}: not what was made. Make the draft again (series run --again), and look at it.")
    draft = approving.draft(Standing(folder, _bare(entry.stem), "draft"))
    return Ready(task, draft, entry.version)


def _bare(stem: str) -> str:
    return stem.removesuffix("-draft").removesuffix("-internal")


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes())
    except OSError:
        return "gone"


def given_away(found: Sequence[Ready], places: Places, progress: Callable[[str], None]) -> list[str]:
    """Sentences on figures that are held back and could be worked out from the drafts and what is published.

    All drafts are looked at together: they go out together. What could be had before them is not told again.
    """
    published = _data_of(places.published)
    drafts = [path for one in found for path in one.draft.files if path.name.endswith(_DATA)]
    before = differences(published, progress=progress).found if published else []
    known = {(each.kind, each.what) for each in before}
    new = differences([*drafts, *published], progress=progress).found if drafts else []
    return [
        f"{each.file}: {each.kind}: {each.what} ({each.at}). {each.how} {each.remedy}"
        for each in new
        if (each.kind, each.what) not in known
    ]


def _data_of(published: Path) -> list[Path]:
    """Facts, tallies and findings of all issues that stand."""
    folders = sorted(path for path in published.glob("*/*") if path.is_dir() and path.parent.name != "drafts")
    standing = [issue for folder in folders for issue in issues.in_folder(folder) if not issue.withdrawn]
    named = [issue.folder / f"{issue.stem}{end}" for issue in standing for end in _DATA]
    return [path for path in named if path.is_file()]


def publish(
    found: Sequence[Ready],
    places: Places,
    limits: Limits,
    role: str,
    day: str,
    answers: Mapping[str, bool],
    on_end: Callable[[Made], None],
) -> None:
    """Make each draft once more with its approval and put it among the issues; its draft goes then.

    Parameters
    ----------
    found : sequence of Ready
    places : Places
    limits : Limits
    role, day : str
        Of who approves, and when.
    answers : mapping of str to bool
        To `release.approval.QUESTIONS`, for all of them.
    on_end : callable
        Told of each; ``made`` is published.

    Raises
    ------
    ApprovalError
        An answer stops the release.
    """
    records = {one.task.name: _approval.checked(role, day, one.draft.content, answers) for one in found}
    with (
        tempfile.TemporaryDirectory(prefix="tollbook-approvals-") as name,
        kitchen(places) as (folder, snapshot, manifest),
        Jobs(folder, snapshot, limits) as jobs,
    ):
        wanted: list[Job] = []
        for number, one in enumerate(found):
            try:
                record = _written(records[one.task.name], Path(name) / str(number), one)
                wanted.append(_job(one, record, places, manifest, on_end))
            except (BriefError, OSError, ValueError) as error:
                on_end(Made(one.task, "failed", trouble=trouble_of(error)))
            if len(wanted) == AT_ONCE:
                jobs.run(wanted)
                wanted = []
        jobs.run(wanted)


def _written(record: Approval, folder: Path, one: Ready) -> Path:
    folder.mkdir()
    path = folder / f"{one.draft.standing.stem}-approval.json"
    path.write_bytes(record.as_json().encode("utf-8"))
    return path


def _job(one: Ready, record: Path, places: Places, manifest: Manifest, on_end: Callable[[Made], None]) -> Job:
    task = one.task
    given = task.parameters(one.version, issues.last_issue(places.published, task, one.version))
    parameters = given.model_copy(update={"approval": str(record)})

    def done(made: run.Made, seconds: float) -> None:
        folder = places.issue(task)
        _check_new(folder, made)
        path = run.put(made, folder)
        approving.clear(one.draft)
        entry = manifest.get(task.name)
        if entry is not None:
            manifest.put(task.name, Entry(entry.ingredients, entry.stem, one.version, entry.files, entry.seconds))
        on_end(Made(task, "made", (), path, seconds))

    def failed(trouble: Trouble, seconds: float) -> None:
        on_end(Made(task, "failed", (), None, seconds, trouble))

    return Job(task.series.notebook, parameters, task.series.series.cell_seconds, done, failed)


def _check_new(folder: Path, made: run.Made) -> None:
    """Refuse to put another content under a name that is published."""
    facts = folder / f"{made.stem}{issues.FACTS}"
    if facts.exists():
        standing = next(issue for issue in issues.in_folder(folder) if issue.stem == made.stem).facts()
        if content_of(standing) != content_of(json.loads(made.files[facts.name])):
            raise BriefError(
                f"{made.stem} is published in {folder}, and says something else. What was let go is not replaced: make "
                "the drafts again (tollbook series run), which makes it the next version."
            )
