"""The geography levels of a tally, and the unit that each finding counts in."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places

Ints = npt.NDArray[np.int64]

#: The levels that a tally knows, finest first.
LEVELS = ("township", "district", "state", "country")

COUNTRY = "MMR"


def units_of(pcode: pd.Series, level: str, within: str = COUNTRY) -> tuple[Ints, list[str]]:
    """The unit that each finding counts in at a level.

    A finding known only at a coarser level counts in a row of its state, "township not stated" (or of the district,
    where the tally is about one district): never lost, never guessed. A finding whose state is not known either
    counts in such a row of the country.

    Parameters
    ----------
    pcode : Series of category, shape (n,)
        Codes of findings.
    level : str
        One of `LEVELS`.
    within : str
        p-code of the unit that the tally is about.

    Returns
    -------
    codes : array of int64, shape (n,)
        Positions in `names`.
    names : list of str
        p-codes of units, in alphabetical order.
    """
    values = pd.Categorical(pcode)
    units = [places.unit(str(code)) for code in values.categories.tolist()]
    chosen = [COUNTRY] * len(units)
    by_district = level == "district" or any(unit.district == within for unit in units)
    wider = ("state", "district") if by_district else ("state",)
    for name in {"township": (*wider, "township"), "district": wider, "state": ("state",)}.get(level, ()):
        chosen = [getattr(unit, name) or above for unit, above in zip(units, chosen, strict=True)]
    names = sorted(set(chosen))
    number = {name: i for i, name in enumerate(names)}
    lookup = np.array([number[name] for name in chosen] + [number.get(COUNTRY, -1)], dtype=np.int64)
    return lookup[values.codes], names


def inside(pcode: pd.Series, within: str) -> npt.NDArray[np.bool_]:
    """Whether each finding lies, as far as it is known, inside a unit.

    A finding known only at district level lies in its district and state, and in none of its townships.
    """
    values = pd.Categorical(pcode)
    if within == COUNTRY:
        return np.ones(len(values), dtype=np.bool_)
    held = [within in places.unit(str(code))[1:] for code in values.categories.tolist()]
    return np.asarray(np.array([*held, False], dtype=np.bool_)[values.codes])


def labels(pcodes: list[str], level: str) -> pd.DataFrame:
    """How the rows of a tally at a level are called.

    Parameters
    ----------
    pcodes : list of str
        Units.
    level : str
        The level of the tally.

    Returns
    -------
    DataFrame
        One row a unit: ``place`` ("Pale", or "township not stated, Sagaing") and ``level``, that of the unit.
    """
    called, own = called_at(pcodes, level)
    return pd.DataFrame({"place": called, "level": own}, index=pd.Index(pcodes, dtype=object))


def called_at(pcodes: list[str], level: str) -> tuple[list[str], list[str]]:
    """What `labels` gives, as two lists: many tallies are small, and a table of few rows costs more than they do."""
    own = [places.unit(code).level for code in pcodes]
    named = [places.name(code) for code in pcodes]
    called = [name if at == level else f"{level} not stated, {name}" for name, at in zip(named, own, strict=True)]
    return called, own


def units_at(level: str, within: str) -> list[str]:
    """All units of a level inside a unit, in order of their codes."""
    table = places.townships()
    held = (
        table if within == COUNTRY else table[(table[["pcode", "district_pcode", "state_pcode"]] == within).any(axis=1)]
    )
    column = {"township": "pcode", "district": "district_pcode", "state": "state_pcode"}.get(level)
    return [COUNTRY] if column is None else sorted({str(code) for code in held[column]})
