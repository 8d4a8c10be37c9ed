"""The Burmese face inside the web page: the letters that occur, with the rules by which they join."""

from __future__ import annotations

import base64
import io
import sys
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from tollbook import cached, places
from tollbook.charts.catalogue import catalogue
from tollbook.charts.style import font_folders
from tollbook.charts.words import words

#: Myanmar, its two extensions, and the marks that stand between its letters.
_BLOCKS = ((0x1000, 0x109F), (0xAA60, 0xAA7F), (0xA9E0, 0xA9FF))
_WEIGHTS = (400, 700)


def burmese_font(text: str) -> str:
    """A font face for the Burmese letters of a text, as CSS.

    Many phones have no Burmese face, or an old one that sets Zawgyi. WOFF rather than WOFF2: the whole script takes
    81 kB instead of 64, what one brief needs less, and it asks for no further package.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Empty where the text has no Burmese letter. It may have more letters than the text: one face with the letters of
        all names, or of all names and messages, is made once for all pages that it is enough for.
    """
    letters = _burmese(text)
    if not letters:
        return ""
    made = base64.b64encode(_face(letters)).decode("ascii")
    return (
        '@font-face{font-family:"Tollbook Burmese";font-weight:400 700;font-display:block;'
        f'src:url("data:font/woff;base64,{made}") format("woff");unicode-range:U+1000-109F,U+AA60-AA7F,U+A9E0-A9FF}}'
    )


def _face(letters: frozenset[str]) -> bytes:
    """A face for some letters: one of the two that are kept, where it is enough."""
    for name, few in (("names", _of_names()), ("messages", _of_messages())):
        if letters <= few:
            return _kept(name, "".join(sorted(few)))
    return _subset("".join(sorted(letters)))


@cache
def _kept(name: str, letters: str) -> bytes:
    """A face that many pages have. Cutting it out of the font takes longer than all else of a page: it is done once."""
    key = cached.key_of(version("fonttools"), _font().stat().st_size, cached.code_of(sys.modules[__name__]), letters)
    path = cached.kept(
        f"burmese-{name}.woff", key, lambda path: path.write_bytes(_subset(letters)), "the Burmese face of web pages"
    )
    return path.read_bytes()


@cache
def _of_names() -> frozenset[str]:
    """The letters of the names of townships, districts and states: what a page in English has of Burmese.

    One face serves all such pages, so that a run of many makes it once.
    """
    table = places.townships()
    codes = {str(code) for name in ("pcode", "district_pcode", "state_pcode") for code in table[name]}
    return _burmese("".join(places.label(code, "my") for code in codes | {places.COUNTRY}))


@cache
def _of_messages() -> frozenset[str]:
    """The letters of names and of all messages in Burmese, for pages in that language."""
    return _of_names() | _burmese("".join(catalogue("my").letters()) + words("my").numerals)


def _burmese(text: str) -> frozenset[str]:
    # A page has hundreds of thousands of letters, and few different ones.
    return frozenset(each for each in set(text) if any(first <= ord(each) <= last for first, last in _BLOCKS))


def _font() -> Path:
    return next(iter(sorted(font_folders()[1].glob("*.ttf"))))


@lru_cache(maxsize=8)
def _subset(letters: str) -> bytes:
    from fontTools import subset  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    from fontTools.varLib import instancer  # type: ignore[import-untyped]

    # Digits, dotted circle and spaces stand between Burmese letters and take part in their rules.
    options = subset.Options(layout_features=["*"], notdef_outline=True)
    first = io.BytesIO()
    with TTFont(_font(), recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters + "\u200b\u200c\u200d\u25cc ")
        cutter.subset(font)
        font.save(first)
    first.seek(0)
    with TTFont(first, recalcTimestamp=False) as font:
        limits = {"wght": _WEIGHTS, "wdth": None}
        fixed = {axis.axisTag: limits.get(axis.axisTag) for axis in font["fvar"].axes}
        narrow = instancer.instantiateVariableFont(font, fixed)
        narrow.recalcTimestamp = False
        narrow.flavor = "woff"
        out = io.BytesIO()
        narrow.save(out)
    return out.getvalue()
