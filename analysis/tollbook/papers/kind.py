"""What makes one kind of paper another than the next: its title, its figures, its sentences and its sections."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Enter, Tell
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.incidents.findings import Findings
from tollbook.papers.section import Section
from tollbook.places import Place

#: Kinds of papers, each in the module of its name.
KINDS = (
    "aggregates_check",
    "airstrikes",
    "data_quality",
    "displacement",
    "incident_dossier",
    "national_overview",
    "period_review",
    "start_here",
)


def _tells_nothing(_: Teller) -> dict[str, list[Sentence]]:
    return {}


def _as_asked(facts: Facts, options: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - kinds that hide one need them
    return options


def _nothing_more(_: Facts) -> str:
    return ""


#: The place and the days of a paper that are not asked for but follow from the claims.
About = Callable[[Findings, dict[str, Any]], tuple[Place | str, tuple[pd.Timestamp, pd.Timestamp]]]


@dataclass(frozen=True)
class Kind:
    """One kind of paper.

    Attributes
    ----------
    name : str
        Also that of the notebook that makes it.
    title : str
        A message of the catalogue; it stands at the head of the page, where a brief says "Township brief".
    enter : callable
        Enters the figures; see `gathering.Enter`.
    sections : callable
        Gives the sections of the gathered facts, in their order. The first one leads the page.
    tell : callable
        Tells sentences that the sections share; see `gathering.Tell`.
    about : callable or None
        Gives place and days where the notebook has no such parameters.
    levels : tuple of str
        Levels of the places that it can be about.
    options : tuple of str
        Names of what only this kind is asked.
    asked : callable
        Gives of these what the release may tell, by their names: from it the paper is made again.
    part : callable
        Gives what the names of its files say beside place and days, where several papers share both.
    day : callable or None
        Gives the day that the page bears where none is asked for; None: its cut-off, as a brief has it.
    lists_findings : bool
        Whether the findings of its days go with it, one by one. Not with a paper on the claims themselves: what it has
        of figures stands on the page.
    """

    name: str
    title: str
    enter: Enter
    sections: Callable[[Facts], list[Section]]
    tell: Tell = _tells_nothing
    about: About | None = None
    levels: tuple[str, ...] = ("township", "district", "state", "country")
    options: tuple[str, ...] = ()
    asked: Callable[[Facts, dict[str, Any]], dict[str, Any]] = _as_asked
    part: Callable[[Facts], str] = _nothing_more
    day: Callable[[Findings], pd.Timestamp | None] | None = None
    lists_findings: bool = True


def kind(name: str) -> Kind:
    """The kind of a name.

    Raises
    ------
    BriefError
        There is none; the message names the nearest.
    """
    if name not in KINDS:
        near = difflib.get_close_matches(name, KINDS, n=1, cutoff=0.0)[0]
        listed = ", ".join(KINDS)
        raise BriefError(f"There is no kind of paper {name!r}. The nearest is {near!r}; all of them: {listed}.")
    found: Kind = importlib.import_module(f"tollbook.papers.kinds.{name}").KIND
    return found
