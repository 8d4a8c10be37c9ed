"""A map of townships by something that is counted and has no bounds, such as the claims that a file has of each."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from tollbook import places
from tollbook.amounts import Amount
from tollbook.charts.choropleth import of_reading
from tollbook.charts.ground import Areas
from tollbook.charts.reading import Cell, Reading
from tollbook.charts.words import Words, words
from tollbook.rows import each_row


def counted(
    counts: pd.DataFrame,
    label: str,
    areas: Areas,
    silent: str = "",
    within: str = places.COUNTRY,
    size_mm: tuple[float, float] = (112.0, 130.0),
    language: Words | None = None,
) -> Figure:
    """Draw how many there are of something in each township, in classes.

    For numbers of people, strikes or houses take `choropleth`, which shows how far their bounds reach.

    Parameters
    ----------
    counts : DataFrame
        ``pcode`` of a township, and ``n`` (above zero). A township without a row is hatched: no report.
    label : str
        What is counted, in the language of the map.
    areas : places.Areas
        Of the townships of the whole country.
    silent : str
        What the key calls a township without a row, in the language of the map; by default "no report".
    within : str
        P-code of the country, a state or a district: what is drawn.
    size_mm : (width, height)
        Of the map with its legend; less where the shape of the place asks for less.
    language : Words, optional
        English where not given.

    Raises
    ------
    MapError
        No township of the place has an area.
    """
    said = language or words()
    cells = {str(row.pcode): _cell(str(row.pcode), float(row.n)) for row in each_row(counts)}
    none = silent or said.say("no report")
    return of_reading(Reading(cells, {}, None, None), label, areas, within, size_mm, none, said)


def _cell(pcode: str, n: float) -> Cell:
    return Cell(pcode, Amount(n, n, n, False), "figure")
