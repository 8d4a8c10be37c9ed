"""Findings one by one, as the release of a brief may name them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.tiles import NOT_CIVILIAN
from tollbook.briefs.register import Entry, cost_of
from tollbook.incidents.findings import Findings
from tollbook.release.held import Held
from tollbook.release.singly import key_of, numbers_of, singly
from tollbook.rows import each_row
from tollbook.tallies.behind import Behind


def untold(ledger: Ledger, given: Findings) -> Iterator[tuple[Any, str]]:
    """The findings of the place and period that are not told by themselves, each with the rule that keeps it.

    Parameters
    ----------
    ledger : Ledger
        With all findings entered that are.
    given : Findings
        As they were before any of them was put up a level.
    """
    found = Behind(given.table).of(*ledger.own, ledger.subject.span)
    told = {key[1:] for key in ledger.register.entries if key[0] == "finding"}
    for row in each_row(found[~found["measure"].isin(NOT_CIVILIAN).to_numpy()]):
        why = ledger.clearance.why_not_single(row)
        if why and (str(row.incident_id), str(row.measure), str(row.base)) not in told:
            yield row, why


def single(ledger: Ledger, found: pd.DataFrame) -> pd.DataFrame:
    """The findings that the release may name one by one, entered in the register; see `release.singly`."""
    passed = (ledger.reports.passes_rows(found.iloc[[at]]) for at in range(len(found)))
    cleared = singly(found, ledger.clearance, np.fromiter(passed, dtype=np.bool_, count=len(found)))
    cost = cost_of("finding", False, 0)
    for row, at in zip(each_row(cleared), cleared.index, strict=True):
        held = Held(row.held, int(row.below)) if row.held else None
        behind = partial(found.loc.__getitem__, [at])
        entry = Entry(key_of(row), str(row.measure), str(row.base), None, numbers_of(row), held, behind, cost)
        ledger.register.add(entry)
    return cleared
