"""Coordinates inside Myanmar that tell a place to a hundred metres: three decimals of a degree, or seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The country and its waters, in degrees.
_LATITUDE, _LONGITUDE = (9.0, 29.0), (91.5, 101.5)
_DECIMALS = 3

_NUMBER = r"(?<![\w.,])[-+]?\d{1,3}\.\d{1,17}(?![\d]|\.\d)"
#: Two numbers with nothing between them but signs and a few letters: ", ", "N, ", "&lon=".
_PAIR = re.compile(
    rf"({_NUMBER})(?=([^\d.]{{1,24}}?|[^\d.]{{0,20}}(?<![A-Za-z0-9])[-+]?)(\d{{1,3}}\.\d{{1,17}})(?!\d|\.\d))"
)
#: With a comma for the decimals; from four digits on, it can't be one between thousands.
_COMMAS = re.compile(r"(?<![\d.,])(\d{2,3},\d{4,})(?=[^\d]{1,12}(\d{2,3},\d{4,})(?!\d))")
_LETTERED = re.compile(
    r"(?<![\w.])(?:([NSEW])\s?(\d{1,3}\.\d{3,})|(\d{1,3}\.\d{3,})\s?(?:°|º|deg(?:rees?)?)?\s?([NSEW])\b)"
)
_NAMED = re.compile(
    r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)\b[\"'\])]{0,3}\s*[:=]\s*[\"']?[-+]?(\d{1,3}\.\d{3,})", re.IGNORECASE
)
#: Degrees, minutes and seconds; or degrees and minutes with two decimals.
_SIGNED = re.compile(
    r"(?<!\d)(\d{1,3})\s?(?:°|º|deg|d)\s?(\d{1,2})\s?(?:'|m(?:in)?\b)\s?(?:(\d{1,2}(?:\.\d+)?)\s?(?:\"|''|s(?:ec)?\b))?\s?([NSEW]?)"
    r"|(?<!\d)(\d{1,3})\s?(?:°|º|deg)\s?(\d{1,2}\.\d{2,})\s?'?\s?([NSEW]?)",
    re.IGNORECASE,
)
_BARE_SECONDS = re.compile(
    r"(?<!\d)(\d{1,3})[ :](\d{1,2})[ :](\d{1,2}(?:\.\d+)?)\s?([NSEW])\b"
    r"|\b([NSEW])\s?(\d{1,3})[ :](\d{1,2})[ :](\d{1,2}(?:\.\d+)?)(?!\d)"
)
#: The military grid (zones 46 and 47) and open location codes of ten digits or more.
_GRID = re.compile(r"(?<!\w)4[67]\s?[P-R]\s?[A-HJ-NP-Z]{2}\s?(?:\d{3,5}\s\d{3,5}|\d{6}|\d{8}|\d{10})(?!\w)")
_PLUS = re.compile(r"(?<!\w)[67][JKLMNP][2-9CFGHJMPQRVWX]{6}\+[2-9CFGHJMPQRVWX]{2,3}(?!\w)")


def find(text: str) -> Iterator[str]:
    """Coordinates in a text, as they stand there."""
    if "." in text:
        yield from _pairs(text)
        for match in _LETTERED.finditer(text):
            sign, number = match.group(1) or match.group(4), match.group(2) or match.group(3)
            if _inside(float(number), sign):
                yield match.group()
        for match in _NAMED.finditer(text):
            if _latitude(float(match.group(1))) or _longitude(float(match.group(1))):
                yield match.group()
    if "," in text:
        for match in _COMMAS.finditer(text):
            one, other = (float(each.replace(",", ".")) for each in match.groups())
            if _point(one, other):
                yield f"{match.group(1)} {match.group(2)}"
    yield from _degrees(text)
    for pattern in (_GRID, _PLUS):
        yield from (match.group() for match in pattern.finditer(text))


def _pairs(text: str) -> Iterator[str]:
    for match in _PAIR.finditer(text):
        one, other = match.group(1).lstrip("+-"), match.group(3)
        exact = max(len(number.partition(".")[2]) for number in (one, other))
        if exact >= _DECIMALS and _point(float(one), float(other)):
            yield f"{one}, {other}"


def _degrees(text: str) -> Iterator[str]:
    for match in _SIGNED.finditer(text):
        degrees = float(match.group(1) or match.group(5))
        if (match.group(3) or match.group(6)) and _inside(degrees, match.group(4) or match.group(7) or ""):
            yield match.group().strip()
    for match in _BARE_SECONDS.finditer(text):
        if _inside(float(match.group(1) or match.group(6)), match.group(4) or match.group(5)):
            yield match.group()


def _latitude(degrees: float) -> bool:
    return _LATITUDE[0] <= degrees <= _LATITUDE[1]


def _longitude(degrees: float) -> bool:
    return _LONGITUDE[0] <= degrees <= _LONGITUDE[1]


def _point(one: float, other: float) -> bool:
    return (_latitude(one) and _longitude(other)) or (_longitude(one) and _latitude(other))


def _inside(degrees: float, sign: str) -> bool:
    sign = sign.upper()
    return (sign in ("N", "") and _latitude(degrees)) or (sign in ("E", "") and _longitude(degrees))
