"""Sentences on strikes and on harm from the air: how much, where, and what is not known of it."""

from __future__ import annotations

from typing import Any

from tollbook.briefs import running
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import held_back, killed, phrases
from tollbook.briefs.prose.sentences import Sentence, Teller, no_comparison
from tollbook.briefs.running import Text
from tollbook.charts.messages import mark_count
from tollbook.charts.words import Words
from tollbook.claims.strike_units import MEASURE as STRIKES
from tollbook.claims.strike_units import NOT_SAID, SEVERAL, strike_units
from tollbook.papers.panels.air import AIR
from tollbook.papers.panels.air import NOT_SAID as MEANS_NOT_SAID
from tollbook.papers.panels.air import SEVERAL as SEVERAL_MEANS

KILLED = "civilians_killed"
#: Places that the lead names.
_NAMED = 3
#: Classes of harm of which it is not known how much came from the air.
_UNKNOWN = {
    SEVERAL_MEANS: mark_count(
        "{amount} in {n} incident whose reports name several means",
        "{amount} in {n} incidents whose reports name several means",
    ),
    MEANS_NOT_SAID: mark_count(
        "{amount} in {n} incident whose reports name no means",
        "{amount} in {n} incidents whose reports name no means",
    ),
}


def lead(teller: Teller) -> list[Sentence]:
    """How many strikes and where; how many were killed from the air; and of how many that is not known."""
    return [_strikes(teller), *_where(teller), _killed(teller), *_unknown(teller)]


def more(teller: Teller) -> list[Sentence]:
    """What else is recorded from the air, and how the sources count strikes."""
    return [*_also(teller), *_units(teller)]


def _strikes(teller: Teller) -> Sentence:
    words, figure = teller.words, teller.figure(f"period.{STRIKES}")
    where = words.say("in {place} {when}", place=teller.place, when=teller.when)
    return Sentence(running.capitalised(_said_of_strikes(figure, where, words)), (figure.key,))


def _said_of_strikes(figure: Figure, where: str, words: Words) -> Text:
    if figure.state == "figure":
        incidents = words.count("in {n} incident", "in {n} incidents", figure.standing.numbered)
        spread = words.say("mostly spread by day over longer incidents") if figure.is_spread else ""
        said = phrases.listed([incidents, spread], words)
        one = figure.amount.best is not None and 0 < figure.amount.best < 1.5
        return running.fill_count(
            words,
            "<b>{strikes} was recorded</b> {where}, {how}.",
            "<b>{strikes} were recorded</b> {where}, {how}.",
            1 if one else 2,
            strikes=phrases.counted(figure, words),
            where=where,
            how=said,
        )
    if held_back.is_held(figure):
        return running.fill(
            words,
            "<b>The number of airstrikes {where} is held back</b> ({why}). That is not to say that there was none.",
            where=where,
            why=held_back.why(figure, words),
        )
    if figure.state == "zero":
        return running.fill(
            words, "<b>No airstrike was recorded</b> {where}, while a source was counting.", where=where
        )
    if figure.state == "no figure":
        return running.fill(
            words, "<b>Airstrikes were reported</b> {where}; no report says how many strikes there were.", where=where
        )
    return running.fill(
        words,
        "<b>This sample holds no count of airstrikes</b> {where}. That is not to say that there was none.",
        where=where,
    )


def _where(teller: Teller) -> list[Sentence]:
    """The places inside with the most strikes; nothing where the paper is of one township."""
    words = teller.words
    if not teller.panels["places"]:
        return []
    panel = teller.panels["places"][-1]
    own = [teller.figure(row["strikes"]) for row in panel["rows"] if not row["not_stated"]]
    wider = [teller.figure(row["strikes"]) for row in panel["rows"] if row["not_stated"]]
    named = [figure for figure in own if figure.state == "figure"][:_NAMED]
    if not named:
        return []
    listed: list[Text] = [_at(words.place_name(figure.pcode), figure, words) for figure in named]
    more = panel["struck"] - len(named)
    listed += [words.count("{n} more township", "{n} more townships", more)] if more > 0 else []
    elsewhere = [figure for figure in wider if figure.state == "figure"]
    listed += [
        _at(words.say("{area}, township not stated", area=words.place_label(figure.pcode)), figure, words)
        for figure in elsewhere
    ]
    text = running.fill(words, "They were recorded in {places}.", places=running.listing(words, listed))
    return [Sentence(text, tuple(figure.key for figure in [*named, *elsewhere]))]


def _at(place: str, figure: Figure, words: Words) -> Text:
    return running.fill(words, "{place} ({amount})", place=place, amount=_number(figure, words))


def _units(teller: Teller) -> list[Sentence]:
    """That a sum holds several units, or one that nobody names; and what is counted in others and stands apart."""
    words, panel = teller.words, teller.panels["units"]
    rows = [row for row in panel["rows"] if row["key"]]
    apart = [row for row in panel["apart"] if teller.figure(row["key"]).state == "figure"]
    said: list[Sentence] = []
    if len(rows) > 1:
        named = [_counted_as(teller, row) for row in rows]
        text = running.fill(
            words, "Their sources count them in different units: {units}.", units=running.listing(words, named)
        )
        said.append(Sentence(text, tuple(row["key"] for row in rows)))
    if apart:
        named = [_amount_of(teller, row["key"], phrases.base(row["base"], words)) for row in apart]
        text = running.fill(
            words, "Counted otherwise, and in no sum with them: {listed}.", listed=running.listing(words, named)
        )
        said.append(Sentence(text, tuple(row["key"] for row in apart)))
    return said


def _counted_as(teller: Teller, row: dict[str, Any]) -> Text:
    words, unit = teller.words, row["unit"]
    amount = _number(teller.figure(row["key"]), words)
    if unit == NOT_SAID:
        return running.fill(words, "{amount} without a word for what is counted", amount=amount)
    if unit == SEVERAL:
        return running.fill(words, "{amount} in words that differ from report to report", amount=amount)
    return running.fill(words, "{amount} as {unit}", amount=amount, unit=words.say(strike_units()[unit].label))


def _amount_of(teller: Teller, key: str, of: str) -> Text:
    """A number, and in brackets what it counts: "4 (places hit)"."""
    return running.fill(teller.words, "{amount} ({base})", amount=_number(teller.figure(key), teller.words), base=of)


def _number(figure: Figure, words: Words) -> Text:
    return running.figure(figure.amount.text(words), figure.sources)


def unit_name(unit: str, words: Words) -> str:
    """What a source counts as one, inside a sentence: "airstrikes"."""
    if unit == SEVERAL:
        return words.say("different words")
    return words.say("unit not said") if unit == NOT_SAID else words.say(strike_units()[unit].label)


def _row(teller: Teller, measure: str) -> dict[str, Any] | None:
    return next((row for row in teller.panels["air"]["rows"] if row["measure"] == measure), None)


def _of_class(teller: Teller, measure: str, name: str) -> Figure | None:
    row = _row(teller, measure)
    return teller.figure(row["keys"][name]) if row is not None and name in row["keys"] else None


def _killed(teller: Teller) -> Sentence:
    words, row = teller.words, _row(teller, KILLED)
    figure = _of_class(teller, KILLED, AIR)
    if figure is not None and figure.state == "figure":
        how = words.count("in {n} incident", "in {n} incidents", figure.standing.numbered)
        said = phrases.listed([how, phrases.caveat(figure, words)], words)
        text = running.fill(
            words, "<b>{killed} by attacks from the air</b>, {how}.", killed=killed.number(figure, words), how=said
        )
        return Sentence(running.capitalised(text), (figure.key,))
    if row is not None and not row["told"]:
        text = running.fill(
            words,
            "<b>How many civilians were killed from the air is held back</b>: by which means they were killed would be "
            "told of too few people.",
        )
        return Sentence(text)
    if figure is not None:
        text = running.fill(
            words, "<b>Civilians were reportedly killed by attacks from the air</b>; no report says how many."
        )
        return Sentence(text, (figure.key,))
    text = running.fill(
        words,
        "<b>No report of this sample says that civilians were killed by attacks from the air</b> there in these days. "
        "That is not to say that nobody was.",
    )
    return Sentence(text)


def _also(teller: Teller) -> list[Sentence]:
    """Other harm from the air."""
    rows = [row for row in teller.panels["air"]["rows"] if row["measure"] != KILLED and AIR in row["keys"]]
    figures = [teller.figure(row["keys"][AIR]) for row in rows]
    figures = [figure for figure in figures if figure.state == "figure"]
    if not figures:
        return []
    words = teller.words
    listed = running.listing(words, [phrases.counted(figure, words) for figure in figures])
    text = running.fill(words, "Also from the air: {listed}.", listed=listed)
    return [Sentence(text, tuple(figure.key for figure in figures))]


def _unknown(teller: Teller) -> list[Sentence]:
    """Of how many killed it is not known whether they were killed from the air."""
    words = teller.words
    said: list[Text] = []
    uses = []
    for name, message in _UNKNOWN.items():
        figure = _of_class(teller, KILLED, name)
        if figure is not None and figure.state == "figure":
            said.append(running.fill_count(words, *message, figure.incidents, amount=_number(figure, words)))
            uses.append(figure.key)
    if not said:
        return []
    text = running.fill(
        words,
        "Of others killed it is not known whether, or how many of them, from the air: {listed}.",
        listed=running.listing(words, said),
    )
    return [Sentence(text, tuple(uses))]


def floor(teller: Teller) -> Sentence:
    """The figures are a floor; strikes and harm come from different reports; why no change is stated."""
    words = teller.words
    parts: list[Text] = [
        running.fill(words, "<b>These are recorded figures; the real numbers are likely higher.</b>"),
        words.say(
            "Strikes and harm are often told by different reports: the one divided by the other is no number of "
            "anything."
        ),
    ]
    if teller.figure(f"period.{STRIKES}").coverage == "unknown":
        parts.append(no_comparison(bool(teller.panels["standing"]["coverage"]["sources"]), words))
    return Sentence(running.join(parts))
