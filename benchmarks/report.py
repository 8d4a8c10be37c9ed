"""docs/benchmarks.md, made from the results."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"

_OPENING = """\
# Benchmarks

Made by `python benchmarks/run.py`, which runs on invented claims and findings (`benchmarks/generate.py`: five years,
330 townships, 11 measures, about three claims to an incident and measure, 9% of them parts). Times are medians of
several runs and are given as ratios, since seconds say more about a machine than about code. *Plain* is a pandas
groupby-sum of low, best and high over township, month and measure, all three categories, the months worked out
beforehand, on as many findings; the two take turns in one run. Memory is what a step needs at its highest above the
data that it is given.
"""


def write(results: dict[str, Any]) -> None:
    """Write the page from everything measured so far."""
    parts = [_OPENING, _machine(results["machine"])]
    sections = {
        "tally": _tally,
        "findings": _findings,
        "files": _files,
        "help": _help,
        "brief": _brief,
        "map": _map,
        "areas": _areas,
    }
    sections |= {"engine": _engine, "series": _series, "series_claims": _series_claims, "series_many": _series_many}
    for name, section in sections.items():
        if name in results:
            parts.append(section(results[name]))
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _machine(facts: dict[str, str]) -> str:
    return "Measured on: " + ", ".join(f"{name} {value}" for name, value in facts.items()) + ".\n"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _sized(results: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return sorted((int(size), found) for size, found in results.items())


def _ratio(found: dict[str, Any]) -> str:
    return f"{found['seconds'] / found['plain']:.1f}"


def _megabytes(value: float) -> str:
    return "not measured" if math.isnan(value) else f"{value:,.0f} MB"


def _growth(sized: list[tuple[int, dict[str, Any]]], at: int) -> str:
    """Seconds for a row, against those at the size before: 1 is linear growth."""
    if at == 0:
        return ""
    (before, earlier), (size, found) = sized[at - 1], sized[at]
    return f"{found['seconds'] / size / (earlier['seconds'] / before):.2f}"


def _tally(results: dict[str, Any]) -> str:
    sized = _sized(results)
    rows = [
        [f"{size:,}", f"{found['rows']:,}", f"{found['seconds']:.3f} s", f"{found['plain']:.3f} s", _ratio(found),
         _growth(sized, at), _megabytes(found["memory"]), _megabytes(found["held"])]
        for at, (size, found) in enumerate(sized)
    ]  # fmt: skip
    head = [
        "findings",
        "rows of the tally",
        "tally",
        "plain",
        "ratio (target 3)",
        "time a row, against the size before",
    ]
    return "## Findings to tally\n\n" + _table([*head, "memory", "findings themselves"], rows)


def _findings(results: dict[str, Any]) -> str:
    sized = _sized(results)
    rows = [
        [f"{size:,}", f"{found['rows']:,}", f"{found['seconds']:.3f} s", f"{found['plain']:.3f} s", _ratio(found),
         _growth(sized, at), _megabytes(found["memory"]), _megabytes(found["held"]), f"{found['reading']:.1f} s"]
        for at, (size, found) in enumerate(sized)
    ]  # fmt: skip
    head = ["claims", "findings", "reconciling", "plain", "ratio (target 10)", "time a row, against the size before"]
    note = "\nReading and checking the claims has no target and is not part of the ratio.\n"
    table = _table([*head, "memory", "claims themselves", "reading and checking"], rows)
    return "## Claims to findings\n\n" + table + note


def _files(results: dict[str, Any]) -> str:
    rows = [
        [f"{size:,}", kind, f"{one['rows']:,}", f"{one['bytes'] / 1e6:,.0f} MB", f"{one['seconds']:.1f} s",
         f"{one['cpu']:.1f} s", f"{one['memory']:,.0f} MiB", f"{found['load']:.1f}"]
        for size, found in _sized(results) for kind in ("ordered", "in no order") for one in [found[kind]]
    ]  # fmt: skip
    head = ["findings", "files", "rows of the tally", "on disk", "time", "of the processor", "memory", "load"]
    return (
        "## Findings in Parquet files to tally\n\n`tb.tally_of` by township, month and measure, by one process, from "
        "files that the system holds in memory. *Ordered* files are one for each state and year, as `found.to_parquet` "
        "writes them; *in no order* each has all states and years, the worst that can be met. Memory is what the whole "
        "process takes, Python and the tally itself included (target for 100,000,000: 5 s and 300 MiB on two cores). "
        "At a load above two others worked on the machine too, and took their share of the time.\n\n"
        + _table(head, rows)
    )


def _help(results: dict[str, Any]) -> str:
    found = results["0"]
    row = [f"{found['seconds'] * 1000:.0f} ms", f"{found['plain'] * 1000:.0f} ms", _ratio(found)]
    return "## Starting\n\n" + _table(["`tollbook --help`", "`python -c pass`", "ratio (target 5)"], [row])


def _brief(results: dict[str, Any]) -> str:
    found = results["0"]
    whole, inside = found["whole"], found["inside"]
    rows = [[name, f"{value:.2f} s", f"{value / whole:.0%}"] for name, value in found["stages"].items()]
    rows.append(["the whole command", f"{whole:.2f} s", "100%"])
    apart = [[name, f"{value:.2f} s"] for name, value in inside.items()]
    apart.append(["together", f"{sum(inside.values()):.2f} s"])
    return (
        "## One brief\n\nPale, November 2024, from the sample that ships, by `tollbook brief`. Steps are timed in "
        "runs of their own, so they need not add up to the whole, which has the start of Python in it too.\n\n"
        + _table(["step", "time", "share of the whole"], rows)
        + "\nThe same work in one process, without a notebook:\n\n"
        + _table(["stage", "time"], apart)
    )


def _map(results: dict[str, Any]) -> str:
    found = results["0"]
    plain = found["plain"]
    rows = [
        [name, f"{found[key] * 1000:.0f} ms", f"{found[key] / plain:.2f}"]
        for name, key in (
            ("map with legend, signs, names and insets, drawn", "seconds"),
            ("the same, areas never drawn before", "first"),
            ("writing it as SVG", "svg"),
            ("GeoPandas' plot of the same areas and classes, drawn", "plain"),
        )
    ]
    return (
        f"## A map of {found['areas']} townships\n\nMade and drawn by Matplotlib's Agg once everything is imported "
        "(target 80 ms); the areas are those derived from settlements, every third township has an invented number. "
        "The first map of some areas projects and simplifies them, later ones keep that. GeoPandas draws the areas, "
        "five classes by the same method and a legend, and nothing else. As SVG the map has "
        f"{found['size']:.0f} kB.\n\n" + _table(["step", "time", "against GeoPandas"], rows)
    )


def _areas(results: dict[str, Any]) -> str:
    found = results["0"]
    hidden = found["hidden"]
    rows = [
        [
            name,
            *(f"{100 * one[key]:.1f}%" for key in ("nearest", "votes", "nearest, ground", "votes, ground")),
            f"{100 * one['sure']:.0f}%",
            f"{100 * one['right of sure']:.2f}%",
        ]
        for name, one in found["held out"].items()
    ]
    head = ["held out", "nearest", "votes", "nearest, by ground", "votes, by ground", "sure", "right of these"]
    times = [
        ["building the areas, once", f"{found['building']:.1f} s"],
        ["loading them", f"{found['loading'] * 1000:.0f} ms"],
        ["locating 10,000 points anywhere in a frame around the country", f"{found['anywhere']:.2f} s"],
        ["locating 10,000 points near settlements", f"{found['near']:.2f} s"],
    ]
    return (
        "## Township areas and coordinates\n\nSettlements are held out by fifths, singly, by tract, or by squares, and "
        'located by the others; "nearest" is the plain way (Voronoi cells), "votes" is ours, "by ground" weighs '
        "each with the land nearest to it. docs/areas.md says how to read this.\n\n" + _table(head, rows) + "\n"
        "With the coordinates of half the townships thinned out, as in the gazetteer's Shan, areas overlap those from "
        f"all of them by a median of {100 * hidden['votes: median']:.0f}% "
        f"(nearest: {100 * hidden['nearest: median']:.0f}%), "
        f"the worst thirty by {100 * hidden['votes: worst thirty']:.0f}% "
        f"(nearest: {100 * hidden['nearest: worst thirty']:.0f}%). A concave hull around the settlements overlaps the "
        f"country's land by {100 * found['hull']:.0f}%; ours is cut at the border and the coast. "
        f"{found['outside']} of {found['settlements']} settlements used lie outside their township's area.\n\n"
        + _table(["step", "time"], times)
    )


def _engine(results: dict[str, Any]) -> str:
    found = results["0"]
    times, empty = found["times"], found["empty"]
    names = {
        "stock": "papermill's command, one after another",
        "stock, two": "papermill's command, two at a time",
        "lean": "papermill's command without its needless import, one after another",
        "loop": "papermill in a loop, in one process",
        "one": f"`execute`, a batch of {found['batch']}, one after another",
        "two": f"`execute`, a batch of {found['batch']}, two at a time",
        "single": "`execute`, a single notebook",
    }
    rows = [
        [name, f"{times[key]:.2f} s", f"{times['stock'] / times[key]:.1f}", f"{times['lean'] / times[key]:.1f}"]
        for key, name in names.items()
    ]
    ratio = empty["stock"] / empty["seconds"]
    return (
        "## Notebooks by the engine that forks\n\nA user's unchanged notebook: pandas and Matplotlib, a table, a pivot "
        "table and two charts. Seconds a notebook, the start of everything included and all byte code compiled; how "
        "many times as fast as papermill's command, and as the same without a grammar that its import builds and "
        "nobody uses (target 10 for a batch). docs/engine.md tells what the engine is.\n\n"
        + _table(["way", "a notebook", "against papermill", "against papermill without that import"], rows)
        + f"\nAn empty notebook, everything running: {empty['seconds'] * 1000:.0f} ms (target 25 ms), "
        f"{empty['stock'] * 1000:.0f} ms by papermill's own engine; ratio {ratio:.0f}.\n\n" + _load(found["load"])
    )


def _load(load: float) -> str:
    return (
        f"The machine's load was {load:.1f} over five minutes: above two, others worked on it too, and seconds are "
        "longer than on a machine to itself.\n"
    )


def _series(results: dict[str, Any]) -> str:
    found = results["0"]
    times = found["times"]
    names = {
        "stock": "papermill's command, then `nbconvert --to webpdf`, one after another",
        "lean": "the same without the needless import",
        "ours": f"`tollbook series run`, {found['batch']} briefs, start-up included",
        "one": "`tollbook series run`, one brief, start-up included",
        "cold": "`tollbook brief`, one brief from the shell",
    }
    rows = [
        [name, f"{times[key]:.2f} s", f"{times['stock'] / times[key]:.1f}", f"{times['lean'] / times[key]:.1f}"]
        for key, name in names.items()
    ]
    return (
        "## A series of briefs\n\nBriefs of townships in November 2024, from the sample that ships. The stock way runs "
        "a notebook that makes the same page with the same data in it, and prints it with Chromium; ours makes the PDF "
        "with the data attached. Seconds a brief, all byte code compiled; how many times as fast as the stock way, and "
        "as the same without the grammar that it imports and nobody uses (targets: 40 for a batch of 40, 5 for one "
        "cold brief).\n\n"
        + _table(["way", "a brief", "against stock", "against stock without that import"], rows)
        + f"\nEach further brief of a run takes {found['further']:.2f} s on these cores (target 0.15 s).\n\n"
        + _load(found["load"])
    )


def _series_claims(results: dict[str, Any]) -> str:
    rows = [
        [f"{int(size):,}", f"{each['first']:.1f} s", f"{each['further']:.2f} s"] for size, each in results["0"].items()
    ]
    return (
        "## A brief by the number of all claims\n\nTownships of one state, from a file of invented claims of the whole "
        "country. The first brief has all of them to read, check and reconcile.\n\n"
        + _table(["claims", "a run of one brief", "each further brief"], rows)
    )


def _series_many(results: dict[str, Any]) -> str:
    [found] = results.values()
    rows = [[f"{each['briefs']:,}", f"{each['seconds']:.2f} s", _megabytes(each["memory"])] for each in found["tenths"]]
    return (
        f"## {found['briefs']:,} briefs in one run\n\nEvery township, in English and Burmese, month by month, in "
        f"{found['seconds'] / 60:.0f} minutes. Seconds a brief of each tenth of the run, and at its end the memory of "
        "the runner and of the process that is forked (what they share is counted twice).\n\n"
        + _table(["briefs made", "a brief", "memory"], rows)
        + "\n"
        + _load(found["load"])
    )
