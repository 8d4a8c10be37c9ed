"""The parameters of ``notebooks/incident_dossier.ipynb``."""

from __future__ import annotations

from typing import ClassVar

from tollbook.suite.declared import fields, fitting
from tollbook.suite.declared.base import Parameters


def _priority(values: fitting.Values) -> str | None:
    """The rule of priority needs sources; without it they stand in the table of rules alone."""
    if values.get("rule") == "priority" and "sources" in values and not values["sources"]:
        return "the rule 'priority' needs a list of sources"
    return None


class IncidentDossier(Parameters):
    """The parameters of a dossier of one incident."""

    checks: ClassVar[tuple[fitting.Check, ...]] = (
        *(check for check in fitting.CHECKS if check is not fitting.priority),
        _priority,
    )

    incident: fields.Incident = "pazigyi-2023-04-11"
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
