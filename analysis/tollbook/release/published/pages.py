"""The figures that are to be seen on a web page: headline figures and years, which its facts name in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from tollbook.release.scan.clearing import plain

_DIGITS = re.compile(r"\d[\d,.]*")


class _Page(HTMLParser):
    """Texts of the headline figures, and of the cells of the first table of years."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tiles: list[str] = []
        self.years: list[list[str]] = []
        self._section = ""
        self._into: list[str] | None = None
        self._until = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A section, a row or a cell begins."""
        named = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._section = named.get("id", "")
        if self._section == "tiles" and tag == "p" and "figure" in named.get("class", "").split():
            self._begin(tag, self.tiles)
        elif self._section == "years-1" and tag == "tr":
            self.years.append([])
        elif self._section == "years-1" and tag == "td" and self.years:
            self._begin(tag, self.years[-1])

    def handle_endtag(self, tag: str) -> None:
        """A figure ends."""
        if tag == self._until:
            self._into, self._until = None, ""

    def handle_data(self, data: str) -> None:
        """Text of a figure."""
        if self._into is not None:
            self._into[-1] += data

    def _begin(self, tag: str, into: list[str]) -> None:
        into.append("")
        self._into, self._until = into, tag


def figures(page: str, facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys of figures of a facts file, each with the text in which a page shows it.

    Nothing is given of a page whose figures are not as many as its facts name: which is which can't be told then.
    """
    read = _Page()
    read.feed(page)
    panels = facts["panels"]
    tiles = panels.get("tiles", {}).get("tiles", [])
    if len(tiles) == len(read.tiles):
        yield from zip(tiles, read.tiles, strict=True)
    years = [row["figures"] for row in panels.get("years", {}).get("rows", [])]
    rows = [row for row in read.years if row]
    if [len(row) for row in rows] == [len(row) for row in years]:
        for keys, texts in zip(years, rows, strict=True):
            yield from zip(keys, texts, strict=True)


def number_in(text: str, below: int) -> float | None:
    """The number that a text shows of a figure that is held back; None where it shows none but what it is below."""
    # Marks of sources follow in square brackets.
    digits = _DIGITS.search(re.sub(r"\[[^\]]*\]", "", plain(text)))
    if digits is None:
        return None
    found = float(digits.group().replace(",", "").rstrip("."))
    return None if below and found == below else found
