"""Stocks: levels at a date, such as the people displaced as of a day, which never add up over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from tollbook import measures, places
from tollbook.claims.problems import counted
from tollbook.claims.table import Claims
from tollbook.incidents.evidence import gather, known
from tollbook.incidents.findings import as_day, check_rule
from tollbook.incidents.reconciling import reconcile
from tollbook.incidents.tabling import table_of
from tollbook.places import Place
from tollbook.tallies import geography, periods
from tollbook.tallies.layout import Layout, layout
from tollbook.tallies.tally import StockError, row_of

#: A level is carried forward for this many days at most, and then is not known any more.
MAX_AGE_DAYS = 92

#: The columns of a table of stocks: those of a tally, and the day and age of the level.
COLUMNS = (
    *("pcode", "place", "level", "start", "end", "measure", "base", "low", "best", "high", "open", "open_incidents"),
    *("highest_stated", "incidents", "claims", "origins", "spread_share", "coverage", "stated_on", "age_days"),
)


def levels(
    claims: Claims,
    as_of: str | pd.Timestamp | None = None,
    known_on: str | pd.Timestamp | None = None,
    rule: str = "envelope",
    sources: Sequence[str] = (),
) -> pd.DataFrame:
    """Every level that claims state: one row for each place, measure, base and as-of day.

    Several origins on one as-of day form a finding by the same rule as an incident's (design, rules 2 and 7). Only
    townships, districts, states and the country have levels here: a camp's is nobody else's.

    Parameters
    ----------
    claims : Claims
        Those of scope ``level`` are used; the as-of day of a claim is its last day.
    as_of, known_on : str or Timestamp, optional
        Days up to which reports published, and claims entered, count.
    rule, sources : str, sequence of str
        As for findings.

    Returns
    -------
    DataFrame
        ``pcode, place, level, measure, base, stated_on`` (datetime64[s]), ``low, best, high, open, highest_stated,
        claims, origins``, sorted by place, measure, base and day.
    """
    table = _stating(known(claims.table, as_day(as_of, "as_of"), as_day(known_on, "known_on")))
    day = table["end"].dt.strftime("%Y-%m-%d")
    series = table["pcode"].astype(str) + "|" + day.astype(str)
    asked = table.assign(scope="incident", incident_id=pd.Categorical(series))
    found = table_of(reconcile(gather(asked), rule, list(sources)))
    found = found.assign(stated_on=found["end"])
    columns = ["pcode", "place", "level", "measure", "base", "stated_on", "low", "best", "high", "open"]
    found = found[[*columns, "highest_stated", "claims", "origins"]]
    return found.sort_values(["pcode", "measure", "base", "stated_on"], ignore_index=True)


def _stating(known_claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that state a level of a township, a district, a state or the country."""
    table = known_claims[known_claims["scope"] == "level"]
    # A camp's level is not its township's: a claim counts for its place only where its code is as fine as the place.
    ladder = places.units(sorted(set(table["pcode"].astype(str))))
    own = ladder["level"].astype(str).reindex(table["pcode"].astype(str)).to_numpy()
    named = table["place_level"].astype(str).to_numpy()
    # And a level that nobody put a number to is no level: it would replace one that somebody did.
    numbered = np.isin(own, geography.LEVELS) & (own == named) & (table["kind"].astype(str) != "none").to_numpy()
    stating: pd.DataFrame = table[numbered]
    return stating


@dataclass(frozen=True, repr=False)
class Stocks:
    """Levels of stocks by place and period.

    Attributes
    ----------
    table : DataFrame
        One row for each unit, period, measure and base that a level is known for: the columns of a tally's table, and
        ``stated_on`` (datetime64[s], the day that the level is stated for) and ``age_days`` (int64, from that day to
        the last of the period, at most `MAX_AGE_DAYS`). Levels never add up over time.
    claims : Claims
        What the levels were made from.
    level, period : str
        As of a tally.
    within : str
        p-code of the unit that they are about; the country's where all was taken.
    start, end : Timestamp or None
        The days asked for.
    as_of, known_on : Timestamp or None
        Days up to which reports published, and claims entered, count.
    rule, sources : str, tuple of str
        As of findings.
    """

    table: pd.DataFrame
    claims: Claims
    level: str
    period: str
    within: str
    start: pd.Timestamp | None
    end: pd.Timestamp | None
    as_of: pd.Timestamp | None = None
    known_on: pd.Timestamp | None = None
    rule: str = "envelope"
    sources: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"<Stocks by {self.level} and {self.period} within {self.within}: {counted(len(self), 'row')}>"

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.tallies.shown import of_stocks

        return html(of_stocks(self))

    @cached_property
    def _stating(self) -> pd.DataFrame:
        return _stating(known(self.claims.table, self.as_of, self.known_on))

    def claims_behind(self, row: int) -> pd.DataFrame:
        """The claims behind the level of one row.

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
        one = row_of(self.table, row)
        stating = self._stating
        same = [stating[name].astype(str) == str(one[name]) for name in ("pcode", "measure", "base")]
        found: pd.DataFrame = stating[np.logical_and.reduce([*same, stating["end"] == one["stated_on"]])]
        return found.sort_values(["published", "claim_id"], na_position="last")


def stocks(
    claims: Claims,
    by: Sequence[str] | str = ("country", "month"),
    measure: str | Iterable[str] | None = None,
    within: Place | str | None = None,
    start: str | pd.Timestamp | None = None,
    end: str | pd.Timestamp | None = None,
    as_of: str | pd.Timestamp | None = None,
    known_on: str | pd.Timestamp | None = None,
    rule: str = "envelope",
    sources: Sequence[str] = (),
) -> Stocks:
    """Find the level of each stock in each period: the latest stated at or before its last day, with its age.

    Parameters
    ----------
    claims : Claims
        Those of scope ``level``.
    by : sequence of str
        A level and a period, as for `tally`. Only levels stated for a unit of that very level appear.
    measure, within, start, end : optional
        As for `tally`; without days, from the first to the last day that a level is stated for.
    as_of, known_on, rule, sources : optional
        As for `findings`.

    Returns
    -------
    Stocks
        A level older than 92 days is not carried. Levels never add up over time, and over places only where
        `tollbook.tallies.over_places` lets them.

    Raises
    ------
    StockError
        A measure is a flow; use `tally`.
    ValueError
        An unknown level, period, place, measure or rule, or an end before its start.

    Examples
    --------
    >>> from tollbook import shipped
    >>> tb.stocks(tb.read_claims(shipped.claims_file()), by=["township", "month"], within="Pale, Sagaing")
    <Stocks by township and month within MMR005019: 1 row>
    """
    check_rule(rule, sources)
    asked = layout(by, within, start, end)
    day, entered = as_day(as_of, "as_of"), as_day(known_on, "known_on")
    table = carried(levels(claims, day, entered, rule, sources), by, measure, within, start, end)
    about = (asked.level, asked.period, asked.within, asked.start, asked.end)
    return Stocks(table, claims, *about, day, entered, rule, tuple(sources))


def carried(
    stated: pd.DataFrame,
    by: Sequence[str] | str = ("country", "month"),
    measure: str | Iterable[str] | None = None,
    within: Place | str | None = None,
    start: str | pd.Timestamp | None = None,
    end: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """The levels that count in each period, from those that are stated: see `stocks`.

    Parameters
    ----------
    stated : DataFrame
        As `levels` gives it.
    by, measure, within, start, end
        As for `stocks`.
    """
    asked = layout(by, within, start, end)
    inside = geography.inside(stated["pcode"], asked.within) | (stated["pcode"] == asked.within).to_numpy()
    stated = stated[inside & (stated["level"] == asked.level).to_numpy()]
    if measure is not None:
        stated = stated[stated["measure"].isin(_checked(measure))]
    if stated.empty:
        more = [name for name in stated.columns if name not in COLUMNS]
        return pd.DataFrame(columns=[*COLUMNS, *more])
    return _in_spans(stated, _spans(asked, stated["stated_on"]))


def _in_spans(stated: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """The levels of every period, as a table of stocks."""
    found = [latest(stated, first, last) for first, last in zip(spans["start"], spans["end"], strict=True)]
    rows = pd.concat(found, ignore_index=True)
    rows = rows.assign(open_incidents=rows["open"].astype(np.int64), incidents=1, spread_share=0.0, coverage="unknown")
    ordered = rows.sort_values(["pcode", "start", "measure", "base"], ignore_index=True)
    # Whoever says more of the levels (to how many they are rounded) finds it again.
    more = [name for name in stated.columns if name not in COLUMNS]
    return ordered[[*COLUMNS, *more]].astype({"pcode": object, "place": object, "level": object})


def _checked(measure: str | Iterable[str]) -> list[str]:
    names = [measure] if isinstance(measure, str) else list(measure)
    for name in names:
        if not measures.get(name).is_stock:
            raise StockError(f"{name} is a flow, which adds up over time and has no level. Use tb.tally for it.")
    return names


def _spans(asked: Layout, stated: pd.Series) -> pd.DataFrame:
    """First and last day of each period asked for; without days asked for, from the first to the last level stated."""
    first = periods.day_number(stated.min()) if asked.first is None else asked.first
    last = periods.day_number(stated.max()) if asked.last is None else asked.last
    if asked.period == "whole":
        return pd.DataFrame({"start": _dates(np.array([first])), "end": _dates(np.array([last]))})
    ends = periods.number_of(np.array([first, last], dtype=np.int64), asked.period)
    numbers = np.arange(ends[0], ends[1] + 1)
    begin, finish = periods.first_day(numbers, asked.period), periods.last_day(numbers, asked.period)
    begin = begin if asked.first is None else np.maximum(begin, first)
    finish = finish if asked.last is None else np.minimum(finish, last)
    return pd.DataFrame({"start": _dates(begin), "end": _dates(finish)})


def _dates(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[D]").astype("datetime64[s]")


def latest(stated: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The latest level of each series at or before the last day of a period, unless it is too old.

    Parameters
    ----------
    stated : DataFrame
        Rows of `levels`.
    start, end : Timestamp
        First and last day of the period.

    Returns
    -------
    DataFrame
        Those rows, with ``start, end`` and ``age_days`` (int64, from the level's day to the last).
    """
    before = stated[stated["stated_on"] <= end]
    last = before.groupby(["pcode", "measure", "base"], observed=True, sort=False).tail(1)
    age = (end - last["stated_on"]).dt.days
    fresh: pd.DataFrame = last.assign(age_days=age.astype(np.int64), start=start, end=end)
    young: pd.DataFrame = fresh.loc[(age <= MAX_AGE_DAYS).to_numpy(dtype=np.bool_)]
    return young
