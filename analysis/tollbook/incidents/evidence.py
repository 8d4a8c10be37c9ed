"""The claims of scope `incident`, brought into the order in which findings are made from them.

One row stays one claim. Rows are sorted so that the claims of one finding lie together, within it those of one
origin, and within those first the whole claims, then the tolls that include fighters, then the parts, each by day of
publication. Everything after this is a reduction over such segments.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.incidents.fighters import includes_fighters
from tollbook.incidents.origins import origins
from tollbook.incidents.segments import Bools, Floats, Ints, lengths, order_by, starts_of

#: The classes of claims within one origin, in sorting order.
WHOLE, WITH_FIGHTERS, PART = 0, 1, 2

#: Day number of a claim without a publication day: before every other.
UNDATED = np.iinfo(np.int64).min

_KINDS = ("exact", "floor", "about", "nearly", "range", "up_to", "vague", "none")
_KIND = {name: number for number, name in enumerate(_KINDS)}


#: The columns of claims that are sorted; the others are asked for where they are needed, for few claims.
_READ = (
    *("incident_id", "measure", "base", "attributed_to", "source", "published", "extent", "kind"),
    *("q_low", "q_best", "q_high", "q_open", "stated"),
)


@dataclass(frozen=True)
class Evidence:
    """Claims sorted for reconciling; every array has shape (n,) unless it says otherwise.

    Attributes
    ----------
    rows : int64
        Position of each claim in the claims table.
    starts : int64, shape (findings,)
        Where each finding's claims begin.
    finding : int64
        Number of the finding of each claim.
    incident, measure, base : int64
        Codes into the names below.
    origin : int64
        Code into `origin_names`.
    kind : int8
        Kind of the quantity, a position in ``exact, floor, about, nearly, range, up_to, vague, none``.
    section : int8
        `WHOLE`, `WITH_FIGHTERS` or `PART`.
    day : int64
        Publication day, in days since 1970-01-01; `UNDATED` where none is known.
    low, best, high, stated : float64
        The quantity; NaN where the claim has none.
    open : bool
        Whether the claim is a floor.
    fighters : bool
        Whether the claim's toll includes fighters, parts among them.
    """

    table: pd.DataFrame
    rows: Ints
    starts: Ints
    finding: Ints
    incident: Ints
    measure: Ints
    base: Ints
    origin: Ints
    kind: npt.NDArray[np.int8]
    section: npt.NDArray[np.int8]
    day: Ints
    low: Floats
    best: Floats
    high: Floats
    stated: Floats
    open: Bools
    fighters: Bools
    incident_names: pd.Index[Any]
    measure_names: pd.Index[Any]
    base_names: pd.Index[Any]
    origin_names: pd.Index[Any]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def has_quantity(self) -> Bools:
        """Whether each claim says a quantity at all."""
        return np.asarray(self.kind != _KIND["none"])

    def is_kind(self, *kinds: str) -> Bools:
        """Whether each claim's quantity is of one of these kinds."""
        among = np.zeros(len(_KINDS), dtype=np.bool_)
        among[[_KIND[name] for name in kinds]] = True
        return among[self.kind]

    def claims(self, chosen: Ints, *columns: str) -> pd.DataFrame:
        """Some columns of the claims table, for some rows of the evidence."""
        return self.table[list(columns)].iloc[self.rows[chosen]]

    def column(self, name: str) -> pd.Series:
        """A column of the claims table, in the order of the evidence."""
        return self.table[name].iloc[self.rows]


def known(table: pd.DataFrame, as_of: pd.Timestamp | None, known_on: pd.Timestamp | None) -> pd.DataFrame:
    """The claims that were published by one day and entered by another.

    Parameters
    ----------
    table : DataFrame
        Claims.
    as_of : Timestamp, optional
        Reports published up to this day count. A claim without a publication day counts from its last day.
    known_on : Timestamp, optional
        Claims entered up to this day count. A claim without a day of entry counts as entered when it was published.

    Returns
    -------
    DataFrame
        The rows that count. A withdrawn claim is gone from its day of withdrawal on.
    """
    keep = np.ones(len(table), dtype=np.bool_)
    if as_of is not None or known_on is not None:
        published = table["published"].fillna(table["end"])
        keep &= True if as_of is None else (published <= as_of).to_numpy()
        keep &= True if known_on is None else (table["recorded"].fillna(published) <= known_on).to_numpy()
    withdrawn = table["withdrawn"]
    if withdrawn.notna().any():
        until = known_on if known_on is not None else as_of
        gone = withdrawn.notna() if until is None else withdrawn <= until
        keep &= ~gone.to_numpy()
    return table if keep.all() else table[keep]


def _codes(column: pd.Series) -> tuple[Ints, pd.Index[Any]]:
    """Codes and names of a column of categories, the names in alphabetical order."""
    values = pd.Categorical(column)
    names = values.categories
    if names.is_monotonic_increasing:
        return values.codes.astype(np.int64), names
    order = names.argsort()
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return rank[values.codes], names[order]


def day_numbers(column: pd.Series) -> Ints:
    """Days since 1970-01-01; `UNDATED` for none, which is how NumPy itself writes a missing date."""
    values = column.to_numpy()
    if values.dtype != np.dtype("datetime64[s]"):
        return values.astype("datetime64[D]").astype(np.int64)
    # Claims keep days in seconds, and dividing is far quicker than NumPy's conversion of dates.
    seconds = values.view(np.int64)
    return np.where(seconds == UNDATED, UNDATED, seconds // 86_400)


def gather(table: pd.DataFrame) -> Evidence:
    """Sort the claims of scope `incident`, with their quantities, into evidence."""
    scoped = np.flatnonzero((table["scope"] == "incident").to_numpy())
    inside = table[list(_READ)].iloc[scoped] if len(scoped) < len(table) else table
    incident, incident_names = _codes(inside["incident_id"])
    measure, measure_names = _codes(inside["measure"])
    base, base_names = _codes(inside["base"])
    base, base_names, fighters = _join_fighters(base, base_names)
    voice = origins(inside["attributed_to"], inside["source"])
    origin = voice.codes.astype(np.int64)
    day = day_numbers(inside["published"])
    part = (inside["extent"] == "part").to_numpy()
    section = np.where(part, PART, np.where(fighters, WITH_FIGHTERS, WHOLE)).astype(np.int8)
    finding_key = (incident * len(measure_names) + measure) * len(base_names) + base
    order = _sorted(finding_key, origin, section, day)
    starts = starts_of(finding_key[order])
    runs, first = lengths(starts, len(order)), order[starts]
    kinds = _kind_codes(inside["kind"])
    return Evidence(
        table=table,
        rows=scoped[order],
        starts=starts,
        finding=np.repeat(np.arange(len(starts), dtype=np.int64), runs),
        incident=np.repeat(incident[first], runs),
        measure=np.repeat(measure[first], runs),
        base=np.repeat(base[first], runs),
        origin=origin[order],
        kind=kinds[order],
        section=section[order],
        day=day[order],
        low=inside["q_low"].to_numpy(dtype=np.float64)[order],
        best=inside["q_best"].to_numpy(dtype=np.float64)[order],
        high=inside["q_high"].to_numpy(dtype=np.float64)[order],
        stated=inside["stated"].to_numpy(dtype=np.float64)[order],
        open=inside["q_open"].to_numpy(dtype=np.bool_)[order],
        fighters=fighters[order],
        incident_names=incident_names,
        measure_names=measure_names,
        base_names=base_names,
        origin_names=voice.categories,
    )


def _join_fighters(base: Ints, names: pd.Index[Any]) -> tuple[Ints, pd.Index[Any], Bools]:
    """Let tolls that include fighters speak in the finding of the plain base, marked as what they are.

    A toll of 31 with fighters among them says of the civilians only that they were not more than 31, so it belongs to
    the finding of the civilians, as a bound from above.
    """
    if "" not in names:
        names = pd.Index(["", *names], dtype=object)
        base = base + 1
    folded = np.array([includes_fighters(str(name)) for name in names], dtype=np.bool_)
    fighters = folded[base]
    plain = int(names.get_indexer(pd.Index([""], dtype=object))[0])
    return np.where(fighters, plain, base), names, fighters


def _sorted(finding: Ints, origin: Ints, section: npt.NDArray[np.int8], day: Ints) -> Ints:
    """Order by finding, origin, section and day, undated claims first."""
    dated = day != UNDATED
    first = int(day[dated].min()) if dated.any() else 0
    return order_by(finding, origin, section.astype(np.int64), np.where(dated, day - first + 1, 0))


def _kind_codes(column: pd.Series) -> npt.NDArray[np.int8]:
    values = pd.Categorical(column)
    lookup = np.array([_KIND[str(name)] for name in values.categories] or [0], dtype=np.int8)
    return np.asarray(lookup[values.codes])
