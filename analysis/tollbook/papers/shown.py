"""A section of a paper as a notebook shows it: its charts, its tables, and behind each figure the claims it rests on.

It shows what its reader holds in his hands, and is internal like every output of a cell: of a public paper the executed
notebook is kept without its outputs, and what leaves is the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
from matplotlib.figure import Figure as Drawing

from tollbook import html_table
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.outputs.web import picture_uri
from tollbook.briefs.running import Text
from tollbook.briefs.views.pictures import Picture
from tollbook.claims.shown import behind
from tollbook.papers.section import Block, Chart, Pairs, Paragraphs, Row, Section, Table, Tiles

#: Columns of the table of a section's figures.
COLUMNS = ("pcode", "start", "end", "measure", "base", "low", "best", "high", "open", "state", "incidents", "origins")


@dataclass(frozen=True, repr=False)
class Shown:
    """One section of a paper.

    Attributes
    ----------
    section : Section
    facts : Facts
        Of its paper.
    """

    section: Section
    facts: Facts

    @property
    def table(self) -> pd.DataFrame:
        """The figures that the section shows, in its order.

        Returns
        -------
        DataFrame
            Indexed by key, with `COLUMNS`: ``low, best, high`` (float, in the measure's unit; NaN where there is none
            or where it is held back), ``open`` (bool), ``state`` (of `charts.cells.STATES`).
        """
        figures = [self.facts.ledger.figures[key] for key in self.section.keys]
        amounts = [figure.amount for figure in figures]
        bounds = {
            name: pd.array([getattr(each, name) for each in amounts], dtype="float64")
            for name in ("low", "best", "high")
        }
        rest = {name: [getattr(each, name) for each in figures] for name in COLUMNS if name not in (*bounds, "open")}
        columns = {**rest, **bounds, "open": [each.open for each in amounts]}
        return pd.DataFrame(columns, index=pd.Index(self.section.keys, name="key"))[list(COLUMNS)]

    @property
    def charts(self) -> list[Drawing]:
        """Its charts, as Matplotlib's figures."""
        found: list[Drawing] = []
        for made in self.section.pictures().values():
            pictures = made if isinstance(made, list) else [made] if made else []
            found += [picture.drawing for picture in pictures]
        return found

    def __repr__(self) -> str:
        return f"<Section {self.section.name}: {self.section.heading or 'the lead'}>"

    def _repr_html_(self) -> str:
        heading = f"<h3>{escape(self.section.heading)}</h3>" if self.section.heading else ""
        return heading + "".join(self._block(block) for block in self.section.blocks)

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraphs):
            return "".join(f"<p>{_marked(text)}</p>" for text in block.texts if text)
        if isinstance(block, Chart):
            lines = "".join(f"<p>{_marked(text)}</p>" for text in (*block.beside, block.note) if text)
            heading = f"<h4>{escape(block.heading)}</h4>" if block.heading else ""
            table = "" if block.table is None else self._block(block.table)
            return heading + _image(block.picture) + table + lines
        if isinstance(block, Tiles):
            return _table(self._tiles(block))
        if isinstance(block, Pairs):
            rows = tuple(tuple(self._cell(text) for text in row) for row in block.rows)
            return _table(html_table.Table(("", ""), rows, more=running.text_of(block.note)))
        return _table(self._table(block), block.heading)

    def _table(self, block: Table) -> html_table.Table:
        rows = tuple(self._row(row) for row in block.rows)
        head = tuple(running.text_of(each) for each in block.head)
        return html_table.Table(head, rows, more=running.text_of(block.note), instead=running.text_of(block.none))

    def _row(self, row: Row) -> tuple[html_table.Cell, ...]:
        return tuple(self._cell(text) for text in row.cells)

    def _cell(self, text: Text) -> html_table.Cell:
        """A cell; one that holds a figure opens the claims behind it."""
        key = next((span.key for span in running.of(text) if span.key), "")
        return html_table.cell(running.text_of(text), opened=self._behind(key) if key else None)

    def _behind(self, key: str) -> html_table.Table | None:
        figure = self.facts.ledger.figures[key]
        if not figure.claims:
            return None
        known = self.facts.subject.found.known_claims
        rows = known[known["claim_id"].isin(figure.claims).to_numpy()]
        how = f"paper.gathered.ledger.figures[{key!r}].claims"
        return behind(rows, html_table.CLAIMS, how, figure.measure)

    def _tiles(self, block: Tiles) -> html_table.Table:
        rows: list[tuple[html_table.Cell, ...]] = []
        for tile in block.tiles:
            lines = [running.text_of(each) for each in tile["lines"]]
            number = " ".join(part for part in (running.text_of(tile["main"]), tile["rest"]) if part)
            key = str(tile.get("key", ""))
            opened = self._behind(key) if key else None
            rows.append((html_table.cell(tile["label"], tile["kind"]), html_table.cell(number, *lines, opened=opened)))
        return html_table.Table(("", ""), tuple(rows))


def _table(table: html_table.Table, title: str = "") -> str:
    return html_table.html(html_table.Shown(title, (), (html_table.Part(table),)))


def _image(picture: Picture) -> str:
    shown: dict[str, Any] = picture.for_web()
    wide = f"width:{picture.drawing.get_size_inches()[0] * 96:.0f}px"
    return f'<img src="{picture_uri(shown["svg"])}" alt="{escape(shown["alt"])}" style="max-width:100%;{wide}">'


def _marked(text: Text) -> str:
    return "".join(f"<b>{escape(span.text)}</b>" if span.bold else escape(span.text) for span in running.of(text))
