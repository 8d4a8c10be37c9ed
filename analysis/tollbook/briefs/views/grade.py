"""How well a headline figure is supported: by how many independent voices, as a level and in words."""

from __future__ import annotations

from typing import Any

from tollbook.briefs.figures import Figure
from tollbook.charts.words import Words


def grade(figure: Figure, words: Words) -> dict[str, Any]:
    """The grade of a figure.

    It grades how many origins stand behind it, and nothing else: not whether they are right, nor how much they missed.

    Parameters
    ----------
    figure : Figure
    words : Words

    Returns
    -------
    dict
        ``level``: 3 where every incident rests on two or more origins, 2 where some do, 1 where none does, 0 where
        there is no number; ``text``: the same in words, empty where there is no number; ``alone``: whether one incident
        or level stands behind the figure, whose origins are counted beside it in any case.
    """
    if figure.state != "figure":
        return {"level": 0, "text": "", "alone": True}
    if "stated_on" in figure.more:
        return _of_level(figure, words)
    every, alone = figure.standing.findings, figure.standing.one_origin
    if alone == 0:
        text = words.count(
            "the incident rests on two or more origins", "all {n} incidents rest on two or more origins", every
        )
        return {"level": 3, "text": text, "alone": every == 1}
    if every == 1:
        return {"level": 1, "text": words.say("the incident rests on one origin"), "alone": True}
    text = words.count(
        "{n} of {all} incidents rests on one origin",
        "{n} of {all} incidents rest on one origin",
        alone,
        all=words.number(every),
    )
    return {"level": 1 if alone == every else 2, "text": text, "alone": False}


def _of_level(figure: Figure, words: Words) -> dict[str, Any]:
    """A level is one statement about one day."""
    text = words.count("the level rests on {n} origin", "the level rests on {n} origins", figure.origins)
    return {"level": 3 if figure.origins > 1 else 1, "text": text, "alone": True}
