"""Findings one by one, as the release of a brief may name them."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.register import Entry, cost_of
from tollbook.release.held import Held
from tollbook.release.singly import key_of, numbers_of, singly
from tollbook.rows import each_row


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
