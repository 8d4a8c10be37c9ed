"""The map of the townships around a place, or in it: its figures, and what of them can't be drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.errors import BriefError
from tollbook.briefs.figures import NOTHING, Figure
from tollbook.briefs.ledger import Ledger, Span, Unit
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.charts.cells import coverage_of, silence
from tollbook.charts.classes import classes
from tollbook.charts.reading import Reading, read
from tollbook.places import Areas, Population
from tollbook.release.held import Held
from tollbook.rows import each_row
from tollbook.tallies.rates import Rates, rates

#: The columns of a tally that a map reads.
COLUMNS = ("pcode", "level", "start", "end", "measure", "base", "low", "best", "high", "open", "highest_stated")
MORE = ("incidents", "spread_share", "coverage", "held", "below")


@dataclass(frozen=True)
class Atlas:
    """What a brief's maps are drawn on, and what its rates divide by.

    Attributes
    ----------
    areas : Areas
    population : Population or None
    files : dict of str to (name, sha256)
        Of the files that were given, by what they hold.
    """

    areas: Areas
    population: Population | None
    files: dict[str, tuple[str, str]]


def atlas(boundaries: Areas | str | Path | None = None, population: Population | str | Path | None = None) -> Atlas:
    """Read what was given, or take the areas that are derived from the settlements.

    Raises
    ------
    BriefError
        A file can't be read or used; the message names it and says why.
    """
    files = {}
    for what, given in (("boundaries", boundaries), ("population", population)):
        if isinstance(given, str | Path):
            try:
                files[what] = (Path(given).name, hashlib.sha256(Path(given).read_bytes()).hexdigest())
            except OSError as error:
                raise BriefError(f"The {what} file {given} can't be read: {error.strerror or error}.") from None
    try:
        people = places.population(population) if isinstance(population, str | Path) else population
        return Atlas(_areas(boundaries), people, files)
    except (ValueError, OSError) as error:
        raise BriefError(str(error)) from None


def _areas(boundaries: Areas | str | Path | None) -> Areas:
    if boundaries is None:
        return _derived()
    return boundaries if isinstance(boundaries, Areas) else places.areas("township", file=boundaries)


@cache
def _derived() -> Areas:
    """One object for all briefs of a process: what was prepared for drawing is kept as long as it lives."""
    return places.areas("township")


def measure_of(ledger: Ledger, followed: str) -> str:
    """The measure of the map: the one that the months follow where the period has it, else that of the first headline.

    A map of the injured, without any in the period, would be taken for one of the killed.
    """
    return followed if ledger.figures[f"period.{followed}"].state in ("figure", "no figure") else FLOWS[0]


def enter_map(ledger: Ledger, measure: str, held: Atlas) -> dict[str, Any]:
    """Enter the townships of the map, of one measure over the brief's period.

    A township is shown in its state or region, which is what readers know their way in.

    Returns
    -------
    dict
        ``measure``; ``within``, ``area``: p-code and label of what is drawn; ``outlined``: p-code of the township that
        the brief is about, or None; ``figures``: keys of what is recorded or counted, those that are known for no
        township last; ``beyond``: keys of figures of units outside it, on ground that is drawn; ``silent``: p-codes of
        the others by what is known of them; ``held``: the rule that holds them back, or None;
        ``legend``: the classes, as least and greatest number; ``areas``: their
        source, whether they are approximate, and ``undrawn``: keys of figures in townships without one;
        ``population``: None, or its source and year; ``rates``: by key of a figure, low, best and high for so many.
    """
    about = ledger.subject
    own = about.place.level == "township"
    within = _within(about.place, held.areas)
    state = places.unit(within).state or within
    rows, drawn = _rows_of(ledger, measure, within), set(held.areas.pcodes)
    beyond = _beyond(ledger, measure, within, drawn)
    townships = [code for code in sorted(rows) if rows[code].level == "township"]
    elsewhere = [code for code in sorted(rows) if rows[code].level != "township"]
    keys = [_enter(ledger, rows[code], Unit("township", code, within), measure) for code in [*townships, *elsewhere]]
    silent = [code for code in places.units_at("township", within) if code not in rows and code in drawn]
    withheld = ledger.clearance.of_cell("township", about.span, measure)
    panel: dict[str, Any] = {
        "measure": measure,
        "within": within,
        "area": places.label(within),
        "outlined": about.place.pcode if own else None,
        "figures": keys,
        "beyond": [_enter(ledger, row, Unit("township", code, state), measure) for code, row in beyond.items()],
        "held": None if withheld is None else withheld.rule,
        "silent": _withheld(silent) if withheld else _silent(ledger, silent, _ground_of({**rows, **beyond}, drawn)),
        "areas": {"source": held.areas.source, "approximate": held.areas.approximate},
        "population": None,
        "rates": {},
    }
    reading = read(as_table(ledger, panel), measure)
    cells = [reading.cell(code) for code in drawn if within in (*places.unit(code), places.COUNTRY)]
    named = classes(cell.value or 0.0 for cell in cells if cell.sign == "figure")
    panel["legend"] = [list(span) for span in zip(named.first, named.last, strict=True)]
    panel["areas"]["undrawn"] = [key for key, code in zip(keys, townships, strict=False) if code not in drawn]
    if held.population is not None:
        panel |= _rates(ledger, panel, held.population)
    return panel


def _within(place: places.Place, areas: Areas) -> str:
    """What is drawn: a township's state, else the place itself, or what it lies in where no township has an area.

    The townships of the Wa, for one, have codes and no known areas.
    """
    around = [place.state] if place.level == "township" else [place.pcode, place.state]
    drawn = [places.unit(code) for code in areas.pcodes]
    held = {code for unit in drawn for code in (unit.district, unit.state)}
    return next((code for code in around if code in held), places.COUNTRY)


def _enter(ledger: Ledger, row: Any, unit: Unit, measure: str) -> str:
    """Enter one township; where it is counted on another base only, that is said instead of silence."""
    about = ledger.subject
    plain = row if row.base == "" else None
    return ledger.enter(f"map.{unit.pcode}", plain, unit, about.span, measure).key


def _rows_of(ledger: Ledger, measure: str, within: str, only: Collection[str] | None = None) -> dict[str, Any]:
    """The rows of a unit's townships, or of some of them, by p-code: in the plain base where there is one."""
    about = ledger.subject
    table = ledger.tally("township", "whole", within, about.start, about.end)
    table = table[(table["measure"] == measure).to_numpy()]
    if only is not None:
        table = table[table["pcode"].isin(only).to_numpy() & (table["incidents"] > 0).to_numpy()]
    ledger.tallies.append(table)
    rows: dict[str, Any] = {}
    for row in each_row(table):
        if row.base == "" or str(row.pcode) not in rows:
            rows[str(row.pcode)] = row
    return rows


def _beyond(ledger: Ledger, measure: str, within: str, drawn: Collection[str]) -> dict[str, Any]:
    """Rows of units outside that lie on ground that is drawn: units of the Wa, on a map of the district of Hopang."""
    outside = [
        code
        for code, ground in places.ground_of().items()
        if code not in drawn and ground in drawn and within in places.unit(ground) and within not in places.unit(code)
    ]
    return _rows_of(ledger, measure, places.unit(within).state, outside) if outside else {}


def _ground_of(rows: dict[str, Any], drawn: Collection[str]) -> set[str]:
    """The townships that are drawn on the ground of those that something is recorded of and that are not drawn."""
    ground = places.ground_of()
    recorded = [code for code, row in rows.items() if row.incidents > 0 and code not in drawn]
    return {ground[code] for code in recorded if code in ground}


def _withheld(codes: list[str]) -> dict[str, list[str]]:
    """Townships of which nothing is told, whether anything is recorded of them or not."""
    return {"held back": codes} if codes else {}


def _silent(ledger: Ledger, codes: list[str], ground: Collection[str]) -> dict[str, list[str]]:
    """Townships of which nothing is recorded, by what coverage says of them or what else is on their ground."""
    about = ledger.subject
    cells = pd.DataFrame({"pcode": codes, "start": about.start, "end": about.end})
    status = about.found.coverage.status(cells).astype(str).tolist() if codes else []
    found: dict[str, list[str]] = {}
    for code, known in zip(codes, status, strict=True):
        found.setdefault("other code" if code in ground else silence(known), []).append(code)
    return found


def _rates(ledger: Ledger, panel: dict[str, Any], population: Population) -> dict[str, Any]:
    made = rate_table(ledger, panel, population)
    found = {}
    for row in each_row(made.table):
        if row.level == "township" and pd.notna(row.low):
            found[f"map.{row.pcode}"] = {
                "people": int(row.people),
                **{
                    name: None if pd.isna(getattr(row, name)) else float(getattr(row, name))
                    for name in ("low", "best", "high")
                },
            }
    people = {"source": population.source, "year": population.year, "per": made.per, "small": made.small}
    return {"population": people, "rates": found}


def rate_table(ledger: Ledger, panel: dict[str, Any], population: Population) -> Rates:
    """The map's rows as rates."""
    return rates(as_table(ledger, panel), population, panel["within"])


def as_table(ledger: Ledger, panel: dict[str, Any]) -> pd.DataFrame:
    """The figures of the map as rows of a tally, which is what a map takes; those that nothing is known of included."""
    rows = [row_of_figure(ledger.figures[key]) for key in [*panel["figures"], *panel["beyond"]]]
    about = ledger.subject
    for state, codes in panel["silent"].items():
        silent = (silent_figure(panel["measure"], code, about.span, state, panel["held"]) for code in codes)
        rows += map(row_of_figure, silent)
    return pd.DataFrame(rows, columns=[*COLUMNS, *MORE])


def silent_figure(measure: str, pcode: str, span: Span, state: str, rule: str | None = None) -> Figure:
    """A place that nothing is recorded of, in its state; `rule` is what holds it back where that is its state."""
    held = Held(rule or "") if state == "held back" else None
    # Ground with something recorded under another code is drawn as that, whatever its coverage.
    return Figure("", measure, "", pcode, *span, NOTHING, state, coverage=coverage_of(state), held=held)


def row_of_figure(figure: Figure) -> dict[str, Any]:
    """A figure as a row of a tally, with `COLUMNS` and what a map asks beside them."""
    amount = figure.amount
    numbers = {name: getattr(amount, name) for name in ("low", "best", "high")}
    return {
        "pcode": figure.pcode,
        "level": places.unit(figure.pcode).level,
        "start": figure.start,
        "end": figure.end,
        "measure": figure.measure,
        "base": figure.other_bases[0] if figure.other_bases else "",
        **{name: float("nan") if value is None else value for name, value in numbers.items()},
        "open": amount.open,
        "highest_stated": float("nan") if figure.highest_stated is None else figure.highest_stated,
        "incidents": figure.incidents,
        "spread_share": figure.spread_share or 0.0,
        "coverage": figure.coverage,
        "held": figure.held.rule if figure.held else "",
        "below": figure.held.below if figure.held else 0,
    }


def reading_of(ledger: Ledger, panel: dict[str, Any]) -> Reading:
    """The map as `charts.reading` reads it."""
    return read(as_table(ledger, panel), panel["measure"])
