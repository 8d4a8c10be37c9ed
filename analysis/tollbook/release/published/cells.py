"""A figure as an output prints it or holds it back: which place and days it is of, and what is known of its making."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from tollbook import measures, places

#: What an output says of a cell: a number; that there is one, which it does not say; or that nothing is recorded.
SHOWN, HELD, NOTHING = "shown", "held", "nothing"
#: Levels from the finest to the widest.
LEVELS = ("township", "district", "state", "country")


class Area(NamedTuple):
    """A unit itself (``own``), or what of it is known for no place of a level inside it (that level)."""

    kind: str
    pcode: str


class Cell(NamedTuple):
    """What a figure is of.

    Attributes
    ----------
    area : Area
    first, last : str
        Days, "2024-11-01".
    measure, base : str
    of, name : str
        Of one class of a figure that is taken apart: by what, and the class; else empty.
    """

    area: Area
    first: str
    last: str
    measure: str
    base: str
    of: str = ""
    name: str = ""


class Knowledge(NamedTuple):
    """What an output was made from, as far as it says so; texts that sort, empty where it does not say.

    Attributes
    ----------
    cut_off, known_on : str
        Days up to which reports published, and claims entered, count.
    issued : str
        The day that the output bears: days nearer to it than the delay of a measure are held back.
    version : int
    rule : str
        With the sources of ``priority``.
    """

    cut_off: str
    known_on: str
    issued: str
    version: int
    rule: str


UNKNOWN = Knowledge("", "", "", 0, "")


@dataclass(frozen=True)
class Printed:
    """What one output says of one cell.

    Attributes
    ----------
    cell : Cell
    state : str
        ``shown``, ``held`` or ``nothing``.
    best : float or None
        The number in the middle, or the one that stands for it where no report gives it.
    low, high : float or None
    rule : str
        That holds it back; see `held.CELL_RULES`.
    below : int
        What it is said to be below; 0: nothing.
    incidents : int or None
        How many incidents it adds up; None where that is not said.
    file, at : str
        The file, and the place in it.
    knowledge : Knowledge
    """

    cell: Cell
    state: str
    best: float | None
    low: float | None
    high: float | None
    rule: str
    below: int
    incidents: int | None
    file: str
    at: str
    knowledge: Knowledge


@dataclass(frozen=True)
class Single:
    """One finding of an incident, as an output lists it: in a place and some months.

    Attributes
    ----------
    incident : int
        Its number in the output.
    area : Area
    first, last : str
        Days; those of its months where the days themselves are not public.
    measure, base : str
    best : float or None
    rule, below, file, at
        As of `Printed`; a finding with an empty rule is shown.
    """

    incident: int
    area: Area
    first: str
    last: str
    measure: str
    base: str
    best: float | None
    rule: str
    below: int
    file: str
    at: str


@dataclass
class Output:
    """One output, whatever its forms: all that its files say.

    Attributes
    ----------
    file : str
    knowledge : Knowledge
    release : str
        ``public`` or ``internal``; public where it does not say.
    area : Area or None
        What it is about; None where it does not say.
    first, last : str
        Its days.
    printed : list of Printed
    silent : list of Cell
        Cells that it would have a row of if something were recorded.
    silent_with_tally : list of Cell
        The same of lists that leave some places to the tally: they are silent only where that is read too.
    singles : list of Single
    tables : list of (Cell, by what, names)
        Totals that it takes apart, with the classes that it names.
    """

    file: str
    knowledge: Knowledge = UNKNOWN
    release: str = "public"
    area: Area | None = None
    first: str = ""
    last: str = ""
    printed: list[Printed] = field(default_factory=list)
    silent: list[Cell] = field(default_factory=list)
    silent_with_tally: list[Cell] = field(default_factory=list)
    singles: list[Single] = field(default_factory=list)
    tables: list[tuple[Cell, str, tuple[str, ...]]] = field(default_factory=list)


def own(pcode: str) -> Area:
    """A unit itself."""
    return Area("own", pcode)


def not_stated(level: str, pcode: str) -> Area:
    """What is known for a unit and for no place of a level inside it; a country has one such row for all levels."""
    held = places.unit(pcode).level
    if held == "country":
        return Area("state", pcode)
    return Area("township" if held == "district" else level, pcode)


def area_of(level: str, pcode: str) -> Area:
    """The row of a unit in a tally of a level: "not stated" where it is wider than that."""
    held = places.unit(pcode).level
    if held in LEVELS and level in LEVELS and LEVELS.index(held) > LEVELS.index(level):
        return not_stated(level, pcode)
    return own(pcode)


def known_for(pcode: str) -> Area:
    """What is known for a unit and for nothing smaller, as a finding is; a township's findings are all of that kind."""
    levels = {"district": "township", "state": "district", "country": "state"}
    level = places.unit(pcode).level
    return Area(levels[level], pcode) if level in levels else own(pcode)


def said_of(
    cell: Cell,
    numbers: tuple[float | None, ...],
    rule: str,
    below: int,
    incidents: int | None,
    where: tuple[str, str],
    knowledge: Knowledge,
) -> Iterator[Printed]:
    """What a row says of a cell; one that is held back and has a number all the same says both.

    Parameters
    ----------
    cell : Cell
    numbers : (low, best, high)
    rule : str
        That holds it back; empty: none.
    below, incidents
        See `Printed`.
    where : (file, place in it)
    knowledge : Knowledge
    """
    low, best, high = numbers
    said = next((value for value in (best, low, high) if value is not None), None)
    if rule:
        yield Printed(cell, HELD, None, None, None, rule, below, None, *where, knowledge)
    if said is not None:
        yield Printed(cell, SHOWN, said, low, high, "", 0, incidents, *where, knowledge)
    elif not rule:
        yield Printed(cell, NOTHING, None, None, None, "", 0, None, *where, knowledge)


@cache
def parts(area: Area) -> frozenset[str]:
    """The smallest places that an area is made of: townships, and what is known for no township of a district or so.

    A finding is known for a township, for a district, for a state or for the country: those parts never overlap, and a
    wider area is the sum of its parts (design, rule 4).
    """
    kind, pcode = area
    level = places.unit(pcode).level
    rest = f"{pcode} not stated"
    if kind != "own":
        districts = places.units_at("district", pcode) if (kind, level) == ("township", "state") else []
        return frozenset([rest, *(f"{code} not stated" for code in districts)])
    if level not in LEVELS[1:]:
        return frozenset([pcode])
    inside = [code for one in LEVELS[: LEVELS.index(level)] for code in _units(one, pcode)]
    return frozenset([rest, *(code if _is_township(code) else f"{code} not stated" for code in inside)])


@cache
def _units(level: str, pcode: str) -> tuple[str, ...]:
    return tuple(places.units_at(level, pcode))


def _is_township(pcode: str) -> bool:
    return places.unit(pcode).level == "township"


def is_fine(area: Area) -> bool:
    """Whether an area could show who is where: below a state, or a row of a table of such places."""
    return area.kind in ("township", "district") or places.unit(area.pcode).level not in ("state", "country")


def number(value: Any) -> float | None:
    """A number of a file, None where there is none.

    Raises
    ------
    ValueError
        It is no number from 0 on.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise ValueError(f"{value!r} is not a number of a figure")
    found = float(value)
    if not 0 <= found < float("inf"):
        raise ValueError(f"{value!r} is not a number of a figure")
    return found


def day(value: Any) -> str:
    """A day of a file.

    Raises
    ------
    ValueError
        It is none.
    """
    return f"{pd.Timestamp(str(value)[:10]):%Y-%m-%d}"


def in_words(cell: Cell) -> str:
    """A cell for people: "children killed in Pale Township, November 2024"."""
    known = measures.all_measures().get(cell.measure)
    what = known.running_label if known else cell.measure
    what += f" ({cell.base})" if cell.base else ""
    what += f", {cell.of}: {cell.name}" if cell.name else ""
    return f"{what} in {place_in_words(cell.area)}, {days_in_words(cell.first, cell.last)}"


@cache
def place_in_words(area: Area) -> str:
    """A place for people: "Pale Township", or "township not stated, Sagaing Region"."""
    known = places.unit(area.pcode).level
    label = places.label(area.pcode) if known else area.pcode
    return label if area.kind == "own" else f"{area.kind} not stated, {label}"


def days_in_words(first: str, last: str) -> str:
    """Days for people: "November 2024", "the year 2024", "1 November 2024 to 3 November 2024"."""
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    if start.is_month_start and end.is_month_end:
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%B %Y}"
        if (start.month, end.month) == (1, 12):
            return f"the year {start.year}" if start.year == end.year else f"the years {start.year} to {end.year}"
        return f"{start:%B %Y} to {end:%B %Y}"
    if first == last:
        return f"{start.day} {start:%B %Y}"
    return f"{start.day} {start:%B %Y} to {end.day} {end:%B %Y}"


def files_in_words(names: Iterable[str], most: int = 3) -> str:
    """Files in a sentence, each once, in the order of their names."""
    listed = sorted(set(names))
    told = listed[:most] + ([f"{len(listed) - most} more"] if len(listed) > most else [])
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
