"""Sections that several kinds of papers share, made of the panels and views of briefs; see `briefs.gathering`.

A kind enters the panels that its sections need (`briefs.panels`), under the names that briefs give them.
"""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.panels.tiles import STOCK
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import breakdowns as _breakdowns
from tollbook.briefs.views import displacement as _displacement
from tollbook.briefs.views import map as _map
from tollbook.briefs.views import months as _months
from tollbook.briefs.views import pictures, published
from tollbook.briefs.views import quality as _quality
from tollbook.briefs.views import ranking as _ranking
from tollbook.briefs.views import revisions as _revisions
from tollbook.briefs.views import tiles as _tiles
from tollbook.charts.messages import mark_count
from tollbook.papers.section import Block, Chart, Pairs, Paragraphs, Row, Section, Table, Tiles
from tollbook.places import unit


def lead(facts: Facts, told: Sequence[str] = ("key_message",), floor: str = "floor", more: str = "") -> Section:
    """The section that leads a paper: sentences told, in smaller type what more there is, and what bounds them.

    Parameters
    ----------
    facts : Facts
    told, floor, more : sequence of str, str
        Names of sentences. Those of the floor stand on a ground of their own.
    """
    texts: list[Text] = [each.text for name in told for each in facts.said.get(name, [])]
    names = (*told, more, floor) if more else (*told, floor)
    keys = [key for name in names for each in facts.said.get(name, []) for key in each.uses]
    blocks: list[Block] = [Paragraphs(texts, "lead")]
    if more and facts.said.get(more):
        blocks.append(Paragraphs([running.join(each.text for each in facts.said[more])]))
    if facts.said.get(floor):
        blocks.append(Paragraphs([each.text for each in facts.said[floor]], "floor"))
    return Section("lead", "", blocks, list(dict.fromkeys(keys)))


def tiles(facts: Facts, heading: str, measures: Sequence[str] = ()) -> Section:
    """Headline figures: those of some measures, or all; needs the panels ``tiles, trend, changes``."""
    keys = facts.panels["tiles"]["tiles"]
    figures = facts.ledger.figures
    chosen = [at for at, key in enumerate(keys) if not measures or figures[key].measure in measures]
    shown = _tiles.tiles(facts)
    block = Tiles([shown[at] for at in chosen], [pictures.tile_of(facts, keys[at]) for at in chosen])
    return Section("tiles", heading, [block], [keys[at] for at in chosen])


def months(facts: Facts) -> Section:
    """The months of the measure that the paper follows; needs the panel ``trend``, and its sentence."""
    trend, panel = _months.trend(facts), facts.panels["trend"]
    total = facts.ledger.figures[panel["total"]]
    words = facts.words
    in_sum: Text = (
        words.say("{amount}, {label}", amount=total.amount.text(words), label=trend["total_label"])
        if (total.state in ("figure", "zero"))
        else trend["total"]
    )
    signs = {name: bool(trend[name]) for name in ("zero", "not_covered", "held", "provisional")}
    lines = [in_sum, *trend["total_lines"], trend["text"], trend["spread"]]
    chart = Chart(pictures.trend_of(facts), signs, lines)
    return Section("months", trend["heading"], [chart], [*panel["months"], panel["total"]])


#: Townships that are listed beside a map.
MOST = 15
_MORE = mark_count("{n} more township has a figure.", "{n} more townships have a figure.")


def townships(facts: Facts, table: Table | None = None) -> Section:
    """The map of the townships, and for so many people where there is one; needs the panel ``map``.

    Parameters
    ----------
    facts : Facts
    table : Table, optional
        Beside the map; by default the townships that have a figure, the greatest first.
    """
    panel = facts.panels["map"]
    shown = _map.of(facts, panel["measure"])
    blocks: list[Block] = [Chart(pictures.map_of(facts), None, (), shown["note"], "", table or of_map(facts))]
    rates = pictures.rates_of(facts)
    if rates is not None and shown["rates"]:
        blocks += [Chart(rates, heading=shown["rates"]["heading"]), Table.of(shown["rates"])]
    return Section("map", shown["heading"], blocks, panel["figures"])


def of_map(facts: Facts) -> Table:
    """The townships of the map that have a figure, the greatest first; what is known for none of them at the end."""
    words, panel = facts.words, facts.panels["map"]
    figures = [facts.ledger.figures[key] for key in panel["figures"]]
    known = [each for each in figures if each.state != "no report" and each.state != "zero"]
    known.sort(key=lambda each: (unit(each.pcode).level != "township", -(each.amount.best or each.amount.low or 0.0)))
    rows = [
        Row([_months.place({"pcode": each.pcode, "not_stated": unit(each.pcode).level != "township"}, words), shown])
        for each in known[:MOST]
        for shown in [_months.cell(facts, each)]
    ]
    left = len(known) - len(rows)
    more = words.count(*_MORE, left) if left else ""
    wider = any(unit(each.pcode).level != "township" for each in known[:MOST])
    note = " ".join(text for text in (words.say("* township not stated.") if wider else "", more) if text)
    head = [words.say("Township"), phrases.short_label(panel["measure"], words)]
    return Table(head, rows, (1.4, 1), note, words.say("No township has a figure."))


def places(facts: Facts) -> Section:
    """The places beside or inside, with their months; needs the panel ``beside``."""
    shown, panel = _months.beside(facts), facts.panels["beside"]
    words = facts.words
    head = [words.say("Place"), words.say("This period"), shown["ever"]]
    rows = [Row([row["label"], *row["cells"]], row["own"]) for row in shown["rows"]]
    blocks: list[Block] = []
    if rows:
        drawn = pictures.places_beside(facts, [row["label"] for row in shown["rows"]])
        blocks.append(Chart(drawn))
        blocks.append(Table(head, rows, (1.6, 1, 1)))
    blocks.append(Paragraphs([shown["silent"], shown["note"]], "note"))
    keys = [row[name] for row in panel["rows"] for name in ("period", "ever")]
    return Section("places", shown["heading"], blocks, keys)


def ranking(facts: Facts) -> list[Section]:
    """The places inside, most recorded first, a section for each level; needs the panel ``ranking``."""
    made = []
    for shown, panel in zip(_ranking.ranking(facts), facts.panels["ranking"], strict=True):
        keys = [key for row in panel["rows"] for key in row["figures"].values() if key]
        made.append(Section(f"{panel['level']}s", shown["heading"], [Table.of(shown)], keys))
    return made


def breakdowns(facts: Facts, heading: str, kinds: Sequence[str] = ()) -> Section:
    """What the harm was done by and to; needs the panel ``breakdowns``."""
    panel = facts.panels["breakdowns"]
    shown = zip(panel["tables"], _breakdowns.breakdowns(facts), strict=True)
    chosen = [(table, view) for table, view in shown if not kinds or table["of"] in kinds]
    blocks: list[Block] = [Table.of(view, (1.7, 0.8, 1.2), with_heading=True) for _, view in chosen]
    blocks.append(Paragraphs([_breakdowns.not_coded(facts)], "note"))
    keys = [row["key"] for table, _ in chosen for row in table["rows"] if row["key"]]
    return Section("breakdowns", heading, blocks, keys)


def displacement(facts: Facts) -> Section:
    """Levels above, flows below, on no common axis; needs the panels ``displacement, trend``."""
    shown, panel = _displacement.displacement(facts), facts.panels["displacement"]
    drawn = pictures.displacement_of(facts)
    blocks: list[Block] = [Paragraphs([shown["none"]])] if drawn is None else [Chart(drawn)]
    blocks.append(Paragraphs([shown["flow"]]))
    if shown["levels"]["rows"]:
        blocks.append(Table.of(shown["levels"], (1, 1.1, 1.3), with_heading=True))
    blocks.append(Paragraphs([shown["note"]], "note"))
    keys = [*panel["levels"], *panel["months"], *([panel["total"]] if panel["total"] else [])]
    return Section("displacement", shown["heading"], blocks, keys)


def others(facts: Facts) -> Section:
    """What others have published for the place, beside the tally of the same days; needs the panel ``aggregates``."""
    shown, panel = published.aggregates(facts), facts.panels["aggregates"]
    keys = [key for row in panel["rows"] for key in (row["key"], row["tally"]) if key]
    table = Table.of(shown, (1.1, 1, 1.3, 1.4, 1, 1.3))
    return Section("others", shown["heading"], [table], keys)


def years(facts: Facts) -> Section:
    """The years of the place; needs the panel ``years``."""
    shown, panel = _months.years(facts), facts.panels["years"]
    keys = [key for row in panel["rows"] for key in row["figures"]]
    return Section("years", shown["heading"], [Table.of(shown, (1.2, 1, 1, 1.5, 1, 1))], keys)


def revisions(facts: Facts) -> Section:
    """What changed since the last issue; needs the panel ``revisions``."""
    shown = _revisions.revisions(facts)
    return Section("revisions", shown["heading"], [Table.of(shown, (1.3, 1, 1, 1.1))])


def quality(facts: Facts) -> Section:
    """What the figures stand on; needs the panels ``quality, incidents, breakdowns, delay``."""
    shown = _quality.quality(facts)
    rows = [(row[0], row[1]) for row in shown["rows"]]
    return Section("quality", shown["heading"], [Pairs(rows, shown["note"])])


#: The stock beside the flows, by the name that measures have.
LEVELS = STOCK
