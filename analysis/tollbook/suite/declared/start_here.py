"""The parameters of ``notebooks/start_here.ipynb``."""

from __future__ import annotations

from tollbook.suite.declared import fields
from tollbook.suite.declared.base import Parameters


class StartHere(Parameters):
    """The parameters of a paper on what a file of claims holds."""

    claims: fields.Claims = None
    coverage: fields.Coverage = None
    boundaries: fields.Boundaries = None
    issued: fields.Issued = None
    language: fields.Language = "en"
    digits: fields.Digits = "native"
    version: fields.Version = 1
    formats: fields.PaperFormats = ["pdf"]
    release: fields.Release = "public"
    approval: fields.Approval = None
    output: fields.Output = "papers"
