"""What others have published of one subject: their totals with the unit that each counts, compared and never added."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.displacement import FLOW
from tollbook.briefs.panels.published import enter_aggregates, tally_of
from tollbook.charts.messages import mark
from tollbook.claims.strike_units import MEASURE as STRIKES
from tollbook.claims.strike_units import NOT_SAID, strike_units
from tollbook.papers.panels import classes
from tollbook.papers.panels.air import AIR, BY_AIR, cut_of
from tollbook.papers.panels.strike_units import units_by_claim
from tollbook.rows import each_row

_UNSAID = mark("unit not said")
#: Harm of which totals are told beside those of strikes.
_HARM = ("civilians_killed", "civilians_killed_children", "civilians_injured")


def enter_totals_of_air(ledger: Ledger) -> dict[str, Any]:
    """Enter the totals of strikes, and of civilians harmed from the air, that others published for the place.

    Beside a total of strikes stands the tally of its days; beside one of harm, that of harm from the air: a total of
    those killed from the air has nothing to do with those killed by anything.

    Returns
    -------
    dict
        As `published.enter_aggregates` gives it; of strikes each row has ``unit``: what its source counts.
    """
    panel = enter_aggregates(ledger, _of_air, _beside)
    units = units_by_claim(ledger, (ledger.figures[row["key"]].claims[0] for row in panel["rows"]))
    labels = {name: unit.label for name, unit in strike_units().items()}
    for row in panel["rows"]:
        figure = ledger.figures[row["key"]]
        if figure.measure == STRIKES:
            unit = units[figure.claims[0]]
            row["unit"] = _UNSAID if unit == NOT_SAID else labels[unit]
    return panel


def _of_air(stating: pd.DataFrame) -> npt.NDArray[np.bool_]:
    measure, means = stating["measure"].astype(str), stating["means"].astype(str)
    chosen = (measure == STRIKES) | (measure.isin(_HARM) & means.isin(BY_AIR))
    return chosen.to_numpy(dtype=np.bool_)


def _beside(ledger: Ledger, key: str, row: Any) -> str | None:
    """The tally of the same days: of strikes all of it, of harm what came from the air."""
    measure = str(row.measure)
    if measure == STRIKES:
        return tally_of(ledger, key, row)
    if row.base or pd.isna(row.start) or pd.isna(row.end):
        return None
    own, span = ledger.own, (pd.Timestamp(row.start), pd.Timestamp(row.end))
    found = classes.findings_of(ledger, own, span, measure)
    if found.empty:
        return ledger.enter(key, None, own, span, measure).key
    cut = cut_of(ledger, found)
    rows = classes.taken_apart(ledger, own, span, measure, cut)
    if not classes.is_told(ledger, own, rows) or classes.is_held(ledger, own, span, measure):
        return None
    mine = next((each for each in each_row(rows) if each.class_ == AIR), None)
    return None if mine is None else classes.enter(ledger, key, mine, own, span, cut).key


def enter_totals_of_flight(ledger: Ledger) -> dict[str, Any]:
    """Enter the totals of people newly displaced that others published, each beside the tally of its days."""
    return enter_aggregates(ledger, lambda stating: (stating["measure"] == FLOW).to_numpy(dtype=np.bool_))
