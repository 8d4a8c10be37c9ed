"""The charts of a brief as files: each as SVG and PNG, with the rows that it draws as CSV."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels import mapped
from tollbook.briefs.prose import held_back
from tollbook.briefs.views import pictures
from tollbook.briefs.views.back import outlet
from tollbook.briefs.views.pictures import Picture, Pictures
from tollbook.briefs.views.showable import printable
from tollbook.charts.cells import coverage_of
from tollbook.charts.marking import marked
from tollbook.charts.style import house_style, svg
from tollbook.plain import as_csv, plain

_DOTS_PER_INCH = 200
#: The oldest day that a zip file can bear: a real one would make each file another.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
#: Columns of the rows of a chart of figures.
COLUMNS = (
    *("place", "pcode", "start", "end", "measure", "base", "state", "held", "below"),
    *("low", "best", "high", "open", "incidents", "coverage", "sources"),
)


@dataclass(frozen=True)
class Chart:
    """A chart as files.

    Attributes
    ----------
    name : str
        Of its files, without their endings.
    heading : str
    picture : Picture
    rows : DataFrame
        What it draws.
    """

    name: str
    heading: str
    picture: Picture
    rows: pd.DataFrame


def zipped(page: dict[str, Any], drawn: Pictures, facts: Facts, stem: str) -> bytes:
    """All charts of a brief as one zip file.

    Parameters
    ----------
    page : dict
        As `view.view` gives it.
    drawn : dict
        As `pictures.drawn` gives it.
    facts : Facts
    stem : str
        What the files of the brief are called.

    Returns
    -------
    bytes
        The same for the same data: its files bear no day. In it are ``README.txt``, ``sources.csv``, and of each chart
        ``.svg, .png, .csv``.
    """
    listed = list(charts(page, drawn, facts))
    files: dict[str, str | bytes] = {"README.txt": _read_me(page, listed, facts), "sources.csv": _sources(facts)}
    for each in listed:
        with marked(each.picture.drawing, page["mark"]):
            files[f"{each.name}.svg"] = svg(each.picture.drawing)
            files[f"{each.name}.png"] = png(each.picture)
        files[f"{each.name}.csv"] = as_csv(each.rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{stem}-figures/{name}", _NO_DAY)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _READABLE, 3
            archive.writestr(entry, content)
    return out.getvalue()


def png(picture: Picture) -> bytes:
    """A picture as PNG on white, without a word on what made it."""
    out = io.BytesIO()
    with house_style():
        picture.drawing.savefig(
            out, format="png", dpi=_DOTS_PER_INCH, facecolor="white", metadata={"Software": None}
        )  # fmt: skip
    return out.getvalue()


def charts(page: dict[str, Any], drawn: Pictures, facts: Facts) -> Iterator[Chart]:
    """The charts in the order of the page. What the page sets beside a chart is drawn into it here."""
    panels = facts.panels
    yield Chart("map", page["map"]["heading"], _one(drawn["map"]), _map_rows(facts))
    if drawn["rates"]:
        people = facts.atlas.population
        assert people is not None
        rated = mapped.rate_table(facts.ledger, panels["map"], people).table
        yield Chart("map-rates", page["map"]["rates"]["heading"], _one(drawn["rates"]), rated)
    yield Chart("months", page["trend"]["heading"], _one(drawn["trend"]), _rows(facts, panels["trend"]["months"]))
    if drawn["displacement"]:
        keys = [*panels["displacement"]["levels"], *panels["displacement"]["months"]]
        heading = page["displacement"]["heading"]
        yield Chart("displacement", heading, _one(drawn["displacement"]), _rows(facts, keys))
    if drawn["beside"]:
        listed = panels["beside"]["rows"]
        alone = pictures.places_beside(facts, [printable(row["label"]) for row in page["beside"]["rows"]])
        keys = [key for row in listed for key in row["months"]]
        yield Chart("places-beside", page["beside"]["heading"], alone, _rows(facts, keys))
    yield from _tiles(page, drawn, facts)
    for number, finding in enumerate((panels["made"] or {"findings": []})["findings"], 1):
        heading = f"{page['made']['heading']}: {page['made']['labels'][number - 1]}"
        yield Chart(f"claims-{number}", heading, pictures.made_of(facts, finding, alone=True), _claims(finding))


def _tiles(page: dict[str, Any], drawn: Pictures, facts: Facts) -> Iterator[Chart]:
    """The headline figures, each with its own row first and those of its months after it."""
    lead = facts.panels["trend"]
    followed = {row["measure"]: row["months"] for row in (lead, *lead["others"])}
    keys, made = facts.panels["tiles"]["tiles"], drawn["tiles"]
    assert isinstance(made, list)
    for number, (key, picture, tile) in enumerate(zip(keys, made, page["tiles"], strict=True), 1):
        measure = facts.ledger.figures[key].measure
        rows = _rows(facts, [key, *followed.get(measure, [])])
        yield Chart(f"headline-{number}-{measure}", tile["label"], picture, rows)


def _one(picture: Picture | list[Picture] | None) -> Picture:
    assert isinstance(picture, Picture)
    return picture


def _rows(facts: Facts, keys: Iterable[str]) -> pd.DataFrame:
    """Figures as rows with `COLUMNS`."""
    return pd.DataFrame([_row(facts, facts.ledger.figures[key]) for key in keys], columns=list(COLUMNS))


def _row(facts: Facts, figure: Figure) -> dict[str, Any]:
    amount = figure.amount
    return {
        "place": facts.words.place_label(figure.pcode),
        "pcode": figure.pcode,
        "start": figure.start,
        "end": figure.end,
        "measure": figure.measure,
        "base": figure.base,
        "state": figure.state,
        "held": figure.held.rule if figure.held else "",
        "below": held_back.below(figure) or None,
        "low": amount.low,
        "best": amount.best,
        "high": amount.high,
        "open": amount.open,
        "incidents": figure.incidents,
        "coverage": figure.coverage,
        "sources": _numbers(figure.sources),
    }


def _map_rows(facts: Facts) -> pd.DataFrame:
    """The figures of the map, and a row for each township that has none, with what is known of it."""
    panel, about = facts.panels["map"], facts.subject
    rows = _rows(facts, [*panel["figures"], *panel["beyond"]])
    silent = [
        {
            "place": facts.words.place_label(code),
            "pcode": code,
            "start": about.start,
            "end": about.end,
            "measure": panel["measure"],
            "base": "",
            "state": state,
            "held": "",
            "open": False,
            "incidents": 0,
            "coverage": coverage_of(state),
            "sources": "",
        }
        for state, codes in panel["silent"].items()
        for code in codes
    ]
    if not silent:
        return rows
    more = pd.DataFrame(silent, columns=list(COLUMNS)).astype(object)
    return pd.concat([rows.astype(object), more], ignore_index=True)


def _claims(finding: dict[str, Any]) -> pd.DataFrame:
    """The claims of a finding without their ids."""
    names = ("outlet", "origin", "published", "kind", "low", "best", "high", "open", "extent", "speaks")
    rows = [
        {**{name: claim[name] for name in names}, "sources": _numbers(claim["sources"])} for claim in finding["claims"]
    ]
    return pd.DataFrame(rows, columns=[*names, "sources"])


def _numbers(sources: Iterable[int]) -> str:
    return " ".join(str(number) for number in sources)


def _sources(facts: Facts) -> str:
    """The list of sources, by the numbers that the other files give."""
    rows = [
        {
            "number": each["number"],
            "outlet": outlet(each, facts.words),
            "published": " ".join(each["published"]),
            "url": each["url"],
            "address_held": each.get("held_address", ""),
            "credit": each.get("credit", ""),
        }
        for each in facts.ledger.sources.facts()
    ]
    return as_csv(pd.DataFrame(rows, columns=["number", "outlet", "published", "url", "address_held", "credit"]))


def _read_me(page: dict[str, Any], listed: list[Chart], facts: Facts) -> str:
    """What the files are, and whom to credit."""
    words = facts.words
    head = [page["mark"], page["title"], page["dates"], page["unreviewed"], page["incomplete"]]
    about = [
        words.say("Each chart is there as SVG, as PNG, and as CSV: the rows that it draws."),
        words.say("low, best and high are the bounds of a figure; where open is true, nobody gives an upper bound."),
        words.say(
            "A state other than “figure” says why there is no number. A month without a row has no report, which is "
            "not zero."
        ),
        words.say(
            "A figure with the state “held back” is not shown; held names the rule, and where below has a number, the "
            "figure is at least 1 and smaller than that."
        ),
        words.say("Numbers in the column sources are those of sources.csv."),
    ]
    described = [f"{each.name}: {each.heading}\n    {each.picture.alt}" for each in listed]
    credit = [*(page["back"][name] for name in ("publisher", "cite", "disclaimer", "places")), page["held"]["note"]]
    credit += page["sources"]["credits"]
    parts = [[_text(line) for line in part if line] for part in (head, about, described, credit)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _text(text: Any) -> str:
    """A text of the view as plain text."""
    return str(text) if isinstance(text, str) else "".join(plain(span["t"]) for span in text)
