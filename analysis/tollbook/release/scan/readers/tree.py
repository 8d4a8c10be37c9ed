"""JSON: objects and lists, each with the place of its values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tollbook.release.scan.pieces import Inner, Piece, Where, keys, row

#: Numbers of a list that are looked at together, so that a pair is seen.
_TOGETHER = 64
_OVERLAP = 3


def read(text: str, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of a JSON text: an object or a list of plain values is one piece, its names are keys.

    Raises
    ------
    ValueError
        It is no JSON.
    """
    yield from walk(json.loads(text, object_pairs_hook=_all_pairs), where)


class Pairs(list[tuple[str, Any]]):
    """The pairs of an object: a name that stands twice keeps both values, where a dictionary would hide the first."""


def _all_pairs(pairs: list[tuple[str, Any]]) -> Pairs:
    return Pairs(pairs)


def walk(value: Any, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of what JSON gives; see `read`."""
    told: set[str] = set()
    stack: list[tuple[Any, Where]] = [(value, where)]
    while stack:
        value, at = stack.pop()
        if isinstance(value, dict):
            value = Pairs(value.items())
        if isinstance(value, Pairs):
            # Of rows that are alike, the names are told once, where they stand first.
            yield from (piece for piece in keys([name for name, _ in value], at) if not _seen(piece.text, told))
            cells = [(name, _plain(each)) for name, each in value if not isinstance(each, dict | list)]
            stack += [(each, (*at, name)) for name, each in reversed(value) if isinstance(each, dict | list)]
            yield from _leaf(cells, at)
        elif isinstance(value, list):
            yield from _values([_plain(each) for each in value if not isinstance(each, dict | list)], at)
            numbered = [
                (each, (*at, str(number))) for number, each in enumerate(value) if isinstance(each, dict | list)
            ]
            stack += reversed(numbered)
        else:
            yield from _leaf([("", _plain(value))], at)


def _leaf(cells: list[tuple[str, str]], where: Where) -> Iterator[Piece | Inner]:
    if any(cell for _, cell in cells):
        yield row(cells, where)
    for name, cell in cells:
        # An object that was written into a text is one all the same.
        if len(cell) > 2 and cell.lstrip()[:1] in ("{", "[") and cell.rstrip()[-1:] in ("}", "]"):
            yield Inner(cell.encode(), "", (*where, name))


def _values(values: list[str], where: Where) -> Iterator[Piece | Inner]:
    for first in range(0, len(values), _TOGETHER - _OVERLAP):
        part = [(str(first + number), each) for number, each in enumerate(values[first : first + _TOGETHER])]
        yield from _leaf(part, where)


def _plain(value: Any) -> str:
    return "" if value is None or isinstance(value, bool) else str(value)


def _seen(name: str, told: set[str]) -> bool:
    known = name in told
    told.add(name)
    return known
