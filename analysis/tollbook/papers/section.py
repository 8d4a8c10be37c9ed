"""A section of a paper: a heading, and under it blocks of text, tables and charts, in the order of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tollbook.briefs.running import Text
from tollbook.briefs.views.pictures import Picture


@dataclass(frozen=True)
class Paragraphs:
    """Running text.

    Attributes
    ----------
    texts : sequence of Text
        Empty ones are left out.
    style : str
        ``lead``, the answer in large type; ``text``; ``floor``, on a ground of its own; ``note``, in small type.
    """

    texts: Sequence[Text]
    style: str = "text"

    def data(self) -> dict[str, Any]:
        """The block as plain data, its pictures aside."""
        return {"kind": "paragraphs", "style": self.style, "texts": [text for text in self.texts if text]}


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells, and whether it is set in bold."""

    cells: Sequence[Text]
    own: bool = False


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    head : sequence of Text
    rows : sequence of Row
    widths : sequence of float
        Shares of the columns in the width; equal ones, the first a little wider, where not given.
    note : Text
        Below it.
    none : Text
        Stands instead where there is no row.
    heading : str
        Above it, where the section has several.
    """

    head: Sequence[Text]
    rows: Sequence[Row]
    widths: Sequence[float] = ()
    note: Text = ""
    none: Text = ""
    heading: str = ""

    @classmethod
    def of(cls, panel: dict[str, Any], widths: Sequence[float] = (), with_heading: bool = False) -> Table:
        """A table as the views of a brief give it: ``heading, head, rows, note, none``."""
        rows = [Row(row["cells"], row["own"]) for row in panel["rows"]]
        heading = panel["heading"] if with_heading else ""
        return cls(panel["head"], rows, widths, panel["note"], panel["none"], heading)

    def data(self) -> dict[str, Any]:
        """The block as plain data."""
        widths = list(self.widths) or [1.4, *[1.0] * (len(self.head) - 1)]
        return {
            "kind": "table",
            "heading": self.heading,
            "head": list(self.head),
            "rows": [{"cells": list(row.cells), "own": row.own} for row in self.rows],
            "widths": widths,
            "note": self.note,
            "none": self.none,
        }


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes
    ----------
    picture : Picture
    key : dict or None
        Of a chart of months, which of its signs occur (``zero, not_covered, held, provisional``): a key of the signs
        stands beside it then.
    beside : sequence of Text
        Lines that stand to its right, where it leaves room.
    note : Text
        Below it.
    heading : str
        Above it, where the section has several.
    table : Table or None
        Stands to its right where there is room, else below it.
    latest : bool
        Of months without a key of their own: a narrow screen shows the last of them first.
    """

    picture: Picture
    key: dict[str, bool] | None = None
    beside: Sequence[Text] = ()
    note: Text = ""
    heading: str = ""
    table: Table | None = None
    latest: bool = False

    def data(self) -> dict[str, Any]:
        """The block as plain data, its picture aside."""
        lines = [text for text in self.beside if text]
        table = None if self.table is None else self.table.data()
        latest = self.latest or self.key is not None
        more = {"note": self.note, "heading": self.heading, "table": table, "latest": latest}
        return {"kind": "chart", "key": self.key, "beside": lines, **more}


@dataclass(frozen=True)
class Tiles:
    """Headline figures side by side, as `briefs.views.tiles` gives them, each with its picture."""

    tiles: Sequence[dict[str, Any]]
    pictures: Sequence[Picture]

    def data(self) -> dict[str, Any]:
        """The block as plain data, its pictures aside."""
        return {"kind": "tiles", "tiles": list(self.tiles)}


@dataclass(frozen=True)
class Pairs:
    """Rows of a label and what is said of it."""

    rows: Sequence[tuple[Text, Text]]
    note: Text = ""

    def data(self) -> dict[str, Any]:
        """The block as plain data."""
        return {"kind": "pairs", "rows": [list(row) for row in self.rows], "note": self.note}


Block = Paragraphs | Table | Chart | Tiles | Pairs


@dataclass(frozen=True)
class Section:
    """A section.

    Attributes
    ----------
    name : str
        By which an analyst asks for it: ``paper["months"]``.
    heading : str
        In the language of the paper; the section that leads a paper has none.
    blocks : sequence of Block
    keys : sequence of str
        Of the figures that it shows, in its order.
    """

    name: str
    heading: str
    blocks: Sequence[Block]
    keys: Sequence[str] = field(default_factory=tuple)

    def pictures(self) -> dict[str, Picture | list[Picture] | None]:
        """The pictures of its charts, by names that are theirs alone in the paper."""
        found: dict[str, Picture | list[Picture] | None] = {}
        for number, block in enumerate(self.blocks):
            if isinstance(block, Chart):
                found[f"{self.name}-{number}"] = block.picture
            elif isinstance(block, Tiles):
                found[f"{self.name}-{number}"] = list(block.pictures)
        return found

    def data(self) -> dict[str, Any]:
        """The section as plain data; each block names its ``picture`` where it has one."""
        named = self.pictures()
        names = [f"{self.name}-{number}" for number in range(len(self.blocks))]
        blocks = [
            {"heading": "", "note": "", **block.data(), "picture": name if name in named else ""}
            for name, block in zip(names, self.blocks, strict=True)
        ]
        return {"name": self.name, "heading": self.heading, "blocks": blocks}
