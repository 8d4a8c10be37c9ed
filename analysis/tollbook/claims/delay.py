"""Reporting delay: how long after an incident's last day its reports came out, as the claims themselves show it.

What is observed is a report of an incident, once for each outlet: the days from the last day that it gives to its day
of publication. Aggregates and levels are about many happenings or none, claims without a day of publication show no
delay, and claims known only by their month or year have no last day to count from: none of these is observed.

**Recent incidents are censored.** Of last week's incidents only the quick reports can have come, so that counting them
would make every source look quick. Only incidents whose last day lies at least `SETTLED_DAYS` before the cut-off are
observed: for each of them every delay up to half a year had its chance to be seen. Longer delays are seen in part
only, so that what nine of ten took is, where it is longer than that, a lower bound.

**Until when a period is filling up.** A period fills up until nine of ten reports have come, pooled over all sources,
and never for less than `LEAST_DAYS`. Where fewer than `ENOUGH` reports are observed the delay says nothing, and
`LEAST_DAYS` stands alone. Why these numbers: docs/decisions/0014.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.claims.categorical import joined, mapped, numbered

#: Days between an incident's last day and the cut-off from which on it is observed.
SETTLED_DAYS = 180
#: Days for which a period counts as filling up at least. The field's own rule of thumb is four to eight weeks.
LEAST_DAYS = 56
#: Reports that must be observed before their delay says anything.
ENOUGH = 20
#: Reports of one source that must be observed before it has a row of its own.
ENOUGH_OF_A_SOURCE = 5

_VAGUE = ("month", "year")


@dataclass(frozen=True)
class Spread:
    """Observed delays of reports.

    Attributes
    ----------
    observed : int
        Reports.
    median, nine_of_ten : int or None
        Days within which half, and nine of ten, had come; None where nothing is observed.
    """

    observed: int
    median: int | None
    nine_of_ten: int | None

    @classmethod
    def of(cls, delays: npt.NDArray[Any]) -> Spread:
        """The spread of some delays, whole days, shape (n,)."""
        if not len(delays):
            return cls(0, None, None)
        ordered, n = np.sort(delays), len(delays)
        # In whole numbers: nine tenths of seventy are sixty-three and not a hair more.
        return cls(n, int(ordered[(n + 1) // 2 - 1]), int(ordered[(9 * n + 9) // 10 - 1]))


@dataclass(frozen=True)
class Delay:
    """The reporting delay of a set of claims.

    Attributes
    ----------
    pooled : Spread
    by_source : dict of str to Spread
        Of sources with at least `ENOUGH_OF_A_SOURCE` reports observed, in order of their names.
    """

    pooled: Spread
    by_source: dict[str, Spread]

    @property
    def days(self) -> int:
        """For how many days after its end a period is still filling up."""
        known = self.pooled.nine_of_ten
        return max(LEAST_DAYS, known) if known is not None and self.pooled.observed >= ENOUGH else LEAST_DAYS

    def filling_up_from(self, cut_off: pd.Timestamp) -> pd.Timestamp:
        """What ends on this day or later is still filling up on the cut-off: late reports are likely to change it."""
        return pd.Timestamp(cut_off - pd.Timedelta(days=self.days - 1))

    def facts(self) -> dict[str, Any]:
        """The delay as plain data."""
        rows = [
            {"source": name, "observed": each.observed, "median": each.median, "nine_of_ten": each.nine_of_ten}
            for name, each in self.by_source.items()
        ]
        pooled = self.pooled
        return {
            "observed": pooled.observed,
            "median": pooled.median,
            "nine_of_ten": pooled.nine_of_ten,
            "days": self.days,
            "least_days": LEAST_DAYS,
            "enough": ENOUGH,
            "settled_days": SETTLED_DAYS,
            "by_source": rows,
        }


def delay(table: pd.DataFrame, cut_off: pd.Timestamp) -> Delay:
    """Observe the delay of reports.

    Parameters
    ----------
    table : DataFrame
        The claims that are known on a day.
    cut_off : Timestamp
        Up to which day reports count.

    Returns
    -------
    Delay
        A report that was published before the last day it speaks of has a delay of 0.
    """
    seen = (table["scope"] == "incident") & table["published"].notna() & ~table["date_precision"].isin(_VAGUE)
    dated = table.loc[seen.to_numpy(), ["source", "url", "published", "incident_id", "end"]]
    if dated.empty:
        return Delay(Spread.of(np.empty(0, dtype=np.int64)), {})
    published, end = (dated[name].to_numpy().astype("datetime64[D]").astype(np.int64) for name in ("published", "end"))
    source = numbered(dated["source"])
    key = joined([source, _report(dated["url"], published), numbered(dated["incident_id"])])
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    last, came = np.maximum.reduceat(end[order], starts), np.minimum.reduceat(published[order], starts)
    settled = last <= np.datetime64(cut_off, "D").astype(np.int64) - SETTLED_DAYS
    taken, teller = np.maximum(came - last, 0)[settled], source[order][starts][settled]
    names = dated["source"].cat.categories
    spreads = {str(names[code]): Spread.of(taken[teller == code]) for code in np.unique(teller)}
    enough = {name: spreads[name] for name in sorted(spreads) if spreads[name].observed >= ENOUGH_OF_A_SOURCE}
    return Delay(Spread.of(taken), enough)


def _report(url: pd.Series, published: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """A number for each report of an outlet: its address, or its day where it has none."""
    codes = numbered(url)
    nowhere = mapped(url, lambda text: not text.strip(), np.bool_)
    return np.where(nowhere, len(url.cat.categories) + published - published.min(), codes)
