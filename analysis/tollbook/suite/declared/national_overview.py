"""The parameters of ``notebooks/national_overview.ipynb``."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from tollbook.papers.kinds.national_overview import OPTIONS
from tollbook.suite.declared import fields, values
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.showing import Shown

Measure = Annotated[
    str,
    Shown("choice", OPTIONS["measure"]),
    AfterValidator(values.one_of(OPTIONS["measure"], "no headline measure that adds up over time")),
    Field(description="What the map, the months of the states and the steps follow."),
]
MapBy = Annotated[
    str,
    Shown("choice", OPTIONS["map_by"]),
    AfterValidator(values.one_of(OPTIONS["map_by"], "no level that the map is made by")),
    Field(description="Whether the map shows states and regions, or townships."),
]


class NationalOverview(Parameters):
    """The parameters of an overview of the country and its states."""

    start: fields.Start = "2023-01-01"
    end: fields.End = "2023-12-31"
    every: fields.Every = "quarter"
    measure: Measure = "civilians_killed"
    map_by: MapBy = "state"
    as_of: fields.AsOf = None
    known_on: fields.KnownOn = None
    issued: fields.Issued = None
    claims: fields.Claims = None
    rule: fields.Rule = "envelope"
    sources: fields.Sources = []
    boundaries: fields.Boundaries = None
    population: fields.Population = None
    coverage: fields.Coverage = None
    language: fields.Language = "en"
    digits: fields.Digits = "native"
    version: fields.Version = 1
    formats: fields.PaperFormats = ["pdf"]
    release: fields.Release = "public"
    approval: fields.Approval = None
    beside: fields.Beside = []
    output: fields.Output = "papers"
