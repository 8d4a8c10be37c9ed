"""Burmese script: one spelling for what readers see as one, and Zawgyi turned into Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from myanmartools import ZawgyiDetector

_SCRIPT = re.compile(r"[\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
# The digit zero and the letter wa look alike, and so do the digit seven and the letter ra; typists exchange them.
_ZERO = re.compile(r"(?<![\u1040-\u1049])\u1040(?![\u1040-\u1049])")
_SEVEN = re.compile(r"(?<![\u1040-\u1049])\u1047(?=[\u102b-\u103e])")
# Letters typed as a look-alike: u with asat for nya with asat, sa and medial ya for zha.
_ALIKE = {"\u1025\u103a": "\u1009\u103a", "\u1025\u102e": "\u1026", "\u1005\u103b": "\u1008", "\u1029\u1031": "\u102a"}
_ZAWGYI = 0.95
_TONES = re.compile(r"[\u1037\u1038]")


def is_burmese(text: str) -> bool:
    """Whether a text has letters of the Myanmar blocks, in which Burmese, Mon, Karen and Shan are written."""
    return _SCRIPT.search(text) is not None


@cache
def _detector() -> ZawgyiDetector:
    from myanmartools import ZawgyiDetector

    return ZawgyiDetector()


@lru_cache(maxsize=1 << 16)
def zawgyi(text: str) -> float:
    """How likely it is that a text is written in Zawgyi and not in Unicode: 0 to 1, or less than 0 for neither.

    The model is myanmar-tools'. On a short name it can be undecided: then both readings are tried, and only one of them
    is a name.
    """
    return float(_detector().get_zawgyi_probability(text))


@lru_cache(maxsize=1 << 16)
def from_zawgyi(text: str) -> str:
    """The Unicode of a text in Zawgyi."""
    from myanmar import converter

    return str(converter.convert(text, "zawgyi", "unicode"))


def in_unicode(text: str) -> str:
    """A text in Unicode, converted where it is very likely Zawgyi; anything else as it is."""
    return from_zawgyi(text) if is_burmese(text) and zawgyi(text) > _ZAWGYI else text


@lru_cache(maxsize=1 << 17)
def plain(text: str) -> str:
    """A text in normal form C, without invisible signs, its look-alikes as the letters that they stand for."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SEVEN.sub("\u101b", _ZERO.sub("\u101d", text))
    for typed, meant in _ALIKE.items():
        text = text.replace(typed, meant)
    # A dot below and an asat, and an anusvara and the vowel u, are typed in either order and look the same.
    return text.replace("\u1037\u103a", "\u103a\u1037").replace("\u1036\u102f", "\u102f\u1036")


def without_tones(text: str) -> str:
    """A text without dots below and visargas, which names gain and lose from list to list."""
    return _TONES.sub("", text)
