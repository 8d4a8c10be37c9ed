"""Rules between the cells of a row and between rows: what makes a claim one that can be counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures
from tollbook.claims import schema
from tollbook.claims.categorical import first_alike, joined, mapped
from tollbook.claims.cells import Encoded
from tollbook.claims.collecting import Collector, Mask

#: Columns in which two claims must differ somewhere to be two: all but the name of the claim and the day of entry.
_SAYING = tuple(name for name in schema.NAMES if name not in ("claim_id", "recorded", "note"))

#: First character of the name that a claim without an incident gets, so that it is no name that a coder would type.
ALONE = "~"

_URL = re.compile(r"https?://[^\s/.]+\.[^\s]+", re.IGNORECASE)


@dataclass(frozen=True)
class Rows:
    """The rows being checked: `frame` typed, shape (n, columns); `cells` as typed by the coder; the collector."""

    frame: pd.DataFrame
    cells: dict[str, Encoded]
    collect: Collector

    def flag(
        self,
        severity: str,
        code: str,
        column: str,
        mask: Mask | pd.Series,
        message: str | Callable[[int], str],
        remedy: str,
    ) -> None:
        """Report every row of the mask; a callable message is given the position."""
        for position in np.flatnonzero(np.asarray(mask, dtype=bool)):
            at = int(position)
            text = message if isinstance(message, str) else message(at)
            value = self.cells[column].at(at)
            self.collect.add("error" if severity == "error" else "warning", code, at, column, value, text, remedy)

    def filled(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether each row's cell holds anything."""
        cells = self.cells[name]
        return np.array([bool(value) for value in cells.values] or [False], dtype=bool)[cells.codes]


def check(rows: Rows, today: date | None) -> None:
    """Report every row that breaks a rule.

    Parameters
    ----------
    rows : Rows
        The rows.
    today : date or None
        Days after it are errors; None looks at no clock.
    """
    _days(rows, today)
    _numbers(rows)
    _scope(rows)
    _names(rows)
    _twice(rows)


def required(name: str, raw: Encoded, collect: Collector) -> None:
    """Report the empty cells of a required column."""
    empty = {number for number, value in enumerate(raw.values) if not value}
    column = schema.BY_NAME[name]
    for position in raw.where(empty):
        message = f"The column {name} is empty. {column.meaning}"
        remedy = f"Fill it in, such as {column.example!r}."
        collect.add("error", "empty_required", int(position), name, "", message, remedy)


def _days(rows: Rows, today: date | None) -> None:
    frame = rows.frame
    rows.flag(
        "error",
        "end_before_start",
        "end",
        frame["end"] < frame["start"],
        lambda at: f"The claim ends before it starts on {frame['start'].iloc[at]:%Y-%m-%d}.",
        "Swap the two, or correct the one that is wrong.",
    )
    early = (frame["published"] < frame["end"]) & (frame["start"] <= frame["end"])
    rows.flag(
        "warning",
        "published_too_early",
        "published",
        early,
        lambda at: f"The report was published before the claim's last day, {frame['end'].iloc[at]:%Y-%m-%d}.",
        "Look at the report: one of the two days is wrong.",
    )
    rows.flag(
        "warning",
        "several_days",
        "date_precision",
        (frame["date_precision"] == "day") & (frame["start"] < frame["end"]),
        "date_precision says day, and start and end are different days.",
        "Write span, or month or year where the report names only that.",
    )
    if today is None:
        return
    for name in schema.of_kind("day"):
        late = frame[name] > np.datetime64(today.isoformat(), "s")
        rows.flag(
            "error",
            "future_day",
            name,
            late,
            f"The day lies in the future; today is {today.isoformat()}.",
            "Correct the day.",
        )


def _numbers(rows: Rows) -> None:
    frame = rows.frame
    for lower, upper in (("low", "high"), ("low", "best"), ("best", "high")):
        wrong = frame[lower] > frame[upper]
        if (lower, upper) != ("low", "high"):
            wrong &= ~(frame["low"] > frame["high"])  # named once is enough
        rows.flag(
            "error",
            f"{lower}_above_{upper}",
            lower,
            wrong,
            _less(frame, lower, upper),
            "Read the wording again and correct the cells.",
        )
    silent = frame[["low", "best", "high"]].isna().all(axis=1).to_numpy() & ~rows.filled("wording")
    silent &= ~(rows.filled("low") | rows.filled("best") | rows.filled("high"))
    rows.flag(
        "warning",
        "no_quantity",
        "wording",
        silent,
        "Neither wording nor low, best or high says how many, so the claim takes part in no figure.",
        "Add the words of the quantity, or leave it so where the report gives none.",
    )


def _less(frame: pd.DataFrame, lower: str, upper: str) -> Callable[[int], str]:
    def message(at: int) -> str:
        return f"{lower} is {frame[lower].iloc[at]:,.0f} and {upper} is {frame[upper].iloc[at]:,.0f}, which is less."

    return message


def _scope(rows: Rows) -> None:
    frame = rows.frame
    kinds = {measure.name: measure.kind for measure in measures.all_measures().values()}
    kind = mapped(frame["measure"], lambda name: kinds.get(name, ""))
    scope = mapped(frame["scope"], str)
    rows.flag(
        "error",
        "stock_as_incident",
        "scope",
        (kind == "stock") & (scope == "incident"),
        lambda at: f"{frame['measure'].iloc[at]!s} is a level at a date, and a level is no part of an incident.",
        "Write level in scope; for people who fled in these days use displaced_new.",
    )
    rows.flag(
        "error",
        "flow_as_level",
        "scope",
        (kind == "flow") & (scope == "level"),
        lambda at: f"{frame['measure'].iloc[at]} adds up over time, so it is no level at a date.",
        "Write incident or aggregate in scope, or take a measure that is a level.",
    )


def _names(rows: Rows) -> None:
    rows.flag(
        "error",
        "reserved_name",
        "incident_id",
        mapped(rows.frame["incident_id"], lambda name: name.startswith(ALONE), bool),
        f"Names that begin with {ALONE} are given to claims that stand alone.",
        "Give the incident another name, or leave the cell empty.",
    )
    missing = ~rows.filled("place_name") & ~rows.filled("pcode")
    rows.flag(
        "error",
        "no_place",
        "place_name",
        missing,
        "The claim has neither a place name nor a p-code.",
        "Give the place as the report names it; for the whole country write Myanmar.",
    )
    url = rows.cells["url"]
    odd = {i for i, value in enumerate(url.values) if value and not _URL.fullmatch(value)}
    rows.flag(
        "warning",
        "odd_url",
        "url",
        np.isin(url.codes, list(odd)),
        "This does not look like the address of a page.",
        "Copy the address from the browser, from https:// on, without spaces.",
    )


def _twice(rows: Rows) -> None:
    numbers = rows.collect.rows
    positions = np.arange(len(numbers))
    first = first_alike(rows.cells["claim_id"].codes)
    again = (first != positions) & rows.filled("claim_id")
    rows.flag(
        "error",
        "double_claim_id",
        "claim_id",
        again,
        lambda at: f"The same claim_id stands in row {numbers[first[at]]}.",
        "Give every claim an id of its own; delete the row if it is there twice by mistake.",
    )
    earliest = first_alike(joined([rows.cells[name].codes for name in _SAYING]))
    rows.flag(
        "warning",
        "double_claim",
        "claim_id",
        (earliest != positions) & ~again,
        lambda at: (
            f"The claim says the same as row {numbers[earliest[at]]} in every column but its id, note and day of entry."
        ),
        "Delete one of the two unless two reports are meant; a claim told twice changes no figure.",
    )
