"""The parameters of ``notebooks/period_review.ipynb``."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from tollbook.suite.declared import fields, fitting
from tollbook.suite.declared.base import Parameters


def since(given: fitting.Values) -> str | None:
    """What came in since a day came in by the day up to which reports count."""
    first, as_of = given.get("since"), given.get("as_of")
    return f"since ({first}) lies after as_of ({as_of})" if first and as_of and first > as_of else None


Since = Annotated[
    fields.DayOrNone,
    Field(
        description="Tell what reports after this day have added; none: after the cut-off of a last issue of the same "
        "period, else after the period's last day."
    ),
]


class PeriodReview(Parameters):
    """The parameters of a review of a period."""

    checks: ClassVar[tuple[fitting.Check, ...]] = (*fitting.CHECKS, since)

    place: fields.Place = "Sagaing Region"
    start: fields.Start = "2023-05-01"
    end: fields.End = "2023-05-31"
    as_of: fields.AsOf = "2023-06-30"
    since: Since = None
    previous: fields.Previous = None
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
