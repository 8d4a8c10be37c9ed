"""What a table of claims is made of: how many claims, reports and outlets, of which scope, from where and when.

Everything here is a count of rows, and none a figure of anybody: what was read, and not what happened.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places
from tollbook.claims.categorical import joined, mapped, numbered

Numbers = npt.NDArray[np.int64]

#: How near a claim's place is known, the nearest first. "Nowhere" has neither a code nor a name that leads to one.
NEARNESS = ("township", "district", "state", "country", "nowhere")


@dataclass(frozen=True)
class Counts:
    """How much some claims are.

    Attributes
    ----------
    claims, reports, outlets, incidents : int
        A report is an outlet's document: one address, or, without one, one day of publication. Incidents are those of
        claims of scope ``incident``: the name of a running total is none.
    """

    claims: int
    reports: int
    outlets: int
    incidents: int


def counts(table: pd.DataFrame) -> Counts:
    """Count claims, and the reports, outlets and incidents that they are from.

    Parameters
    ----------
    table : DataFrame, shape (n, columns)
        As `Claims.table`, or some of its rows.
    """
    return Counts(
        len(table),
        len(np.unique(reports(table))),
        int(table["source"].nunique()),
        int(table.loc[(table["scope"] == "incident").to_numpy(), "incident_id"].nunique()),
    )


def reports(table: pd.DataFrame) -> Numbers:
    """The report of each claim as a number, shape (n,): an outlet's address, or its day of publication."""
    if table.empty:
        return np.empty(0, dtype=np.int64)
    nowhere = mapped(table["url"], lambda text: not text.strip(), np.bool_)
    day = pd.factorize(table["published"], use_na_sentinel=False)[0].astype(np.int64)
    # The addresses come first, so that a day is never taken for one.
    document = np.where(nowhere, len(table["url"].cat.categories) + day, numbered(table["url"]))
    return joined([numbered(table["source"]), document])


def units(table: pd.DataFrame) -> pd.DataFrame:
    """Where each claim lies, as far as that is known.

    Returns
    -------
    DataFrame, n rows
        Under the index of the table: ``township, district, state`` (p-codes, empty where not known) and ``nearness``
        (of `NEARNESS`: a village's claim is known for its township).
    """
    found = {name: _unit(table["pcode"], name) for name in ("township", "district", "state")}
    level = mapped(table["pcode"], lambda code: places.unit(code).level if code else "")
    nearness = np.full(len(table), "nowhere", dtype=object)
    nearness[level == "country"] = "country"
    for name in ("state", "district", "township"):
        nearness[found[name] != ""] = name
    return pd.DataFrame({**found, "nearness": nearness}, index=table.index)


def _unit(pcode: pd.Series, level: str) -> npt.NDArray[np.object_]:
    return mapped(pcode, lambda code: getattr(places.unit(code), level) if code else "")


def by_source(table: pd.DataFrame) -> pd.DataFrame:
    """How much each source says, and of how much of it the day of publication is missing.

    Returns
    -------
    DataFrame
        One row a source, the one with most claims first: ``source``; ``claims, reports, undated`` (int64);
        ``is_data_set`` (bool: any of its claims carries the version of a data set).
    """
    columns = ["source", "claims", "reports", "undated", "is_data_set"]
    if table.empty:
        return pd.DataFrame(columns=columns)
    names = table["source"].astype(str)
    told = pd.DataFrame(
        {
            "source": names.to_numpy(),
            "report": reports(table),
            "undated": table["published"].isna().to_numpy(),
            "is_data_set": mapped(table["source_release"], bool, np.bool_),
        }
    )
    groups = told.groupby("source", sort=True)
    found = pd.DataFrame(
        {
            "claims": groups.size(),
            "reports": groups["report"].nunique(),
            "undated": groups["undated"].sum().astype("int64"),
            "is_data_set": groups["is_data_set"].any(),
        }
    ).reset_index()
    order = found.sort_values(["claims", "source"], ascending=[False, True], ignore_index=True)
    return order[columns]


def months(table: pd.DataFrame) -> Numbers:
    """The month that each claim's last day lies in, numbered from January 1970, shape (n,)."""
    return np.asarray(table["end"].to_numpy().astype("datetime64[M]").astype(np.int64))


def touched(table: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Every month that the days of each claim touch.

    Returns
    -------
    positions, months : int64 arrays, shape (m,)
        Positions in the table, and months numbered as by `months`; a claim of two months stands there twice.
    """
    first, last = (table[name].to_numpy().astype("datetime64[M]").astype(np.int64) for name in ("start", "end"))
    lengths = last - first + 1
    positions = np.repeat(np.arange(len(table), dtype=np.int64), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return positions, np.asarray(first[positions] + within, dtype=np.int64)


def month_of(number: int) -> pd.Timestamp:
    """The first day of a month by its number; see `months`."""
    return pd.Timestamp(np.datetime64(int(number), "M"))


def fullest(of_claims: Numbers, most: int) -> tuple[int, int] | None:
    """The months to show of some claims: all of them, or where these are too many, those that hold most of the claims.

    A year that was mistyped reaches decades back or ahead. Months would then be too narrow to be seen, and those that
    the file is about be among them.

    Parameters
    ----------
    of_claims : int64 array, shape (n,)
        As `months` gives it.
    most : int
        Months that can be shown.

    Returns
    -------
    (int, int) or None
        First and last month; of several spans that hold as many claims the latest. None: there is no claim.
    """
    if not len(of_claims):
        return None
    known = np.sort(of_claims)
    first, last = int(known[0]), int(known[-1])
    if last - first < most:
        return first, last
    # A span that holds most of the claims may end with a month that has one.
    ends = np.unique(known)
    inside = np.searchsorted(known, ends, side="right") - np.searchsorted(known, ends - most + 1, side="left")
    end = int(ends[len(ends) - 1 - int(np.argmax(inside[::-1]))])
    begin = int(known[np.searchsorted(known, end - most + 1, side="left")])
    return begin, end


def by_month(rows: npt.NDArray[np.object_], of_claims: Numbers, span: tuple[int, int]) -> pd.DataFrame:
    """How many claims there are in each month, for each of some rows of a grid.

    Parameters
    ----------
    rows : array of str, shape (n,)
        What each claim is counted for, such as its state; an empty text is counted nowhere.
    of_claims : int64 array, shape (n,)
        As `months` gives it.
    span : (int, int)
        First and last month.

    Returns
    -------
    DataFrame
        ``row`` (str), ``month`` (int64) and ``claims`` (int64), one row for each that has a claim.
    """
    inside = (of_claims >= span[0]) & (of_claims <= span[1]) & (rows != "")
    told = pd.DataFrame({"row": rows[inside].astype(str), "month": of_claims[inside]})
    found: pd.DataFrame = told.groupby(["row", "month"], sort=True).size().rename("claims").reset_index()
    return found
