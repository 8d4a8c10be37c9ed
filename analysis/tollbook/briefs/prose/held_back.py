"""What is said of a figure that is held back: how much of it may be said, and why no more; never what it would be."""

from __future__ import annotations

from tollbook.briefs.figures import Figure
from tollbook.charts.cells import below_text
from tollbook.charts.messages import mark
from tollbook.charts.words import Words

#: Why a figure is held back, by `held.CELL_RULES`.
FIGURES = {
    "small cell": mark("too few to show without showing who"),
    "second cell": mark("a number too small to show could be worked out from it"),
    "delay": mark("days too recent to show"),
    "level": mark("not shown for places this small"),
    "period": mark("not shown for periods this short"),
    "one by one": mark("shown in sums, not incident by incident"),
    "licence": mark("its sources do not allow it to be passed on"),
}
#: Why claims speak in no figure, by `held.CLAIM_RULES`.
CLAIMS = {"licence": mark("their licence does not allow it")}
#: Why sources have no name, by `held.SOURCE_RULES`.
SOURCES = {
    "not listed": mark("on no list of sources that may be named"),
    "not to be named": mark("not to be named"),
}
#: Why addresses are not given, by `held.ADDRESS_RULES`.
ADDRESSES = {
    "names a place": mark("it names a place"),
    "delay": mark("it is too recent"),
    "source not named": mark("its source is not named"),
}
#: Why rows of the file are not listed, by `held.ROW_RULES`.
ROWS = {"internal only": mark("listed in an internal release alone")}


def is_held(figure: Figure) -> bool:
    """Whether a figure is held back."""
    return figure.state == "held back"


def below(figure: Figure) -> int:
    """What a figure that is held back is below, and at least 1; 0 where nothing may be said of it."""
    return figure.held.below if figure.held is not None and is_held(figure) else 0


def short(figure: Figure, words: Words) -> str:
    """A figure that is held back, for cells and headlines: "<5", or that it is held back."""
    return below_text(below(figure), words) or words.say("held back")


def spoken(figure: Figure, words: Words) -> str:
    """The same as text that is read out: "held back (at least 1 and fewer than 5)"."""
    most = below(figure)
    if not most:
        return words.say("held back")
    return words.say("held back (at least 1 and fewer than {n})", n=words.number(most))


def why(figure: Figure, words: Words) -> str:
    """Why a figure is held back; empty where the rule is not known, as of an earlier issue."""
    return reason(FIGURES, figure.held.rule, words) if figure.held is not None else ""


def reason(said: dict[str, str], rule: str, words: Words) -> str:
    """A rule in plain words; a rule that has none is named as it is, which is better than no reason."""
    return words.say(said[rule]) if rule in said else rule


def outlet(name: str, words: Words) -> str:
    """Whose report it is; a source that is not named has no name in the facts."""
    return name or words.say("A source that is not named")


def rounded(figure: Figure, words: Words) -> str:
    """That a level is rounded, so that its parts can't be told by its last digits; else nothing."""
    return words.say("rounded to hundreds") if figure.more.get("rounded_to") else ""
