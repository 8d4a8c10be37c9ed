"""Tables of rows as cells: a brief's tally and findings, the rows of its charts, and tallies that were exported."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from tollbook import places
from tollbook.release.published.cells import (
    LEVELS,
    Area,
    Cell,
    Knowledge,
    Output,
    Printed,
    Single,
    area_of,
    day,
    known_for,
    not_stated,
    number,
    own,
    said_of,
)
from tollbook.release.published.facts import months
from tollbook.release.scan.pieces import Unreadable
from tollbook.release.scan.readers.plain import separator_of

Rows = list[dict[str, Any]]

_NUMBERS = ("low", "best", "high")
#: What a table of figures has at least, and what one of findings has beside its measures and numbers.
_TALLY = {"pcode", "start", "end", "measure", *_NUMBERS}
_FINDINGS = {"incident", "pcode", "first_month", "last_month", "measure", *_NUMBERS}
#: A table of claims has these too, and adds nothing up.
_CLAIMS = {"claim_id", "incident_id"}
_NOT_STATED = re.compile(r"(township|district|state) not stated, ")
#: Charts of a brief whose rows are of a level of places, and may hold what is known for none of them.
_BY_PLACE = ("map", "places-beside")


def kind_of(rows: Rows) -> str:
    """Whether rows are a ``tally``, ``findings``, or neither (empty)."""
    columns = set(rows[0]) if rows else set()
    if columns & _CLAIMS:
        return ""
    if columns >= _FINDINGS:
        return "findings"
    return "tally" if columns >= _TALLY else ""


def of_csv(text: str) -> Rows:
    """The rows of a CSV file; none where it is not even in form a table with a head."""
    try:
        return list(csv.DictReader(io.StringIO(text), delimiter=separator_of(text) or ","))
    except csv.Error:
        return []


def of_json(data: Any) -> Rows:
    """The rows of a list of objects, such as ``tollbook tally --format json`` prints; none of anything else."""
    return data if isinstance(data, list) and data and all(isinstance(each, dict) for each in data) else []


def of_workbook(data: bytes) -> Iterator[tuple[str, Rows]]:
    """Name and rows of every sheet of a workbook.

    Raises
    ------
    Unreadable
        It can't be read.
    """
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                head, *rows = book.get_sheet_by_name(sheet.name).to_python() or [[]]
                names = [str(name) for name in head]
                yield sheet.name, [dict(zip(names, row, strict=False)) for row in rows]
    except python_calamine.CalamineError as error:
        raise Unreadable(f"the workbook can't be read ({error})") from error


def of_json_text(text: str) -> Any:
    """The data of a JSON file.

    Raises
    ------
    Unreadable
        It is damaged.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("it is no JSON, or a part of one") from None


def add_tally(output: Output, rows: Rows, file: str, chart: str = "") -> None:
    """Put the rows of a tally, or of a chart, to an output.

    Parameters
    ----------
    output : Output
        Changed in place. Where it tells of no place of its own, what the table is silent on is read off its rows.
    rows : list of dict
    file : str
    chart : str
        Name of the chart that they are of; empty: of none.

    Raises
    ------
    Unreadable
        A row can't be read; it is named.
    """
    level = _finest(rows)
    areas: dict[tuple[str, str], Area] = {}
    for at, row in enumerate(rows, 2):
        try:
            named = (str(row["pcode"]), str(row.get("place") or ""))
            if named not in areas:
                areas[named] = _area(*named, chart, level)
            output.printed += _printed(row, areas[named], file, f"row {at}", output.knowledge)
        except (ValueError, TypeError, KeyError) as error:
            raise Unreadable(f"row {at} can't be read ({error})") from error
    if output.area is None and not chart:
        output.silent += _silent(output.printed)


def _finest(rows: Rows) -> str:
    levels = {places.unit(str(row["pcode"])).level for row in rows}
    return next((level for level in LEVELS if level in levels), "township")


def _area(pcode: str, place: str, chart: str, level: str) -> Area:
    """The place of a row: what it is called in a tally, or what chart it is of, says whether it is "not stated"."""
    said = _NOT_STATED.match(place)
    if said:
        return not_stated(said.group(1), pcode)
    if chart == _BY_PLACE[1] and level == "township" and places.unit(pcode).level == "state":
        return not_stated("district", pcode)
    return area_of(level, pcode) if chart in _BY_PLACE else own(pcode)


def _printed(row: dict[str, Any], area: Area, file: str, at: str, knowledge: Knowledge) -> Iterator[Printed]:
    numbers = tuple(number(row[name]) for name in _NUMBERS)
    rule = str(row.get("held") or "") or ("not said" if row.get("state") == "held back" else "")
    first, last = day(row["start"]), day(row["end"])
    if row.get("stated_on"):
        first = last = day(row["stated_on"])
    cell = Cell(area, first, last, str(row["measure"]), str(row.get("base") or ""))
    incidents = number(row.get("incidents"))
    # A counted zero is no figure of anybody.
    silent = incidents == 0 and not rule
    yield from said_of(
        cell,
        numbers if not silent else (None, None, None),
        rule,
        int(number(row.get("below")) or 0),
        None if incidents is None else int(incidents),
        (file, at),
        knowledge,
    )


def _silent(printed: Iterable[Printed]) -> Iterator[Cell]:
    """Cells that a table by itself is silent on: places beside its own, and months between its first and its last.

    A table says nowhere which places it is about. It is taken to be about the smallest unit that holds all its rows of
    the same level and days: that is how a tally is made.
    """
    groups: dict[tuple[str, str, str], list[Cell]] = {}
    for each in printed:
        cell = each.cell
        level = cell.area.kind if cell.area.kind != "own" else places.unit(cell.area.pcode).level
        groups.setdefault((level, cell.first, cell.last), []).append(cell)
    monthly: dict[str, list[Cell]] = {}
    for (level, first, last), cells in groups.items():
        within = _around({cell.area.pcode for cell in cells})
        kinds = {(cell.measure, cell.base) for cell in cells}
        areas = [own(code) for code in places.units_at(level, within)] if within and level in LEVELS else []
        areas += [area_of(level, code) for code in _wider(within)]
        for area in dict.fromkeys(areas):
            yield from (Cell(area, first, last, *kind) for kind in kinds)
        if first[:7] == last[:7]:
            monthly.setdefault(level, []).extend(cells)
    for cells in monthly.values():
        spans = list(months(min(cell.first for cell in cells), max(cell.last for cell in cells)))
        for area, measure, base in {(cell.area, cell.measure, cell.base) for cell in cells}:
            yield from (Cell(area, first, last, measure, base) for first, last in spans)


def _around(codes: set[str]) -> str:
    """The smallest unit that holds some units; empty where a code is not known."""
    ladders = []
    for code in codes:
        unit = places.unit(code)
        ladders.append([one for one in (unit.township, unit.district, unit.state, places.COUNTRY) if one])
        if not unit.level:
            return ""
    return next((one for one in ladders[0] if all(one in ladder for ladder in ladders)), "") if ladders else ""


def _wider(within: str) -> list[str]:
    """Units that could have a row "not stated" in a table about a unit."""
    level = places.unit(within).level
    inside = places.units_at("state", within) if level == "country" else []
    return [within, *inside] if level in LEVELS[1:] else []


def add_findings(output: Output, rows: Rows, file: str) -> None:
    """Put the rows of ``findings.csv`` to an output, and take days from its facts where those name them.

    Raises
    ------
    Unreadable
        A row can't be read; it is named.
    """
    known = {(each.incident, each.measure, each.base): each for each in output.singles}
    made = []
    for at, row in enumerate(rows, 2):
        try:
            made.append(_single(row, known, file, f"row {at}"))
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise Unreadable(f"row {at} can't be read ({error})") from error
    listed = {(each.incident, each.measure, each.base) for each in made}
    kept = [each for each in output.singles if (each.incident, each.measure, each.base) not in listed]
    output.singles[:] = [*made, *kept]


def _single(row: dict[str, Any], known: dict[tuple[int, str, str], Single], file: str, at: str) -> Single:
    low, best, high = (number(row[name]) for name in _NUMBERS)
    key = (int(number(row["incident"]) or 0), str(row["measure"]), str(row.get("base") or ""))
    spans = list(months(f"{str(row['first_month'])[:7]}-01", f"{str(row['last_month'])[:7]}-31"))
    first, last = spans[0][0], spans[-1][1]
    if row.get("start") and row.get("end"):
        first, last = day(row["start"]), day(row["end"])
    elif key in known:
        first, last = known[key].first, known[key].last
    said = next((value for value in (best, low, high) if value is not None), None)
    rule = str(row.get("held") or "") if said is None else ""
    below = int(number(row.get("below")) or 0) if rule else 0
    return Single(key[0], known_for(str(row["pcode"])), first, last, *key[1:], said, rule, below, file, at)
