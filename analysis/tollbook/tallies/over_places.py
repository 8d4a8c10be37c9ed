"""Levels of several places added into one, where that is a number that means something (design, rule 7)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tollbook import places
from tollbook.tallies import geography
from tollbook.tallies.tally import StockError


def add_over_places(rows: pd.DataFrame) -> pd.DataFrame:
    """Add levels of several places into one, where that is a number that means something.

    Parameters
    ----------
    rows : DataFrame
        Rows of `stocks` or `levels`.

    Returns
    -------
    DataFrame
        One row: ``measure, base, stated_on, low, best, high, open, highest_stated, places``.

    Raises
    ------
    StockError
        More than one measure, base or as-of day, or places of which one lies in another.
    """
    for column, what in (("measure", "measures"), ("base", "bases"), ("stated_on", "as-of days")):
        values = sorted({str(value) for value in rows[column]})
        if len(values) > 1:
            raise StockError(
                f"Levels of several {what} don't add up ({', '.join(values)}). Stocks add over places only with one "
                "as-of day, one base and places that do not overlap."
            )
    codes = [str(code) for code in rows["pcode"]]
    ladder = places.units(sorted(set(codes)))
    held = ladder[["township", "district", "state"]].astype(str)
    nested = [code for code in codes if (held.drop(index=code) == code).any().any() or code == geography.COUNTRY]
    if len(codes) != len(set(codes)) or (nested and len(codes) > 1):
        raise StockError(
            f"These places overlap ({', '.join(sorted(set(nested or codes)))}), so their levels would count people "
            "twice. Stocks add over places only where none lies in another."
        )
    is_open = bool(rows["open"].any())
    high = np.nan if is_open else rows["high"].sum()
    summed = {name: [rows[name].sum()] for name in ("low", "best", "highest_stated")}
    keys = {name: [rows[name].iloc[0]] for name in ("measure", "base", "stated_on")}
    return pd.DataFrame({**keys, **summed, "high": [high], "open": [is_open], "places": [len(codes)]})
