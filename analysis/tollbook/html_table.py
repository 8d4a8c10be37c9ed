"""Tables as a notebook shows them: plain data in, HTML out.

Claims, findings, tallies and levels show themselves in JupyterLab through this module. What it is given is text, and
every text is escaped by the template; there is no script in it, and nothing that a browser would fetch. Colours are
JupyterLab's own variables, so that it is readable in the light and in the dark theme, and borrowed from the text around
it where there are none, as in an exported page.

**No gate stands before it.** A notebook shows what its reader holds in his hands: claims with their sources, small
figures, recent days. It is internal, and a notebook that is kept beside a public brief is kept without its outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

#: Rows of a table that are shown; the sentence below it says how many there are.
ROWS = 24
#: Claims that are shown behind one figure.
CLAIMS = 10
#: Letters of a text that are shown: a cell may hold ten million.
_LETTERS = 240

#: What a browser may follow: an address of the web, in one piece.
_ADDRESS = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line of a cell.

    Attributes
    ----------
    text : str
        Any text.
    link : str
        Where it leads; only an address of the web becomes a link.
    faint : bool
        Whether it stands back behind the others.
    whole : bool
        Whether it stays in one piece, as a day does.
    """

    text: str
    link: str = ""
    faint: bool = False
    whole: bool = False

    @property
    def kind(self) -> str:
        """Names of the styles that it has."""
        return " ".join(name for name, has in (("tb-faint", self.faint), ("tb-whole", self.whole)) if has)

    @property
    def shown(self) -> str:
        """The text as it is shown: cut where it is very long, which is said."""
        cut = len(self.text) > _LETTERS
        return f"{self.text[:_LETTERS]}… ({len(self.text):,} letters)" if cut else self.text

    @property
    def address(self) -> str:
        """The address that the text leads to; empty where it is none that a browser should follow."""
        return self.link if _ADDRESS.fullmatch(self.link) and self.link.isprintable() else ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes
    ----------
    lines : tuple of Line
        One below the other.
    title : str
        What is said when the pointer rests on it.
    opened : Table or None
        What a click on the first line opens.
    """

    lines: tuple[Line, ...]
    title: str = ""
    opened: Table | None = None


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    head : tuple of str
        Names of the columns.
    rows : tuple of tuple of Cell
        Each as long as `head`.
    numbers : frozenset of str
        Names of the columns that hold numbers alone, which stand under one another.
    more : str
        The sentence below: what is left out, and how to see it.
    instead : str
        The sentence that stands in the place of a table without rows.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[str] = frozenset()
    more: str = ""
    instead: str = ""

    def without(self, *columns: str) -> Table:
        """The same table without some columns."""
        kept = [at for at, name in enumerate(self.head) if name not in columns]
        rows = tuple(tuple(row[at] for at in kept) for row in self.rows)
        return replace(self, head=tuple(self.head[at] for at in kept), rows=rows)


@dataclass(frozen=True)
class Part:
    """A table with what is said above it.

    Attributes
    ----------
    table : Table
    heading : str
    lines : tuple of str
        Sentences between the heading and the table.
    folded : bool
        Whether a click on the heading opens the rest.
    """

    table: Table
    heading: str = ""
    lines: tuple[str, ...] = ()
    folded: bool = False


@dataclass(frozen=True)
class Shown:
    """What one object shows of itself.

    Attributes
    ----------
    title : str
        What it is, in one line.
    lines : tuple of str
        Of which place and days, by which rule, with which reports.
    parts : tuple of Part
    notes : tuple of str
        What the marks mean, and what the numbers are not.
    """

    title: str
    lines: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()


def cell(
    text: str, *faint: str, link: str = "", title: str = "", opened: Table | None = None, whole: bool = False
) -> Cell:
    """A cell with one line, and below it others that stand back; empty ones are left out."""
    below = (Line(each, faint=True) for each in faint if each)
    return Cell((Line(text, link, whole=whole), *below), title, opened)


def left_out(shown: int, of: int, what: str, how: str) -> str:
    """The sentence on rows that are not shown; empty where all are.

    Parameters
    ----------
    shown, of : int
        How many rows are shown, and how many there are.
    what : str
        What they are, in the plural.
    how : str
        Where all of them are found.
    """
    return f"Shown are the first {shown:,} of {of:,} {what}; all of them: {how}" if of > shown else ""


def one_line(parts: Iterable[str]) -> str:
    """Short statements in one line; empty ones are left out."""
    return " · ".join(part for part in parts if part)


def html(shown: Shown) -> str:
    """Set what an object shows of itself as HTML: one element, with a style of its own."""
    made: str = _template().render(shown=shown)
    return made


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("html_table.jinja")
