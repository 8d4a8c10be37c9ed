"""Text that the page can show: nothing in the data can become markup, reorder the page, or stop it from being made."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from tollbook.charts.style import font_folders

#: Stands for a character that the page's fonts lack, or that is no text (a control, a reordering mark).
REPLACEMENT = "�"
# Breaks, joiners, and the mark that no line may break at.
_KEPT = "\u200b\u200c\u200d\u2060\u00ad"
# A break is offered inside a run without spaces that is longer than this: longer ones would run over the margin.
_LONGEST_RUN = 24
_BREAK = "​"


@cache
def covered() -> frozenset[int]:
    """Code points that the page's fonts have a glyph for."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    points: set[int] = set()
    for folder in font_folders():
        for file in sorted(folder.glob("*.ttf")):
            with TTFont(file, lazy=True) as font:
                points.update(font.getBestCmap())
    return frozenset(points)


def showable(text: str) -> str:
    """Text that the page can set: as `printable`, and long runs without a space get places where they may break."""
    return _with_breaks(printable(text))


def printable(text: str) -> str:
    """Text in characters that the page's fonts have.

    Controls, marks that reorder text, and characters that the fonts lack become "�"; a run of such characters becomes
    one. Line breaks and tabs become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        shown = _shown(character)
        if shown == REPLACEMENT and out and out[-1] == REPLACEMENT:
            continue
        out.append(shown)
    return "".join(out)


def _shown(character: str) -> str:
    if character in "\t\n\r\v\f\u0085\u2028\u2029":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        # Joiners and breaks that Burmese and other scripts need are kept; other invisible signs are shown as what they
        # are.
        return character if character in _KEPT and ord(character) in covered() else REPLACEMENT
    return character if ord(character) in covered() else REPLACEMENT


def _with_breaks(text: str) -> str:
    words = text.split(" ")
    if all(len(word) <= _LONGEST_RUN for word in words):
        return text
    return " ".join(_broken(word) if len(word) > _LONGEST_RUN else word for word in words)


def breakable_address(url: str) -> str:
    """An address with breaks inside long runs of letters; it already breaks at its own marks."""
    return re.sub(r"[A-Za-z0-9%]{30,}", lambda run: _broken(run.group()), url)


def _broken(word: str) -> str:
    """A long word with breaks that don't part a letter from its marks."""
    pieces, run = [], 0
    for character in word:
        if run >= _LONGEST_RUN // 2 and unicodedata.combining(character) == 0 and character.isascii():
            pieces.append(_BREAK)
            run = 0
        pieces.append(character)
        run += 1
    return "".join(pieces)


def showable_all(value: Any) -> Any:
    """Every text inside plain data made showable."""
    if isinstance(value, str):
        return showable(value)
    if isinstance(value, dict):
        return {key: showable_all(inner) for key, inner in value.items()}
    return [showable_all(inner) for inner in value] if isinstance(value, list) else value
