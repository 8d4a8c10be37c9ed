"""Series as their files declare them: which notebook, for which places and languages, how often, from when on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from tollbook import places, shipped
from tollbook.charts.words import LANGUAGES
from tollbook.release.clearance import RELEASES
from tollbook.series import dynamic
from tollbook.series.periods import EVERY, Period, UnreadablePeriod
from tollbook.suite.notebooks import NOTEBOOKS, Notebook, UnknownNotebook, find

#: Parameters that a series sets itself.
OWN = ("place", "start", "end", "issued", "language", "release", "approval", "version", "output", "issue", "next_issue")
_LEVELS = ("township", "district", "state", "country")


class SeriesError(Exception):
    """A series file can't be used; the message has a line for each thing that is wrong."""


class Query(BaseModel):
    """A query for places: all of a level, within one that is larger.

    Attributes
    ----------
    level : str
    within : str
        A name or p-code; the country where not given.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    level: str
    within: str = "Myanmar"

    @field_validator("level")
    @classmethod
    def _is_a_level(cls, value: str) -> str:
        return _one_of(value, _LEVELS, "level")

    @field_validator("within")
    @classmethod
    def _is_a_place(cls, value: str) -> str:
        _place(value)
        return value

    def pcodes(self) -> list[str]:
        """The p-codes of the places, in order."""
        return sorted(places.units_at(self.level, _place(self.within).pcode))


def _as_text(value: Any) -> Any:
    # YAML reads 2024 as a number and 2024-11-01 as a day.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class Series(BaseModel):
    """A series.

    Attributes
    ----------
    title : str
    notebook : str
        Of the suite.
    places : Query or list of str
        Names or p-codes; of a notebook without a place, none.
    every : str
        Of `periods.EVERY`.
    first, last : str
        Names of the first period and, where the series ended, of the last.
    delay_days : int
        So many days after its period's last day an issue bears.
    languages : list of str
    release : str
    cell_seconds : int
        A cell that takes longer is stopped.
    parameters : dict
        More of the notebook's; see `dynamic` for those that begin with "=".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = Field(min_length=1)
    notebook: str
    places: Query | list[str] = []
    every: str
    first: Text
    last: Text | None = None
    delay_days: int = Field(ge=0, le=3660)
    languages: list[str] = Field(["en"], min_length=1)
    release: str = "public"
    cell_seconds: int = Field(600, ge=1)
    parameters: dict[str, Any] = {}

    @field_validator("notebook")
    @classmethod
    def _is_a_notebook(cls, value: str) -> str:
        try:
            find(value)
        except UnknownNotebook as error:
            raise ValueError(str(error)) from None
        return value

    @field_validator("places")
    @classmethod
    def _are_places(cls, value: Query | list[str]) -> Query | list[str]:
        for name in value if isinstance(value, list) else ():
            _place(name)
        return value

    @field_validator("every")
    @classmethod
    def _is_a_cadence(cls, value: str) -> str:
        return _one_of(value, EVERY, "cadence")

    @field_validator("languages")
    @classmethod
    def _are_languages(cls, value: list[str]) -> list[str]:
        for name in value:
            _one_of(name, LANGUAGES, "language")
        return list(dict.fromkeys(value))

    @field_validator("release")
    @classmethod
    def _is_a_release(cls, value: str) -> str:
        return _one_of(value, RELEASES, "release")

    @field_validator("parameters")
    @classmethod
    def _are_parameters(cls, value: dict[str, Any]) -> dict[str, Any]:
        for name, each in value.items():
            if name in OWN:
                raise ValueError(f"the series itself sets {name!r}; leave it out")
            if dynamic.is_dynamic(each):
                dynamic.check(each)
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Series:
        first = self._named("first", self.first)
        if self.last is not None and self._named("last", self.last) < first:
            raise ValueError(f"last ({self.last}) lies before first ({self.first})")
        fields = NOTEBOOKS[self.notebook].parameters.model_fields
        unknown = [name for name in self.parameters if name not in fields]
        if unknown:
            near = difflib.get_close_matches(unknown[0], fields, n=1, cutoff=0.0)[0]
            raise ValueError(f"the notebook {self.notebook!r} has no parameter {unknown[0]!r}; the nearest is {near!r}")
        if ("place" in fields) != bool(self.places):
            said = "needs places" if "place" in fields else "has no place: leave places out"
            raise ValueError(f"the notebook {self.notebook!r} {said}")
        return self

    def _named(self, field: str, name: str) -> Period:
        try:
            return Period.named(name, self.every)
        except UnreadablePeriod as error:
            raise ValueError(f"{field}: {error}") from None

    @property
    def first_period(self) -> Period:
        """Its first period."""
        return Period.named(self.first, self.every)

    @property
    def last_period(self) -> Period | None:
        """Its last period, where it has ended."""
        return None if self.last is None else Period.named(self.last, self.every)

    def issued(self, period: Period) -> pd.Timestamp:
        """The day that the issue of a period bears."""
        return period.end + pd.Timedelta(days=self.delay_days)


@dataclass(frozen=True)
class Declared:
    """A series with its name and its file.

    Attributes
    ----------
    name : str
        Of the file, without its ending; folders of its briefs are called so.
    path : Path
    series : Series
    """

    name: str
    path: Path
    series: Series

    @property
    def notebook(self) -> Notebook:
        """The notebook that makes its briefs."""
        return NOTEBOOKS[self.series.notebook]

    @cached_property
    def pcodes(self) -> list[str]:
        """The p-codes of its places, in order; one empty text for a notebook that has no place."""
        wanted = self.series.places
        if isinstance(wanted, Query):
            return wanted.pcodes()
        return [_place(name).pcode for name in wanted] or [""]


def folder() -> Path:
    """The series that ship."""
    return shipped.data_dir() / "series"


def read_all(at: Path | None = None, names: Iterable[str] = ()) -> list[Declared]:
    """Read the series of a folder.

    Parameters
    ----------
    at : Path, optional
        By default those that ship.
    names : iterable of str
        Only these; all where none is given.

    Returns
    -------
    list of Declared
        By name.

    Raises
    ------
    SeriesError
        With a line for each thing that is wrong in any file.
    """
    where = folder() if at is None else at
    if not where.is_dir():
        raise SeriesError(f"There is no folder {where}. Give one that holds series files (--series).")
    files = {path.stem: path for path in sorted(where.glob("*.yml"))}
    if not files:
        raise SeriesError(f"The folder {where} holds no series: no file that ends in .yml.")
    wanted = list(names) or list(files)
    for name in wanted:
        if name not in files:
            near = difflib.get_close_matches(name, files, n=1, cutoff=0.0)[0]
            raise SeriesError(f"There is no series {name!r}. The nearest is {near!r}; all of them: {', '.join(files)}.")
    made, wrong = [], []
    for name in wanted:
        try:
            made.append(read(files[name]))
        except SeriesError as error:
            wrong.append(str(error))
    if wrong:
        raise SeriesError("\n".join(wrong))
    return made


def read(path: Path) -> Declared:
    """Read one series file.

    Raises
    ------
    SeriesError
        It can't be read, or something in it is wrong; a line for each thing.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise SeriesError(f"{path.name} can't be read: {error}.") from None
    except yaml.YAMLError as error:
        raise SeriesError(f"{path.name} is no YAML: {' '.join(str(error).split())}.") from None
    if not isinstance(data, dict):
        raise SeriesError(f"{path.name} declares no series: it should hold names with values, such as 'every: month'.")
    try:
        return Declared(path.stem, path, Series.model_validate(data))
    except ValidationError as error:
        raise SeriesError("\n".join(_sentence(path.name, each) for each in error.errors())) from None


class _Loader(yaml.SafeLoader):
    """Refuses a name that is given twice, of which YAML would take the last; leaves days as they are written."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        twice = sorted({str(name) for name in names if names.count(name) > 1})
        if twice:
            raise yaml.MarkedYAMLError(problem=f"{', '.join(twice)} is given twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _sentence(file: str, problem: Any) -> str:
    # A union names the class that it tried; a reader knows only what stands in the file.
    where = ".".join(str(part) for part in problem["loc"] if part not in ("Query", "list[str]"))
    if problem["type"] == "extra_forbidden":
        known = list(Query.model_fields if "." in where else Series.model_fields)
        near = difflib.get_close_matches(where.split(".")[-1], known, n=1, cutoff=0.0)[0]
        return f"{file}: there is no {where!r}. The nearest is {near!r}; all of them: {', '.join(known)}."
    reason = problem["msg"].removeprefix("Value error, ").rstrip(".")
    if problem["type"] == "missing":
        return f"{file}: {where!r} is missing."
    return f"{file}: {where} is {problem['input']!r}: {reason}." if where else f"{file}: {reason}."


def _one_of(value: str, among: Iterable[str], what: str) -> str:
    known = list(among)
    if value not in known:
        near = difflib.get_close_matches(str(value), known, n=1, cutoff=0.0)[0]
        raise ValueError(f"no {what}; the nearest is {near!r}, all of them: {', '.join(known)}")
    return value


def _place(name: str) -> places.Place:
    try:
        return places.place(name)
    except (places.UnknownPlace, places.AmbiguousPlace) as error:
        raise ValueError(f"no place that is certain: {error}") from None
