"""Issues that were published: where they lie, which version was the last, and what the next one is held against."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.files import OutputError
from tollbook.release import withdrawing
from tollbook.release.withdrawing import WithdrawalError
from tollbook.series.due import Task
from tollbook.series.periods import EVERY, Period, UnreadablePeriod

FACTS = "-facts.json"
#: What every issue says of itself, and what others are told apart by.
_TOLD = ("pcode", "place", "language", "start", "end", "issued", "version")


@dataclass(frozen=True)
class Issue:
    """A published issue.

    Attributes
    ----------
    folder : Path
    stem : str
        What its files are called.
    about : dict
        What it is about, as its facts or the record of its withdrawal have it: ``pcode, place, start, end, issued,
        language, version``.
    withdrawn : str
        The day on which it was withdrawn; empty where it stands.
    """

    folder: Path
    stem: str
    about: dict[str, Any]
    withdrawn: str = ""

    @property
    def version(self) -> int:
        """Its version."""
        return int(self.about["version"])

    @property
    def key(self) -> tuple[str, str]:
        """Place and language: issues that share them replace one another."""
        return str(self.about["pcode"]), str(self.about["language"])

    @property
    def facts_file(self) -> Path:
        """Its facts file; of one that was withdrawn it is gone."""
        return self.folder / f"{self.stem}{FACTS}"

    def facts(self) -> dict[str, Any]:
        """What it says."""
        found: dict[str, Any] = json.loads(self.facts_file.read_text(encoding="utf-8"))
        return found

    def page(self, ends: Iterable[str]) -> Path | None:
        """The page that people open: the first of some forms that is there."""
        named = (self.folder / f"{self.stem}{end}" for end in ends)
        return next((path for path in named if path.is_file()), None)


def in_folder(folder: Path) -> list[Issue]:
    """The issues that lie in a folder, by place, language and version.

    Raises
    ------
    OutputError
        A facts file or a record of a withdrawal is damaged.
    """
    found = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            if path.name.endswith(withdrawing.END):
                record = withdrawing.read(path)
                stem = path.name.removesuffix(withdrawing.END)
                found.append(Issue(folder, stem, _about(record.brief), f"{record.day:%Y-%m-%d}"))
            elif path.name.endswith(FACTS):
                about = _about(json.loads(path.read_text(encoding="utf-8"))["brief"])
                found.append(Issue(folder, path.name.removesuffix(FACTS), about))
        except (OSError, ValueError, KeyError, TypeError, RecursionError, WithdrawalError) as error:
            said = f"it has no {error}" if isinstance(error, KeyError) else error
            raise OutputError(f"{path} is damaged: {said}. Put back what was published, or withdraw it.") from None
    gone = {issue.stem for issue in found if issue.withdrawn}
    standing = [issue for issue in found if issue.withdrawn or issue.stem not in gone]
    return sorted(standing, key=lambda issue: (*issue.key, issue.version))


def _about(told: Any) -> dict[str, Any]:
    about = dict(told)
    for name in _TOLD:
        about[name] = int(told[name]) if name == "version" else str(told[name])
    return about


def periods(folder: Path) -> list[Period]:
    """The periods that a series' folder has folders of: the form of each name tells its cadence."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        for every in EVERY if path.is_dir() else ():
            try:
                found.append(Period.named(path.name, every))
            except UnreadablePeriod:
                continue
    return sorted(found)


class Published:
    """The published issues that the briefs of a run are held against; each folder is read once.

    Parameters
    ----------
    folder : Path
        Of all series.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[tuple[str, str], dict[tuple[str, str], list[Issue]]] = {}
        self._periods: dict[str, list[Period]] = {}

    def of(self, task: Task) -> list[Issue]:
        """The issues of a task, by version, those that were withdrawn too.

        Raises
        ------
        OutputError
            Something that was published is damaged.
        """
        return self._of_period(task, task.period)

    def last_issue(self, task: Task, version: int) -> str | None:
        """The facts file of the last issue before a version that stands, of this period or else of the one before it.

        Raises
        ------
        OutputError
            Something that was published is damaged.
        """
        for period in reversed(self._before(task)):
            found = [issue for issue in self._of_period(task, period) if not issue.withdrawn]
            found = [issue for issue in found if period < task.period or issue.version < version]
            if found:
                return str(found[-1].facts_file.absolute())
        return None

    def _before(self, task: Task) -> list[Period]:
        name = task.series.name
        if name not in self._periods:
            self._periods[name] = periods(self.folder / name)
        every = task.period.every
        return [each for each in self._periods[name] if each.every == every and each <= task.period]

    def _of_period(self, task: Task, period: Period) -> list[Issue]:
        key = (task.series.name, period.name)
        if key not in self._read:
            by_place: dict[tuple[str, str], list[Issue]] = {}
            for issue in in_folder(self.folder / key[0] / key[1]):
                by_place.setdefault(issue.key, []).append(issue)
                # A notebook that is of no place has one issue of each period, wherever it lies.
                by_place.setdefault(("", issue.key[1]), []).append(issue)
            self._read[key] = by_place
        return self._read[key].get((task.pcode, task.language), [])
