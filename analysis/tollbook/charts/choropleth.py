"""The map of townships: classes of one measure over a period, with what is not known drawn as what it is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import shapely
from matplotlib.figure import Figure

from tollbook import measures, places
from tollbook.charts import insets, map_notes, signs
from tollbook.charts.board import Board
from tollbook.charts.classes import classes
from tollbook.charts.ground import Areas, Ground, ToMillimetres, ground
from tollbook.charts.legend import Legend, entries, legend
from tollbook.charts.lettering import Lettering, height_of, wrapped
from tollbook.charts.panel import Panel, Shown
from tollbook.charts.plate import Plate, plate
from tollbook.charts.reading import Cell, MapError, Reading, read
from tollbook.charts.style import canvas, colour, house_style
from tollbook.charts.words import Words, words_in
from tollbook.tallies.rates import Rates

_LOCATOR_MM, _SCALE_MM = 16.0, (14.0, 4.6)
_SMALL, _LINE = 5.8, 2.7
#: Room of a map that stands alone.
_SHEET_MM = (112.0, 130.0)


def choropleth(
    tally: Any,
    measure: str,
    areas: Areas | None = None,
    within: str | None = None,
    outlined: str | None = None,
    size_mm: tuple[float, float] | None = None,
    notes: bool = True,
    language: Words | str | None = None,
    level: str = "township",
) -> Figure:
    """Draw a measure by township: for the country, one state, or one district; or by state for the country.

    Mapped is the best, or the low where no source gives a count. A township whose number nothing bounds from above
    bears an arrow, one whose bounds lie in other classes an arrow both ways: no class looks more exact than the tally.

    Parameters
    ----------
    tally : Tally, Rates or DataFrame
        By township, of one period; of its rows those of `measure` are drawn, in its plain base. A township without a
        row is hatched: no report, which is not zero. Rates (``tallies.rates``) give the map's twin per 100,000 people.
    measure : str
        A flow.
    areas : places.Areas, optional
        Of the townships of the whole country; by default the approximate ones of `places.areas`, labelled so.
    within, outlined : str, optional
        P-codes: of the country, the state or the district that is drawn, by default what the tally is about; and of a
        unit that gets a thick line.
    size_mm, language, level : (width, height), str, str, optional
        Of the map with its legend, at most; ``en`` (where not given) or ``my``; of what is drawn, its tally and areas:
        ``township``, or ``state`` for the country.
    notes : bool
        With the lines that say what could not be drawn and whose areas these are; not where a page prints them.

    Raises
    ------
    MapError
        The tally is of another level or of several periods, or no unit of the place has an area.

    Examples
    --------
    >>> tb.chart.choropleth(tb.tally(found, "township,whole"), "civilians_killed", within="MMR005")  # doctest: +SKIP
    """
    said, reading = words_in(language), read(tally, measure, level)
    areas = places.areas(level=level) if areas is None else areas
    where = within or (places.COUNTRY if isinstance(tally, pd.DataFrame) else tally.within)
    with house_style():
        rate, shown = tally if isinstance(tally, Rates) else None, _shown(reading, ground(areas), where, outlined, said)
        lines = map_notes.lines(reading, measure, areas, where, rate, said) if notes else []
        return _drawn(shown, _legend(shown, measure, rate, said, notes), where, size_mm or _SHEET_MM, lines)


def of_reading(
    reading: Reading, heading: str, areas: Areas, where: str, size: tuple[float, float], silent: str, said: Words
) -> Figure:
    """Draw what is read already and has no bounds; see `counted`.

    Parameters
    ----------
    reading : Reading
    heading : str
        Of the legend.
    areas : places.Areas
    where : str
        P-code of what is drawn.
    size : (width, height)
        In mm, with the legend.
    silent : str
        What the legend calls a township without a row.
    said : Words

    Raises
    ------
    MapError
        No township of the place has an area.
    """
    with house_style():
        shown = _shown(reading, ground(areas), where, None, said)
        told = entries(shown.cells, shown.classes, ranged=False, rate=False, words=said)
        told = [replace(each, text=silent) if each.sign == "no report" else each for each in told]
        return _drawn(shown, legend([heading], told), where, size, [])


def _drawn(shown: Shown, key: Legend, where: str, size: tuple[float, float], notes: list[str]) -> Figure:
    """The sheet, and below it the notes."""
    told = [line for text in notes for line in wrapped(text, _SMALL, size[0])]
    foot = _points(len(told) * _LINE + (1.5 if told else 0.0))
    sheet = _sheet(shown, key, where, (size[0], size[1] - foot))
    height = _points(sheet.plate.height)
    figure, board = canvas(size[0], height + foot, foot)
    lettering = Lettering()
    sheet.draw(board, lettering)
    for number, line in enumerate(told):
        lettering.add((0.0, -1.5 - number * _LINE - height_of(_SMALL)), line, _SMALL, "muted")
    lettering.draw(board)
    return figure


def _points(mm: float) -> float:
    """A length in mm made longer to whole type points, so that points on the grid of `signs.on_grid` stay on it."""
    return math.ceil(mm * 72 / 25.4) * 25.4 / 72


def _shown(reading: Reading, land: Ground, where: str, outlined: str | None, said: Words) -> Shown:
    chosen = land.positions(where)
    if not chosen:
        raise MapError(f"No township of {places.label(where)} has an area, so there is nothing to draw.")
    lying = reading.lying(land.pcodes)
    cells = [_on_ground(reading.cell(code), lying.get(code, [])) for code in (land.pcodes[i] for i in chosen)]
    classed = classes(cell.value or 0.0 for cell in cells if cell.sign == "figure")
    # A line around the whole map would say nothing.
    own = frozenset(land.pcodes[i] for i in land.positions(outlined)) if outlined not in (None, where) else frozenset()
    borders = "state" if where == places.COUNTRY else "district"
    return Shown(land, chosen, cells, classed, own, borders, said)


def _on_ground(cell: Cell, lying: list[Cell]) -> Cell:
    """A township that is drawn, with what lies on its ground under codes that have no area.

    What is held back there makes the ground neither silent nor one of which something is said to be recorded.
    """
    told = [each for each in lying if each.state != "held back" or each.below]
    if lying and not told and cell.sign in ("no report", "not covered", "zero"):
        return replace(cell, state="held back", amount=lying[0].amount)
    return replace(cell, elsewhere=bool(told))


def _legend(shown: Shown, measure: str, rate: Rates | None, said: Words, headed: bool) -> Legend:
    ranged = any(shown.crosses(cell) for cell in shown.cells)
    heading = [said.say(measures.get(measure).label)] if headed else []
    # Where no township has a shade there is nothing that this would be of.
    heading += [map_notes.mapped(rate, said)] if len(shown.classes) else []
    return legend(heading, entries(shown.cells, shown.classes, ranged, rate is not None, said))


@dataclass(frozen=True)
class _Sheet:
    """A map with all that goes with it, laid out."""

    legend: Legend
    plate: Plate
    main: Panel
    insets: list[insets.Inset]
    locator: ToMillimetres | None

    def draw(self, board: Board, lettering: Lettering) -> None:
        """Draw everything but the notes."""
        self.main.draw(board, lettering)
        corners = list(self.plate.blocks)
        self.legend.draw(board, lettering, *corners.pop(0))
        for inset in self.insets:
            inset.draw(board, lettering, self.main, *corners.pop(0))
        if self.locator is not None:
            _locator(board, self.main, self.locator, corners.pop(0))
        _scale_bar(board, lettering, corners.pop(0), self.plate.scale, self.main.shown.words)


def _sheet(shown: Shown, key: Legend, where: str, size: tuple[float, float]) -> _Sheet:
    """Lay out without enlarged pieces first: only its scale tells which townships are too small."""
    land, said = shown.ground, shown.words
    (left, bottom), (right, top) = land.country_box
    reach = _LOCATOR_MM / (top - bottom)
    last = [((right - left) * reach, _LOCATOR_MM)] if where != places.COUNTRY else []
    last.append(_SCALE_MM)
    apart = insets.far_off(shown)
    off = {i for inset in apart for i in inset.group}
    near = tuple(i for i in shown.chosen if i not in off)
    rough, first = land.rough(near), [(key.width, key.height), *(inset.size for inset in apart)]
    laid = plate(*size, rough, [*first, *last])
    larger = insets.too_small(land, near, laid.scale, said)
    blocks = [*first, *(inset.size for inset in larger), *last]
    if larger:
        laid = plate(*size, rough, blocks)
    held = off | {i for inset in larger for i in inset.group}
    out = frozenset(at for at, i in enumerate(shown.chosen) if i in held)
    west, south, east, north = shapely.bounds(rough)
    box = (laid.left, laid.bottom, float(east - west) * laid.scale, float(north - south) * laid.scale)
    over = tuple((x, y - high, x + wide, y) for (x, y), (wide, high) in zip(laid.blocks, blocks, strict=True))
    main = Panel(shown, box, float(west), float(south), laid.scale, out, edge=0.4, taken=over)
    locator = ToMillimetres(reach, left, bottom, 0.0, 0.0) if where != places.COUNTRY else None
    return _Sheet(key, laid, main, [*apart, *larger], locator)


def _scale_bar(board: Board, lettering: Lettering, corner: tuple[float, float], scale: float, said: Words) -> None:
    """A length on the ground: a round number of kilometres, no longer than its room."""
    powers = [base * 10**power for power in range(5) for base in (1, 2, 5)]
    length = max([km for km in powers if km * scale <= 13.0] or [1])
    left, y = corner[0], corner[1] - 1.0
    right = left + length * scale
    for box in ((left, y - 0.25, right - left, 0.25), (left, y - 0.25, 0.2, 1.2), (right - 0.2, y - 0.25, 0.2, 1.2)):
        signs.fill(board, signs.rectangle(*box), colour("muted"), order=6.0)
    text = said.say("{n} km", n=said.number(length))
    lettering.add((left, y - 1.1 - height_of(_SMALL)), text, _SMALL, "muted")


def _locator(board: Board, main: Panel, small: ToMillimetres, corner: tuple[float, float]) -> None:
    """Where in the country the map lies."""
    land = main.shown.ground
    to_mm = replace(small, left=corner[0], bottom=corner[1] - _LOCATOR_MM)
    signs.fill(board, land.country_shapes.path(None, to_mm), colour("line"), order=2.0)
    signs.fill(board, land.silhouette(main.shown.chosen).path(None, to_mm), colour("mark"), order=2.1)
