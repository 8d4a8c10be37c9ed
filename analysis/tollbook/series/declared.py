"""Series as their files declare them: which notebook, for which places and languages, how often, from when on."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationError, field_validator

from tollbook import places
from tollbook.charts.words import LANGUAGES
from tollbook.release.clearance import RELEASES
from tollbook.series import dynamic
from tollbook.series.periods import EVERY, Period, UnreadablePeriod
from tollbook.suite.declared.checking import ParameterError
from tollbook.suite.notebooks import NOTEBOOKS, Notebook

#: Parameters that a series sets itself.
OWN = ("place", "start", "end", "issued", "language", "release", "approval", "version", "output", "issue", "next_issue")
_LEVELS = ("township", "district", "state", "country")


def _as_text(value: Any) -> Any:
    # YAML reads 2024 as a number.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class Query(BaseModel):
    """A query for places: all of a level, within one that is larger.

    Townships are the 330 of the usual maps: further units lie over the ground of these, and are named one by one.

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
        return _one_of([value], _LEVELS, "level")[0]

    @field_validator("within")
    @classmethod
    def _is_a_place(cls, value: str) -> str:
        return _are_places([value])[0]

    def pcodes(self) -> list[str]:
        """The p-codes of the places, in order."""
        found = places.units_at(self.level, places.place(self.within).pcode)
        table = places.townships()
        return sorted(set(found) - set(table["pcode"][table["usual"] != "yes"]))


def _kind_of_places(value: Any) -> str:
    return "query" if isinstance(value, dict | Query) else "list"


class Series(BaseModel):
    """A series; what of it has to fit together is checked by `checked`.

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
    title: Annotated[Text, Field(min_length=1)]
    notebook: str
    places: Annotated[
        Annotated[Query, Tag("query")] | Annotated[list[str], Tag("list")], Discriminator(_kind_of_places)
    ] = []
    every: str
    first: Text
    last: Text | None = None
    delay_days: int = Field(ge=0, le=3660, strict=True)
    languages: list[str] = Field(["en"], min_length=1)
    release: str = "public"
    cell_seconds: int = Field(600, ge=1, strict=True)
    parameters: dict[str, Any] = {}

    @field_validator("notebook")
    @classmethod
    def _is_a_notebook(cls, value: str) -> str:
        return _one_of([value], NOTEBOOKS, "notebook")[0]

    @field_validator("places")
    @classmethod
    def _are_places(cls, value: Query | list[str]) -> Query | list[str]:
        return value if isinstance(value, Query) else _are_places(value)

    @field_validator("every")
    @classmethod
    def _is_a_cadence(cls, value: str) -> str:
        return _one_of([value], EVERY, "cadence")[0]

    @field_validator("languages")
    @classmethod
    def _are_languages(cls, value: list[str]) -> list[str]:
        return list(dict.fromkeys(_one_of(value, LANGUAGES, "language")))

    @field_validator("release")
    @classmethod
    def _is_a_release(cls, value: str) -> str:
        return _one_of([value], RELEASES, "release")[0]

    @property
    def pcodes(self) -> list[str]:
        """The p-codes of its places, in order, each once; one empty text for a notebook that has no place."""
        if isinstance(self.places, Query):
            return self.places.pcodes()
        return list(dict.fromkeys(places.place(name).pcode for name in self.places)) or [""]

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
        """See `Series.pcodes`."""
        return self.series.pcodes


class Wrong(ValueError):
    """A series that can't be used.

    Attributes
    ----------
    said : list of (str, str)
        Where in the file, and a sentence; for each thing that is wrong.
    """

    def __init__(self, said: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(f"{where}: {sentence}" for where, sentence in said))
        self.said = said


def checked(data: Mapping[str, Any]) -> Series:
    """A series from what a file says.

    Raises
    ------
    Wrong
        All that is wrong, at once.
    """
    said: list[tuple[str, str]] = []
    names: set[str] = set()
    try:
        made = Series.model_validate(dict(data))
    except ValidationError as error:
        said = [each for problem in error.errors() for each in _said(problem)]
        names = {str(problem["loc"][0]) for problem in error.errors()}
        right = {name: value for name, value in data.items() if name in Series.model_fields and name not in names}
        made = Series.model_validate({**_STAND_INS, **right})
    said += [each for needed, fits in _FITS if not names & needed for each in fits(made)]
    if said:
        raise Wrong(said)
    return made


#: Stand for values that are wrong or missing, so that the others can be looked at.
_STAND_INS = {"title": "none", "notebook": "township_brief", "every": "year", "first": "2000", "delay_days": 0}


def _said(problem: Any) -> Iterator[tuple[str, str]]:
    """The sentences on one problem."""
    # A person knows what stands in the file, and counts from 1.
    path = [
        str(part + 1 if isinstance(part, int) else part) for part in problem["loc"] if part not in ("query", "list")
    ]
    where = ".".join(path)
    kind, value = problem["type"], problem["input"]
    if kind == "extra_forbidden":
        known = list(Query.model_fields if len(path) > 1 else Series.model_fields)
        yield (
            where,
            f"There is no such name. The nearest is {_nearest(path[-1], known)!r}; all of them: {_list(known)}.",
        )
    elif kind == "missing":
        yield where, "It is missing."
    elif kind == "value_error":
        yield from ((where, line) for line in str(problem["ctx"]["error"]).splitlines())
    elif where == "places" and kind == "list_type":
        example = "a list, such as [Pale, Budalin], nor a query, such as {level: township, within: Sagaing Region}"
        yield where, f"{value!r} is neither {example}."
    elif kind in ("string_too_short", "too_short"):
        yield where, "It is empty."
    else:
        yield where, f"{value!r} does not do. {problem['msg'].rstrip('.')}."


def _periods(series: Series) -> Iterator[tuple[str, str]]:
    """First and last are periods of the cadence, in this order."""
    found = {}
    for field, name in (("first", series.first), ("last", series.last)):
        try:
            found[field] = None if name is None else Period.named(name, series.every)
        except UnreadablePeriod as error:
            yield field, f"{error}."
    first, last = found.get("first"), found.get("last")
    if first is not None and last is not None and last < first:
        yield "last", f"{series.last} lies before the first, {series.first}."


def _has_places(series: Series) -> Iterator[tuple[str, str]]:
    """A notebook that is of a place has places, and no other has."""
    has = "place" in NOTEBOOKS[series.notebook].parameters.model_fields
    if has and not series.places:
        yield "places", f"The notebook {series.notebook!r} needs places."
    elif not has and series.places:
        yield "places", f"The notebook {series.notebook!r} has no place. Leave places out."
    elif isinstance(series.places, Query) and not series.pcodes:
        level, within = series.places.level, series.places.within
        yield "places", f"Within {within} there is no {level}. Give a level below it, or another place."


def _parameters(series: Series) -> Iterator[tuple[str, str]]:
    """The parameters are the notebook's, none is the series' own, and each has a value that it can have."""
    notebook = NOTEBOOKS[series.notebook]
    fields = notebook.parameters.model_fields
    static = {}
    for name, value in series.parameters.items():
        where = f"parameters.{name}"
        if name in OWN:
            yield where, "The series itself sets it. Leave it out."
        elif name not in fields:
            near = _nearest(name, [each for each in fields if each not in OWN])
            yield where, f"The notebook {series.notebook!r} has no such parameter. The nearest is {near!r}."
        elif dynamic.is_dynamic(value):
            yield from ((where, problem) for problem in dynamic.problems(value))
        else:
            static[name] = value
    try:
        notebook.check(static)
    except ParameterError as error:
        # What does not fit to other parameters is told of each brief.
        yield from ((f"parameters.{name}", said) for name, said in error.by_name.items() if name in static)


def _offers(series: Series) -> Iterator[tuple[str, str]]:
    """A notebook that knows no language or release is asked for none."""
    fields = NOTEBOOKS[series.notebook].parameters.model_fields
    if "language" not in fields and series.languages != ["en"]:
        yield "languages", f"The notebook {series.notebook!r} is in English only. Leave languages out."
    if "release" not in fields and series.release != "public":
        yield "release", f"The notebook {series.notebook!r} is public only. Leave release out."


#: What has to fit together, and the names that each looks at.
_FITS: tuple[tuple[set[str], Callable[[Series], Iterator[tuple[str, str]]]], ...] = (
    ({"every", "first", "last"}, _periods),
    ({"notebook", "places"}, _has_places),
    ({"notebook", "parameters"}, _parameters),
    ({"notebook", "languages", "release"}, _offers),
)


def _one_of(values: list[str], among: Iterable[str], what: str) -> list[str]:
    known = list(among)
    wrong = [value for value in dict.fromkeys(values) if value not in known]
    if wrong:
        raise ValueError("\n".join(
            f"There is no {what} {value!r}. The nearest is {_nearest(value, known)!r}; all of them: {_list(known)}."
            for value in wrong
        ))  # fmt: skip
    return values


def _are_places(names: list[str]) -> list[str]:
    wrong = []
    for name in names:
        try:
            places.place(name)
        except (places.UnknownPlace, places.AmbiguousPlace) as error:
            wrong.append(f"{name!r} is no place that is certain: {' '.join(str(error).split())}")
    if wrong:
        raise ValueError("\n".join(wrong))
    return names


def _nearest(name: str, known: list[str]) -> str:
    return difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
