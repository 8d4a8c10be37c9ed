"""Reads what every brief reads; see `warming`.

The surest way to have read everything is to rehearse: one brief is gathered, drawn and written for the web, and thrown
away. The typesetter has threads of its own and is not run here.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pikepdf  # noqa: F401 - pages are packed with it
import typst  # noqa: F401 - imported, and never run before the fork

import tollbook as tb
from tollbook import shipped
from tollbook.briefs.subject import cut_off_of
from tollbook.briefs.views.pictures import room
from tollbook.claims.reading import keep, read_claims
from tollbook.claims.table import Claims
from tollbook.incidents.findings import Findings
from tollbook.incidents.kept import keep as keep_findings
from tollbook.series.engine.importing import let_arrow_read

#: Languages that were rehearsed, and p-codes of what was drawn.
_REHEARSED: set[str] = set()


def prepare(asked: dict[str, Any]) -> None:
    """Read what `warming.asked` says; each thing once, however often it is asked for."""
    for language in asked["languages"]:
        if language not in _REHEARSED:
            _REHEARSED.add(language)
            rehearse(language, language in asked["web"])
    for pcode in asked["about"]:
        if pcode not in _REHEARSED:
            _REHEARSED.add(pcode)
            _draw_map(pcode)
    for path in asked["claims"]:
        # What can't be read here is told by the notebook that reads it.
        with suppress(Exception):
            claims = read_claims(path)
            keep(claims, Path(path))
            _reconcile(claims, asked["knowledge"])


def _reconcile(claims: Claims, knowledge: list[dict[str, Any]]) -> None:
    """Make the findings that every brief of these days begins with."""
    for asked in knowledge:
        found = tb.findings(claims, **asked)
        keep_findings(found)
        found.delay(cut_off_of(found, pd.Timestamp.max))


def rehearse(language: str, web: bool) -> None:
    """Make a brief of the sample that ships, but for what the typesetter does; its web page too where one is asked."""
    claims = read_claims(shipped.claims_file())
    keep(claims, shipped.claims_file())
    found = tb.findings(claims, as_of="2024-12-31")
    _draw(found)
    rehearsed = tb.brief(found, "Pale, Sagaing", "2024-10", language=language)
    rehearsed.page, rehearsed.findings_csv  # noqa: B018 - made for what they read
    if web:
        rehearsed.html  # noqa: B018


def _draw(found: Findings) -> None:
    """Draw the charts that notebooks show beside their brief."""
    monthly = tb.tally(found, by=["township", "month"], within="Pale, Sagaing", end="2024-10-31")
    tb.chart.trend(monthly, "civilians_killed", end="2024-10-31")


def _draw_map(pcode: str) -> None:
    """Draw the maps of a state as its briefs and their notebooks have them: that prepares its outlines."""
    found = tb.findings(read_claims(shipped.claims_file()), as_of="2024-12-31")
    townships = tb.tally(found, by=["township", "whole"], within=pcode, start="2024-10-01", end="2024-10-31")
    areas = tb.places.areas()
    tb.chart.choropleth(townships, "civilians_killed", areas)
    tb.chart.choropleth(townships, "civilians_killed", areas, pcode, size_mm=room("height"), notes=False)


let_arrow_read()
