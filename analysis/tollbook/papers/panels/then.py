"""Figures as they were known on an earlier day, entered so that they give nothing away beside those of now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger, Span, Unit
from tollbook.release.clearance import Numbers
from tollbook.release.held import Held
from tollbook.tallies.comparing import known_by


@dataclass(frozen=True)
class Then:
    """A ledger as of an earlier day, beside that of now.

    Attributes
    ----------
    now, ledger : Ledger
        Of now, and of that day. They share figures and sources, and nothing else.
    day : Timestamp
        Up to which reports count.
    """

    now: Ledger
    ledger: Ledger
    day: pd.Timestamp

    @classmethod
    def on(cls, now: Ledger, day: pd.Timestamp, table: pd.DataFrame | None = None) -> Then:
        """The ledger of a day; `table` as `comparing.known_by` takes it."""
        found = known_by(now.subject.found, day, table)
        return cls(now, now.as_known(found), day)

    def enter(self, key: str, unit: Unit, span: Span, measure: str, base: str = "") -> Figure:
        """Enter a figure as it was known on the day.

        It is held back where what came to be known since is so little that a release would not show it by itself: who
        has both numbers has their difference.
        """
        row, later = (each.row(unit, span, measure, base) for each in (self.ledger, self.now))
        held = self._step(unit, measure, row, later)
        figure = self.ledger.enter(key, row, unit, span, measure, base, held)
        figure = replace(figure, more={**figure.more, "as_of": f"{self.day:%Y-%m-%d}"})
        self.now.figures[key] = figure
        return figure

    def _step(self, unit: Unit, measure: str, row: Any, later: Any) -> Held | None:
        """What holds a figure back because of its step to the figure of now."""
        best, now = (_best(each) for each in (row, later))
        if best is None or now is None:
            return None
        return self.now.clearance.of_number(unit.level, measure, Numbers(None, abs(now - best), None))


def _best(row: Any) -> float | None:
    return None if row is None or pd.isna(row.best) else float(row.best)
