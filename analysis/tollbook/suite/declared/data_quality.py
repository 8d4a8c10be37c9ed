"""The parameters of ``notebooks/data_quality.ipynb``."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from tollbook.suite.declared import fields
from tollbook.suite.declared.base import Parameters


class DataQuality(Parameters):
    """The parameters of a paper on what is wrong with a file of claims."""

    examines_claims: ClassVar[bool] = True

    claims: fields.Claims = None
    coverage: fields.Coverage = None
    coverage_of: Annotated[
        fields.PlaceOrNone,
        Field(description="Place whose townships the grid of coverage shows; none: the states of the country."),
    ] = None
    issued: fields.Issued = None
    language: fields.Language = "en"
    digits: fields.Digits = "native"
    version: fields.Version = 1
    formats: fields.PaperFormats = ["pdf"]
    release: fields.Release = "public"
    approval: fields.Approval = None
    output: fields.Output = "papers"
