"""An invented file of claims with every sort of problem once: places are real, what is said of them is not.

Each problem is made by changing one cell or two of a row that is right, on days of its own, so that no row meets another
but where it is to. The file is written by the test that reads it; nothing of it is kept.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd

from tests.briefs.invented import LISTED, claim

SOURCE = LISTED["Invented Outlet"]
FIRST = pd.Timestamp("2023-01-02")

#: Cells that make a row one in error, by the code of the problem.
ERRORS: dict[str, dict[str, Any]] = {
    "not_a_day": {"start": "soon"},
    "wrong_weekday": {"published": "Monday, 14 November 2024"},
    "ambiguous_day": {"published": "03/04/2024"},
    "no_such_day": {"published": "2024-02-31"},
    "short_year": {"published": "14 Nov 24"},
    "year_out_of_range": {"published": "1066-10-14"},
    "time_of_day": {"published": "2024-11-14 23:30"},
    "day_number": {"published": "45000"},
    "not_one_day": {"published": "2024-11"},
    "end_before_start": {"end": "2022-12-31"},
    "negative_count": {"low": "-3"},
    "ambiguous_number": {"best": "1.200"},
    "not_whole": {"best": "2.5"},
    "not_a_number": {"best": "many"},
    "too_large": {"best": "99999999999999999999"},
    "low_above_high": {"low": "12", "best": "", "high": "11"},
    "low_above_best": {"low": "12", "best": "11", "high": ""},
    "best_above_high": {"low": "", "best": "12", "high": "11"},
    "unknown_code": {"measure": "civilians_kiled"},
    "reserved_name": {"incident_id": "~invented"},
    "empty_required": {"source": ""},
    "stock_as_incident": {"measure": "displaced_total"},
    "flow_as_level": {"scope": "level"},
    "no_place": {"place_name": "", "pcode": ""},
    "unknown_pcode": {"pcode": "MMR999999"},
    "place_elsewhere": {"pcode": "MMR001001"},
    "double_claim_id": {"claim_id": "x001"},
    "formula": {"note": "=1+1"},
    "control_character": {"note": "in\u202evented"},
    "error_value": {"note": "#REF!"},
}
#: Cells that make a row one that a person should look at.
WARNINGS: dict[str, dict[str, Any]] = {
    "wording_clash": {"wording": "at least seven", "low": "9", "best": "9", "high": ""},
    "unresolved_place": {"place_name": "Sagaing and Magway regions", "place_level": "state", "pcode": ""},
    "pcode_too_fine": {"place_level": "state", "place_name": "Sagaing Region"},
    "no_quantity": {"low": "", "best": "", "high": ""},
    "odd_url": {"url": "an invented page"},
    "damaged_text": {"note": "inventedâ€™s"},
}


def rows() -> list[dict[str, Any]]:
    """The rows of the file. The first is right in everything."""
    made = [_row(1)]
    for cells in (*ERRORS.values(), *WARNINGS.values()):
        made.append(_row(len(made) + 1, **cells))
    for several in (_apart, _long, _inside, _days, _twice, _alike, _perhaps_one, _far, _voice):
        made += several(len(made) + 1)
    return made


def _row(number: int, **cells: Any) -> dict[str, Any]:
    """A row of a day of its own, ten days from any other's."""
    day = FIRST + pd.Timedelta(days=10 * number)
    own = {
        "start": f"{day:%Y-%m-%d}",
        "end": f"{day:%Y-%m-%d}",
        "published": f"{day + pd.Timedelta(days=1):%Y-%m-%d}",
        "source": SOURCE,
        "attributed_to": "residents",
    }
    numbers = {"low": "10", "best": "10", "high": "10"}
    return claim(number, f"invented-{number}", **{**numbers, **own, **cells})


def _like(row: dict[str, Any], number: int, **cells: Any) -> dict[str, Any]:
    """Another row that says the same but for some cells."""
    return {**row, "claim_id": f"x{number:03}", **cells}


def _apart(number: int) -> list[dict[str, Any]]:
    """One place of one incident in two states (error), and one incident in two states (warning)."""
    first = _row(number, place_name="Invented quarter", place_level="village", url="https://example.org/a")
    more = [_like(first, number + at, url=f"https://example.org/a{at}") for at in (1, 2)]
    more[1] |= {"pcode": "MMR001001"}
    other = _row(number + 3, place_name="Pale", url="https://example.org/b")
    second = _like(other, number + 4, place_name="Myitkyina", pcode="MMR001001", url="https://example.org/b1")
    third = _like(other, number + 5, url="https://example.org/b2")
    return [first, *more, other, second, third]


def _long(number: int) -> list[dict[str, Any]]:
    """A flow of a hundred days in one incident, and one of ten days around another incident."""
    long = _row(number, measure="houses_destroyed", start="2022-01-01", end="2022-04-10", date_precision="span")
    day = FIRST + pd.Timedelta(days=10 * (number + 1))
    wide = _row(
        number + 1,
        measure="airstrikes",
        place_level="state",
        place_name="Sagaing Region",
        pcode="MMR005",
        end=f"{day + pd.Timedelta(days=9):%Y-%m-%d}",
        published=f"{day + pd.Timedelta(days=9):%Y-%m-%d}",
        date_precision="span",
    )
    inner = _row(number + 2, measure="airstrikes", start=f"{day:%Y-%m-%d}", end=f"{day:%Y-%m-%d}")
    return [long, wide, inner]


def _inside(number: int) -> list[dict[str, Any]]:
    """A whole claim inside another whole claim of its report."""
    outer = _row(number, url="https://example.org/inside")
    inner = _like(outer, number + 1, place_level="village", place_name="Alelbon, Pale", low="3", best="3", high="3")
    return [outer, inner]


def _days(number: int) -> list[dict[str, Any]]:
    """A report from before its last day, and several days that are called one."""
    day = FIRST + pd.Timedelta(days=10 * (number + 1))
    early = _row(number, published=f"{FIRST + pd.Timedelta(days=10 * number - 3):%Y-%m-%d}")
    several = _row(number + 1, end=f"{day + pd.Timedelta(days=1):%Y-%m-%d}")
    return [early, several]


def _twice(number: int) -> list[dict[str, Any]]:
    """The same claim twice, and one report with two numbers for the same."""
    same, two = _row(number), _row(number + 2, url="https://example.org/two")
    return [same, _like(same, number + 1), two, _like(two, number + 3, low="11", best="11", high="11")]


def _alike(number: int) -> list[dict[str, Any]]:
    """One report with the same words for two places."""
    one = _row(number, url="https://example.org/alike", wording="ten", measure="civilians_injured")
    other = _row(number + 1, url="https://example.org/alike", wording="Ten", measure="civilians_injured")
    return [one, other | {"place_name": "Kale", "pcode": "MMR005024"}]


def _perhaps_one(number: int) -> list[dict[str, Any]]:
    """Two incidents of one township on one day."""
    one = _row(number)
    return [one, _like(one, number + 1, incident_id="invented-other", url="https://example.org/other")]


def _far(number: int) -> list[dict[str, Any]]:
    """A year that was mistyped."""
    return [_row(number, start="2032-11-10", end="2032-11-10", published="2032-11-11")]


def _voice(number: int) -> list[dict[str, Any]]:
    """A voice that the table of origins does not list."""
    return [_row(number, attributed_to="The Invented Committee of Pale")]


def written(folder: Path) -> Path:
    """The file as CSV in a folder, with a column that the table has not, and a row that has a cell too many."""
    path = folder / "invented-wrong-claims.csv"
    listed = rows()
    names = list(listed[0])
    with open(path, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([*names, "colour"])
        writer.writerows([*(str(row[name]) for name in names), ""] for row in listed)
        writer.writerow([*(str(_row(len(listed) + 1)[name]) for name in names), "", "too many"])
    return path
