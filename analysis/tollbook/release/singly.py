"""Findings one by one: which of them a release may name, and which of their numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures
from tollbook.release.cells import finding_key
from tollbook.release.clearance import Clearance, Numbers
from tollbook.release.held import Held
from tollbook.rows import each_row

_NUMBERS = ("low", "best", "high", "highest_stated")


def singly(found: pd.DataFrame, clearance: Clearance, passes: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """The findings that a release may name one by one; a number that it may not show is taken out.

    Left out are measures that are public in sums only, days within the delay, and what rests on sources alone whose
    terms allow no rows to be passed on.

    Parameters
    ----------
    found : DataFrame
        Rows of a table of findings.
    clearance : Clearance
    passes : array of bool, shape (n,)
        Which of them rest on a source whose terms allow rows to be passed on.

    Returns
    -------
    DataFrame
        Rows of a table of findings, with ``held`` (str) and ``below`` (int64) as in a cleared tally.
    """
    shown = found[clearance.one_by_one(found) & passes]
    held = [_held(row, clearance) for row in each_row(shown)]
    mask = np.array([each is not None for each in held], dtype=np.bool_)
    rules = pd.array([each.rule if each else "" for each in held], dtype="str")
    below = np.array([each.below if each else 0 for each in held], dtype=np.int64)
    numbers = {name: shown[name].mask(mask) for name in _NUMBERS}
    is_open = shown["open"].to_numpy(dtype=np.bool_) & ~mask
    return shown.assign(**numbers, open=is_open, held=rules, below=below, flags=_flags(shown, mask))


def key_of(row: Any) -> tuple[str, ...]:
    """The key of a row of a table of findings."""
    return finding_key(str(row.incident_id), str(row.measure), str(row.base))


def numbers_of(row: Any) -> Numbers:
    """The bounds of a row."""
    return Numbers(*(None if pd.isna(value) else float(value) for value in (row.low, row.best, row.high)))


def _held(row: Any, clearance: Clearance) -> Held | None:
    """What holds one finding back."""
    number = clearance.of_number(str(row.level), str(row.measure), numbers_of(row))
    return number or clearance.of_key(key_of(row))


def _flags(found: pd.DataFrame, held: npt.NDArray[np.bool_]) -> list[str]:
    """What is to be known of findings, without what would tell of a part that is held back."""
    parts = {each.name: each for each in measures.all_measures().values() if each.part_of}
    secret: dict[str, list[measures.Measure]] = {}
    for incident, measure, is_held in zip(found["incident_id"], found["measure"], held, strict=True):
        if is_held and str(measure) in parts:
            secret.setdefault(str(incident), []).append(parts[str(measure)])
    flags = [
        "; ".join(flag for flag in str(text).split("; ") if not any(_tells_of(flag, part) for part in secret[incident]))
        if incident in secret
        else str(text)
        for incident, text in zip(found["incident_id"].astype(str), found["flags"], strict=True)
    ]
    # Of a number that is held back nothing is told, not even how it is known.
    return ["" if is_held else text for text, is_held in zip(flags, held, strict=True)]


def _tells_of(flag: str, part: measures.Measure) -> bool:
    return flag == f"from {part.name}" or flag.startswith(f"{part.part_name}'s ")
