"""Findings one by one: which of them a release may name, and which of their numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.register import Entry, cost_of
from tollbook.release.cells import finding_key
from tollbook.release.clearance import Numbers
from tollbook.release.held import Held
from tollbook.rows import each_row

_NUMBERS = ("low", "best", "high", "highest_stated")


def single(ledger: Ledger, found: pd.DataFrame) -> pd.DataFrame:
    """The findings that the release may name one by one; a number that it may not show is taken out.

    Left out are measures that are public in sums only, days within the delay, and what rests on sources alone whose
    terms allow no rows to be passed on.

    Returns
    -------
    DataFrame
        Rows of a table of findings, with ``held`` (str) and ``below`` (int64) as in a cleared tally.
    """
    singly = found[ledger.clearance.one_by_one(found) & _may_pass_rows(ledger, found)]
    held = [_held(ledger, row) for row in each_row(singly)]
    mask = np.array([each is not None for each in held], dtype=np.bool_)
    rules = pd.array([each.rule if each else "" for each in held], dtype="str")
    below = np.array([each.below if each else 0 for each in held], dtype=np.int64)
    numbers = {name: singly[name].mask(mask) for name in _NUMBERS}
    is_open = singly["open"].to_numpy(dtype=np.bool_) & ~mask
    cleared = singly.assign(**numbers, open=is_open, held=rules, below=below, flags=_flags(singly, mask))
    for at, (row, why) in enumerate(zip(each_row(cleared), held, strict=True)):
        _register(ledger, row, why, singly.iloc[[at]])
    return cleared


def _held(ledger: Ledger, row: Any) -> Held | None:
    """What holds one finding back."""
    number = ledger.clearance.of_number(str(row.level), str(row.measure), _numbers(row))
    return number or ledger.clearance.of_key(finding_key(str(row.incident_id), str(row.measure), str(row.base)))


def _numbers(row: Any) -> Numbers:
    return Numbers(*(None if pd.isna(value) else float(value) for value in (row.low, row.best, row.high)))


def _register(ledger: Ledger, row: Any, held: Held | None, finding: pd.DataFrame) -> None:
    key = finding_key(str(row.incident_id), str(row.measure), str(row.base))
    cost = cost_of("finding", False, 0)
    entry = Entry(key, str(row.measure), str(row.base), None, _numbers(row), held, lambda: finding, cost)
    ledger.register.add(entry)


def _may_pass_rows(ledger: Ledger, found: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which findings rest on a source whose terms allow rows to be passed on."""
    return np.array([ledger.passes_rows(found.iloc[[at]]) for at in range(len(found))], dtype=np.bool_)


def _flags(found: pd.DataFrame, held: npt.NDArray[np.bool_]) -> list[str]:
    """What is to be known of findings, without what would tell of a part that is held back."""
    parts = {each.name: each for each in measures.all_measures().values() if each.part_of}
    secret: dict[str, list[measures.Measure]] = {}
    for incident, measure, is_held in zip(found["incident_id"], found["measure"], held, strict=True):
        if is_held and str(measure) in parts:
            secret.setdefault(str(incident), []).append(parts[str(measure)])
    return [
        "; ".join(flag for flag in str(text).split("; ") if not any(_tells_of(flag, part) for part in secret[incident]))
        if incident in secret
        else str(text)
        for incident, text in zip(found["incident_id"].astype(str), found["flags"], strict=True)
    ]


def _tells_of(flag: str, part: measures.Measure) -> bool:
    return flag == f"from {part.name}" or flag.startswith(f"{part.part_name}'s ")
