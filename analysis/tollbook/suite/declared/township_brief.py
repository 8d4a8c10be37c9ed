"""The parameters of ``notebooks/township_brief.ipynb``."""

from __future__ import annotations

from tollbook import places
from tollbook.briefs.days import days_of
from tollbook.briefs.subject import stem_of
from tollbook.suite.declared import fields
from tollbook.suite.declared.base import Parameters


class TownshipBrief(Parameters):
    """The parameters of the brief of a place and period."""

    place: fields.Place = "Pale, Sagaing"
    start: fields.Start = "2024-11-01"
    end: fields.End = "2024-11-30"
    as_of: fields.AsOf = None
    known_on: fields.KnownOn = None
    issued: fields.Issued = None
    claims: fields.Claims = None
    rule: fields.Rule = "envelope"
    sources: fields.Sources = []
    boundaries: fields.Boundaries = None
    population: fields.Population = None
    coverage: fields.Coverage = None
    previous: fields.Previous = None
    language: fields.Language = "en"
    digits: fields.Digits = "native"
    issue: fields.Issue = None
    next_issue: fields.NextIssue = None
    version: fields.Version = 1
    formats: fields.Formats = ["pdf"]
    release: fields.Release = "public"
    approval: fields.Approval = None
    beside: fields.Beside = []
    output: fields.Output = "briefs"

    def stem(self) -> str:
        """What the brief's files will be called; see `subject.stem_of`."""
        start, end = days_of((self.start, self.end))
        return stem_of(places.place(self.place), start, end, self.language, self.version, self.mark)
