"""Sentences made by rules from the facts, and from nothing else. Each says which figures it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.briefs.prose import killed, phrases
from tollbook.charts.words import Words


@dataclass(frozen=True)
class Sentence:
    """Running text, the part of it to set in bold, and the keys of the figures it uses."""

    text: str
    uses: tuple[str, ...] = ()
    bold: str = ""

    def facts(self) -> dict[str, Any]:
        """The sentence as plain data."""
        return {"bold": self.bold, "text": self.text, "uses": list(self.uses)}


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
        return self.ledger.subject.label

    @property
    def period(self) -> str:
        """The period as running text names it."""
        about = self.ledger.subject
        return self.words.period(about.start, about.end)

    @property
    def when(self) -> str:
        """The period with its preposition: "in November 2024", "on 14 November 2024"."""
        about = self.ledger.subject
        if about.start == about.end:
            return self.words.say("on {day}", day=self.period)
        whole = about.start.is_month_start and about.end.is_month_end
        named = whole and (about.start.year, about.start.month) == (about.end.year, about.end.month)
        named = named or (whole and self.period.isdigit())
        return self.words.say("in {period}" if named else "from {period}", period=self._running(self.period))

    def _running(self, period: str) -> str:
        return period.replace(" – ", "–").replace("–", self.words.say(" to "))


def key_message(teller: Teller) -> list[Sentence]:
    """Two or three sentences in plain words: who was killed, what else is recorded, what nothing is said of."""
    said = [_killed(teller), *_others(teller), *_silent(teller)]
    return [sentence for sentence in said if sentence.text or sentence.bold]


def _killed(teller: Teller) -> Sentence:
    figure, words = teller.figure(f"period.{FLOWS[0]}"), teller.words
    where = words.say("in {place} {when}", place=teller.place, when=teller.when)
    whole = _whole(teller) if figure.is_spread and figure.incidents == 1 else None
    said = killed.killed(figure, where, words, whole, teller.when)
    return Sentence(said.text, (figure.key, *((whole.key,) if whole else ())), said.bold)


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
    listed = words.listing([phrases.counted(figure, words) for figure in figures])
    return [Sentence(words.say("Also recorded: {listed}.", listed=listed), tuple(figure.key for figure in figures))]


def _silent(teller: Teller) -> list[Sentence]:
    """What no report in the sample speaks of, where something else is recorded."""
    figures = [teller.figure(f"period.{name}") for name in FLOWS]
    silent = [figure for figure in figures[1:] if figure.state == "no report"]
    if not silent or all(figure.state == "no report" for figure in figures):
        return []
    words = teller.words
    names = [phrases.label(figure.measure, words) for figure in silent]
    listed = words.listing([name[:1].lower() + name[1:] for name in names])
    text = words.say("There is no report of {listed}, which is not zero.", listed=listed)
    return [Sentence(text, tuple(figure.key for figure in silent))]


def floor(teller: Teller) -> Sentence:
    """The figures are a floor; how many incidents lack a figure; why no change is stated."""
    words, counts = teller.words, teller.panels["incidents"]
    bold = words.say("These are recorded figures; the real numbers are likely higher.")
    parts = []
    if counts["recorded"]:
        parts.append(_without_figure(counts["recorded"], counts["without_killed_figure"], words))
    unnumbered = [teller.figure(key) for key in [*teller.panels["tiles"]["tiles"], *teller.panels["tiles"]["also"]]]
    unnumbered = [figure for figure in unnumbered if figure.state == "no figure" and not figure.other_bases]
    lonely = [figure for figure in unnumbered if figure.standing.lonely]
    if lonely:
        names = words.listing([phrases.label(figure.measure, words, figure.base) for figure in lonely])
        parts.append(words.say("Given by one source alone, so no figure under this rule: {names}.", names=names))
    unnumbered = [figure for figure in unnumbered if not figure.standing.lonely]
    if unnumbered:
        names = words.listing([phrases.label(figure.measure, words, figure.base) for figure in unnumbered])
        parts.append(words.say("Reported without a number: {names}.", names=names))
    if teller.figure(f"period.{FLOWS[0]}").coverage == "unknown":
        parts.append(
            words.say(
                "How much of the period any source covered is unknown, so this brief states no change, no rate and no "
                "ranking."
            )
        )
    return Sentence(" ".join(parts), tuple(figure.key for figure in unnumbered), bold)


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
    figures = [teller.figure(key) for key in teller.panels["tiles"]["also"]]
    figures = [figure for figure in figures if figure.state == "figure"]
    if not figures:
        return None
    listed = [phrases.counted(figure, words) + marks(figure.sources) for figure in figures]
    text = words.say("{listed}.", listed="; ".join(listed))
    return Sentence(text, tuple(figure.key for figure in figures), words.say("Also recorded:"))


def marks(sources: tuple[int, ...], most: int = 4) -> str:
    """Source numbers as the page shows them: " [1, 2]"; of many the first few and dots."""
    if not sources:
        return ""
    shown = ", ".join(str(number) for number in sources[:most])
    return f" [{shown}{', …' if len(sources) > most else ''}]"


def incident(teller: Teller, panel: dict[str, Any]) -> Sentence:
    """One neutral sentence on an incident: who reports it, from whom, by which means, and where a bound is missing."""
    words = teller.words
    reports = words.count("{n} report", "{n} reports", panel["reports"])
    outlets = words.count("{n} outlet", "{n} outlets", panel["outlets"])
    origins = words.count("{n} origin", "{n} origins", panel["origins"])
    text = words.say(
        "Known from {reports} of {outlets}, citing {origins}", reports=reports, outlets=outlets, origins=origins
    )
    how = phrases.means(panel["means"], words)
    if how:
        text = words.say("{text}; reportedly by {how}", text=text, how=how)
    figures = [figure for figure in map(teller.figure, panel["figures"]) if figure.state == "figure"]
    open_ones = [figure for figure in figures if figure.amount.open]
    if open_ones and len(open_ones) == len(figures):
        text = words.say("{text}. No figure has an upper bound", text=text)
    about = teller.ledger.subject
    if pd.Timestamp(panel["start"]) < about.start or pd.Timestamp(panel["end"]) > about.end:
        text = words.say("{text}. It reaches beyond the period, which counts its share by days", text=text)
    return Sentence(words.say("{text}.", text=text), tuple(panel["figures"]))


def trend(teller: Teller) -> Sentence:
    """The sum of the months drawn, and how many of them have a report."""
    words, panel = teller.words, teller.panels["trend"]
    total = teller.figure(panel["total"])
    start, end = pd.Timestamp(panel["start"]), pd.Timestamp(panel["end"])
    months = len(pd.period_range(start, end, freq="M"))
    with_report = sum(teller.figure(key).incidents > 0 for key in panel["months"])
    text = words.say(
        "{reported} of {months} months have a report. Hatched months have none, which is not zero.",
        reported=words.number(with_report),
        months=words.number(months),
    )
    return Sentence(text, (total.key,))
