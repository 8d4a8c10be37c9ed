"""Finding the columns of p-codes and names in other people's tables and boundary files, whatever their layout.

Four layouts are known: that of the common operational data sets since 2025 (``adm3_pcode``, ``adm3_name``), the older
one (``ADM3_PCODE``, ``ADM3_EN``), that of MIMU's own layers and lists (``TS_PCODE``, ``TS``), and columns that name the
level in words ("Township Pcode"). Columns are found by pattern and never by their place in the file; what was chosen
can be printed, and a caller can name the columns himself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: The number of the administrative level in the common operational data sets, and MIMU's letters for it.
_LEVELS = {
    "country": ("0", "CNT"),
    "state": ("1", "ST|SR"),
    "district": ("2", "DT"),
    "township": ("3", "TS"),
    "village tract": ("4", "VT"),
}
_WORDS = {"state": r"state(?:[ _./-]*region)?"}

_NEW, _OLD, _MIMU, _IN_WORDS = "COD-AB since 2025", "COD-AB before 2025", "MIMU", "level in words"

#: Per layout: the patterns of the code, of the name and of the Burmese name. {n} is the level's number, {l} MIMU's
#: letters, {w} its word. In the new layout the language of `adm3_name1` stands in the cells: none is known as Burmese.
_PATTERNS = (
    (_NEW, r"adm(?:in)?_?{n}_?p_?code", r"adm(?:in)?_?{n}_?name", r"(?!)"),
    (
        _OLD,
        r"adm(?:in)?_?{n}_?p_?code",
        r"adm(?:in)?_?{n}_?(?:en|name_?en|en_?name)",
        r"adm(?:in)?_?{n}_?(?:my|mm|mmr)",
    ),
    (_MIMU, r"(?:{l})_?p_?code", r"(?:{l})", r"(?:{l})_(?:mmr|mm3|mm)"),
    (_IN_WORDS, r"{w}[ _.-]*p[ _-]?code", r"{w}(?:[ _.-]*name)?(?:[ _.-]*(?:en|eng))?", r"{w}[ _.-]*mmr?"),
)


class ColumnsError(ValueError):
    """A table has no column of the p-codes of a level, or several; the message says what was looked for."""


@dataclass(frozen=True)
class Columns:
    """The columns of one level in one table, spelled as its header spells them.

    Attributes
    ----------
    level : str
        ``country``, ``state``, ``district``, ``township`` or ``village tract``.
    pcode : str
    name, name_my : str
        Columns of the English and the Burmese name, '' where the table has none that is known to be one.
    layout : str
        Which of the known layouts it is, or "named by the caller".
    """

    level: str
    pcode: str
    name: str
    name_my: str
    layout: str

    def __str__(self) -> str:
        """What was chosen, as a sentence to print."""
        names = f"names from {self.name}" if self.name else "no names"
        return f"{self.level}: p-codes from {self.pcode}, {names} ({self.layout})."


def columns_of(header: Sequence[str], level: str, *, pcode: str | None = None, name: str | None = None) -> Columns:
    """The columns of a level's p-codes and names.

    Parameters
    ----------
    header : sequence of str
        The names of all columns. Case and blanks around them do not matter.
    level : str
        ``country, state, district, township`` or ``village tract``.
    pcode, name : str, optional
        What the caller says instead, spelled as in the header.

    Returns
    -------
    Columns

    Raises
    ------
    ColumnsError
        No column has the p-codes, several may have them, or the one that the caller named is not there.
    """
    if level not in _LEVELS:
        raise ColumnsError(f'"{level}" is no level that tables have columns for: {", ".join(_LEVELS)}.')
    _require_named(header, pcode, name)
    if pcode is not None:
        return Columns(level, pcode, name or "", "", "named by the caller")
    found = [one for one in (_in_layout(header, level, row) for row in _PATTERNS) if one is not None]
    if not found:
        raise ColumnsError(_nothing(header, level))
    # Both layouts of the common operational data sets spell the code alike: the one whose name is there is meant.
    best = next((one for one in found if one.name), found[0])
    return best if name is None else Columns(level, best.pcode, name, best.name_my, best.layout)


def _require_named(header: Sequence[str], *named: str | None) -> None:
    for column in named:
        if column is not None and column not in header:
            raise ColumnsError(f'There is no column "{column}". The columns are: {", ".join(header)}.')


def _in_layout(header: Sequence[str], level: str, patterns: tuple[str, str, str, str]) -> Columns | None:
    layout, *texts = patterns
    codes, names, burmese = (_matching(header, _filled(text, level)) for text in texts)
    if not codes:
        return None
    if len(codes) > 1:
        said = f"{' and '.join(codes)} may all hold the p-codes of the {level} level."
        raise ColumnsError(f"{said} Rename all but the one that is meant.")
    return Columns(level, codes[0], names[0] if names else "", burmese[0] if burmese else "", layout)


def _filled(pattern: str, level: str) -> str:
    number, letters = _LEVELS[level]
    word = _WORDS.get(level, level.replace(" ", "[ _.-]?"))
    return pattern.replace("{n}", number).replace("{l}", letters).replace("{w}", word)


def _matching(header: Sequence[str], pattern: str) -> list[str]:
    return [column for column in header if re.fullmatch(pattern, column.strip(), re.IGNORECASE)]


def _nothing(header: Sequence[str], level: str) -> str:
    number, letters = _LEVELS[level]
    tried = [f"adm{number}_pcode", f"ADM{number}_PCODE", *(f"{one}_PCODE" for one in letters.split("|"))]
    tried.append(f"{level.title()} Pcode")
    return (
        f"No column with the p-codes of the {level} level: looked for {', '.join(tried)}. "
        f"The columns are: {', '.join(header)}. Rename the one that holds these codes to adm{number}_pcode."
    )
