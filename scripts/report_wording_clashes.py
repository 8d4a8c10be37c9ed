"""Write docs/wording_clashes.md: where the grammar's reading of the sample's wordings and its cells do not agree.

Run it after a change of the grammar, the conventions or the sample: ``python scripts/report_wording_clashes.py``. The
judgement of each clash is a person's and stands in ``data/reference/wording_judgements.csv``.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from tollbook import files, shipped
from tollbook.claims.clashes import clashes
from tollbook.claims.quantities import quantify

REPORT = Path(__file__).resolve().parent.parent / "docs" / "wording_clashes.md"

HEAD = """# Where wording and cells do not agree

Made by `scripts/report_wording_clashes.py` from `data/claims/claims.csv`; do not edit it by hand.

The coder of the sample typed numbers into the cells of {typed} of {claims} claims. For each of them the grammar read
the wording as well, without looking at the cells. In {agree} claims ({share:.1f}%) both say the same: the same kind of
quantity, and the same number. The others are listed here. The cells win in every one of them (design, rule 1).

The {empty} claims without numbers in their cells were read by the grammar alone: {read} have a quantity, {unread} have
none ({unread_list}).

| claim | measure | wording | cells (low, best, high) | read as | clash | judgement |
| --- | --- | --- | --- | --- | --- | --- |
"""


def _number(value: float) -> str:
    return "" if pd.isna(value) else f"{value:,.0f}"


def _cells(row: pd.Series) -> str:
    return f"{row['cells_kind']}: {', '.join(_number(row[name]) or '–' for name in ('low', 'best', 'high'))}"


def _reading(row: pd.Series) -> str:
    if row["grammar_kind"] == "none":
        return "not read"
    bounds = ", ".join(_number(row[f"grammar_{name}"]) or "–" for name in ("low", "best", "high"))
    return f"{row['grammar_kind']}: {bounds}"


def report() -> str:
    """The report as Markdown."""
    table = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    for name in ("low", "best", "high"):
        table[name] = pd.to_numeric(table[name])
    with open(shipped.reference("wording_judgements.csv"), encoding="utf-8", newline="") as handle:
        judgements = {row["claim_id"]: row["judgement"] for row in csv.DictReader(handle)}
    found = clashes(table, unread=True)
    lines = [
        f"| {row['claim_id']} | {row['measure']} | {row['wording']} | {_cells(row)} | {_reading(row)} | {row['clash']} "
        f"| {judgements.get(row['claim_id'], 'not judged yet')} |"
        for _, row in found.iterrows()
    ]
    return _head(table, len(found)) + "\n".join(lines) + "\n"


def _head(table: pd.DataFrame, listed: int) -> str:
    typed = table[["low", "best", "high"]].notna().any(axis=1)
    empty = table.loc[~typed]
    kinds = quantify(empty)["kind"]
    unread = empty.loc[(kinds == "none").to_numpy(), "wording"]
    return HEAD.format(
        typed=int(typed.sum()),
        claims=len(table),
        agree=int(typed.sum()) - listed,
        share=100 * (1 - listed / int(typed.sum())),
        empty=len(empty),
        read=len(empty) - len(unread),
        unread=len(unread),
        unread_list=", ".join(f'"{wording}"' for wording in unread),
    )


if __name__ == "__main__":
    print(files.write_whole(REPORT, report()))
