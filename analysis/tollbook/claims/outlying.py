"""Days that lie far from all others of a file: most often a year that was mistyped."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

#: Days between one day and the next that part those that lie far off from the rest: more than a year.
FAR_DAYS = 366

_COLUMNS = ("start", "end", "published", "recorded")


def far_days(table: pd.DataFrame) -> pd.DataFrame:
    """Claims with a day that more than a year parts from the rest of the file's days.

    From the middle one of all days outwards, whatever lies beyond a gap of more than `FAR_DAYS` is far. No clock is
    looked at, so that the same file reads alike on any day.

    Parameters
    ----------
    table : DataFrame, shape (n, columns)
        As `Claims.table`.

    Returns
    -------
    DataFrame
        One row a claim, in the order of the table: ``at`` (its position), ``column`` (the first whose day is far) and
        ``day`` (datetime64[s]).
    """
    days = {name: table[name].to_numpy().astype("datetime64[D]") for name in _COLUMNS}
    known = np.sort(np.concatenate([each[~np.isnat(each)] for each in days.values()]))
    if not len(known):
        return pd.DataFrame({"at": [], "column": [], "day": []})
    first, last = _rest(known)
    far = {name: ~np.isnat(each) & ((each < first) | (each > last)) for name, each in days.items()}
    rows = []
    for at in np.flatnonzero(np.logical_or.reduce(list(far.values()))).tolist():
        column = next(name for name in _COLUMNS if far[name][at])
        rows.append((at, column, days[column][at].astype("datetime64[s]")))
    return pd.DataFrame(rows, columns=["at", "column", "day"])


def _rest(known: npt.NDArray[np.datetime64]) -> tuple[np.datetime64, np.datetime64]:
    """First and last of the days that no gap parts from the middle one."""
    middle = (len(known) - 1) // 2
    gaps = np.flatnonzero(np.diff(known) > np.timedelta64(FAR_DAYS, "D"))
    below, above = gaps[gaps < middle], gaps[gaps >= middle]
    first = known[int(below[-1]) + 1] if len(below) else known[0]
    return first, known[int(above[0])] if len(above) else known[-1]
