"""P-codes finer than a township.

MIMU's codes: ``MMR`` and six digits name a township, twelve digits in all a town or village tract, fifteen a ward; a
village has six digits and nothing before them, so that only the gazetteer, and what stands beside them, can tell a
village's code from a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tollbook.places import gazetteer

_FINER = re.compile(r"(?<![A-Za-z0-9])MMR\d{9,}(?![A-Za-z0-9])", re.IGNORECASE)
_APART = re.compile(r"(?<![A-Za-z0-9])MMR[ _-]\d{3}[ _-]\d{3}(?:[ _-]\d{3}){1,3}(?![A-Za-z0-9])", re.IGNORECASE)
_SIX = re.compile(r"(?<![\w.,-])\d{6}(?:\.0)?(?![\w%]|[.,-]\d)")
#: What stands before a village's code in a text, or above it in a table.
_SAYS_CODE = re.compile(
    r"p[-_ ]?code|\bpcod|\bcodes?\b|_code|mimu|village|ward|settlement|site|camp|ရွာ|ကုဒ်|place_?id|location_?id|geo_?id",
    re.IGNORECASE,
)
_BEFORE = 40


def find(text: str, joined: bool = False) -> Iterator[str]:
    """Codes finer than a township in a text.

    Parameters
    ----------
    text : str
    joined : bool
        Whether lines were joined: a code may then have taken digits of the next line, and must be the gazetteer's.
    """
    for match in _FINER.finditer(text):
        if not joined or _is_tract_or_town(match.group().upper()):
            yield match.group()
    yield from (match.group() for match in _APART.finditer(text))
    for match in _SIX.finditer(text):
        said = text[max(0, match.start() - _BEFORE) : match.start()]
        if _SAYS_CODE.search(said) and is_village(match.group()[:6]):
            yield match.group()[:6]


def find_in_cells(cells: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Codes of villages in cells whose column speaks of a place or a code."""
    for name, cell in cells:
        if _SAYS_CODE.search(name) or "place" in name.lower():
            for match in _SIX.finditer(cell):
                if is_village(match.group()[:6]):
                    yield match.group()[:6]


@cache
def is_village(code: str) -> bool:
    """Whether six digits are a village of the gazetteer. Where there is no gazetteer, all six digits are."""
    try:
        return bool(gazetteer.query(f"select 1 from villages where village_pcode = {int(code)} limit 1"))
    except gazetteer.GazetteerError:
        return True


@cache
def _is_tract_or_town(code: str) -> bool:
    try:
        return bool(
            gazetteer.query(f"select 1 from villages where village_tract_pcode = '{code}' limit 1")
            or gazetteer.query(f"select 1 from wards where town_pcode = '{code}' limit 1")
            or gazetteer.query(f"select 1 from wards where rtrim(ward_pcode, '.') = '{code}' limit 1")
        )
    except gazetteer.GazetteerError:
        return True
