"""The brief of a place and period: its facts, its page, and the files that go together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook.briefs import identity
from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import Facts, gather
from tollbook.briefs.outputs import page
from tollbook.briefs.panels.mapped import atlas
from tollbook.briefs.subject import Period, Subject, subject
from tollbook.briefs.views import view
from tollbook.files import write_together
from tollbook.incidents.findings import Findings
from tollbook.places import Areas, Place, Population
from tollbook.plain import as_csv
from tollbook.tallies.tally import Tally


@dataclass(frozen=True, repr=False)
class Brief:
    """A brief. In a notebook it shows its first page.

    Attributes
    ----------
    gathered : Facts
        Every number of the page, with what stands behind it.
    """

    gathered: Facts

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return self.gathered.subject

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Every number of the page as plain data, by key."""
        return self.gathered.as_dict()

    @cached_property
    def tally_csv(self) -> str:
        """The rows of the tallies that the page shows, as CSV text."""
        return as_csv(self.gathered.tally())

    @cached_property
    def _page(self) -> dict[str, Any]:
        attached = [
            ("facts.json", self.gathered.as_json(), "application/json", "data", "Every number of this brief, by key"),
            ("tally.csv", self.tally_csv, "text/csv", "source", "The tally that the brief was made from"),
        ]
        names = ("name", "text", "mime", "relationship", "about")
        return {**view.view(self.gathered), "attachments": [dict(zip(names, each, strict=True)) for each in attached]}

    @cached_property
    def pdf(self) -> bytes:
        """The brief as a PDF; the same bytes for the same inputs."""
        return page.pdf(self._page, self.subject.issued)

    def pages(self, ppi: float = 110.0) -> list[bytes]:
        """Pictures of the pages, as PNG, at so many points to the inch."""
        return page.pngs(self._page, self.subject.issued, ppi)

    def save(self, folder: str | Path, release: str = "public") -> Path:
        """Write the PDF, the tally and the facts together, all of them or none.

        Parameters
        ----------
        folder : path-like
            Where to; made where it does not exist.
        release : str
            ``public``: a township is the finest place, and no village, site, note or unnamed voice is in any file.

        Returns
        -------
        Path
            Of the PDF. The others lie beside it: ``…-tally.csv`` and ``…-facts.json``.

        Raises
        ------
        OutputError
            The folder can't be written to, the disk is full, or one of the files is open in another program.
        BriefError
            Another release than the public one.
        """
        if release != "public":
            raise BriefError(f"There is no release {release!r} of a brief. There is: public.")
        place, stem = Path(folder), self.subject.stem
        made = place / f"{stem}.pdf"
        write_together(
            {
                place / f"{stem}-tally.csv": self.tally_csv,
                place / f"{stem}-facts.json": self.gathered.as_json(),
                made: self.pdf,
            }
        )
        return made

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
) -> Brief:
    """Make the brief of a place and period.

    Parameters
    ----------
    tally : Tally or Findings
        What it is made from. A tally stands for its findings: the page makes the tallies it needs from them.
    place : Place or str, optional
        A township, district, state or the country; by default what the tally is about.
    period : str or (first day, last day), optional
        "2024-11", "2024-Q4", "2024", "2024-11-01/2024-11-30", or two days; by default the tally's own days.
    issued : str or Timestamp, optional
        The day that the brief bears; by default its cut-off (the as-of day, else the latest publication day).
    language : str
        Of the page.
    boundaries : Areas or path-like, optional
        Official township polygons for the map; by default areas derived from settlements, labelled approximate.
    population : Population or path-like, optional
        People by township; with it, and where coverage is known, the page has a map for 100,000 people.

    Returns
    -------
    Brief

    Raises
    ------
    BriefError
        Place, days or language do not fit together, or one is missing.

    Examples
    --------
    >>> tb.brief(monthly, place="Pale, Sagaing", period="2024-11").save("out/")  # doctest: +SKIP
    """
    found = tally.findings if isinstance(tally, Tally) else tally
    where = place if place is not None or isinstance(tally, Findings) else tally.within
    span = period
    if span is None and isinstance(tally, Tally) and tally.start is not None and tally.end is not None:
        span = (tally.start, tally.end)
    if where is None or span is None:
        missing = "place" if where is None else "period"
        raise BriefError(f"The brief needs a {missing}, and what it is made from names none.")
    return Brief(gather(subject(found, where, span, issued, language), identity.read(), atlas(boundaries, population)))
