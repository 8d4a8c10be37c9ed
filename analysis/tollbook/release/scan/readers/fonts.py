"""Fonts that are embedded: the names in them."""

from __future__ import annotations

import io
from collections.abc import Iterator

from tollbook.release.scan.pieces import Piece, Unreadable, Where


def read(data: bytes, where: Where) -> Iterator[Piece]:
    """The table of names of a font (TrueType, OpenType, WOFF).

    Raises
    ------
    Unreadable
        It is no font that can be read.
    """
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        records = TTFont(io.BytesIO(data), lazy=True)["name"].names
        for record in records:
            yield Piece(record.toUnicode(errors="replace"), (*where, f"name {record.nameID}"))
    except (TTLibError, KeyError, ImportError, OSError, ValueError, AssertionError) as error:
        raise Unreadable(f"the font can't be read ({type(error).__name__})") from error
