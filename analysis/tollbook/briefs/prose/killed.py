"""What the key message says of the dead: how many, how that number stands, and what is not known."""

from __future__ import annotations

from typing import NamedTuple

from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases
from tollbook.charts.words import Words


class Said(NamedTuple):
    """The bold beginning of a sentence and the rest of it."""

    bold: str
    text: str


def killed(figure: Figure, where: str, words: Words, whole: Figure | None = None, period: str = "") -> Said:
    """What to say of the civilians killed.

    Parameters
    ----------
    figure : Figure
        Of the period.
    where : str
        Place and period with their prepositions.
    words : Words
    whole : Figure, optional
        The finding of the one incident behind a figure that was spread by day.
    period : str
        The period with its preposition.
    """
    if figure.state == "figure":
        if figure.amount.best is None:
            return _without_best(figure, where, words)
        return _spread(figure, where, words, whole, period) if figure.is_spread else _counted(figure, where, words)
    if figure.state == "no figure":
        return _no_figure(figure, where, words)
    if figure.state == "zero":
        text = words.say("{where}, while a source was counting.", where=where)
        return Said(words.say("No civilian was recorded killed"), text)
    text = words.say("{where}. That is not to say that nobody was killed.", where=where)
    return Said(words.say("This sample holds no report of civilians killed"), text)


def _counted(figure: Figure, where: str, words: Words) -> Said:
    text = words.say("{where}{tail}{how}.", where=where, tail=_incidents(figure, words), how=_how(figure, words))
    return Said(number(figure, words), text)


def _how(figure: Figure, words: Words) -> str:
    said = phrases.caveat(figure, words)
    return words.say("; {said}", said=said) if said else ""


def _spread(figure: Figure, where: str, words: Words, whole: Figure | None, period: str) -> Said:
    """A number that days share out: what is known is the whole, not the part that falls in the period."""
    best = figure.amount.best or 0.0
    if whole is not None and whole.state == "figure" and whole.amount.best is not None:
        days = words.say(" at some time from {days}", days=_running(words.days(whole.start, whole.end), words))
        text = words.say(
            "{where}; how many of them {period} is not known{how}.",
            where=where.removesuffix(f" {period}"),
            period=period,
            how=_how(figure, words),
        )
        return Said(number(whole, words) + days, text)
    if best < 1:
        text = words.say("{where}; how many fall in it is not known{how}.", where=where, how=_how(figure, words))
        return Said(words.say("Civilians were recorded killed in longer incidents that reach beyond the period"), text)
    tail = _incidents(figure, words) + words.say(", mostly spread by day over longer incidents") + _how(figure, words)
    return Said(number(figure, words), words.say("{where}{tail}.", where=where, tail=tail))


def _running(days: str, words: Words) -> str:
    return days.replace(" – ", "–").replace("–", words.say(" to "))


def _without_best(figure: Figure, where: str, words: Words) -> Said:
    """A bound alone, for the reason that the findings give."""
    standing, main = figure.standing, figure.amount.main(words)
    lead = main[:1].upper() + main[1:]
    if figure.amount.high is None:
        return Said(number(figure, words), words.say("{where}{how}.", where=where, how=_how(figure, words)))
    if standing.with_fighters and standing.with_fighters == standing.numbered:
        # A toll that includes fighters bounds civilians from above and counts none of them.
        text = words.say("{where}, fighters among them; no report counts the civilians apart.", where=where)
        return Said(words.say("{main} people were reported killed", main=lead), text)
    if standing.lonely and standing.lonely == standing.numbered:
        text = words.say("{where}; no second independent source supports a number.", where=where)
        return Said(words.say("{main} civilians were reported killed", main=lead), text)
    low, high = words.number(figure.amount.low or 0), words.number(figure.amount.high)
    text = words.say("{where}; no report gives a single number{how}.", where=where, how=_how(figure, words))
    return Said(words.say("Between {low} and {high} civilians were reportedly killed", low=low, high=high), text)


def _no_figure(figure: Figure, where: str, words: Words) -> Said:
    bold = words.say("Civilians were reportedly killed")
    if figure.other_bases:
        named = words.listing([words.say("“{base}”", base=base) for base in figure.other_bases])
        return Said(bold, words.say("{where}; the number counts others with them ({bases}).", where=where, bases=named))
    if figure.standing.lonely:
        return Said(bold, words.say("{where}; no second independent source supports a number.", where=where))
    return Said(bold, words.say("{where}; no report says how many.", where=where))


def number(figure: Figure, words: Words) -> str:
    """How many, with their range where there is one."""
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
        1 if value is not None and 0 < value < 1.5 else 2,
        lead=lead,
    )
    if rest and not is_floor:
        said = words.say("{said} ({rest})" if amount.open else "{said} (range {rest})", said=said, rest=rest)
    return said[:1].upper() + said[1:]


def _incidents(figure: Figure, words: Words) -> str:
    """In how many incidents: those that a number is known of, then those without one."""
    standing = figure.standing
    text = ""
    if standing.numbered == 1:
        text = words.say(", all in one incident") if (figure.amount.best or 0) > 1 else ""
    else:
        text = words.count(", in {n} incident", ", in {n} incidents", standing.numbered)
        if standing.open:
            text += words.count("; {n} of them has no upper bound", "; {n} of them have no upper bound", standing.open)
    if standing.without_number:
        text += words.count(
            "; {n} more is reported without a number", "; {n} more are reported without a number",
            standing.without_number,
        )  # fmt: skip
    return text
