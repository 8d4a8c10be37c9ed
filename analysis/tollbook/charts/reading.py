"""What a map reads from a tally: each township's state and number, and what has no place on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tollbook import measures, places
from tollbook.amounts import Amount
from tollbook.charts.cells import below_of, is_held, state_of
from tollbook.rows import each_row
from tollbook.tallies.comparing import MOST_SPREAD

_NOTHING = Amount(None, None, None, False)
_DRAWN = {"township": "townships", "district": "districts", "state": "states and regions"}


class MapError(ValueError):
    """A tally that a map can't draw; the message says what to give instead."""


@dataclass(frozen=True)
class Cell:
    """One township as a map shows it.

    Attributes
    ----------
    pcode : str
    amount : Amount
    state : str
        Of `cells.STATES`.
    other_base : bool
        It is counted on another base only, so that its number is not drawn.
    small : bool
        Of a rate: so few people live there that one event moves it far.
    spread : bool
        More than half of its best was spread by day over incidents that reach beyond the period.
    elsewhere : bool
        Something is recorded on its ground under a code that the map has no area of, such as that of half of it.
    below : int
        It is held back, and at least 1 and below this; 0 where nothing is said of it.
    """

    pcode: str
    amount: Amount = _NOTHING
    state: str = "no report"
    other_base: bool = False
    small: bool = False
    spread: bool = False
    elsewhere: bool = False
    below: int = 0

    @property
    def value(self) -> float | None:
        """The number that a class is chosen by: the best, else the low. An upper bound alone is no number to map."""
        if self.state != "figure":
            return None
        return self.amount.best if self.amount.best is not None else self.amount.low

    @property
    def sign(self) -> str:
        """A class (``figure``), or the sign that stands in its place.

        Where people are recorded killed under the code of half of a township, its ground is neither silent nor a zero.
        """
        silent = self._own in ("no report", "not covered", "zero")
        return "other code" if self.elsewhere and silent else self._own

    @property
    def _own(self) -> str:
        if self.state != "figure":
            return self.state
        if self.value:
            return "figure"
        # A report that says "none" is a zero that was counted; one that says "up to ten" gives no number to map.
        return "zero" if self.amount.best == 0 else "no figure"

    @property
    def is_floor(self) -> bool:
        """Whether the number is one that nothing bounds from above, or a low without a best."""
        return self.sign in ("figure", "zero") and (self.amount.open or self.amount.best is None)


@dataclass(frozen=True)
class Reading:
    """A tally as a map reads it.

    Attributes
    ----------
    cells : dict of str to Cell
        By p-code: the townships that the tally has a row for.
    not_stated : dict of str to Amount
        By p-code of a district, a state or the country: what is known no nearer.
    held : dict of str to int
        The same where it is held back: what it is below, or 0.
    start, end : Timestamp or None
        First and last day; None where the tally is empty.
    """

    cells: dict[str, Cell]
    not_stated: dict[str, Amount]
    start: pd.Timestamp | None
    end: pd.Timestamp | None
    held: dict[str, int] = field(default_factory=dict)

    def cell(self, pcode: str) -> Cell:
        """A township's cell; without a row there is no report, which is not zero."""
        return self.cells.get(pcode) or Cell(pcode)

    def lying(self, drawn: Sequence[str]) -> dict[str, list[Cell]]:
        """What is recorded under codes without an area, by the township that is drawn on its ground.

        Its figures are said and never added to that township's: some of the ground is known by names alone.

        Parameters
        ----------
        drawn : sequence of str
            P-codes of the townships that have an area.
        """
        areas, ground, found = set(drawn), places.ground_of(), dict[str, list[Cell]]()
        for code, cell in self.cells.items():
            below = ground.get(code)
            if code not in areas and below in areas and cell.state in ("figure", "no figure", "held back"):
                found.setdefault(str(below), []).append(cell)
        return found


def read(tally: Any, measure: str, level: str = "township") -> Reading:
    """Read the rows of one measure.

    Parameters
    ----------
    tally : Tally or DataFrame
        By units of the level that is drawn, of one period.
    measure : str
    level : str
        Of the units that are drawn.

    Raises
    ------
    MapError
        Its rows are of another level, or of several periods.
    ValueError
        The measure is unknown.
    """
    measures.get(measure)
    # A table has columns of the names that a tally's own level and place go by.
    table: pd.DataFrame = tally if isinstance(tally, pd.DataFrame) else tally.table
    of = level if isinstance(tally, pd.DataFrame) else tally.level
    if of != level:
        raise MapError(
            f"A map draws {_DRAWN.get(level, level)}, and this tally is by {of}. "
            f"Make it with tb.tally(found, by=['{level}', 'whole'])."
        )
    rows = table[(table["measure"] == measure).to_numpy()]
    spans = rows[["start", "end"]].drop_duplicates()
    if len(spans) > 1:
        raise MapError(
            f"A map draws one period, and this tally holds {len(spans)}. Make it with "
            f"tb.tally(found, by=['{level}', 'whole'], start=..., end=...), or choose the rows of one."
        )
    own = _own(rows)
    elsewhere = {str(row.pcode) for row in each_row(rows) if row.base != "" and row.incidents > 0}
    at_level = {str(row.pcode): str(row.level) for row in each_row(rows)}
    cells, not_stated, held = {}, {}, {}
    for pcode in sorted(at_level):
        row = own.get(pcode)
        if at_level[pcode] == level:
            cells[pcode] = _cell(pcode, row, pcode in elsewhere)
        elif is_held(row):
            held[pcode] = below_of(row)
        elif row is not None and row.incidents > 0:
            not_stated[pcode] = Amount.of(row)
    start, end = (spans["start"].iloc[0], spans["end"].iloc[0]) if len(spans) else (None, None)
    return Reading(cells, not_stated, start, end, held)


def _own(rows: pd.DataFrame) -> dict[str, Any]:
    """The row of each place on the plain base; where it has none, one on another base that is held back.

    A place whose only figure is held back must not look silent, on whatever base it is.
    """
    listed = list(each_row(rows))
    held = {str(row.pcode): row for row in listed if row.base != "" and is_held(row)}
    return held | {str(row.pcode): row for row in listed if row.base == ""}


def _cell(pcode: str, row: Any, elsewhere: bool) -> Cell:
    if is_held(row):
        return Cell(pcode, state="held back", below=below_of(row))
    if elsewhere and (row is None or row.incidents == 0):
        return Cell(pcode, state="no figure", other_base=True)
    spread = float(getattr(row, "spread_share", 0.0)) > MOST_SPREAD
    return Cell(pcode, Amount.of(row), state_of(row), small=bool(getattr(row, "small", False)), spread=spread)
