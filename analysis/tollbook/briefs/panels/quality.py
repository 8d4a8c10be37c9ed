"""What the period's figures stand on: how much is known, from whom, and where nobody was looking."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.notable import of_civilians
from tollbook.claims.coverage_by_source import BySource, by_source


def enter_quality(ledger: Ledger, panels: dict[str, Any]) -> dict[str, Any]:
    """Count what the quality of the period's data is to be judged by, beyond what other elements count.

    Parameters
    ----------
    ledger : Ledger
    panels : dict
        With ``incidents`` and ``breakdowns``.

    Returns
    -------
    dict
        ``incidents``: of the period; ``located``: how many lie in a known township; ``with_killed``: how many have a
        figure of civilians killed; ``sex_age``: of how many incidents (``of``) with a figure of the measure that the
        breakdowns follow a report names sex or age (``known``), None where nothing of it is coded; ``coverage``: see
        `claims.coverage_by_source.BySource`, without sources where nobody states where they were looking; ``source``
        is empty for one that the release may not name.
    """
    counted = panels["incidents"]
    without = counted["without_killed_figure"]
    found = of_civilians(ledger.behind(ledger.own, ledger.subject.span))
    victims = next((table["rows"] for table in panels["breakdowns"]["tables"] if table["of"] == "victims"), None)
    silent = [row["incidents"] for row in victims or [] if row["class"] == "not stated"]
    return {
        "incidents": counted["recorded"],
        "located": located(found),
        "with_killed": None if without is None else counted["recorded"] - without,
        "sex_age": None if victims is None else _sex_age(victims[0]["incidents"], sum(silent)),
        "coverage": coverage(ledger),
    }


def located(found: pd.DataFrame) -> int:
    """How many incidents of some findings lie in a known township."""
    return len(set(found.loc[(found["township"].astype(str) != "").to_numpy(), "incident_id"].astype(str)))


def coverage(ledger: Ledger) -> dict[str, Any]:
    """Where sources say that they were looking in the period; see `claims.coverage_by_source.BySource`."""
    about = ledger.subject
    looked = by_source(about.found.coverage.table, ledger.own.pcode, *about.span)
    return {**asdict(looked), "sources": _sources(ledger, looked)}


def _sources(ledger: Ledger, looked: BySource) -> list[dict[str, Any]]:
    """What each source says of where it was looking; those without a name last, in an order that tells of no name."""
    rows = [{**asdict(each), "source": ledger.sources.name(each.source)} for each in looked.sources]
    unnamed = sorted((row for row in rows if not row["source"]), key=lambda row: (-row["counted"], -row["not_covered"]))
    return [row for row in rows if row["source"]] + unnamed


def _sex_age(of: int, silent: int) -> dict[str, int]:
    return {"known": of - silent, "of": of}
