"""What falls due: the briefs of each series whose day of issue has come."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.series import dynamic
from tollbook.series.declared import Declared
from tollbook.series.dynamic import Moment
from tollbook.series.periods import Period, since
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.describing import described


@dataclass(frozen=True)
class Task:
    """One brief that falls due.

    Attributes
    ----------
    series : Declared
    period : Period
    pcode : str
        Of its place; empty where the notebook has none.
    language : str
    """

    series: Declared
    period: Period
    pcode: str
    language: str

    @property
    def name(self) -> str:
        """How it is called in lists and commands: ``series/period/place-language``."""
        return f"{self.series.name}/{self.period.name}/{self.pcode or 'all'}-{self.language}"

    @property
    def issued(self) -> pd.Timestamp:
        """The day that it bears."""
        return self.series.series.issued(self.period)

    @property
    def label(self) -> str:
        """The place in words."""
        return places.label(self.pcode) if self.pcode else self.series.notebook.title

    def values(self, version: int = 1, last_issue: Callable[[], str | None] = lambda: None) -> dict[str, Any]:
        """The parameters of its notebook, by name, before they are checked.

        Parameters
        ----------
        version : int
            Of the issue.
        last_issue : callable, optional
            Gives the path of the facts file of the last issue that was published, or None; see `dynamic`.
        """
        series = self.series.series
        following = series.issued(self.period.next())
        moment = Moment(self.period, self.issued, following, last_issue)
        own = {
            "place": self.pcode,
            "start": f"{self.period.start:%Y-%m-%d}",
            "end": f"{self.period.end:%Y-%m-%d}",
            "issued": f"{self.issued:%Y-%m-%d}",
            "as_of": f"{self.issued:%Y-%m-%d}",
            "issue": self.period.name,
            "next_issue": f"{following:%Y-%m-%d}",
            "language": self.language,
            "release": series.release,
            "version": version,
            "formats": ["pdf", "html"],
        }
        more = {name: dynamic.value_of(value, moment) for name, value in series.parameters.items()}
        fields = self.series.notebook.parameters.model_fields
        return {name: value for name, value in (own | more).items() if name in fields}

    def parameters(self, version: int = 1, last_issue: Callable[[], str | None] = lambda: None) -> Parameters:
        """The parameters of its notebook; paths of files in a series file are relative to that file.

        Raises
        ------
        ParameterError
            One line for each thing that is wrong.
        """
        values = self.values(version, last_issue) | {"output": "."}
        return self.series.notebook.check(_absolute(values, self.series))


def _absolute(values: dict[str, Any], series: Declared) -> dict[str, Any]:
    """Paths that hold in any folder. Links are not followed: a file keeps the name by which it is known."""
    beside = os.path.abspath(series.path.parent)

    def whole(value: Any) -> Any:
        if isinstance(value, list):
            return [whole(each) for each in value]
        return os.path.normpath(os.path.join(beside, value))

    files = _files(series.notebook.parameters)
    return {name: whole(value) if name in files and value else value for name, value in values.items()}


@cache
def _files(kind: type[Parameters]) -> frozenset[str]:
    """Names of the parameters that are paths."""
    return frozenset(each.name for each in described(kind) if each.kind == "file") - {"output"}


def due(series: Iterable[Declared], on: pd.Timestamp, wanted: Callable[[Task], bool] | None = None) -> list[Task]:
    """The briefs that have fallen due by a day, in the order in which they are made.

    Parameters
    ----------
    series : iterable of Declared
    on : Timestamp
        A brief is due from its day of issue on.
    wanted : callable, optional
        Says of each whether it is asked for.

    Returns
    -------
    list of Task
        By series, period, place and language.
    """
    found = []
    for each in series:
        last = on - pd.Timedelta(days=each.series.delay_days) + pd.Timedelta(days=1)
        for period in since(each.series.first_period, each.series.last_period, last):
            tasks = [Task(each, period, pcode, name) for pcode in each.pcodes for name in each.series.languages]
            found += [task for task in tasks if wanted is None or wanted(task)]
    return found
