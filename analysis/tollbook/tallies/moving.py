"""What moved a figure between two days: the findings behind it that came, went, or say something else than before."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

#: How a finding can differ: it was not there, is not there any more (withdrawn, or put to another place or other days),
#: has other bounds, or the same bounds on other days.
KINDS = ("new", "gone", "number", "days")

_KEYS = ["incident_id", "measure", "base"]
_BOUNDS = ("low", "best", "high", "open")


def moved(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """The findings behind a cell that differ between two days of knowledge.

    Parameters
    ----------
    then, now : DataFrame
        Rows of tables of findings that the cell adds up, as they were known on either day.

    Returns
    -------
    DataFrame
        One row for each finding that differs, by incident, measure and base: ``incident_id, measure, base`` (str),
        ``kind`` (of `KINDS`). A finding that stayed as it was has none.
    """
    columns = [*_KEYS, *_BOUNDS, "start", "end"]
    both = _plain(then[columns]).merge(_plain(now[columns]), "outer", _KEYS, suffixes=("_then", "_now"), indicator=True)
    other_number = np.zeros(len(both), dtype=np.bool_)
    for name in _BOUNDS:
        other_number |= _differs(both[f"{name}_then"], both[f"{name}_now"])
    other_days = _differs(both["start_then"], both["start_now"]) | _differs(both["end_then"], both["end_now"])
    sides = both["_merge"].astype(str)
    kinds = np.select(
        [(sides == "right_only").to_numpy(), (sides == "left_only").to_numpy(), other_number, other_days],
        KINDS,
        default="",
    )
    found = both[_KEYS].assign(kind=kinds)
    return found[(found["kind"] != "").to_numpy()].sort_values(_KEYS, ignore_index=True)


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    """With keys that are texts: categories of two tables don't join."""
    return rows.assign(**{name: rows[name].astype(object).astype(str) for name in _KEYS})


def _differs(one: pd.Series, other: pd.Series) -> npt.NDArray[np.bool_]:
    """Where two columns differ; two empty cells don't."""
    both_empty = (one.isna() & other.isna()).to_numpy(dtype=np.bool_)
    return ~((one == other).to_numpy(dtype=np.bool_) | both_empty)
