"""Figures of a sum that is taken apart into classes, for any place and days; what may not be told apart is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from tollbook.amounts import Amount
from tollbook.briefs.figures import NOTHING, Figure
from tollbook.briefs.ledger import Ledger, Span, Unit
from tollbook.briefs.register import Entry, cost_of
from tollbook.places import unit as place_of
from tollbook.release.cells import class_key, sum_key
from tollbook.release.clearance import Numbers
from tollbook.release.held import Held
from tollbook.rows import each_row
from tollbook.tallies.apart import apart


@dataclass(frozen=True)
class Cut:
    """What findings are taken apart by.

    Attributes
    ----------
    of : str
        Its name, by which figures of other outputs are compared with these.
    classes : mapping of str to str
        By incident, the class that its findings of one measure lie in.
    otherwise : str
        The class of all others.
    """

    of: str
    classes: Mapping[str, str]
    otherwise: str

    def of_findings(self, findings: pd.DataFrame) -> list[str]:
        """The class of each finding."""
        return [self.classes.get(str(incident), self.otherwise) for incident in findings["incident_id"]]


def findings_of(ledger: Ledger, unit: Unit, span: Span, measure: str) -> pd.DataFrame:
    """The findings of one measure, in its plain base, behind a unit and some days."""
    return ledger.behind(unit, span, measure, "")


def taken_apart(ledger: Ledger, unit: Unit, span: Span, measure: str, cut: Cut) -> pd.DataFrame:
    """The sum of a unit and some days, a row a class; see `tallies.apart.apart`, with ``measure, coverage``."""
    found = findings_of(ledger, unit, span, measure)
    if found.empty:
        return pd.DataFrame(columns=["class_", "measure", "coverage"])
    rows = apart(found, cut.of_findings(found), (unit.level, "whole"), unit.within, *span)
    return rows.assign(measure=measure, coverage=ledger.coverage(unit.pcode, span))


def is_told(ledger: Ledger, unit: Unit, rows: pd.DataFrame) -> bool:
    """Whether a release may tell the classes of a sum apart: none of them is of too few people."""
    return not ledger.small_classes(rows, unit.pcode)


def is_held(ledger: Ledger, unit: Unit, span: Span, measure: str) -> bool:
    """Whether a sum itself is held back, for its number or for that of another."""
    table = ledger.tally(unit.level, "whole", unit.within, *span)
    mine = (table["pcode"] == unit.pcode) & (table["measure"] == measure) & (table["base"] == "")
    return bool((table.loc[mine.to_numpy(), "held"] != "").any())


def leave_out(ledger: Ledger, unit: Unit, span: Span, rows: pd.DataFrame, cut: Cut) -> None:
    """Note that classes of a sum are not told apart."""
    for row in each_row(rows):
        total = sum_key(*unit, span, str(row.measure))
        ledger.register.left_out[class_key(cut.of, str(row.class_), total)] = Held("small cell")


def enter(ledger: Ledger, key: str, row: Any, unit: Unit, span: Span, cut: Cut) -> Figure:
    """Enter the figure of one class, which is held back where a small figure could be worked out with it.

    What it is of goes into the facts file with it: ``class`` (``of, name``), and ``of_level`` where it is of what is
    known for no place of that level.
    """
    name, measure = str(row.class_), str(row.measure)
    found = findings_of(ledger, unit, span, measure)
    mine = found[np.array(cut.of_findings(found), dtype=object) == name]
    total = Figure("", measure, "", unit.pcode, *span, NOTHING, "figure")
    more: dict[str, Any] = {"class": {"of": cut.of, "name": name}}
    if place_of(unit.pcode).level != unit.level:
        more["of_level"] = unit.level
    known = class_key(cut.of, name, sum_key(*unit, span, measure))
    held, amount = ledger.clearance.of_key(known), Amount.of(row)
    cost = cost_of("sum", unit == ledger.own, (span[1] - span[0]).days)
    numbers = Numbers(amount.low, amount.best, amount.high)
    ledger.register.add(Entry(known, measure, "", span, numbers, held, lambda: mine, cost))
    if held is not None:
        hidden = Figure(key, measure, "", unit.pcode, *span, NOTHING, "held back", coverage=str(row.coverage))
        return ledger.keep(replace(hidden, held=held, more=more))
    return ledger.enter_class(key, row, mine, total, more)
