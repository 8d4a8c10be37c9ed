"""The headline figures of a paper: a few flows of the period, each on every base that it is counted on."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.briefs.ledger import Ledger
from tollbook.rows import each_row


def enter_headlines(ledger: Ledger, flows: Sequence[str]) -> list[str]:
    """Enter the period's figures of some measures, named as a brief names its own.

    Parameters
    ----------
    ledger : Ledger
    flows : sequence of str
        Measures, in the order of the page.

    Returns
    -------
    list of str
        Keys: ``period.<measure>`` for each, and ``period.<measure>.<base>`` for each other base.
    """
    own, span = ledger.own, ledger.subject.span
    table = ledger.tally(own.level, "whole", own.pcode, *span)
    table = table[((table["pcode"] == own.pcode) & table["measure"].isin(list(flows))).to_numpy()]
    ledger.tallies.append(table)
    rows = {(str(row.measure), str(row.base)): row for row in each_row(table)}
    keys = []
    for name in flows:
        keys.append(ledger.enter(f"period.{name}", rows.get((name, "")), own, span, name).key)
        for measure, base in sorted(rows):
            if measure == name and base and rows[measure, base].incidents > 0:
                key = f"period.{name}.{base.replace(' ', '-')}"
                keys.append(ledger.enter(key, rows[measure, base], own, span, name, base).key)
    return keys
