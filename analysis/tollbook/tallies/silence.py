"""Silence and zero: rows of zeros where coverage says that a source was counting and nothing is recorded."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tollbook.claims.coverage import Coverage
from tollbook.tallies import geography, periods
from tollbook.tallies.layout import Layout

#: What a row of zeros says.
_ZEROS = dict.fromkeys(("low", "best", "high", "highest_stated", "spread_share"), 0.0)
_NONE = dict.fromkeys(("open_incidents", "incidents", "claims", "origins"), 0)


def with_counted_zeros(rows: pd.DataFrame, cover: Coverage, asked: Layout, wanted: list[str]) -> pd.DataFrame:
    """Add a row of zeros where coverage says that a source was counting and no finding is recorded.

    Silence becomes a zero only here, by the word of ``coverage.csv``; everywhere else there is no row.
    """
    counted = cover.table[cover.table["status"] == "counted"]
    if counted.empty or not wanted:
        return rows
    cells = _cells(counted, asked)
    status = cover.status(cells).astype(str).to_numpy()
    cells = cells[status == "counted"].merge(pd.DataFrame({"measure": wanted, "base": ""}), how="cross")
    # What is recorded on another base is recorded: a zero beside it would deny it.
    keys = ["pcode", "start", "measure"]
    taken = pd.MultiIndex.from_frame(rows[keys])
    cells = cells[~pd.MultiIndex.from_frame(cells[keys]).isin(taken)]
    if cells.empty:
        return rows
    named = geography.labels(sorted(set(cells["pcode"])), asked.level)
    cells = cells.assign(
        place=cells["pcode"].map(named["place"]),
        level=cells["pcode"].map(named["level"]),
        open=False,
        coverage="counted",
        **_ZEROS,
        **_NONE,
    )
    both: pd.DataFrame = pd.concat([rows, cells], ignore_index=True)
    return both


def _cells(counted: pd.DataFrame, asked: Layout) -> pd.DataFrame:
    """Units and periods that coverage can speak of, inside the place and the window asked for."""
    begin = periods.day_number(counted["start"].min()) if asked.first is None else asked.first
    finish = periods.day_number(counted["end"].max()) if asked.last is None else asked.last
    units = geography.units_at(asked.level, asked.within)
    if asked.period == "whole":
        spans = pd.DataFrame({"start": [begin], "end": [finish]})
    else:
        bounds = periods.number_of(np.array([begin, finish], dtype=np.int64), asked.period)
        number = np.arange(bounds[0], bounds[1] + 1)
        spans = pd.DataFrame(
            {
                "start": np.maximum(periods.first_day(number, asked.period), begin),
                "end": np.minimum(periods.last_day(number, asked.period), finish),
            }
        )
    for name in ("start", "end"):
        spans[name] = spans[name].to_numpy(dtype=np.int64).astype("datetime64[D]").astype("datetime64[s]")
    return pd.DataFrame({"pcode": units}).merge(spans, how="cross")
