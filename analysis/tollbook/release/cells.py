"""What a published figure is: the key by which it is known in every table, chart and file of an output."""

from __future__ import annotations

import pandas as pd

from tollbook import places

#: A sum of a place and days; one class of such a sum; or the finding of one incident.
CellKey = tuple[str, ...]


def sum_key(
    level: str, pcode: str, within: str, span: tuple[pd.Timestamp, pd.Timestamp], measure: str, base: str = ""
) -> CellKey:
    """The key of a sum.

    Parameters
    ----------
    level : str
        Of the tally that it stands in.
    pcode : str
        Of its unit: coarser than the level where the row is "not stated".
    within : str
        What the tally is about: what is not stated of a district is another thing than what is not stated of a state.
    span : (first day, last day)
    measure, base : str
    """
    own = places.unit(pcode).level == level
    where = ("own",) if own else (level, within)
    first, last = span
    return ("sum", pcode, *where, f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", measure, base)


def class_key(of: str, name: str, total: CellKey) -> CellKey:
    """The key of one class of a sum that is taken apart by something (``means``)."""
    return ("class", of, name, *total[1:])


def quiet_key(measure: str) -> CellKey:
    """Stands for all small figures of a measure: of none of them it is said below what it is."""
    return ("quiet", measure)


def guarded_key(key: CellKey) -> CellKey:
    """Marks a figure that is held back like a small one: nothing that it could be worked out from may be shown."""
    return ("guarded", *key)


def finding_key(incident: str, measure: str, base: str = "") -> CellKey:
    """The key of a finding. It names the incident, and so stays inside."""
    return ("finding", incident, measure, base)


def in_words(cell: CellKey) -> str:
    """A figure in words. Of a finding they name its incident, and so stay inside."""
    kind, *key = cell
    if kind == "finding":
        return f"incident {key[0]}: {key[1]}"
    if kind == "level":
        return f"{key[2]} in {places.label(key[0])} on {key[1]}"
    cut = f", {key.pop(0)} {key.pop(0)}" if kind == "class" else ""
    where = f", {key[1]} not stated" if key[1] != "own" else ""
    first, last, measure, of = key[-4:]
    base = f" ({of})" if of else ""
    return f"{measure}{base}{cut} in {places.label(key[0])}{where}, {first} to {last}"
