"""Columns and keys that never leave, from ``data/reference/columns.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.release import columns

#: A name in a text that can be nothing but a column's: in quotes before a colon, or before an equals sign.
_QUOTED = re.compile(r"[\"']([A-Za-z][\w .-]{1,40})[\"']\s*:")
_JOINED = re.compile(r"(?<![\w./-])([a-z]+(?:_[a-z]+)+)(?![\w(/-])")


def names() -> frozenset[str]:
    """The names, in lower case with underscores between their words."""
    return columns.names_of("never")


def never(name: str) -> bool:
    """Whether a column or key of this name never leaves, however it is written (``placeName``, ``Place name``)."""
    return columns.class_of(name) == "never"


def find(text: str) -> Iterator[str]:
    """Such names in a text that is no table: keys of an object that was written into it, or names with underscores."""
    if '"' in text or "'" in text:
        yield from (match.group(1) for match in _QUOTED.finditer(text) if never(match.group(1)))
    if "_" in text:
        yield from (match.group(1) for match in _JOINED.finditer(text) if match.group(1) in names())
