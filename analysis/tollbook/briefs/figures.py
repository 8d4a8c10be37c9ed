"""Figures: the numbers of a brief, each with its bounds and with the claims and sources that stand behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tollbook.charts.amounts import Amount
from tollbook.plain import plain

NOTHING = Amount(None, None, None, False)
ZERO = Amount(0.0, 0.0, 0.0, False)


@dataclass(frozen=True)
class Figure:
    """One number that the page prints.

    Attributes
    ----------
    key : str
        Its name in the facts file.
    measure, base : str
    pcode : str
        Of the place it is about.
    start, end : Timestamp
        The days it is about.
    amount : Amount
        Fractions are kept here.
    state : str
        Of `cells.STATES`: no report is not zero.
    incidents, open_incidents, origins : int
    highest_stated, spread_share : float or None
    coverage : str
    claims : tuple of str
        Ids of the claims behind it.
    sources : tuple of int
        Their numbers in the list of sources.
    vague : bool
        Whether it rests on vague words alone ("numerous"), which a convention turned into numbers.
    more : dict
        What only this kind of figure has.
    """

    key: str
    measure: str
    base: str
    pcode: str
    start: pd.Timestamp
    end: pd.Timestamp
    amount: Amount
    state: str
    incidents: int = 0
    open_incidents: int = 0
    origins: int = 0
    highest_stated: float | None = None
    spread_share: float | None = None
    coverage: str = "unknown"
    claims: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    vague: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def is_spread(self) -> bool:
        """Whether more than half of the best was spread by day (design, rule 3)."""
        return self.spread_share is not None and self.spread_share > 0.5

    def facts(self) -> dict[str, Any]:
        """The figure as plain data for the facts file."""
        amount = self.amount
        return {
            "measure": self.measure,
            "base": self.base,
            "pcode": self.pcode,
            "start": f"{self.start:%Y-%m-%d}",
            "end": f"{self.end:%Y-%m-%d}",
            "state": self.state,
            **{name: plain(getattr(amount, name)) for name in ("low", "best", "high")},
            "open": amount.open,
            "highest_stated": plain(self.highest_stated),
            "incidents": self.incidents,
            "open_incidents": self.open_incidents,
            "origins": self.origins,
            "spread_share": plain(self.spread_share),
            "coverage": self.coverage,
            "claims": list(self.claims),
            "sources": list(self.sources),
            "vague": self.vague,
            **self.more,
        }
