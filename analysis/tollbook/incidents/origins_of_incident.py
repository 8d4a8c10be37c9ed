"""The origins of one incident: which outlets repeat one, and whether one has changed its number."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

#: Columns of the table of origins.
COLUMNS = ("origin", "claims", "outlets", "first", "last", "undated", "changed")


def origins_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The origins of some claims, those whose first report came first before the others.

    However many outlets repeat an origin, it is one piece of evidence.

    Parameters
    ----------
    rows : DataFrame
        Claims as `explanation.Explanation.rows` has them.

    Returns
    -------
    DataFrame
        One row an origin: ``origin`` (str), ``claims`` (int64), ``outlets`` (tuple of str, in alphabetical order),
        ``first, last`` (datetime64[s], days of publication; NaT where none is known), ``undated`` (int64: claims
        without such a day), ``changed`` (bool: on two days it gave numbers for one measure that have none in common).
    """
    made = [
        {
            "origin": str(origin),
            "claims": len(mine),
            "outlets": tuple(sorted(set(mine["source"].astype(str)))),
            "first": mine["published"].min(),
            "last": mine["published"].max(),
            "undated": int(mine["published"].isna().sum()),
            "changed": _changed(mine),
        }
        for origin, mine in rows.groupby(rows["origin"].astype(str), sort=True)
    ]
    found = pd.DataFrame(made, columns=list(COLUMNS))
    return found.sort_values(["first", "origin"], na_position="last", ignore_index=True)


def _changed(mine: pd.DataFrame) -> bool:
    """Whether an origin's whole claims of one measure and base part from one day of publication to the next.

    "At least 50" and later 168 agree: the one holds the other. 168 and later 165 do not.
    """
    whole = mine[(mine["extent"].astype(str) != "part") & mine["published"].notna()]
    for _, claims in whole.groupby([whole["measure"].astype(str), whole["base"].astype(str)]):
        days = [day for _, day in claims.groupby("published", sort=True)]
        if any(not _overlap(before, after) for before, after in pairwise(days)):
            return True
    return False


def _overlap(before: pd.DataFrame, after: pd.DataFrame) -> bool:
    """Whether the numbers of two days have one in common, each from the least low to the greatest high."""
    (low, high), (later_low, later_high) = (_reach(each) for each in (before, after))
    return low <= later_high and later_low <= high


def _reach(claims: pd.DataFrame) -> tuple[float, float]:
    """From where to where the numbers of some claims reach; without an end where one is open or says none."""
    low, high = claims["low"].min(), claims["high"].max()
    is_open = bool(claims["open"].any()) or pd.isna(high)
    return (0.0 if pd.isna(low) else float(low)), (float("inf") if is_open else float(high))
