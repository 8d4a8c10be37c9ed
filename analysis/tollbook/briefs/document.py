"""What briefs and papers have in common: a subject, facts, pages, and files that are written together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from tollbook.briefs.beside import Beside
from tollbook.briefs.due import check_due, check_release
from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import Facts, as_json
from tollbook.briefs.identity import Identity
from tollbook.briefs.outputs import page
from tollbook.briefs.outputs.formats import FORMATS, names
from tollbook.briefs.panels.mapped import Atlas
from tollbook.briefs.previous import Previous
from tollbook.briefs.subject import Subject
from tollbook.briefs.views import pictures
from tollbook.files import write_together
from tollbook.release.approval import Approval, content_of
from tollbook.release.withdrawing import check_not_withdrawn


@dataclass(frozen=True, repr=False)
class Document:
    """A document that passes the gate. In a notebook it shows its first page.

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
        """Every number of the document, with what stands behind it; what the release may not show is not among them."""
        raise NotImplementedError

    @cached_property
    def page(self) -> dict[str, Any]:
        """All that its outputs set, as plain data."""
        raise NotImplementedError

    @property
    def forms(self) -> dict[str, Callable[[], str | bytes]]:
        """How each of its forms is made, by the name that people ask for it with."""
        return {"pdf": lambda: self.pdf, "html": lambda: self.html}

    @property
    def stem(self) -> str:
        """What its files are called."""
        return self.subject.stem

    def released(self, release: str) -> Self:
        """The same document in another release: ``public`` or ``internal``."""
        if release == self.subject.release:
            return self
        check_release(release)
        about = replace(self.subject, release=release, approval=None)
        check_due(about.clearance, about.place, about.span)
        return replace(self, subject=about)

    def approved(self, approval: Approval) -> Self:
        """The same document, let go.

        Raises
        ------
        BriefError
            The approval is of another content than this document has.
        """
        check_release(self.subject.release, approval)
        return replace(self, subject=replace(self.subject, approval=approval)).checked()

    def checked(self) -> Self:
        """The document itself, where it is no other than what was approved.

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
        """Every number of the document as plain data, by key; last those that stand in its charts."""
        return {**self.gathered.as_dict(), "drawn": pictures.numbers(self.shown)}

    @cached_property
    def facts_json(self) -> str:
        """The facts as JSON text."""
        return as_json(self.facts)

    @property
    def tally_csv(self) -> str:
        """The rows of the tallies that the document shows, as CSV text."""
        return self.gathered.tally_csv

    @property
    def findings_csv(self) -> str:
        """The findings behind the period's figures, as CSV text."""
        return self.gathered.findings_csv

    @cached_property
    def drawn(self) -> pictures.Pictures:
        """Its pictures, by name."""
        raise NotImplementedError

    @cached_property
    def shown(self) -> dict[str, Any]:
        """Its pictures as a page takes them."""
        return pictures.for_page(self.drawn)

    @cached_property
    def pdf(self) -> bytes:
        """The document as a PDF; the same bytes for the same inputs."""
        return page.pdf(self.page, self.subject.issued)

    @cached_property
    def html(self) -> str:
        """The document as a web page in one file, without scripts; the same bytes for the same inputs."""
        raise NotImplementedError

    def pages(self, ppi: float = 110.0) -> list[bytes]:
        """Pictures of the pages, as PNG, at so many points to the inch."""
        return page.pngs(self.page, self.subject.issued, ppi)

    def save(self, folder: str | Path, release: str | None = None, formats: Iterable[str] = ("pdf",)) -> Path:
        """Write the document with the tally, the findings and the facts, all files or none.

        Parameters
        ----------
        folder : path-like
            Where to; made where it does not exist.
        release : str, optional
            ``public``: what may leave, and a draft until it is approved; ``internal``: everything that it tells,
            marked so. By default the one that it was made for.
        formats : iterable of str
            Of ``pdf``; ``html``, a web page in one file; and of a brief ``image``, one picture for messaging apps, and
            ``figures``, the charts as SVG and PNG with their data.

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
            A release or a format that there is not, a public document that is not due, or an approval of something
            else.
        """
        if release is not None and release != self.subject.release:
            return self.released(release).save(folder, None, formats)
        self.checked()
        files = names(self.stem, formats, self.forms)
        place = Path(folder)
        check_not_withdrawn(place, self.stem)
        data: dict[str, Callable[[], str | bytes]] = {
            "-tally.csv": lambda: self.tally_csv,
            "-findings.csv": lambda: self.findings_csv,
            "-facts.json": lambda: self.facts_json,
        }
        make = {**data, **{FORMATS[name]: form for name, form in self.forms.items()}}
        write_together({place / name: make[name.removeprefix(self.stem)]() for name in files})
        return place / files[-1]

    def __repr__(self) -> str:
        about = self.subject
        return f"<{type(self).__name__}: {about.label}, {about.start:%Y-%m-%d} to {about.end:%Y-%m-%d}>"

    def _repr_png_(self) -> bytes:
        return self.pages()[0]
