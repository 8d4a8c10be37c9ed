"""The ladder of places: which township, district and state a p-code lies in.

A township's code begins with its state's and does not contain its district's, so the way up goes through the table of
townships. The codes of village tracts, wards and towns begin with their township's; those of villages are plain
numbers, which only the gazetteer knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.places.gazetteer import COUNTRY, LEVELS, coarse_units, settlement_codes, settlements


def units(pcodes: Iterable[str]) -> pd.DataFrame:
    """The units that places lie in.

    Parameters
    ----------
    pcodes : iterable of str
        Codes of any level; they may repeat.

    Returns
    -------
    DataFrame
        Index: the codes given, each once, in the order of their first appearance. Columns, all str: ``level`` (one of
        `LEVELS`, '' for a code that is not known) and ``township, district, state``: codes of the units that the
        place is or lies in, '' where the place is coarser than that or not known.

    Raises
    ------
    GazetteerError
        A code is not one of a township or coarser, and the gazetteer can't be read.
    """
    # A table of strings that is looked into costs far more than a dictionary, even for all the codes there are.
    distinct = list(dict.fromkeys(pcodes.tolist() if isinstance(pcodes, pd.Index | pd.Series) else pcodes))
    coarse = _coarse()
    small = settlement_codes() if any(code and code not in coarse for code in distinct) else {}
    above = [coarse.get(code) or coarse.get(small.get(code, _NOWHERE)[1], _UNKNOWN) for code in distinct]
    columns = {
        "level": [small[code][0] if code in small else held.level for code, held in zip(distinct, above, strict=True)],
        "township": [held.township for held in above],
        "district": [held.district for held in above],
        "state": [held.state for held in above],
    }
    index = pd.Index(distinct, dtype=str)
    return pd.DataFrame({name: pd.array(values, dtype="str") for name, values in columns.items()}, index=index)


Ints = npt.NDArray[np.int64]


class Unit(NamedTuple):
    """Level of one place, and the units that it is or lies in, as in a row of `units`."""

    level: str
    township: str
    district: str
    state: str


_UNKNOWN = Unit("", "", "", "")
_NOWHERE = ("", "")


@cache
def _coarse() -> dict[str, Unit]:
    table = coarse_units()
    return dict(zip(table.index.tolist(), map(Unit._make, table[list(Unit._fields)].to_numpy().tolist()), strict=True))


def unit(pcode: str) -> Unit:
    """The row of `units` for one code, without the cost of a table."""
    found = _coarse().get(pcode)
    if found is not None or not pcode:
        return found or _UNKNOWN
    level, township = settlement_codes().get(pcode, _NOWHERE)
    return _coarse()[township]._replace(level=level) if level else _UNKNOWN


@dataclass(frozen=True)
class Positions:
    """The units that places lie in, as numbers; for millions of rows, where names would cost too much.

    Attributes
    ----------
    names : list of str
        Codes of all units from townships up to the country, in alphabetical order.
    township, district, state : array of int64, shape (n,)
        Positions in `names`; -1 where the place is coarser than that or not known.
    """

    names: list[str]
    township: Ints
    district: Ints
    state: Ints


@cache
def _numbered() -> tuple[list[str], dict[str, int], Ints]:
    """All units, their positions, and for each of them the positions of its township, district and state."""
    names = sorted(_coarse())
    number = {name: i for i, name in enumerate(names)}
    held = [[number.get(above, -1) for above in _coarse()[name][1:]] for name in names]
    return names, number, np.array([*held, [-1, -1, -1]], dtype=np.int64)


def positions(pcodes: Iterable[str]) -> Positions:
    """The units that places lie in, as numbers.

    Parameters
    ----------
    pcodes : iterable of str, length n
        Codes of any level; they may repeat.

    Returns
    -------
    Positions

    Raises
    ------
    GazetteerError
        A code is not one of a township or coarser, and the gazetteer can't be read.
    """
    names, number, above = _numbered()
    codes = pcodes.tolist() if isinstance(pcodes, pd.Index | pd.Series) else list(pcodes)
    small = settlement_codes() if any(code and code not in number for code in codes) else {}
    at = [number[code] if code in number else number.get(small.get(code, _NOWHERE)[1], -1) for code in codes]
    held = above[np.array(at, dtype=np.int64)]
    return Positions(names, *(np.ascontiguousarray(held[:, i]) for i in range(3)))


def parent(pcode: str) -> str:
    """The unit one level up that this code lies in: a village's township, a township's district, and so on.

    Returns
    -------
    str
        '' for the country and for a code that is not known.
    """
    held = unit(pcode)
    if held.level in ("", "country"):
        return ""
    above = {"state": COUNTRY, "district": held.state, "township": held.district}
    return above.get(held.level, held.township)


def children(pcode: str) -> list[str]:
    """Codes of the units one level down: the townships of a district, the districts of a state, the country's states.

    Returns
    -------
    list of str
        In the order of their codes; of a township its towns, village tracts and villages; of anything smaller none.
    """
    table = coarse_units()
    level = table["level"].get(pcode, "")
    if level == "country":
        return units_at("state")
    if level in ("state", "district"):
        return units_at("district" if level == "state" else "township", pcode)
    if level == "township":
        inside = settlements()
        return sorted(inside.index[(inside["township"] == pcode) & (inside["level"] != "ward")])
    return []


def units_at(level: str, within: str | None = None) -> list[str]:
    """Codes of all units of a level, of the country or inside one unit.

    Parameters
    ----------
    level : str
        ``township``, ``district``, ``state`` or ``country``.
    within : str, optional
        Code of the unit that they lie in, itself included.

    Returns
    -------
    list of str
        In the order of their codes.

    Raises
    ------
    ValueError
        Another level.
    """
    known = LEVELS[LEVELS.index("township") :]
    if level not in known:
        raise ValueError(f"There is no level {level!r} here; the levels are {', '.join(known)}.")
    table = coarse_units()
    chosen = (table["level"] == level).to_numpy()
    if within is not None and within != COUNTRY:
        chosen = chosen & (table[["township", "district", "state"]] == within).any(axis=1).to_numpy()
    return sorted(table.index[chosen])


def is_inside(pcodes: Iterable[str], within: str) -> pd.Series:
    """Whether places lie in a unit, as far as their codes say it.

    Returns
    -------
    Series of bool
        Index as in `units`. A place lies in itself.
    """
    ladder = units(pcodes)
    if within == COUNTRY:
        return ladder["level"] != ""
    held = (ladder[["township", "district", "state"]] == within).any(axis=1)
    return held | (ladder.index == within)


def lies_in(pcode: str, within: str) -> bool:
    """Whether one place lies in a unit, as far as its code says it; see `is_inside`. A place lies in itself."""
    held = unit(pcode)
    return bool(held.level) and within in (COUNTRY, pcode, held.township, held.district, held.state)
