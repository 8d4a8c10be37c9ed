"""A tally taken apart: its findings added up class by class, where each finding lies in one class."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tollbook.places import Place
from tollbook.tallies.adding import add
from tollbook.tallies.layout import layout


def apart(
    findings: pd.DataFrame,
    classes: Sequence[str],
    by: Sequence[str] | str,
    within: Place | str | None = None,
    start: str | pd.Timestamp | None = None,
    end: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Add findings up by class.

    Each class is tallied from its own findings, so bests add up to the best of the whole, and lows and highs to its
    low and high; the whole is open where any class is.

    Parameters
    ----------
    findings : DataFrame
        Rows of a table of findings, of one measure and base and of one unit of the level asked for.
    classes : sequence of str, shape (n,)
        The class of each.
    by : sequence of str
        A level and a period, as for `tally`.
    within : Place or str, optional
    start, end : str or Timestamp, optional
        As for `tally`.

    Returns
    -------
    DataFrame
        One row a class, in alphabetical order: ``class_``, and of a tally ``low, best, high, open, open_incidents,
        highest_stated, incidents, claims, origins, spread_share``. A class has no row for what it does not hold.

    Raises
    ------
    ValueError
        There is more than one measure or base, or not a class for each finding.
    """
    kinds = findings[["measure", "base"]].astype(str).drop_duplicates()
    if len(kinds) > 1:
        raise ValueError(f"Findings of several measures or bases have no common classes: {kinds.to_numpy().tolist()}.")
    if len(classes) != len(findings):
        raise ValueError(f"There are {len(findings)} findings and {len(classes)} classes; each finding has one.")
    # The adding knows measures and bases and no classes; the base is the same throughout, so the class takes its place.
    sums = add(findings.assign(base=pd.Categorical(list(classes))), layout(by, within, start, end))
    columns = {("class_" if name == "base" else name): values for name, values in sums.columns.items()}
    return pd.DataFrame({name: values for name, values in columns.items() if name != "measure"})
