"""Grids of months: claims by place or source, and coverage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.views.pictures import Picture
from tollbook.briefs.views.showable import printable
from tollbook.charts import signs
from tollbook.charts.cells import silence
from tollbook.charts.classes import classes
from tollbook.charts.grid import grid
from tollbook.charts.legend import Entry
from tollbook.charts.style import colour
from tollbook.charts.words import Words

_COLUMNS = ["row", "month", "sign", "shade", "dot"]


def claims_of(facts: Facts) -> Picture:
    """Claims of incidents by state and month, and what is known of the silent months."""
    words, panel = facts.words, facts.panels["calendar"]
    months = _months(panel)
    classed = classes(n for row in panel["rows"] for n in row["months"].values())
    shades = signs.shades(len(classed))
    cells = []
    for at, row in enumerate(panel["rows"]):
        for month in months:
            name = f"{month:%Y-%m}"
            n = row["months"].get(name, 0)
            sign = "class" if n else silence(row["coverage"].get(name, "unknown"))
            cells.append((at, month, sign, shades[classed.of(n)] if n else "", False))
    key = _shades(words, classed.labels(words), shades)
    names = [words.place_label(row["pcode"]) for row in panel["rows"]]
    drawn = grid(
        _frame(cells), names, months, [*key, *_silent(cells, silent(panel["held"], words), words)], language=words
    )
    return Picture(drawn, printable(_alternative(panel["rows"], names, words)))


def by_source(facts: Facts, panel: dict[str, Any], names: Sequence[str]) -> Picture:
    """Claims by source and month; an empty cell is a month of which the source has no claim."""
    words, months = facts.words, _months(panel)
    classed = classes(n for row in panel["rows"] for n in row["months"].values())
    shades = signs.shades(len(classed))
    cells = [
        (at, pd.Timestamp(f"{month}-01"), "class", shades[classed.of(n)], False)
        for at, row in enumerate(panel["rows"])
        for month, n in row["months"].items()
    ]
    key = _shades(words, classed.labels(words), shades)
    drawn = grid(_frame(cells), names, months, key, language=words)
    return Picture(drawn, printable(_alternative(panel["rows"], names, words)))


def coverage_of(facts: Facts, panel: dict[str, Any], names: Sequence[str]) -> Picture:
    """Coverage by place and month, with a mark where the file has a claim."""
    words, months = facts.words, _months(panel)
    cells = []
    for at, row in enumerate(panel["rows"]):
        for month in months:
            name = f"{month:%Y-%m}"
            sign = _COVERED[row["coverage"].get(name, "unknown")]
            cells.append((at, month, sign, "", name in row["months"]))
    said = {
        "counted": Entry("class", words.say("counted"), colour("mark")),
        "not covered": Entry("not covered", words.say("not covered")),
        "no report": Entry("no report", words.say("unknown")),
    }
    occurring = {cell[2] for cell in cells}
    key = [entry for sign, entry in said.items() if sign in occurring]
    key += [Entry("dot", words.say("the file has a claim"))] if any(cell[4] for cell in cells) else []
    drawn = grid(_frame(cells), names, months, key, language=words)
    return Picture(drawn, printable(_coverage_alternative(panel, names, words)))


#: The sign of each status in a grid of coverage.
_COVERED = {"counted": "counted", "not covered": "not covered", "unknown": "no report"}


def _months(panel: dict[str, Any]) -> list[pd.Timestamp]:
    return list(pd.date_range(panel["start"], panel["end"], freq="MS"))


def _frame(cells: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=_COLUMNS)


def _shades(words: Words, labels: Sequence[str], shades: Sequence[str]) -> list[Entry]:
    """The classes of a key; the first says what they count."""
    return [
        Entry("class", words.say("claims: {n}", n=label) if at == 0 else label, shade)
        for at, (label, shade) in enumerate(zip(labels, shades, strict=True))
    ]


def silent(held: int, words: Words) -> str:
    """What a place without a claim is called: where some may not be shown, it may have one of these."""
    return words.say("none shown") if held else words.say("no report")


def apart(panel: dict[str, Any], words: Words) -> list[str]:
    """Claims that stand in no cell of a grid, and why: a sentence each."""
    nowhere, left, held = (int(panel.get(name, 0)) for name in ("nowhere", "left", "held"))
    told = []
    if nowhere:
        told.append(words.count("{n} claim is known for no state.", "{n} claims are known for no state.", nowhere))
    if left:
        told.append(words.count("{n} claim lies outside these months.", "{n} claims lie outside these months.", left))
    if held:
        told.append(
            words.count(
                "{n} claim is not shown by month: what it counts is public for longer periods only, or its days are "
                "too recent.",
                "{n} claims are not shown by month: what they count is public for longer periods only, or their days "
                "are too recent.",
                held,
            )
        )
    return told


def _silent(cells: Sequence[tuple[Any, ...]], no_report: str, words: Words) -> list[Entry]:
    said = {
        "zero": words.say("counted: none"),
        "not covered": words.say("not covered"),
        "no report": no_report,
    }
    occurring = {cell[2] for cell in cells}
    return [Entry(sign, text) for sign, text in said.items() if sign in occurring]


def _alternative(rows: Sequence[dict[str, Any]], names: Sequence[str], words: Words) -> str:
    """Each row with its months; those that have none together."""
    told = [
        words.say("{name}: {months}.", name=name, months=words.listing(_each(row["months"], words)))
        for row, name in zip(rows, names, strict=True)
        if row["months"]
    ]
    silent = [name for row, name in zip(rows, names, strict=True) if not row["months"]]
    if silent:
        told.append(words.say("No claim: {listed}.", listed=words.listing(silent)))
    return " ".join([words.say("Grid of claims by month."), *told])


def _each(months: dict[str, int], words: Words) -> list[str]:
    return [
        words.say("{month} {n}", month=words.month(pd.Timestamp(f"{name}-01"), short=True), n=words.number(n))
        for name, n in months.items()
    ]


def _coverage_alternative(panel: dict[str, Any], names: Sequence[str], words: Words) -> str:
    """How many months of each row are counted, not covered and unknown."""
    told = []
    for row, name in zip(panel["rows"], names, strict=True):
        statuses = list(row["coverage"].values())
        counted, bare = statuses.count("counted"), statuses.count("not covered")
        told.append(
            words.say(
                "{name}: months counted {counted}, not covered {bare}, unknown {unknown}.",
                name=name,
                counted=words.number(counted),
                bare=words.number(bare),
                unknown=words.number(panel["months"] - counted - bare),
            )
        )
    return " ".join([words.say("Grid of coverage by month."), *told])
