"""Invented claims for the property tests: every shape of claim that the rules tell apart, on real places.

A generated table is a list of *reports* (source, address, day) about a few *incidents*, and each claim picks one of each,
so that several origins, repeated voices, several claims of one report and later corrections come up by themselves. The
places are few and close together (two townships of one district, one next door, one in another state), so that disputes,
coarser claims and villages meet often.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from tests.oracle import Claim, claim_from_cells

Cells = dict[str, str]

COLUMNS = (
    *("claim_id", "incident_id", "scope", "extent", "source", "url", "published", "recorded", "attributed_to"),
    *("place_name", "place_level", "pcode", "start", "end", "date_precision", "measure", "base", "wording"),
    *("low", "best", "high", "means", "note", "withdrawn"),
)

# (written name, level, code). Nyaung Kone and Kyar Si are villages of Pale; "invented" ones have no code of their own.
PALE = [
    ("Pale Township", "township", "MMR005019"),
    ("Pale town", "town", "MMR005019"),
    ("Nyaung Kone", "village", "174067"),
    ("Kyar Si", "village", "174158"),
    ("Invented East", "village", "MMR005019"),
    ("Invented West", "village", "MMR005019"),
    ("Nyaung Kone", "village", "MMR005019"),  # the same village, coded by somebody who did not find its code
]
ELSEWHERE = [
    ("Yinmarbin Township", "township", "MMR005016"),
    ("Salingyi Township", "township", "MMR005018"),
    ("Pazigyi", "village", "172069"),
    ("Kanbalu Township", "township", "MMR005007"),
    ("Myaing Township", "township", "MMR009020"),
    ("Invented East", "village", "MMR005018"),  # another village of that name
]
COARSE = [
    ("Yinmarbin District", "district", "MMR005D009"),
    ("Invented District", "district", "MMR005"),
    ("Sagaing Region", "state", "MMR005"),
    ("Magway Region", "state", "MMR009"),
    ("Myanmar", "country", "MMR"),
    ("Invented Nowhere", "village", ""),
]
PLACES = PALE + ELSEWHERE + COARSE

SOURCES = ["The Irrawaddy", "Radio Free Asia", "Invented Outlet"]
VOICES = ["", "", "residents", "villagers", "NUG", "NUG spokesman", "The Irrawaddy", "Invented Watch"]
FLOWS = ["civilians_killed", "civilians_killed", "civilians_killed_children", "houses_destroyed", "displaced_new"]
FIRST = dt.date(2023, 1, 30)

numbers = st.one_of(st.integers(1, 12), st.integers(0, 60), st.sampled_from([50, 70, 99, 100, 110, 165, 1000, 2001]))


def cells_of(kind: str, n: int, m: int) -> dict[str, str]:
    """The wording and the three number cells of one kind of quantity."""
    low, high = min(n, m), max(n, m) + 1
    numbers: dict[str, tuple[str, Any, Any, Any]] = {
        "exact": (f"{n}", n, n, n),
        "floor": (f"at least {n}", n, n, ""),
        "more than": (f"more than {n}", n + 1, "", ""),
        "about": (f"about {n}", "", n, ""),
        "about with high": (f"about {n}", "", n, n + 1 + m),
        "nearly": (f"nearly {n}", "", n, n),
        "up to": (f"up to {n}", "", "", n),
        "range": (f"{low} to {high}", low, "", high),
        "range with best": (f"{low} to {high}", low, (low + high + 1) // 2, high),
        "none": ("at least half", "", "", ""),
    }
    wording, *three = numbers.get(kind, (kind, "", "", ""))
    return {"wording": wording, **{name: str(x) for name, x in zip(("low", "best", "high"), three, strict=True)}}


KINDS = [
    *("exact", "exact", "exact", "floor", "floor", "more than", "about", "about", "about with high", "nearly"),
    *("up to", "range", "range with best", "none", "dozens", "thousands", "numerous", "several"),
]


def told(kind: str, n: int, m: int = 0, **cells: str) -> Cells:
    """One invented claim for an example worked by hand: in Pale Township, one day, killed, unless told otherwise."""
    usual = {
        "incident_id": "invented-1",
        "scope": "incident",
        "extent": "whole",
        "source": "Invented Outlet",
        **place_cells(PALE[0]),
        "start": str(FIRST),
        "end": str(FIRST),
        "measure": "civilians_killed",
    }
    return {**dict.fromkeys(COLUMNS, ""), **usual, **cells_of(kind, n, m), **cells}


def numbered(*rows: Cells) -> list[Cells]:
    """Claims with a name each."""
    return [{**row, "claim_id": f"c{number:03d}"} for number, row in enumerate(rows)]


@st.composite
def quantities(draw: st.DrawFn) -> dict[str, str]:
    """One wording with its cells."""
    return cells_of(draw(st.sampled_from(KINDS)), draw(numbers), draw(numbers))


@st.composite
def reports(draw: st.DrawFn) -> dict[str, str]:
    """One report: source, address or none, day of publication or none."""
    source = draw(st.sampled_from(SOURCES))
    after = draw(st.sampled_from([None, None, 0, 1, 3, 9, 40]))
    number = draw(st.integers(0, 9))
    return {
        "source": source,
        "url": draw(st.sampled_from(["", f"https://invented.example/{source[:2].lower()}/{number}-{after}"])),
        "published": "" if after is None else str(FIRST + dt.timedelta(days=after)),
    }


@st.composite
def spans(draw: st.DrawFn) -> dict[str, str]:
    """First and last day: mostly one or a few days around the end of a month, now and then months."""
    first = FIRST + dt.timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 2, 3, 35])))
    length = draw(st.sampled_from([0, 0, 0, 1, 2, 5, 40]))
    return {"start": str(first), "end": str(first + dt.timedelta(days=length))}


def place_cells(place: tuple[str, str, str]) -> dict[str, str]:
    """The three columns of a place."""
    return dict(zip(("place_name", "place_level", "pcode"), place, strict=True))


@st.composite
def incident_claims(
    draw: st.DrawFn, incident: str, places: list[tuple[str, str, str]], told_by: list[dict[str, str]]
) -> Cells:
    """One claim about one incident: mostly at its place and days, told by one of the reports."""
    measure = draw(st.sampled_from(FLOWS))
    bases = ["", "", "", "includes fighters"] if "killed" in measure else ["", "", "includes damaged"]
    return {
        **dict.fromkeys(COLUMNS, ""),
        **draw(st.sampled_from(told_by)),
        **place_cells(draw(st.sampled_from(places))),
        **draw(spans()),
        **draw(quantities()),
        "incident_id": incident,
        "scope": "incident",
        "extent": draw(st.sampled_from(["whole", "whole", "", "part"])),
        "attributed_to": draw(st.sampled_from(VOICES)),
        "measure": measure,
        "base": draw(st.sampled_from(bases)),
        "recorded": draw(st.sampled_from(["", "", "2023-03-01", "2023-03-20"])),
        "withdrawn": draw(st.sampled_from(["", "", "", "", "", "2023-02-10", "2023-03-15"])),
    }


@st.composite
def stock_claims(draw: st.DrawFn) -> Cells:
    """One level at a date: people displaced, at one of three places and two bases."""
    end = FIRST + dt.timedelta(days=draw(st.sampled_from([0, 0, 15, 31, 92, 93, 100, 200])))
    places = [PALE[0], PALE[2], PALE[4], *COARSE[2:]]
    return {
        **dict.fromkeys(COLUMNS, ""),
        **draw(reports()),
        **place_cells(draw(st.sampled_from(places))),
        **draw(quantities()),
        "incident_id": draw(st.sampled_from(["series-invented-1", "series-invented-2"])),
        "scope": "level",
        "extent": draw(st.sampled_from(["whole", "whole", "", "part"])),
        "attributed_to": draw(st.sampled_from(VOICES)),
        "start": draw(st.sampled_from([str(end), "2021-02-01"])),
        "end": str(end),
        "measure": "displaced_total",
        "base": draw(st.sampled_from(["", "since 2021-02-01"])),
    }


def moved(rows: list[Cells], days: int) -> list[Cells]:
    """The rows with all of their days moved: to the turn of a year with 53 weeks, to a leap day."""

    def move(text: str) -> str:
        return str(dt.date.fromisoformat(text) + dt.timedelta(days=days)) if text else ""

    names = ("published", "recorded", "start", "end", "withdrawn")
    return [{**row, **{name: move(row[name]) for name in names}} for row in rows]


shifts = st.sampled_from([0, 0, 0, (dt.date(2020, 12, 29) - FIRST).days, (dt.date(2024, 2, 27) - FIRST).days])


@st.composite
def tables(draw: st.DrawFn, min_size: int = 1, max_size: int = 9, coarse: bool = True) -> list[Cells]:
    """A claims table: one to three incidents, some rows not linked to any, some aggregates."""
    told_by = draw(st.lists(reports(), min_size=1, max_size=4))
    pool = PLACES if coarse else PALE + ELSEWHERE
    settings = {}
    for name in ("invented-1", "invented-2", "invented-3", ""):
        home = draw(st.sampled_from([PALE, PALE, ELSEWHERE, pool]))
        settings[name] = [draw(st.sampled_from(home)) for _ in range(2)] + [draw(st.sampled_from(pool))]
    rows = []
    for number in range(draw(st.integers(min_size, max_size))):
        name = draw(st.sampled_from(["invented-1", "invented-1", "invented-1", "invented-2", "invented-3", ""]))
        row = draw(incident_claims(name, settings[name], told_by))
        row["scope"] = draw(st.sampled_from(["incident"] * 7 + ["aggregate"]))
        rows.append({**row, "claim_id": f"c{number:03d}"})
    return moved(rows, draw(shifts))


@st.composite
def gatherings(draw: st.DrawFn, min_size: int = 2, max_size: int = 7) -> list[Cells]:
    """Claims about one incident and one measure (or its part), where the rules within an incident are dense."""
    told_by = draw(st.lists(reports(), min_size=1, max_size=4))
    places = [draw(st.sampled_from(PALE)), draw(st.sampled_from(PALE)), draw(st.sampled_from(PLACES))]
    measures = draw(st.sampled_from([["civilians_killed"], ["houses_destroyed"], FLOWS[1:3]]))
    fighters = draw(st.booleans())
    rows = []
    for number in range(draw(st.integers(min_size, max_size))):
        row = draw(incident_claims("invented-1", places, told_by))
        row["measure"] = draw(st.sampled_from(measures))
        killed = row["measure"] == "civilians_killed"
        row["base"] = draw(st.sampled_from(["", "", "includes fighters"])) if killed and fighters else ""
        row["withdrawn"] = ""
        rows.append({**row, "claim_id": f"c{number:03d}"})
    return rows


@st.composite
def part_lists(draw: st.DrawFn) -> list[Cells]:
    """One report that lists many parts of one incident, at villages and above, on days that overlap now and then."""
    day = st.integers(0, 5).map(lambda days: FIRST + dt.timedelta(days=days))
    rows = []
    for n in draw(st.lists(st.integers(1, 30), min_size=2, max_size=14)):
        start = draw(day)
        end = start + dt.timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 3])))
        place = place_cells(draw(st.sampled_from(PALE * 2 + ELSEWHERE + COARSE)))
        kind = draw(st.sampled_from(["exact", "exact", "floor", "about", "up to"]))
        rows.append(told(kind, n, extent="part", start=str(start), end=str(end), **place))
    return numbered(*rows)


stocks = st.lists(stock_claims(), min_size=1, max_size=8).map(
    lambda rows: [{**row, "claim_id": f"c{number:03d}"} for number, row in enumerate(rows)]
)


def frame(rows: list[Cells]) -> pd.DataFrame:
    """The rows as a table of text cells, as a file would give them."""
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def read(rows: list[Cells]) -> list[Claim]:
    """The rows as the oracle reads them."""
    return [claim_from_cells(row) for row in rows]


@st.composite
def batches(draw: st.DrawFn) -> list[Cells]:
    """Several tables in one, with incidents and claims of their own: one call of the package tries them all."""
    rows = []
    for number, table in enumerate(draw(st.lists(st.one_of(gatherings(), tables()), min_size=1, max_size=6))):
        for row in table:
            incident = row["incident_id"] and f"{row['incident_id']}-{number}"
            rows.append({**row, "incident_id": incident, "claim_id": f"{row['claim_id']}-{number}"})
    return rows
