"""The brief of a place and period: its facts, its page, and the files that go together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook.briefs import identity
from tollbook.briefs.beside import read as read_beside
from tollbook.briefs.days import Period
from tollbook.briefs.document import Document
from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import gather
from tollbook.briefs.outputs import card, figure_files, web
from tollbook.briefs.outputs.attachments import attachments
from tollbook.briefs.panels.mapped import atlas
from tollbook.briefs.previous import read as read_previous
from tollbook.briefs.subject import subject
from tollbook.briefs.views import pictures, view
from tollbook.incidents.findings import Findings
from tollbook.places import Areas, Place, Population
from tollbook.release.approval import Approval, ApprovalError
from tollbook.release.approval import read as read_approval
from tollbook.tallies.tally import Tally


@dataclass(frozen=True, repr=False)
class Brief(Document):
    """A brief. In a notebook it shows its first page; see `document.Document` for what it has in common with papers."""

    @cached_property
    def gathered(self) -> Facts:
        """Every number of the page, with what stands behind it; what the release may not show is not among them."""
        return gather(self.subject, self.identity, self.atlas, self.last, self.beside)

    @property
    def forms(self) -> dict[str, Callable[[], str | bytes]]:
        """How each of its forms is made, by the name that people ask for it with."""
        return {**super().forms, "image": lambda: self.image, "figures": lambda: self.figures}

    @cached_property
    def drawn(self) -> pictures.Pictures:
        """Its pictures, by name."""
        return pictures.drawn(self.gathered)

    @cached_property
    def page(self) -> dict[str, Any]:
        """All that its outputs set, as plain data."""
        return {**view.view(self.gathered, self.shown), "attachments": attachments(self.gathered, self.facts_json)}

    @cached_property
    def html(self) -> str:
        """The brief as a web page in one file, without scripts; the same bytes for the same inputs."""
        shown = {**self.page, "pictures": pictures.for_web(self.drawn)}
        return web.html(shown, self.gathered.words, self.stem)

    @cached_property
    def image(self) -> bytes:
        """The brief as one picture for messaging apps, a PNG; the same bytes for the same inputs."""
        return card.png(self.page, self.gathered)

    @cached_property
    def figures(self) -> bytes:
        """The charts as a zip file: each as SVG and PNG, with its data as CSV; the same bytes for the same inputs."""
        return figure_files.zipped(self.page, self.drawn, self.gathered, self.stem)


def brief(
    tally: Tally | Findings,
    place: Place | str | None = None,
    period: Period | None = None,
    issued: str | pd.Timestamp | None = None,
    language: str = "en",
    boundaries: Areas | str | Path | None = None,
    population: Population | str | Path | None = None,
    issue: str | int | None = None,
    next_issue: str | pd.Timestamp | None = None,
    version: int = 1,
    digits: str = "native",
    previous: str | Path | None = None,
    release: str = "public",
    approval: Approval | str | Path | None = None,
    beside: Iterable[str | Path] = (),
) -> Brief:
    """Make the brief of a place and period.

    Parameters
    ----------
    tally : Tally or Findings
        What it is made from. A tally stands for its findings: the page makes the tallies it needs from them.
    place, period : optional
        A township, district, state or the country, and days as `days.days_of` reads them; by default the tally's own.
    issued, language, digits : optional
        The day that the brief bears, by default its cut-off (the as-of day, else the latest publication day); of the
        page; digits are ``native``, those of the language, or ``western``.
    boundaries, population : path-like, optional
        Official township polygons, else approximate areas; people by township, for a map for 100,000 people.
    issue, next_issue, version, previous : optional
        Number or name of this issue, day of the next, version of this one; the last issue (facts file or PDF): the page
        says which of its figures are known otherwise now, and why.
    release, approval, beside : optional
        ``public``: what may leave, a draft without the record of its harm check; ``internal``: everything, marked so.
        Public outputs that are out already: what they hold back, this brief does not give away.

    Raises
    ------
    BriefError, SettingsError
        Something does not fit together, is missing, or can't be read.

    Examples
    --------
    >>> tb.brief(monthly, place="Pale, Sagaing", period="2024-11").save("out/")  # doctest: +SKIP
    """
    (found, where, span), let_go = _asked(tally, place, period), _approval(approval)
    about = subject(found, where, span, issued, language, issue, next_issue, version, digits, release, let_go)
    last = None if previous is None else read_previous(previous)
    return Brief(about, identity.read(), atlas(boundaries, population), last, read_beside(beside))


def _approval(given: Approval | str | Path | None) -> Approval | None:
    if given is None or isinstance(given, Approval):
        return given
    try:
        return read_approval(given)
    except ApprovalError as error:
        raise BriefError(str(error)) from None


def _asked(
    tally: Tally | Findings, place: Place | str | None, period: Period | None
) -> tuple[Findings, Place | str, Period]:
    """What the brief is made from, and its place and days: as asked for, else those of the tally."""
    found = tally.findings if isinstance(tally, Tally) else tally
    where = place if place is not None or isinstance(tally, Findings) else tally.within
    span = period
    if span is None and isinstance(tally, Tally) and tally.start is not None and tally.end is not None:
        span = (tally.start, tally.end)
    if where is None or span is None:
        missing = "place" if where is None else "period"
        raise BriefError(f"The brief needs a {missing}, and what it is made from names none.")
    return found, where, span
