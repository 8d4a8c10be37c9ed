"""What the key message says of the dead: how many, how that number stands, and what is not known."""

from __future__ import annotations

from tollbook.briefs import running
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.running import Running
from tollbook.charts.words import Words


def killed(figure: Figure, place: str, when: str, words: Words, whole: Figure | None = None) -> Running:
    """What to say of the civilians killed.

    Parameters
    ----------
    figure : Figure
        Of the period.
    place, when : str
        Place, and period with its preposition.
    words : Words
    whole : Figure, optional
        The finding of the one incident behind a figure that was spread by day.
    """
    where = words.say("in {place} {when}", place=place, when=when)
    if figure.state == "figure":
        if figure.amount.best is None:
            return _without_best(figure, where, words)
        if figure.amount.best == 0 and (
            figure.amount.open or (figure.amount.high == 0 and figure.coverage != "counted")
        ):
            return _none_in_what_is_told(figure, where, words)
        return _spread(figure, place, when, words, whole) if figure.is_spread else _counted(figure, where, words)
    if figure.state == "no figure":
        return _no_figure(figure, where, words)
    if held_back.is_held(figure):
        return _held(figure, where, words)
    if figure.state == "zero":
        return running.fill(
            words, "<b>No civilian was recorded killed</b> {where}, while a source was counting.", where=where
        )
    return running.fill(
        words,
        "<b>This sample holds no report of civilians killed</b> {where}. That is not to say that nobody was killed.",
        where=where,
    )


def _held(figure: Figure, where: str, words: Words) -> Running:
    """What is held back is neither told nor denied, but for a bound that may be said."""
    most, why = held_back.below(figure), held_back.why(figure, words)
    if most:
        return running.fill(
            words,
            "<b>At least one and fewer than {n} civilians were recorded killed</b> {where}; the number is held back "
            "({why}).",
            n=words.small(most),
            where=where,
            why=why,
        )
    return running.fill(
        words,
        "<b>The figure of civilians killed {where} is held back</b> ({why}). That is not to say that nobody was "
        "killed.",
        where=where,
        why=why,
    )


def _none_in_what_is_told(figure: Figure, where: str, words: Words) -> Running:
    """Reports that tell of harm and say that nobody was killed by it speak of nothing else that happened there."""
    return running.fill(
        words,
        "<b>In what is recorded here, {number} civilians are reported killed</b> {where}. That is not to say that "
        "nobody was killed.",
        number=running.figure(words.small(0), figure.sources),
        where=where,
    )


def _counted(figure: Figure, where: str, words: Words) -> Running:
    clauses = _clauses([*_incidents(figure, words), phrases.caveat(figure, words)], words)
    return running.fill(
        words, "<b>{killed}</b> {where}{clauses}.", killed=number(figure, words), where=where, clauses=clauses
    )


def _clauses(said: list[str], words: Words) -> str:
    """What follows a statement: its clauses after a comma, or nothing."""
    listed = phrases.listed(said, words)
    return words.say(", {clauses}", clauses=listed) if listed else ""


def _spread(figure: Figure, place: str, when: str, words: Words, whole: Figure | None) -> Running:
    """A number that days share out: what is known is the whole, not the part that falls in the period."""
    where = words.say("in {place} {when}", place=place, when=when)
    how = _clauses([phrases.caveat(figure, words)], words)
    if whole is not None and whole.state == "figure" and whole.amount.best is not None:
        return running.fill(
            words,
            "<b>{killed} at some time from {days}</b> in {place}; how many of them {when} is not known{clauses}.",
            killed=number(whole, words),
            days=words.span(whole.start, whole.end),
            place=place,
            when=when,
            clauses=how,
        )
    if (figure.amount.best or 0.0) < 1:
        return running.fill(
            words,
            "<b>Civilians were recorded killed in longer incidents that reach beyond the period</b> {where}; how many "
            "fall in it is not known{clauses}.",
            where=where,
            clauses=how,
        )
    spread = words.say("mostly spread by day over longer incidents")
    clauses = _clauses([*_incidents(figure, words), spread, phrases.caveat(figure, words)], words)
    return running.fill(
        words, "<b>{killed}</b> {where}{clauses}.", killed=number(figure, words), where=where, clauses=clauses
    )


def _without_best(figure: Figure, where: str, words: Words) -> Running:
    """A bound alone, for the reason that the findings give."""
    standing = figure.standing
    how = _clauses([phrases.caveat(figure, words)], words)
    main = running.figure(figure.amount.main(words), figure.sources)
    if figure.amount.high is None:
        return running.fill(
            words, "<b>{killed}</b> {where}{clauses}.", killed=number(figure, words), where=where, clauses=how
        )
    if standing.with_fighters and standing.with_fighters == standing.numbered:
        # A toll that includes fighters bounds civilians from above and counts none of them.
        return running.fill(
            words,
            "<b>{number} people were reported killed</b> {where}, fighters among them; no report counts the civilians "
            "apart.",
            number=main,
            where=where,
        )
    if standing.lonely and standing.lonely == standing.numbered:
        return running.fill(
            words,
            "<b>{number} civilians were reported killed</b> {where}; no second independent source supports a number.",
            number=main,
            where=where,
        )
    return running.fill(
        words,
        "<b>Between {low} and {high} civilians were reportedly killed</b> {where}; no report gives a single "
        "number{clauses}.",
        low=running.figure(words.number(figure.amount.low or 0), figure.sources),
        high=running.figure(words.number(figure.amount.high), figure.sources),
        where=where,
        clauses=how,
    )


def _no_figure(figure: Figure, where: str, words: Words) -> Running:
    if figure.other_bases:
        named = words.listing([words.say("“{base}”", base=phrases.base(base, words)) for base in figure.other_bases])
        return running.fill(
            words,
            "<b>Civilians were reportedly killed</b> {where}; the number counts others with them ({bases}).",
            where=where,
            bases=named,
        )
    if figure.standing.only_fighters:
        return running.fill(
            words,
            "<b>People were reportedly killed</b> {where}, fighters among them; no report counts the civilians apart.",
            where=where,
        )
    if figure.standing.lonely:
        return running.fill(
            words,
            "<b>Civilians were reportedly killed</b> {where}; no second independent source supports a number.",
            where=where,
        )
    return running.fill(words, "<b>Civilians were reportedly killed</b> {where}; no report says how many.", where=where)


def number(figure: Figure, words: Words) -> Running:
    """How many, with their range where there is one."""
    amount = figure.amount
    main, rest = amount.main(words), amount.rest(words)
    value = amount.best if amount.best is not None else amount.low
    if value is not None and float(value).is_integer():
        main = words.small(value)
    is_floor = rest == words.say("or more")
    lead = running.figure(main, figure.sources)
    said = running.fill_count(
        words,
        "{lead} civilian was recorded killed",
        "{lead} civilians were recorded killed",
        1 if value is not None and 0 < value < 1.5 else 2,
        lead=running.fill(words, "at least {main}", main=lead) if is_floor else lead,
    )
    if not rest or is_floor:
        return said
    if amount.open:
        return running.fill(words, "{said} ({rest})", said=said, rest=rest)
    return running.fill(words, "{said} (range {rest})", said=said, rest=rest)


def _incidents(figure: Figure, words: Words) -> list[str]:
    """In how many incidents: those that a number is known of, then those without one."""
    standing, said = figure.standing, []
    if standing.numbered == 1:
        said.append(words.say("all in one incident") if (figure.amount.best or 0) > 1 else "")
    else:
        said.append(words.count("in {n} incident", "in {n} incidents", standing.numbered))
        if standing.open:
            said.append(words.count("{n} of them has no upper bound", "{n} of them have no upper bound", standing.open))
    if standing.without_number:
        said.append(
            words.count(
                "{n} more is reported without a number", "{n} more are reported without a number",
                standing.without_number,
            )
        )  # fmt: skip
    return said
