"""Which claims a release may count where: a count of claims is none of people, and yet tells that one is there.

That a township has a claim of somebody detained, or of a strike of this week, is what the figures themselves hold
back. So a claim counts for a small place, and for a short period, only where a figure of its measure could stand there:
at the measure's public level or above it, past its delay, and in periods no shorter than its public one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places
from tollbook.claims.categorical import mapped
from tollbook.release.clearance import FINE, Clearance
from tollbook.release.policy import LEVELS, PERIODS

_PANDAS = {"month": "M", "quarter": "Q", "year": "Y"}


def countable(claims: pd.DataFrame, clearance: Clearance, level: str, period: str = "whole") -> npt.NDArray[np.bool_]:
    """Which claims may be counted for places of a level, in periods of a length.

    Parameters
    ----------
    claims : DataFrame, n rows
        With ``measure`` (category) and ``end``.
    clearance : Clearance
    level : str
        Of `policy.LEVELS`.
    period : str
        Of `policy.PERIODS`, or ``whole``: all that the claims reach over. The last of its periods that is not over, or
        within the delay, is left out: two counts of two days would else tell what came between them.

    Returns
    -------
    array of bool, shape (n,)
        All True in an internal release.
    """
    if not clearance.is_public or claims.empty:
        return np.ones(len(claims), dtype=np.bool_)
    latest = mapped(claims["measure"], lambda name: _latest(name, clearance, level, period), "datetime64[D]")
    return np.asarray(claims["end"].to_numpy().astype("datetime64[D]") <= latest)


def _latest(measure: str, clearance: Clearance, level: str, period: str) -> np.datetime64:
    """The last day that a claim of a measure may reach; a day before all days where none may be counted."""
    never, always = np.datetime64("0001-01-01", "D"), np.datetime64("9999-12-31", "D")
    rule = clearance.rule(measure)
    if LEVELS.index(level) < LEVELS.index(rule.public_level):
        return never
    if level not in FINE and rule.public_level in FINE:
        return always
    if period != "whole" and PERIODS.index(period) < PERIODS.index(rule.public_period):
        return never
    begun = pd.Period(clearance.latest_day(measure) + pd.Timedelta(days=1), _PANDAS[rule.public_period])
    return np.datetime64(begun.start_time - pd.Timedelta(days=1), "D")


def areas(claims: pd.DataFrame, clearance: Clearance, level: str) -> npt.NDArray[np.object_]:
    """The p-code of the state or township that each claim may be counted for as a whole; empty where for none.

    Parameters
    ----------
    claims : DataFrame, n rows
        With ``pcode, measure`` (category) and ``end``.
    clearance : Clearance
    level : str
        ``township`` or ``state``.
    """
    codes = mapped(claims["pcode"], lambda code: getattr(places.unit(code), level) if code else "")
    return np.where(countable(claims, clearance, level), codes, "")
