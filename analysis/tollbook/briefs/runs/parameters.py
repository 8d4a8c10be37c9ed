"""The parameters of the notebook of a brief: declared, typed, and checked before a kernel starts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tollbook import places
from tollbook.briefs.days import as_day
from tollbook.briefs.due import check_due
from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import FORMATS, checked
from tollbook.briefs.subject import check_level
from tollbook.charts.words import DIGITS, LANGUAGES
from tollbook.incidents.rules import RULES
from tollbook.release import policy
from tollbook.release.clearance import RELEASES, Clearance
from tollbook.settings import SettingsError

#: Parameters that name a file.
FILES = ("claims", "boundaries", "population", "coverage", "previous", "approval")


#: What is published beside a brief, read before its notebook runs.
BESIDE = "beside.json"
_FAR = "2200-01-01"


class ParameterError(BriefError):
    """Parameters that the notebook has not, or values that it can't use."""


class BriefParameters(BaseModel):
    """The parameters of ``notebooks/township_brief.ipynb``; its parameters cell holds the same names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    place: str = Field("Pale, Sagaing", description="Township, district, state or country: a name or a p-code.")
    start: str = Field("2024-11-01", description="First day of the period, YYYY-MM-DD.")
    end: str = Field("2024-11-30", description="Last day of the period, YYYY-MM-DD.")
    as_of: str | None = Field(None, description="Count reports published up to this day; none: all.")
    known_on: str | None = Field(None, description="Count claims entered up to this day; none: all.")
    issued: str | None = Field(
        None,
        description="Day that the brief bears; none: its cut-off, which is as_of, else the latest publication day.",
    )
    claims: str | None = Field(None, description="Claims, CSV or XLSX; none: the coded sample that ships.")
    rule: str = Field("envelope", description="How the claims of one incident become a finding.")
    sources: list[str] = Field([], description="For the rule priority: outlets or origins, the most trusted first.")
    boundaries: str | None = Field(
        None, description="Official township polygons for the map; none: areas derived from settlements."
    )
    population: str | None = Field(
        None, description="People by township, CSV or XLSX, for a map for 100,000 people; none: no such map."
    )
    coverage: str | None = Field(
        None, description="Where and when sources were looking, CSV; none: the table that ships, unknown throughout."
    )
    previous: str | None = Field(
        None, description="The last issue, its facts file or PDF: what it said is held against what is known now."
    )
    language: str = Field("en", description="Of the page and its charts.")
    digits: str = Field(
        "native", description=f"Of numbers and days: {' or '.join(DIGITS)}; native is the language's own."
    )
    issue: str | int | None = Field(None, description="Number or name of this issue in a series; none: not set.")
    next_issue: str | None = Field(None, description="Day on which the next issue is due; none: not set.")
    version: int = Field(1, ge=1, description="Of this issue; from 2 on it is part of the names of the files.")
    formats: list[str] = Field(
        ["pdf"], description=f"What is made, of: {', '.join(FORMATS)}. Tally, findings and facts always go along."
    )
    release: str = Field("public", description=f"What may leave: {' or '.join(RELEASES)}.")
    approval: str | None = Field(
        None, description="Record of the harm check (tollbook release approve); none: the brief is a draft."
    )
    beside: list[str] = Field(
        [], description="Public outputs that are out already, files or folders: what they hold back is not given away."
    )
    output: str = Field("briefs", description="Folder for the PDF and what goes with it.")

    @field_validator("start", "end", "as_of", "known_on", "issued", "next_issue")
    @classmethod
    def _is_a_day(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            return f"{as_day(value, 'It'):%Y-%m-%d}"
        except BriefError:
            raise ValueError("not a day; write it as YYYY-MM-DD, for example 2024-11-30") from None

    @field_validator("rule")
    @classmethod
    def _is_a_rule(cls, value: str) -> str:
        if value not in RULES:
            near = difflib.get_close_matches(value, RULES, n=1, cutoff=0.0)[0]
            raise ValueError(f"no rule; the nearest is {near!r}, all of them: {', '.join(RULES)}")
        return value

    @field_validator("language")
    @classmethod
    def _is_a_language(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"no language that there is a catalogue for; there are: {', '.join(LANGUAGES)}")
        return value

    @field_validator("digits")
    @classmethod
    def _are_digits(cls, value: str) -> str:
        if value not in DIGITS:
            raise ValueError(f"no digits that there are; there are: {', '.join(DIGITS)}")
        return value

    @field_validator("formats")
    @classmethod
    def _are_formats(cls, value: list[str]) -> list[str]:
        try:
            return list(checked(value))
        except BriefError as error:
            raise ValueError(str(error)) from None

    @field_validator("release")
    @classmethod
    def _is_a_release(cls, value: str) -> str:
        if value not in RELEASES:
            raise ValueError(f"no release; there are: {', '.join(RELEASES)}")
        return value

    @field_validator("place")
    @classmethod
    def _is_a_place(cls, value: str) -> str:
        try:
            check_level(places.place(value))
        except (places.UnknownPlace, places.AmbiguousPlace) as error:
            raise ValueError(f"no place that is certain: {error}") from None
        except BriefError as error:
            raise ValueError(str(error)) from None
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> BriefParameters:
        if self.end < self.start:
            raise ValueError(f"end ({self.end}) lies before start ({self.start})")
        if self.issued is not None and self.as_of is not None and self.issued < self.as_of:
            raise ValueError(f"issued ({self.issued}) lies before as_of ({self.as_of})")
        if self.next_issue is not None and self.issued is not None and self.next_issue <= self.issued:
            raise ValueError(f"next_issue ({self.next_issue}) lies not after issued ({self.issued})")
        if (self.rule == "priority") != bool(self.sources):
            raise ValueError("the rule 'priority' and a list of sources go together, and neither without the other")
        if self.release == "internal" and self.approval is not None:
            raise ValueError("an internal brief stays inside and has no approval")
        self._check_due()
        return self

    def _check_due(self) -> None:
        """Refuse a public brief that is not due, as far as the parameters tell, before a kernel starts."""
        # Without either day it is issued on the last day of publication, which only the claims tell.
        day = as_day(self.issued or self.as_of or _FAR, "issued")
        try:
            gate = Clearance(self.release, policy.read(), day)
            check_due(gate, places.place(self.place), (as_day(self.start, "start"), as_day(self.end, "end")))
        except (BriefError, SettingsError) as error:
            raise ValueError(str(error)) from None


def check(values: Mapping[str, Any]) -> BriefParameters:
    """Check parameters, all at once.

    Parameters
    ----------
    values : mapping
        By name; what is not named keeps its default.

    Returns
    -------
    BriefParameters

    Raises
    ------
    ParameterError
        One line for each thing that is wrong, with the nearest right name or value.
    """
    try:
        return BriefParameters.model_validate(dict(values))
    except ValidationError as error:
        raise ParameterError("\n".join(_sentence(each) for each in error.errors())) from None


def _sentence(problem: Any) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        known = list(BriefParameters.model_fields)
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
        return f"There is no parameter {name!r}. The nearest is {near!r}; all of them: {', '.join(known)}."
    reason = problem["msg"].removeprefix("Value error, ").rstrip(".")
    if not name:
        return f"The parameters do not fit together: {reason}."
    return f"The parameter {name!r} is {problem['input']!r}: {reason}."


def described() -> list[tuple[str, Any, str]]:
    """Name, default and meaning of each parameter, in order."""
    return [
        (name, field.get_default(call_default_factory=True), field.description or "")
        for name, field in BriefParameters.model_fields.items()
    ]


def with_name_only(parameters: BriefParameters) -> dict[str, Any]:
    """The parameters as the notebook gets them: files by their names, because it runs in a folder that holds them."""
    named = {name: None if path is None else path.name for name, path in files_of(parameters).items()}
    beside = [BESIDE] if parameters.beside else []
    return {**parameters.model_dump(), **named, "beside": beside, "output": "."}


def files_of(parameters: BriefParameters) -> dict[str, Path | None]:
    """The files that a brief is made from, by the name of their parameter."""
    return {
        name: None if getattr(parameters, name) is None else Path(getattr(parameters, name)).absolute()
        for name in FILES
    }
