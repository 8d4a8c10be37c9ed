"""Sentences made by rules from the facts, and from nothing else. Each says which figures it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tollbook.briefs import phrases
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.tiles import FLOWS
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
    if figure.state == "figure" and figure.amount.best is None:
        return _with_fighters_only(figure, where, words)
    if figure.state == "figure":
        tail = _incidents(figure, words)
        if figure.is_spread:
            tail += words.say(", mostly spread by day over longer incidents")
        text = words.say("{where}{tail}.", where=where, tail=tail)
        return Sentence(text, (figure.key,), _killed_number(figure, words))
    if figure.state == "zero":
        return Sentence(
            words.say("{where}, while a source was counting.", where=where),
            (figure.key,),
            words.say("No civilian was recorded killed"),
        )
    if figure.state == "no figure":
        return Sentence(
            words.say("{where}; no report says how many.", where=where),
            (figure.key,),
            words.say("Civilians were reportedly killed"),
        )
    text = words.say("{where}. That is not to say that nobody was killed.", where=where)
    return Sentence(text, (figure.key,), words.say("This sample holds no report of civilians killed"))


def _with_fighters_only(figure: Figure, where: str, words: Words) -> Sentence:
    """A toll that includes fighters bounds civilians from above and counts none of them."""
    main = figure.amount.main(words)
    bold = words.say("{main} people were reported killed", main=main[:1].upper() + main[1:])
    text = words.say("{where}, fighters among them; no report counts the civilians apart.", where=where)
    return Sentence(text, (figure.key,), bold)


def _killed_number(figure: Figure, words: Words) -> str:
    """The bold beginning: how many, with their range where there is one."""
    amount = figure.amount
    main, rest = amount.main(words), amount.rest(words)
    value = amount.best if amount.best is not None else amount.low
    if value is not None and float(value).is_integer():
        main = words.small(value)
    is_floor = rest == words.say("or more")
    lead = words.say("at least {main}", main=main) if is_floor else main
    said = words.count(
        "{lead} civilian was recorded killed",
        "{lead} civilians were recorded killed",
        1 if value == 1 else 2,
        lead=lead,
    )
    if rest and not is_floor:
        said = words.say("{said} ({rest})" if amount.open else "{said} (range {rest})", said=said, rest=rest)
    return said[:1].upper() + said[1:]


def _incidents(figure: Figure, words: Words) -> str:
    if figure.incidents == 1:
        return words.say(", all in one incident") if (figure.amount.best or 0) > 1 else ""
    text = words.count(", in {n} incident", ", in {n} incidents", figure.incidents)
    if figure.open_incidents:
        open_text = words.count(
            "; {n} of them has no upper bound", "; {n} of them have no upper bound", figure.open_incidents
        )
        return text + open_text
    return text


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
    unnumbered = [figure for figure in unnumbered if figure.state == "no figure"]
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
    n = words.number(without)
    if without == 0:
        return words.count(
            "The incident recorded here has a figure for civilians killed.",
            "All {n} incidents recorded here have a figure for civilians killed.",
            recorded,
        )
    return words.count(
        "The incident recorded here has no figure for civilians killed.",
        "Of the {n} incidents recorded here, {without} lack a figure for civilians killed.",
        recorded,
        without=n,
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
