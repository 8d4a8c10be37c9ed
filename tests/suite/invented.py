"""An invented notebook with few parameters, for what holds for any of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tollbook.suite.declared import fields
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.showing import Shown
from tollbook.suite.notebooks import Notebook


class Invented(Parameters):
    """Parameters of no notebook that there is."""

    place: fields.PlaceOrNone = None
    start: fields.StartOrNone = "2024-01-01"
    end: fields.EndOrNone = None
    claims: fields.Claims = None
    lexicon: Annotated[str | None, Shown("file", copied="lexicon"), Field(description="Invented words.")] = None
    top: Annotated[fields.Number, Field(gt=0, le=20, description="How many rows.")] = 10
    measures: fields.Measures = ["airstrikes"]  # noqa: RUF012 - pydantic copies it
    formats: fields.PaperFormats = ["pdf"]  # noqa: RUF012
    output: fields.Output = "papers"


INVENTED = Notebook("invented", "An invented notebook", "Is this invented?", Invented)
