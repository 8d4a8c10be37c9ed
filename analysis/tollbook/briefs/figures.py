"""Figures: the numbers of a brief, each with its bounds and with the claims and sources that stand behind it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from tollbook.amounts import Amount
from tollbook.incidents.reconciling import LONELY, NO_NUMBER, ONLY_FIGHTERS
from tollbook.plain import plain
from tollbook.release.held import Held
from tollbook.tallies.comparing import MOST_SPREAD


@dataclass(frozen=True)
class Standing:
    """How the findings behind a figure stand, counted from what they say of themselves.

    Attributes
    ----------
    findings : int
    without_number : int
        Of which no report gives a number.
    with_fighters : int
        Known only from tolls that include fighters: they bound the civilians from above.
    lonely : int
        With a number that no second independent source supports.
    vague : int
        Whose best is nobody's count, but read from vague words or "up to" alone.
    open : int
        With a number and without an upper bound.
    one_origin : int
        Known from one origin.
    """

    findings: int = 0
    without_number: int = 0
    with_fighters: int = 0
    lonely: int = 0
    vague: int = 0
    open: int = 0
    one_origin: int = 0

    @classmethod
    def of(cls, findings: pd.DataFrame) -> Standing:
        """Count rows of a table of findings (``flags, vague, open, origins``)."""
        flags = [set(str(text).split("; ")) for text in findings["flags"]]
        numbered = [NO_NUMBER not in said for said in flags]
        return cls(
            len(flags),
            numbered.count(False),
            sum(ONLY_FIGHTERS in said for said in flags),
            sum(LONELY in said and has for said, has in zip(flags, numbered, strict=True)),
            int(findings["vague"].sum()),
            sum(bool(is_open) and has for is_open, has in zip(findings["open"], numbered, strict=True)),
            int((findings["origins"] == 1).sum()),
        )

    @property
    def numbered(self) -> int:
        """Findings that some report gives a number for."""
        return self.findings - self.without_number

    @property
    def only_fighters(self) -> bool:
        """Whether every finding is known only from tolls that include fighters: none of them need be a civilian."""
        return 0 < self.with_fighters == self.findings


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
    incidents, open_incidents : int
    origins : int
        Different ones: who speaks of several incidents counts once.
    highest_stated, spread_share : float or None
    coverage : str
    claims : tuple of str
        Ids of the claims behind it.
    sources : tuple of int
        Their numbers in the list of sources.
    standing : Standing
        How the findings behind it stand.
    other_bases : tuple of str
        Bases of the measure that have a figure where this one has none.
    held : Held or None
        Why it is held back from this release; its state is ``held back`` then, and it has no amount.
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
    standing: Standing = Standing()
    other_bases: tuple[str, ...] = ()
    held: Held | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def vague(self) -> bool:
        """Whether any of its findings was read from vague words or "up to" alone."""
        return self.standing.vague > 0

    @property
    def is_spread(self) -> bool:
        """Whether more than half of the best was spread by day (design, rule 3)."""
        return self.spread_share is not None and self.spread_share > MOST_SPREAD

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
            "standing": asdict(self.standing),
            "other_bases": list(self.other_bases),
            "held": None if self.held is None else self.held.facts(),
            **self.more,
        }
