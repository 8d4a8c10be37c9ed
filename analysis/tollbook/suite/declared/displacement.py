"""The parameters of ``notebooks/displacement.ipynb``."""

from __future__ import annotations

from tollbook.suite.declared import fields
from tollbook.suite.declared.base import Parameters


class Displacement(Parameters):
    """The parameters of a paper on displacement."""

    place: fields.Place = "Sagaing Region"
    start: fields.Start = "2023-01-01"
    end: fields.End = "2023-09-30"
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
