"""Sentences made by rules from the facts, and from nothing else. Each says which figures it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tollbook import measures
from tollbook.briefs import running
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.briefs.prose import held_back, killed, phrases
from tollbook.briefs.running import Running, Text
from tollbook.charts.words import Words, has_a_name


@dataclass(frozen=True)
class Sentence:
    """Running text and the keys of the figures it uses."""

    text: Text
    uses: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """The sentence as plain data."""
        return {"text": running.text_of(self.text), "uses": list(self.uses)}


@dataclass(frozen=True)
class Teller:
    """What sentences are told from: the ledger, the panels, and the words of a language."""

    ledger: Ledger
    panels: dict[str, Any]
    words: Words = field(repr=False)

    def figure(self, key: str) -> Figure:
        """A figure by its key."""
        return self.ledger.figures[key]

    @property
    def place(self) -> str:
        """The place as running text names it."""
        return self.words.place_label(self.ledger.subject.place.pcode)

    @property
    def when(self) -> str:
        """The period with its preposition: "in November 2024", "on 14 November 2024"."""
        about, words = self.ledger.subject, self.words
        period = words.period(about.start, about.end)
        if about.start == about.end:
            return words.say("on {day}", day=period)
        if has_a_name(about.start, about.end):
            return words.say("in {period}", period=period)
        return words.say("from {period}", period=words.span(about.start, about.end))


def key_message(teller: Teller) -> list[Sentence]:
    """Sentences in plain words: who was killed, what else is recorded, what is held back, what nothing is said of."""
    return [_killed(teller), *_others(teller), *_held(teller), *_silent(teller)]


def _killed(teller: Teller) -> Sentence:
    figure, words = teller.figure(f"period.{FLOWS[0]}"), teller.words
    whole = _whole(teller) if figure.is_spread and figure.incidents == 1 else None
    said = killed.killed(figure, teller.place, teller.when, words, whole)
    return Sentence(running.capitalised(said), (figure.key, *((whole.key,) if whole else ())))


def _whole(teller: Teller) -> Figure | None:
    """The finding of civilians killed of the one incident of note that has one."""
    listed = [teller.figure(key) for each in teller.panels["incidents"]["incidents"] for key in each["figures"]]
    found = [figure for figure in listed if figure.measure == FLOWS[0] and not figure.base]
    return found[0] if len(found) == 1 else None


def _others(teller: Teller) -> list[Sentence]:
    figures = [teller.figure(f"period.{name}") for name in FLOWS[1:]]
    figures = [figure for figure in figures if figure.state == "figure"]
    if not figures:
        return []
    words = teller.words
    listed = running.listing(words, [phrases.counted(figure, words) for figure in figures])
    said = running.fill(words, "Also recorded: {listed}.", listed=listed)
    return [Sentence(said, tuple(figure.key for figure in figures))]


def _held(teller: Teller) -> list[Sentence]:
    """What is held back of the other headline figures, with the bounds that may be said."""
    figures = [teller.figure(f"period.{name}") for name in FLOWS[1:]]
    figures = [figure for figure in figures if held_back.is_held(figure)]
    if not figures:
        return []
    words = teller.words
    text = words.say(
        "Held back, which is neither zero nor no report: {listed}.",
        listed=words.listing([_held_name(figure, words) for figure in figures]),
    )
    return [Sentence(text, tuple(figure.key for figure in figures))]


def _held_name(figure: Figure, words: Words) -> str:
    """A figure that is held back as a list names it: "airstrikes (at least 1 and fewer than 5)"."""
    name, most = phrases.name(figure.measure, words, figure.base), held_back.below(figure)
    if not most:
        return name
    return words.say("{name} (at least 1 and fewer than {n})", name=name, n=words.number(most))


def _silent(teller: Teller) -> list[Sentence]:
    """What no report in the sample speaks of, where something else is recorded."""
    figures = [teller.figure(f"period.{name}") for name in FLOWS]
    silent = [figure for figure in figures[1:] if figure.state == "no report"]
    if not silent or all(figure.state == "no report" for figure in figures):
        return []
    words = teller.words
    listed = words.listing([phrases.name(figure.measure, words) for figure in silent])
    text = words.say("There is no report of {listed}, which is not zero.", listed=listed)
    return [Sentence(text, tuple(figure.key for figure in silent))]


def floor(teller: Teller, with_coverage: bool = True) -> Sentence:
    """The figures are a floor; how many incidents lack a figure; and, unless told apart, why no change is stated."""
    words, counts = teller.words, teller.panels["incidents"]
    parts: list[Text] = [running.fill(words, "<b>These are recorded figures; the real numbers are likely higher.</b>")]
    # How many incidents have a figure bounds the figure: where that is held back, so is this.
    if counts["recorded"] and not held_back.is_held(teller.figure(f"period.{FLOWS[0]}")):
        parts.append(_without_figure(counts["recorded"], counts["without_killed_figure"], words))
    unnumbered = [teller.figure(key) for key in [*teller.panels["tiles"]["tiles"], *teller.panels["tiles"]["also"]]]
    unnumbered = [figure for figure in unnumbered if figure.state == "no figure" and not figure.other_bases]
    # A toll that counts fighters too is a number, if none of civilians; the tile and the key message say so.
    unnumbered = [figure for figure in unnumbered if not figure.standing.only_fighters]
    lonely = [figure for figure in unnumbered if figure.standing.lonely]
    if lonely:
        names = words.listing([phrases.name(figure.measure, words, figure.base) for figure in lonely])
        parts.append(words.say("Given by one source alone, so no figure under this rule: {names}.", names=names))
    unnumbered = [figure for figure in unnumbered if not figure.standing.lonely]
    if unnumbered:
        names = words.listing([phrases.name(figure.measure, words, figure.base) for figure in unnumbered])
        parts.append(words.say("Reported without a number: {names}.", names=names))
    if with_coverage and teller.figure(f"period.{FLOWS[0]}").coverage == "unknown":
        parts.append(no_comparison(bool(teller.panels["quality"]["coverage"]["sources"]), words))
    return Sentence(running.join(parts), tuple(figure.key for figure in unnumbered))


def no_comparison(in_part: bool, words: Words) -> str:
    """Why no change is stated; `in_part`: some source states where it was looking, and not of the whole period."""
    if in_part:
        return words.say(
            "Of part of the period it is unknown whether any source was counting, so this brief states no change, no "
            "rate and no ranking."
        )
    return words.say(
        "How much of the period any source covered is unknown, so this brief states no change, no rate and no ranking."
    )


def _without_figure(recorded: int, without: int, words: Words) -> str:
    """How many incidents lack a figure for civilians killed."""
    if without == 0:
        return words.count(
            "The incident recorded here has a figure for civilians killed.",
            "All {n} incidents recorded here have a figure for civilians killed.",
            recorded,
        )
    if recorded == 1:
        return words.say("The incident recorded here has no figure for civilians killed.")
    return words.count(
        "Of the {all} incidents recorded here, {n} lacks a figure for civilians killed.",
        "Of the {all} incidents recorded here, {n} lack a figure for civilians killed.",
        without,
        all=words.number(recorded),
    )


def also(teller: Teller) -> Sentence | None:
    """What is recorded for measures that have no tile of their own."""
    words = teller.words
    every = [teller.figure(key) for key in teller.panels["tiles"]["also"]]
    figures = [figure for figure in every if figure.state == "figure"]
    held = [figure for figure in every if held_back.is_held(figure)]
    if not figures and not held:
        return None
    parts: list[Text] = []
    if figures:
        listed = _items([running.join([phrases.counted(each, words), marks(each)]) for each in figures], words)
        parts.append(running.fill(words, "<b>Also recorded:</b> {listed}.", listed=listed))
    if held:
        listed = _items([running.of(_held_name(each, words)) for each in held], words)
        parts.append(running.fill(words, "<b>Held back:</b> {listed}.", listed=listed))
    return Sentence(running.join(parts), tuple(figure.key for figure in [*figures, *held]))


def _items(items: list[Running], words: Words) -> Running:
    """Items one after the other, each of which may hold commas."""
    listed = items[0]
    for item in items[1:]:
        listed = running.fill(words, "{items}; {item}", items=listed, item=item)
    return listed


def marks(figure: Figure) -> Running:
    """The numbers of a figure's sources, and nothing else."""
    return running.figure("", figure.sources, marked=True) if figure.sources else ()


def incident(teller: Teller, panel: dict[str, Any]) -> Sentence:
    """One neutral sentence on an incident: who reports it, from whom, by which means, and where a bound is missing."""
    words = teller.words
    reports = words.count("{n} report", "{n} reports", panel["reports"])
    outlets = words.count("{n} outlet", "{n} outlets", panel["outlets"])
    origins = words.count("{n} origin", "{n} origins", panel["origins"])
    how = phrases.means(panel["means"], words)
    voices = {"reports": reports, "outlets": outlets, "origins": origins}
    parts: list[Text] = [
        words.say("Known from {reports} of {outlets}, citing {origins}; reportedly by {how}.", how=how, **voices)
        if how
        else words.say("Known from {reports} of {outlets}, citing {origins}.", **voices)
    ]
    # Of an incident with nothing but numbers that are held back it is not told who reports it.
    parts = parts if panel["claims"] else []
    every = [teller.figure(key) for key in panel["figures"]]
    figures = [figure for figure in every if figure.state == "figure"]
    open_ones = [figure for figure in figures if figure.amount.open]
    held = any(held_back.is_held(figure) for figure in every)
    if held:
        parts.append(words.say("What is held back of it is neither zero nor no report."))
    elif open_ones and len(open_ones) == len(figures):
        parts.append(words.say("No figure has an upper bound."))
    if _has_greater_part(figures):
        parts.append(words.say("A part is reported greater than its whole; neither figure is changed."))
    about = teller.ledger.subject
    if pd.Timestamp(panel["start"]) < about.start or pd.Timestamp(panel["end"]) > about.end:
        parts.append(words.say("It reaches beyond the period, which counts its share by days."))
    return Sentence(running.join(parts), tuple(panel["figures"]))


def _has_greater_part(figures: list[Figure]) -> bool:
    """Whether a part has a greater best than its whole: such as more children killed than civilians."""
    bests = {figure.measure: figure.amount.best for figure in figures if not figure.base}
    wholes = ((best, bests.get(measures.get(name).part_of)) for name, best in bests.items())
    return any(best is not None and whole is not None and best > whole for best, whole in wholes)


def trend(teller: Teller) -> Sentence:
    """How many of the months drawn have a report."""
    words, panel = teller.words, teller.panels["trend"]
    start, end = pd.Timestamp(panel["start"]), pd.Timestamp(panel["end"])
    months = len(pd.period_range(start, end, freq="M"))
    figures = [teller.figure(key) for key in panel["months"]]
    with_report = sum(figure.incidents > 0 for figure in figures)
    text = words.count(
        "{n} of {months} months has a report. No report is not zero.",
        "{n} of {months} months have a report. No report is not zero.",
        with_report,
        months=words.number(months),
    )
    held = sum(map(held_back.is_held, figures))
    more = words.count("{n} more is held back.", "{n} more are held back.", held)
    return Sentence(running.join([text, more if held else ""]) if held else text, (panel["total"],))
