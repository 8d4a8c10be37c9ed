"""The tally: findings added up by place and period, their bounds apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures
from tollbook.claims.coverage import Coverage
from tollbook.claims.problems import counted
from tollbook.incidents.findings import Findings
from tollbook.places import Place
from tollbook.tallies import geography, periods
from tollbook.tallies.adding import Sums, add, named_by
from tollbook.tallies.behind import Behind
from tollbook.tallies.layout import Layout, layout
from tollbook.tallies.silence import with_counted_zeros

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: The columns of a tally's table, in order.
COLUMNS = (
    *("pcode", "place", "level", "start", "end", "measure", "base", "low", "best", "high", "open", "open_incidents"),
    *("highest_stated", "incidents", "claims", "origins", "spread_share", "coverage"),
)


class StockError(ValueError):
    """A stock was to be added over time, or over places whose levels don't fit together."""


@dataclass(frozen=True, repr=False)
class Tally:
    """Findings added up by place and period.

    Attributes
    ----------
    table : DataFrame
        One row for each unit, period, measure and base that something is recorded for, sorted so: ``pcode, place,
        level`` (str), ``start, end`` (datetime64[s], first and last day), ``measure, base`` (str), ``low, best, high``
        (float64, in the measure's unit; high NaN where `open`), ``open`` (bool: the sum is "N or more"),
        ``open_incidents`` (int64), ``highest_stated`` (float64), ``incidents, claims`` (int64), ``origins`` (int64:
        summed over incidents, so one origin of two incidents counts twice), ``spread_share`` (float64: share of the
        best that was spread by day), ``coverage`` (counted, not covered or unknown). No row is not zero.
    findings : Findings
        What was added up.
    level, period : str
        Of `geography.LEVELS` and `periods.PERIODS`.
    within : str
        p-code of the unit that the tally is about; the country's where all was taken.
    start, end : Timestamp or None
        The days asked for.
    """

    table: pd.DataFrame
    findings: Findings
    level: str
    period: str
    within: str
    start: pd.Timestamp | None
    end: pd.Timestamp | None

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"<Tally by {self.level} and {self.period} within {self.within}: {counted(len(self), 'row')}>"

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.tallies.shown import of_tally

        return html(of_tally(self))

    @cached_property
    def _behind(self) -> Behind:
        return Behind(self.findings.table)

    def findings_behind(self, row: int) -> pd.DataFrame:
        """The findings that are added up in one row.

        Parameters
        ----------
        row : int
            Number of the row in `table`, from 0 on.

        Returns
        -------
        DataFrame
            Rows of the table of findings, with their index: those of the row's place, measure and base whose days
            touch its own. None behind a zero that is counted.

        Raises
        ------
        IndexError
            There is no such row.
        """
        one = row_of(self.table, row)
        span = (one["start"], one["end"])
        return self._behind.of(self.level, str(one["pcode"]), self.within, span, str(one["measure"]), str(one["base"]))

    def claims_behind(self, row: int) -> pd.DataFrame:
        """The claims behind the figure of one row.

        Parameters
        ----------
        row : int
            Number of the row in `table`, from 0 on.

        Returns
        -------
        DataFrame
            Rows of the table of claims, with their index.

        Raises
        ------
        IndexError
            There is no such row.
        """
        return self.findings.claims_behind(self.findings_behind(row))


def row_of(table: pd.DataFrame, number: int) -> pd.Series:
    """One row of a table by its number, from 0 on.

    Raises
    ------
    IndexError
        There is no such row; the message says how many there are.
    """
    if not 0 <= number < len(table):
        rows = f"its rows are 0 to {len(table) - 1}" if len(table) else "it has none"
        raise IndexError(f"The table has no row {number}: {rows}.")
    return table.iloc[number]


def tally(
    found: Findings,
    by: Sequence[str] | str = ("township", "month"),
    measure: str | Iterable[str] | None = None,
    within: Place | str | None = None,
    start: str | pd.Timestamp | None = None,
    end: str | pd.Timestamp | None = None,
) -> Tally:
    """Add findings up by place and period.

    Lows, bests and highs add up apart, so the result is an outer envelope and not a confidence interval. A finding
    inside a period counts in full; one that overlaps it counts from 0 to its high, its best by days (design, rule 3).

    Parameters
    ----------
    found : Findings
        Their `coverage` says which silence is a zero.
    by : sequence of str
        A level (township, district, state, country) and a period (day, week, month, quarter, year, whole), in any
        order, either may be left out; or both in one string, ``"township,month"``.
    measure : str or iterable of str, optional
        Only these measures, such as ``civilians_killed``; `tollbook.measures.all_measures` lists them.
    within : Place or str, optional
        Only findings known to lie inside this place, given as a place, by its name or by its p-code.
    start, end : str or Timestamp, optional
        First and last day. Periods at the ends are cut to them.

    Returns
    -------
    Tally

    Raises
    ------
    StockError
        A measure is a stock, which never adds up over time; use ``tb.stocks``.
    ValueError
        An unknown level, period, place or measure, or an end before its start.

    Examples
    --------
    >>> from tollbook import shipped
    >>> found = tb.findings(tb.read_claims(shipped.claims_file()), as_of="2024-12-15")
    >>> tb.tally(found, by=["township", "month"], within="Pale, Sagaing")
    <Tally by township and month within MMR005019: 14 rows>
    """
    asked = layout(by, within, start, end)
    wanted = wanted_of(measure)
    rows = described(add(_chosen(found.table, asked.within, wanted), asked), asked)
    rows = covered(rows, asked, wanted or _present(found.table["measure"]), found.coverage)
    return Tally(rows, found, asked.level, asked.period, asked.within, asked.start, asked.end)


def covered(rows: pd.DataFrame, asked: Layout, measured: list[str], coverage: Coverage) -> pd.DataFrame:
    """Rows with their coverage, and with the zeros that it vouches for, of some measures."""
    if coverage.says_nothing:
        rows["coverage"] = named_by(["unknown"], np.zeros(len(rows), dtype=np.int64))
        return rows
    status = coverage.status(rows[["pcode", "start", "end"]]).cat
    rows["coverage"] = named_by(list(status.categories), status.codes.to_numpy())
    recorded = len(rows)
    rows = with_counted_zeros(rows, coverage, asked, measured)
    if len(rows) > recorded:
        rows = rows.sort_values(["pcode", "start", "measure", "base"], ignore_index=True)[list(COLUMNS)]
    return rows


def _chosen(table: pd.DataFrame, within: str, wanted: list[str] | None) -> pd.DataFrame:
    """The findings inside a unit and of the measures asked for."""
    mask = geography.inside(table["pcode"], within)
    if wanted is not None:
        mask &= table["measure"].isin(wanted).to_numpy()
    return table if mask.all() else table[mask]


def wanted_of(measure: str | Iterable[str] | None) -> list[str] | None:
    """The measures that a caller asked for; None for all. A stock is refused: it never adds up over time."""
    if measure is None:
        return None
    names = [measure] if isinstance(measure, str) else list(measure)
    for name in names:
        if measures.get(name).is_stock:
            raise StockError(
                f"{name} is a stock, a level at a date: it never adds up over time. Ask for its level with "
                "tb.stocks(claims) or `tollbook tally --measure` with that measure alone."
            )
    return names


def _present(measure: pd.Series) -> list[str]:
    values = pd.Categorical(measure)
    return sorted(str(name) for name in values.categories[np.unique(values.codes)])


def described(sums: Sums, asked: Layout) -> pd.DataFrame:
    """The rows of a tally, but for their coverage."""
    called, level = geography.called_at(sums.unit_names, asked.level)
    start, end = _span(sums, asked)
    return pd.DataFrame(
        {
            "pcode": named_by(sums.unit_names, sums.unit),
            "place": named_by(called, sums.unit),
            "level": named_by(level, sums.unit),
            "start": start.astype("datetime64[D]").astype("datetime64[s]"),
            "end": end.astype("datetime64[D]").astype("datetime64[s]"),
            **sums.columns,
        },
        copy=False,
    )


def _span(sums: Sums, asked: Layout) -> tuple[Ints, Ints]:
    period, first, last = asked.period, asked.first, asked.last
    if period == "whole":
        return np.full(len(sums), sums.first, dtype=np.int64), np.full(len(sums), sums.last, dtype=np.int64)
    start, end = periods.first_day(sums.number, period), periods.last_day(sums.number, period)
    return (
        start if first is None else np.maximum(start, first),
        end if last is None else np.minimum(end, last),
    )
