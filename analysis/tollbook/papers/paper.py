"""A paper: its facts, its sections, and the files that go together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
from tollbook.briefs.gathering import Material, gathered
from tollbook.briefs.outputs import page, web
from tollbook.briefs.outputs.attachments import attachments
from tollbook.briefs.panels.mapped import atlas
from tollbook.briefs.previous import read as read_previous
from tollbook.briefs.subject import subject
from tollbook.briefs.views import pictures
from tollbook.charts.style import uninterrupted
from tollbook.incidents.findings import Findings
from tollbook.papers.kind import Kind, kind
from tollbook.papers.section import Section
from tollbook.papers.shown import Shown
from tollbook.papers.view import view
from tollbook.papers.wording import of_papers
from tollbook.places import Areas, Place, Population, place
from tollbook.release.approval import Approval, ApprovalError
from tollbook.release.approval import read as read_approval

_TEMPLATES = Path(__file__).with_name("outputs")


@dataclass(frozen=True, repr=False)
class Paper(Document):
    """A paper. In a notebook it shows its first page, and ``paper["months"]`` one section of it.

    Attributes
    ----------
    kind : Kind
    options : dict
        What only this kind is asked.
    given : Findings
        What it was made from, before the gate.
    """

    kind: Kind = None  # type: ignore[assignment]
    options: dict[str, Any] = None  # type: ignore[assignment]
    given: Findings = None  # type: ignore[assignment]

    @cached_property
    def gathered(self) -> Facts:
        """Every number of the paper, with what stands behind it; what the release may not show is not among them."""
        material = Material(self.given, self.atlas, self.last, self.beside, self.options)
        said = of_papers(self.subject.language, self.subject.digits)
        of = self.kind
        made = gathered(self.subject, self.identity, material, of.enter, of.tell, said, of.lists_findings)
        return replace(made, paper=of.name, asked=of.asked(made, self.options))

    @cached_property
    @uninterrupted()
    def sections(self) -> list[Section]:
        """Its sections, in the order of the page."""
        return self.kind.sections(self.gathered)

    @property
    def title(self) -> str:
        """What kind of paper it is, in its language."""
        return self.gathered.words.say(self.kind.title)

    @property
    def stem(self) -> str:
        """What its files are called."""
        part = re.sub(r"[^a-z0-9]+", "-", self.kind.part(self.gathered).lower()).strip("-")
        return "-".join(name for name in (self.kind.name.replace("_", "-"), part, self.subject.stem) if name)

    @cached_property
    def drawn(self) -> pictures.Pictures:
        """Its pictures, by name."""
        return {name: picture for section in self.sections for name, picture in section.pictures().items()}

    @cached_property
    def page(self) -> dict[str, Any]:
        """All that its outputs set, as plain data."""
        files = attachments(self.gathered, self.facts_json)
        return {**view(self.gathered, self.title, self.sections, self.shown), "attachments": files}

    @cached_property
    def pdf(self) -> bytes:
        """The paper as a PDF; the same bytes for the same inputs."""
        return page.pdf(self.page, self.subject.issued, _TEMPLATES / "paper.typ")

    @cached_property
    def html(self) -> str:
        """The paper as a web page in one file, without scripts; the same bytes for the same inputs."""
        shown = {**self.page, "pictures": pictures.for_web(self.drawn)}
        return web.html(shown, self.gathered.words, self.stem, _TEMPLATES / "paper.html.jinja")

    def pages(self, ppi: float = 110.0) -> list[bytes]:
        """Pictures of the pages, as PNG, at so many points to the inch."""
        return page.pngs(self.page, self.subject.issued, ppi, _TEMPLATES / "paper.typ")

    def __getitem__(self, name: str) -> Shown:
        """One section, as a notebook shows it: its text, tables and charts, and its figures as a table.

        Raises
        ------
        KeyError
            There is none of this name; the message lists those that there are.
        """
        found = {section.name: section for section in self.sections}
        if name not in found:
            raise KeyError(f"The paper has no section {name!r}. It has: {', '.join(found)}.")
        return Shown(found[name], self.gathered)

    def __iter__(self) -> Iterator[Shown]:
        return (Shown(section, self.gathered) for section in self.sections)

    def _ipython_key_completions_(self) -> list[str]:
        return [section.name for section in self.sections]


def paper(
    name: str,
    found: Findings,
    where: Place | str | None = None,
    period: Period | None = None,
    issued: str | pd.Timestamp | None = None,
    language: str = "en",
    digits: str = "native",
    boundaries: Areas | str | Path | None = None,
    population: Population | str | Path | None = None,
    previous: str | Path | None = None,
    version: int = 1,
    release: str = "public",
    approval: Approval | str | Path | None = None,
    beside: Iterable[str | Path] = (),
    **options: Any,
) -> Paper:
    """Make a paper from findings.

    Parameters
    ----------
    name : str
        The kind of paper, such as ``airstrikes``: that of the notebook which makes it.
    found : Findings
    where, period : optional
        A township, district, state or the country, and days as `days.days_of` reads them. Some kinds take both from the
        claims.
    issued, language, digits, boundaries, population, previous, version, release, approval, beside : optional
        As for `tollbook.brief`.
    **options
        What only this kind is asked, such as ``incident`` of an incident dossier.

    Raises
    ------
    BriefError, SettingsError
        Something does not fit together, is missing, or can't be read.

    Examples
    --------
    >>> strikes = tb.paper("airstrikes", found, "Sagaing Region", ("2024-01-01", "2024-12-31"))  # doctest: +SKIP
    >>> strikes["months"]  # doctest: +SKIP
    >>> strikes.save("out/", formats=["pdf", "html"])  # doctest: +SKIP
    """
    of = kind(name)
    place_of, span = _asked(of, found, where, period, options)
    series = {"language": language, "version": version, "digits": digits, "release": release}
    day, let_go = _day(of, found, issued), _approval(approval)
    about = subject(found, place_of, span, day, approval=let_go, **series)  # type: ignore[arg-type]
    last, drawn_on = None if previous is None else read_previous(previous), atlas(boundaries, population)
    return Paper(about, identity.read(), drawn_on, last, read_beside(beside), of, options, found)


def _asked(
    of: Kind, found: Findings, where: Place | str | None, period: Period | None, options: dict[str, Any]
) -> tuple[Place, Period]:
    """The place and the days that a paper is asked about, or that follow from the claims."""
    unknown = [each for each in options if each not in of.options]
    if unknown:
        known = ", ".join(of.options) or "none"
        raise BriefError(f"The paper {of.name!r} is not asked {', '.join(unknown)}. What only it is asked: {known}.")
    if where is None or period is None:
        if of.about is None:
            missing = "a place (where)" if where is None else "a period"
            raise BriefError(f"The paper {of.name!r} needs {missing}.")
        where, period = of.about(found, options)
    place_of = where if isinstance(where, Place) else place(where)
    if place_of.level not in of.levels:
        raise BriefError(
            f"The paper {of.name!r} is not made of a {place_of.level}. It can be made of: {', '.join(of.levels)}."
        )
    return place_of, period


def _day(of: Kind, found: Findings, issued: str | pd.Timestamp | None) -> str | pd.Timestamp | None:
    """The day asked for, or that which the kind takes from the claims; None: the cut-off."""
    return of.day(found) if of.day is not None and issued in (None, "") else issued


def _approval(given: Approval | str | Path | None) -> Approval | None:
    if given is None or isinstance(given, Approval):
        return given
    try:
        return read_approval(given)
    except ApprovalError as error:
        raise BriefError(str(error)) from None
