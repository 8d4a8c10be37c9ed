"""Issues that were published: where they lie, which version was the last, and what the next one is held against."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.files import OutputError
from tollbook.release import withdrawing
from tollbook.release.withdrawing import WithdrawalError
from tollbook.series.due import Task
from tollbook.series.periods import Period

FACTS = "-facts.json"
_NAMES = {
    "week": re.compile(r"\d{4}-W\d\d"),
    "month": re.compile(r"\d{4}-\d\d"),
    "quarter": re.compile(r"\d{4}-Q\d"),
    "year": re.compile(r"\d{4}"),
}


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
                found.append(Issue(folder, stem, dict(record.brief), f"{record.day:%Y-%m-%d}"))
            elif path.name.endswith(FACTS):
                about = json.loads(path.read_text(encoding="utf-8"))["brief"]
                found.append(Issue(folder, path.name.removesuffix(FACTS), about))
        except (OSError, ValueError, KeyError, TypeError, WithdrawalError) as error:
            raise OutputError(f"{path} is damaged: {error}. Put back what was published, or withdraw it.") from None
    gone = {issue.stem for issue in found if issue.withdrawn}
    standing = [issue for issue in found if issue.withdrawn or issue.stem not in gone]
    return sorted(standing, key=lambda issue: (*issue.key, issue.version))


def of(published: Path, task: Task) -> list[Issue]:
    """The published issues of a task, by version."""
    return _of_period(published, task, task.period)


def _of_period(published: Path, task: Task, period: Period) -> list[Issue]:
    here = in_folder(published / task.series.name / period.name)
    return [issue for issue in here if issue.key == (task.pcode or issue.key[0], task.language)]


def last_issue(published: Path, task: Task, version: int) -> str | None:
    """The facts file of the last issue before a version that stands: of this period, else of the latest before it."""
    for period in sorted((each for each in periods(published, task) if each <= task.period), reverse=True):
        found = [issue for issue in _of_period(published, task, period) if not issue.withdrawn]
        found = [issue for issue in found if period < task.period or issue.version < version]
        if found:
            return str(found[-1].facts_file)
    return None


def periods(published: Path, task: Task) -> list[Period]:
    """The periods that a task's series has issues of."""
    here, every = published / task.series.name, task.series.series.every
    names = [path.name for path in here.iterdir() if path.is_dir()] if here.is_dir() else []
    return sorted(Period.named(name, every) for name in names if _NAMES[every].fullmatch(name))
