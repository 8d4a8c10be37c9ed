"""Gathering the facts of a brief or of a paper: its figures entered until none that is held back can be worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from tollbook.briefs.beside import Beside
from tollbook.briefs.facts import Facts
from tollbook.briefs.identity import Identity
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import (
    breakdowns,
    calendar,
    changes,
    displacement,
    made,
    mapped,
    notable,
    published,
    quality,
    ranking,
    revised,
    tiles,
    years,
)
from tollbook.briefs.panels.findings import COLUMNS, public_findings
from tollbook.briefs.panels.mapped import Atlas
from tollbook.briefs.panels.single import untold
from tollbook.briefs.previous import Previous
from tollbook.briefs.prose import method, sentences
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.briefs.reach import within_reach
from tollbook.briefs.subject import Subject
from tollbook.charts.words import Words, words
from tollbook.incidents.findings import Findings
from tollbook.release.claims import Dropped, public
from tollbook.release.held import HeldBack


@dataclass(frozen=True)
class Material:
    """What a brief or a paper is made from beside its subject.

    Attributes
    ----------
    given : Findings
        Before the gate: nothing of it is printed but through the ledger.
    atlas : Atlas
        What maps are drawn on.
    last : Previous or None
        The last issue.
    beside : Beside
        What is published already.
    options : dict
        What only one kind of paper is asked, such as an incident.
    """

    given: Findings
    atlas: Atlas
    last: Previous | None = None
    beside: Beside = field(default_factory=Beside)
    options: dict[str, Any] = field(default_factory=dict)


#: Enters the figures of a page in its order, which is the order of the numbers of the sources, and gives its panels.
Enter = Callable[[Ledger, Material], dict[str, Any]]
#: Tells the sentences of a page.
Tell = Callable[[Teller], dict[str, list[Sentence]]]


def gather(
    about: Subject, identity: Identity, atlas: Atlas, last: Previous | None = None, beside: Beside | None = None
) -> Facts:
    """Gather the facts of a brief; `last` is its last issue, `beside` what is published already."""
    return gathered(about, identity, Material(about.found, atlas, last, beside or Beside()), enter_brief, tell_brief)


def gathered(
    about: Subject,
    identity: Identity,
    material: Material,
    enter: Enter,
    tell: Tell,
    said: Words | None = None,
    lists_findings: bool = True,
) -> Facts:
    """Gather facts.

    What the release may not show is left out or held back before anything is told of it.

    Parameters
    ----------
    about : Subject
    identity : Identity
    material : Material
    enter : callable
        See `Enter`. It is called again until no figure that is held back can be worked out from the others.
    tell : callable
        See `Tell`.
    said : Words, optional
        Of the subject's language; a paper brings its own, which calls it a paper.
    lists_findings : bool
        Whether the findings of its days are published beside the page.
    """
    # What is published beside it may be of the whole country, whose sums have all findings in them.
    about, dropped = _released(about if material.beside.sha256 else within_reach(about))
    ledger, panels, found = _cleared(about, material, enter, lists_findings)
    said = said or words(about.language, about.digits)
    rows = panels.pop("internal_rows", {}) if ledger.clearance.is_public else {}
    panels["held"] = _held_back(ledger, about.found if lists_findings else None, dropped, rows).facts()
    told = tell(Teller(ledger, panels, said))
    behind = ledger.behind(ledger.own, about.span)
    told["method"] = [Sentence(text) for text in method.note(about, said, behind)]
    return Facts(ledger, panels, told, said, identity, material.atlas, found, material.beside)


def _released(about: Subject) -> tuple[Subject, Dropped]:
    """What the page is about, with the claims that its release may use."""
    if about.release != "public":
        return about, Dropped({})
    found, dropped = public(about.found, about.policy, about.place.level)
    return replace(about, found=found), dropped


def _cleared(
    about: Subject, material: Material, enter: Enter, lists_findings: bool
) -> tuple[Ledger, dict[str, Any], pd.DataFrame]:
    """The figures, entered again until none that is held back can be worked out from the others."""
    beside, last = material.beside, material.last
    also = beside.keys()
    while True:
        ledger = Ledger(about, also)
        panels = enter(ledger, material)
        # The findings are published beside the page.
        found = public_findings(ledger) if lists_findings else pd.DataFrame(columns=list(COLUMNS))
        more = (ledger.second_cells(beside) | revised.small_steps(ledger, last)) - also
        if not more:
            return ledger, panels, found
        also |= more


def tell_brief(teller: Teller) -> dict[str, list[Sentence]]:
    """Tell the sentences of a brief."""
    also = sentences.also(teller)
    return {
        "key_message": sentences.key_message(teller),
        "floor": [sentences.floor(teller)],
        "also": [also] if also else [],
        "trend": [sentences.trend(teller)],
        "incidents": [sentences.incident(teller, each) for each in teller.panels["incidents"]["incidents"]],
    }


def enter_brief(ledger: Ledger, material: Material) -> dict[str, Any]:
    """Enter all figures of a brief, in the order of the page."""
    atlas, last = material.atlas, material.last
    panels: dict[str, Any] = {"tiles": tiles.enter_tiles(ledger)}
    panels["changes"] = changes.enter_changes(ledger)
    panels["delay"] = delays(ledger)
    panels["incidents"] = notable.enter_incidents(ledger)
    panels["made"] = made.enter_made(ledger, panels["incidents"]["incidents"])
    panels["aggregates"] = published.enter_aggregates(ledger)
    panels["trend"] = calendar.enter_trend(ledger)
    panels["breakdowns"] = breakdowns.enter_breakdowns(ledger, panels["trend"]["measure"])
    panels["quality"] = quality.enter_quality(ledger, panels)
    panels["displacement"] = displacement.enter_displacement(ledger, panels["trend"])
    panels["revisions"] = revised.enter_revisions(ledger, last)
    panels["map"] = mapped.enter_map(ledger, mapped.measure_of(ledger, panels["trend"]["measure"]), atlas)
    panels["years"] = years.enter_years(ledger)
    panels["beside"] = calendar.enter_beside(ledger, panels["trend"]["measure"])
    panels["ranking"] = ranking.enter_ranking(ledger, panels["map"], atlas.population)
    return panels


def delays(ledger: Ledger) -> dict[str, Any]:
    """Tell how late reports come, source by source for those that may be named."""
    told = ledger.subject.delay.facts()
    named = [row for row in told["by_source"] if ledger.sources.is_named(row["source"])]
    return {**told, "by_source": named}


def _held_back(ledger: Ledger, given: Findings | None, dropped: Dropped, rows: dict[str, int]) -> HeldBack:
    """How much is held back; `given` are the findings, if any are listed, before one was put up a level."""
    sources, addresses = ledger.sources.held()
    looser = ledger.subject.policy.looser if ledger.clearance.is_public else ()
    cells = Counter(ledger.held())
    if given is not None:
        cells.update(rule for _, rule in untold(ledger, given))
    return HeldBack(dict(cells), dropped.claims, sources, addresses, looser, rows)
