"""Reading back what an object shows of itself in a notebook: its HTML, taken apart with Python's own parser."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "img", "link", "meta", "input", "hr"}


@dataclass
class Cell:
    """A cell: its lines, where they lead, and the table that it opens."""

    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    title: str = ""
    opened: Table | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Table:
    """A table: the names of its columns, its rows, and the sentence below it."""

    head: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    more: str = ""

    def column(self, name: str) -> list[Cell]:
        return [row[self.head.index(name)] for row in self.rows]

    def texts(self, name: str) -> list[str]:
        return [cell.text for cell in self.column(name)]


class Reader(HTMLParser):
    """What an object shows: title, lines above, tables, notes; and every tag and attribute that the HTML has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title, self.about, self.headings = "", [], []
        self.notes, self.instead, self.tables = [], [], []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self._open: list[str] = []
        self._within: list[Table] = []
        self._text: list[str] | None = None
        self.feed(html)
        self.close()
        assert self._open == [], "a tag is left open"

    @property
    def table(self) -> Table:
        assert len(self.tables) == 1
        return self.tables[0]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(given)
        if tag not in VOID:
            self._open.append(tag)
        if tag == "table":
            self._begin()
        elif tag == "tr":
            self._row = []
            self._within[-1].rows.append(self._row) if self._within else None
        elif tag == "td":
            self._within[-1].rows[-1].append(Cell(title=given.get("title") or ""))
        elif tag == "a":
            self.addresses.append(given["href"])
            self._cell().links.append(given["href"])
        if tag in ("th", "div", "p", "summary"):
            self._text, self._kind = [], given.get("class") or ""

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"</{tag}> closes another tag"
        if tag == "table":
            done = self._within.pop()
            done.rows = [row for row in done.rows if row]
            self._last = done
            if self._within:
                self._cell().opened = done
            else:
                self.tables.append(done)
        elif tag in ("th", "div", "p", "summary") and self._text is not None:
            self._said(tag, "".join(self._text).strip())
            self._text = None

    def handle_data(self, data):
        if self._open and self._open[-1] == "style":
            self.style = data
        elif self._text is not None:
            self._text.append(data)

    def _begin(self):
        self._within.append(Table())

    def _cell(self) -> Cell:
        return self._within[-1].rows[-1][-1]

    def _said(self, tag, text):
        if tag == "th":
            self._within[-1].head.append(text)
        elif tag in ("div", "summary") and self._within:
            self._cell().lines.append(text)
        elif self._kind == "tb-title":
            self.title = text
        elif self._kind == "tb-about":
            self.about.append(text)
        elif self._kind == "tb-heading":
            self.headings.append(text)
        elif self._kind == "tb-more":
            self._last.more = text
        elif self._kind == "tb-instead":
            self.instead.append(text)
        elif self._kind == "tb-note":
            self.notes.append(text)


def shown(one) -> Reader:
    """What an object shows of itself."""
    return Reader(one._repr_html_())


def _number(text):
    return int(text.replace(",", ""))


def says(text: str, row) -> bool:
    """Whether a figure in words says exactly the numbers of a row: bounds rounded outwards, a best to the nearest."""
    low, best, high = (None if math.isnan(value) else float(value) for value in (row.low, row.best, row.high))
    found = re.fullmatch(
        r"(?:up to (?P<upto>[\d,]+)|(?P<low>[\d,]+)(?: to (?P<high>[\d,]+)|(?P<open> or more))?|no figure)"
        r"(?:, (?:no best|best (?P<best>(?:about |fewer than )?[\d,]+)))?",
        text,
    )
    if not found:
        return _says_best(text, best) and low == best == high and not row.open
    if text == "no figure":
        return best is None and high is None and not low
    if found["upto"]:
        return not low and best is None and not row.open and _number(found["upto"]) == math.ceil(high)
    ends = row.open if found["open"] else not row.open and math.ceil(high) == _number(found["high"] or found["low"])
    told = found["best"] or ("" if "no best" in text else found["low"])
    return bool(ends) and math.floor(low) == _number(found["low"]) and _says_best(told, best)


def _says_best(text, best):
    if not text:
        return best is None
    if text.startswith("fewer than"):
        return best is not None and 0 < best < 0.5
    about, number = text.startswith("about "), _number(text.removeprefix("about "))
    return best is not None and number == math.floor(best + 0.5) and about != float(best).is_integer()
