"""The parameters of ``notebooks/aggregates_check.ipynb``."""

from __future__ import annotations

from tollbook.suite.declared import fields
from tollbook.suite.declared.base import Parameters


class AggregatesCheck(Parameters):
    """The parameters of a paper on the totals of others."""

    place: fields.Place = "Myanmar"
    start: fields.Start = "2021-01-01"
    end: fields.End = "2025-09-30"
    as_of: fields.AsOf = None
    known_on: fields.KnownOn = None
    issued: fields.Issued = None
    claims: fields.Claims = None
    rule: fields.Rule = "envelope"
    sources: fields.Sources = []
    coverage: fields.Coverage = None
    language: fields.Language = "en"
    digits: fields.Digits = "native"
    version: fields.Version = 1
    formats: fields.PaperFormats = ["pdf"]
    release: fields.Release = "public"
    approval: fields.Approval = None
    beside: fields.Beside = []
    output: fields.Output = "papers"
