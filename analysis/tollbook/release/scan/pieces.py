"""What a reader gives: a piece of text with its place inside the file, or bytes that are a file of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

#: The way from the file to a piece: "attachment facts.json", "publisher", "contact".
Where = tuple[str, ...]

#: ``text``; ``key`` (a column or key: its name is the text); ``metadata`` (a field of a file's properties, named by
#: `Piece.key`); ``found`` (a reader has seen what a rule forbids: `Piece.key` is the rule's code).
Kind = Literal["text", "key", "metadata", "found"]


@dataclass(frozen=True)
class Piece:
    """A piece of text out of a file.

    Attributes
    ----------
    text : str
    where : tuple of str
        Its place inside the file, from the outside in.
    kind : str
        See `Kind`.
    key : str
        Of metadata: the field. Of what is found: the code of the rule.
    cells : tuple of (str, str)
        Of a row or an object: the name of each column or key, and what is under it. `text` has them in a row.
    broken : bool
        Whether lines end where the page ends them, not where words do.
    """

    text: str
    where: Where
    kind: Kind = "text"
    key: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    broken: bool = False


@dataclass(frozen=True)
class Inner:
    """A file inside a file: an attachment, a member of an archive, a data: address, a picture in a notebook."""

    data: bytes
    name: str
    where: Where
    mime: str = ""


class Unreadable(Exception):
    """A file can't be read; the message says why, as the end of a sentence."""


def unread(where: Where, why: str) -> Piece:
    """What could not be read, as a finding."""
    return Piece(why, where, "found", "not-read")


def row(cells: list[tuple[str, str]], where: Where) -> Piece:
    """A row of a table, or what is directly in an object, as one piece."""
    kept = tuple((name, cell) for name, cell in cells if cell)
    return Piece(" ; ".join(cell for _, cell in kept), where, cells=kept)


def keys(names: list[str], where: Where) -> Iterator[Piece]:
    """Columns or keys as pieces."""
    for name in names:
        if name:
            yield Piece(name, where, "key")
