"""Publishing drafts: looked at by the scanner and by the differencing, made once more with their approval, and moved.

An issue is never overwritten: what is published under its name stays, and another content is the next version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tollbook import short_lived
from tollbook.briefs.errors import BriefError
from tollbook.release import approval as _approval
from tollbook.release.approval import Approval
from tollbook.release.differencing import differences
from tollbook.series import issues
from tollbook.series.due import Task
from tollbook.series.ingredients import sha256
from tollbook.series.issues import FACTS, Issue, Published
from tollbook.series.jobs import Job, Jobs
from tollbook.series.machine import Limits
from tollbook.series.making import Made, says
from tollbook.series.manifest import Entry, Manifest
from tollbook.series.planning import EXPECTED, Kitchen, Places, kitchen
from tollbook.series.troubles import Trouble, trouble_of
from tollbook.suite import approving, run
from tollbook.suite.approving import Draft
from tollbook.suite.standing import Standing

#: Data of an issue by which figures of others could be worked out.
_DATA = (FACTS, "-tally.csv", "-findings.csv")


@dataclass(frozen=True)
class Ready:
    """A draft that can be published.

    Attributes
    ----------
    task : Task
    draft : Draft
    entry : Entry
        What the manifest knows of it.
    """

    task: Task
    draft: Draft
    entry: Entry


def ready(tasks: Iterable[Task], places: Places) -> tuple[list[Ready], list[Made]]:
    """The drafts of some tasks that can be published; those that can't, with what stands against it.

    A task is in neither where its issue is published already; what a stopped run left of its draft is deleted then.
    """
    found, against = [], []
    published = Published(places.published)
    with Manifest(places.drafts) as manifest:
        for task in tasks:
            try:
                one = _ready(task, places, manifest.get(task.name), published.of(task))
            except EXPECTED as error:
                against.append(Made(task, "failed", trouble=trouble_of(error)))
            else:
                found += [one] if one is not None else []
    return found, against


def _ready(task: Task, places: Places, entry: Entry | None, issued: list[Issue]) -> Ready | None:
    folder = places.draft(task)
    if entry is None:
        if issued:
            return None
        raise BriefError("There is no draft of it. Make it first: tollbook series run.")
    same = next((issue for issue in issued if issue.version == entry.version), None)
    if same is not None and (same.withdrawn or _is_whole(same, entry)):
        _check_same(folder, same, entry)
        _clear(folder, entry)
        return None
    following = issued[-1].version + 1 if issued and same is None else entry.version
    if entry.version != following:
        raise BriefError(
            f"The draft is of version {entry.version}, and the next one is {following}. Make it again: tollbook series "
            "run."
        )
    if not any((folder / name).is_file() for name in entry.files):
        raise BriefError("Its draft is not there any more. Make it again: tollbook series run.")
    wrong = [name for name, was in entry.files.items() if _hash(folder / name) != was]
    if wrong:
        listed = ", ".join(wrong)
        raise BriefError(f"{listed}: not what was made. Make the draft again (series run --again), and look at it.")
    return Ready(task, approving.draft(Standing(folder, _bare(entry.stem), "draft")), entry)


def _is_whole(issue: Issue, entry: Entry) -> bool:
    """Whether all files of an issue lie there: a run may have been stopped while it put them in their place."""
    ends = [name.removeprefix(entry.stem) for name in entry.files]
    return all((issue.folder / f"{issue.stem}{end}").is_file() for end in ends)


def _check_same(folder: Path, issue: Issue, entry: Entry) -> None:
    """Refuse a draft of a version that is published and says something else."""
    facts = Standing(folder, _bare(entry.stem), "draft")
    if issue.withdrawn or not facts.path(FACTS, "draft").is_file():
        return
    if says(facts.facts("draft")) != says(issue.facts()):
        raise BriefError(
            f"{issue.stem} is published already, and says something else than this draft. What was let go is not "
            "replaced. Make the draft again (tollbook series run --again), which makes it the next version."
        )


def _bare(stem: str) -> str:
    return stem.removesuffix("-draft").removesuffix("-internal")


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes())
    except OSError:
        return "gone"


def _clear(folder: Path, entry: Entry) -> None:
    """Delete a draft whose issue stands, its facts last: stopped in between, it is known what the rest is of."""
    facts = f"{entry.stem}{FACTS}"
    for name in (*(name for name in entry.files if name != facts), facts):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
        folder.parent.rmdir()


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
        short_lived.folder() as folder,
        kitchen(places) as at,
        Jobs(at.folder, at.snapshot, limits) as jobs,
    ):
        jobs.expect(one.task for one in found)
        jobs.run(_jobs(found, records, at, folder, on_end))


def _jobs(
    found: Sequence[Ready], records: Mapping[str, Approval], at: Kitchen, folder: Path, on_end: Callable[[Made], None]
) -> Iterator[Job]:
    for number, one in enumerate(found):
        try:
            job = _job(one, _written(records[one.task.name], folder / str(number), one), at, on_end)
        except EXPECTED as error:
            on_end(Made(one.task, "failed", trouble=trouble_of(error)))
            continue
        yield job


def _written(record: Approval, folder: Path, one: Ready) -> Path:
    folder.mkdir()
    path = folder / f"{one.draft.standing.stem}-approval.json"
    path.write_bytes(record.as_json().encode("utf-8"))
    return path


def _job(one: Ready, record: Path, at: Kitchen, on_end: Callable[[Made], None]) -> Job:
    task, places = one.task, at.places
    parameters = at.parameters(task, one.entry.version).model_copy(update={"approval": str(record)})
    at.snapshot.claims(parameters)  # so that they are read once for all notebooks

    def done(made: run.Made, seconds: float) -> None:
        _check_new(places.issue(task), made.stem, one)
        path = run.put(made, places.issue(task))
        _clear(places.draft(task), one.entry)
        on_end(Made(task, "made", (), path, seconds))

    def failed(trouble: Trouble, seconds: float) -> None:
        on_end(Made(task, "failed", (), None, seconds, _in_other_words(trouble, one), parameters))

    return Job(task.series.notebook, parameters, task.series.series.cell_seconds, done, failed)


def _check_new(folder: Path, stem: str, one: Ready) -> None:
    """Refuse to put another content under a name that is published."""
    standing = next((issue for issue in issues.in_folder(folder) if issue.stem == stem and not issue.withdrawn), None)
    if standing is not None and says(standing.facts()) != says(one.draft.facts):
        raise BriefError(
            f"{stem} is published in {folder}, and says something else. What was let go is not replaced: make the "
            "draft again (tollbook series run --again), which makes it the next version."
        )


def _in_other_words(trouble: Trouble, one: Ready) -> Trouble:
    """The notebook knows of no draft; who publishes does."""
    if "approval is of another content" not in trouble.message:
        return trouble
    stem = one.draft.standing.stem
    return Trouble(
        "other",
        f"What is made now is not what {stem}-draft says, so it is not published, and the draft stays. Something that "
        "it is made from has changed since. Make the draft again (tollbook series run), and look at it.",
    )
