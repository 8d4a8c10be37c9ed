"""The brief of a place and period: its facts, its page, and the files that go together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook.briefs import identity
from tollbook.briefs.beside import Beside
from tollbook.briefs.beside import read as read_beside
from tollbook.briefs.days import Period
from tollbook.briefs.due import check_due, check_release
from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import Facts, as_json
from tollbook.briefs.gathering import gather
from tollbook.briefs.identity import Identity
from tollbook.briefs.outputs import card, figure_files, page, web
from tollbook.briefs.outputs.attachments import attachments
from tollbook.briefs.outputs.formats import FORMATS, names
from tollbook.briefs.panels.mapped import Atlas, atlas
from tollbook.briefs.previous import Previous
from tollbook.briefs.previous import read as read_previous
from tollbook.briefs.subject import Subject, subject
from tollbook.briefs.views import pictures, view
from tollbook.files import write_together
from tollbook.incidents.findings import Findings
from tollbook.places import Areas, Place, Population
from tollbook.release.approval import Approval, ApprovalError, content_of
from tollbook.release.approval import read as read_approval
from tollbook.release.withdrawing import check_not_withdrawn
from tollbook.tallies.tally import Tally


@dataclass(frozen=True, repr=False)
class Brief:
    """A brief. In a notebook it shows its first page.

    Attributes
    ----------
    subject : Subject
        What it is about, of which release, and who let it go.
    identity : Identity
    atlas : Atlas
        What its maps are drawn on.
    last : Previous or None
        Its last issue.
    beside : Beside
        What is published already.
    """

    subject: Subject
    identity: Identity
    atlas: Atlas
    last: Previous | None = None
    beside: Beside = field(default_factory=Beside)

    @cached_property
    def gathered(self) -> Facts:
        """Every number of the page, with what stands behind it; what the release may not show is not among them."""
        return gather(self.subject, self.identity, self.atlas, self.last, self.beside)

    def released(self, release: str) -> Brief:
        """The same brief in another release: ``public`` or ``internal``."""
        if release == self.subject.release:
            return self
        check_release(release)
        about = replace(self.subject, release=release, approval=None)
        check_due(about.clearance, about.place, about.span)
        return replace(self, subject=about)

    def approved(self, approval: Approval) -> Brief:
        """The same brief, let go.

        Raises
        ------
        BriefError
            The approval is of another content than this brief has.
        """
        check_release(self.subject.release, approval)
        return replace(self, subject=replace(self.subject, approval=approval)).checked()

    def checked(self) -> Brief:
        """The brief itself, where it is no other than what was approved.

        Raises
        ------
        BriefError
            It says something else than what was looked at and approved.
        """
        approval = self.subject.approval
        if approval is not None and content_of(self.facts) != approval.content:
            raise BriefError(
                "The approval is of another content: this brief does not say what was looked at. Something that it is "
                "made from has changed since. Make the draft again, look at it, and approve that one "
                "(tollbook release approve)."
            )
        return self

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Every number of the page as plain data, by key; last those that stand in its charts."""
        return {**self.gathered.as_dict(), "drawn": pictures.numbers(self._shown)}

    @cached_property
    def facts_json(self) -> str:
        """The facts as JSON text."""
        return as_json(self.facts)

    @property
    def tally_csv(self) -> str:
        """The rows of the tallies that the page shows, as CSV text."""
        return self.gathered.tally_csv

    @property
    def findings_csv(self) -> str:
        """The findings behind the period's figures, as CSV text."""
        return self.gathered.findings_csv

    @cached_property
    def _drawn(self) -> pictures.Pictures:
        return pictures.drawn(self.gathered)

    @cached_property
    def _shown(self) -> dict[str, Any]:
        return pictures.for_page(self._drawn)

    @cached_property
    def _page(self) -> dict[str, Any]:
        return {**view.view(self.gathered, self._shown), "attachments": attachments(self.gathered, self.facts_json)}

    @cached_property
    def pdf(self) -> bytes:
        """The brief as a PDF; the same bytes for the same inputs."""
        return page.pdf(self._page, self.subject.issued)

    @cached_property
    def html(self) -> str:
        """The brief as a web page in one file, without scripts; the same bytes for the same inputs."""
        shown = {**self._page, "pictures": pictures.for_web(self._drawn)}
        return web.html(shown, self.gathered.words, self.subject.stem)

    @cached_property
    def image(self) -> bytes:
        """The brief as one picture for messaging apps, a PNG; the same bytes for the same inputs."""
        return card.png(self._page, self.gathered)

    @cached_property
    def figures(self) -> bytes:
        """The charts as a zip file: each as SVG and PNG, with its data as CSV; the same bytes for the same inputs."""
        return figure_files.zipped(self._page, self._drawn, self.gathered, self.subject.stem)

    def pages(self, ppi: float = 110.0) -> list[bytes]:
        """Pictures of the pages, as PNG, at so many points to the inch."""
        return page.pngs(self._page, self.subject.issued, ppi)

    def save(self, folder: str | Path, release: str | None = None, formats: Iterable[str] = ("pdf",)) -> Path:
        """Write the brief with the tally, the findings and the facts, all files or none.

        Parameters
        ----------
        folder : path-like
            Where to; made where it does not exist.
        release : str, optional
            ``public``: what may leave, and a draft until it is approved; ``internal``: everything that a brief tells,
            marked so. By default the one that the brief was made for.
        formats : iterable of str
            Of ``pdf``; ``html``, a web page in one file; ``image``, one picture for messaging apps; ``figures``, the
            charts as SVG and PNG with their data.

        Returns
        -------
        Path
            Of the PDF, or where none is asked for of the next that is. The others lie beside it, with
            ``…-tally.csv``, ``…-findings.csv`` and ``…-facts.json``.

        Raises
        ------
        OutputError
            The folder can't be written to, the disk is full, one of the files is open in another program, or this
            version was withdrawn.
        BriefError
            A release or a format that there is not, a public brief that is not due, or an approval of something else.
        """
        if release is not None and release != self.subject.release:
            return self.released(release).save(folder, None, formats)
        self.checked()
        make: dict[str, Callable[[], str | bytes]] = {
            "-tally.csv": lambda: self.tally_csv,
            "-findings.csv": lambda: self.findings_csv,
            "-facts.json": lambda: self.facts_json,
            FORMATS["pdf"]: lambda: self.pdf,
            FORMATS["html"]: lambda: self.html,
            FORMATS["image"]: lambda: self.image,
            FORMATS["figures"]: lambda: self.figures,
        }
        stem, place = self.subject.stem, Path(folder)
        check_not_withdrawn(place, stem)
        files = names(stem, formats)
        write_together({place / name: make[name.removeprefix(stem)]() for name in files})
        return place / files[-1]

    def __repr__(self) -> str:
        about = self.subject
        return f"<Brief: {about.label}, {about.start:%Y-%m-%d} to {about.end:%Y-%m-%d}>"

    def _repr_png_(self) -> bytes:
        return self.pages()[0]


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
