"""The subject step by step as a paper sets it: a picture of the measure that it follows, a table of all."""

from __future__ import annotations

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import months, pictures
from tollbook.briefs.views.pictures import Picture
from tollbook.briefs.views.showable import printable
from tollbook.charts import steps
from tollbook.charts.messages import mark
from tollbook.papers.prose.days import named
from tollbook.papers.section import Row, Table
from tollbook.papers.views.inside import silent, spoken

Span = tuple[pd.Timestamp, pd.Timestamp]

#: Rows of the table, the latest last; all steps are drawn.
MOST = 12

HEADINGS = {
    "month": mark("{measure} by month, {place}"),
    "quarter": mark("{measure} by quarter, {place}"),
    "year": mark("{measure} by year, {place}"),
}
#: Measures of large numbers, whose columns are wider.
_LONG, _WIDE = ("displaced_new", "houses_destroyed"), 1.5
_OF = {"month": mark("Month"), "quarter": mark("Quarter"), "year": mark("Year")}


def spans_of(facts: Facts) -> list[Span]:
    """First and last day of each step."""
    return [(pd.Timestamp(first), pd.Timestamp(last)) for first, last in facts.panels["steps"]["spans"]]


def picture(facts: Facts, measure: str) -> Picture:
    """The steps of one measure, by quarter or year; months are the trend's."""
    panel, about = facts.panels["steps"], facts.subject
    rows = pictures.rows_of(facts, panel["rows"][measure])
    drawing = steps(
        rows,
        measure,
        spans_of(facts),
        panel["every"],
        about.span,
        language=facts.words,
        provisional_from=about.provisional_from,
    )
    return Picture(drawing, printable(_alternative(facts, measure)))


def table(facts: Facts) -> Table:
    """A row a step, a column a measure that any step has a report of."""
    words, panel, figures = facts.words, facts.panels["steps"], facts.ledger.figures
    shown = [name for name, keys in panel["rows"].items() if any(figures[key].state != "no report" for key in keys)]
    spans = spans_of(facts)
    first = max(0, len(spans) - MOST)
    rows = [
        Row([label(spans[at], facts), *(cell(facts, figures[panel["rows"][name][at]]) for name in shown)])
        for at in range(first, len(spans))
    ]
    left = [phrases.name(name, words) for name in panel["rows"] if name not in shown]
    note: list[Text] = [
        words.say("–: no report, which is not zero."),
        words.say("No step has a report of {names}.", names=words.listing(left)) if left else "",
        words.count("{n} earlier step is drawn and not listed.", "{n} earlier steps are drawn and not listed.", first)
        if first
        else "",
        words.say(
            "Each is added up from the findings anew: lows and highs of shorter steps do not add up to those of longer "
            "ones. Steps differ in how much was read of them: more recorded does not mean more happened."
        ),
    ]
    head = [words.say(_OF[panel["every"]]), *(phrases.short_label(name, words) for name in shown)]
    widths = (1.1, *(_WIDE if name in _LONG else 1.0 for name in shown))
    return Table(head, rows, widths, running.join(note), words.say("No step has a report of any of these."))


def label(span: Span, facts: Facts) -> str:
    """A step by its name; one that is cut says up to which day it goes."""
    words = facts.words
    whole = {"month": pd.offsets.MonthEnd(0), "quarter": pd.offsets.QuarterEnd(0), "year": pd.offsets.YearEnd(0)}
    full = (span[0], pd.Timestamp(span[1] + whole[facts.panels["steps"]["every"]]))
    name = named(*full, words)
    return name if full == span else words.say("{year}, to {day}", year=name, day=words.day(span[1], short=True))


def cell(facts: Facts, figure: Figure) -> Text:
    """A figure in a wide table, or a sign where nothing is recorded."""
    if figure.state in ("figure", "no figure", "held back") or figure.other_bases:
        return months.cell(facts, figure)
    return silent(figure.state, facts.words)


def _alternative(facts: Facts, measure: str) -> str:
    words, panel = facts.words, facts.panels["steps"]
    figures = [facts.ledger.figures[key] for key in panel["rows"][measure]]
    pairs = zip(spans_of(facts), figures, strict=True)
    told = [
        words.say("{label}: {amount}", label=label(span, facts), amount=spoken(figure, words)) for span, figure in pairs
    ]
    place = words.place_label(facts.subject.place.pcode)
    head = words.say(HEADINGS[panel["every"]], measure=phrases.label(measure, words), place=place)
    return words.say("{heading}. {listed}.", heading=head, listed=phrases.listed(told, words))
