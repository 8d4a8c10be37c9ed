"""Warnings where a claim's wording says something else than the cells that its coder typed."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from tollbook.claims.clashes import clashes
from tollbook.claims.collecting import Rows
from tollbook.claims.problems import Problem, shown

_REMEDY = "Read the sentence in the report again, and correct whichever of the two is wrong."


def look(table: pd.DataFrame, rows: Rows, name: str) -> list[Problem]:
    """A warning for each claim whose wording and cells disagree; the cells count.

    Parameters
    ----------
    table : DataFrame, shape (n, columns)
        As `Claims.table`.
    rows : int64 array, shape (n,)
        Row of each claim in the file.
    name : str
        Name of the file.

    Returns
    -------
    list of Problem
        Code ``wording_clash``.
    """
    return [_problem(clash, int(rows[int(clash["row"])]), name) for clash in clashes(table).to_dict("records")]


def _problem(clash: dict[Hashable, Any], row: int, name: str) -> Problem:
    grammar = _quantity(str(clash["grammar_kind"]), [clash[f"grammar_{bound}"] for bound in ("low", "best", "high")])
    cells = _quantity(str(clash["cells_kind"]), [clash[bound] for bound in ("low", "best", "high")])
    message = f"The wording reads as {grammar}, the cells say {cells}; the cells count."
    return Problem("warning", "wording_clash", name, row, "wording", shown(str(clash["wording"])), message, _REMEDY)


def _quantity(kind: str, numbers: list[float]) -> str:
    """A kind with its low, best and high: "floor (7, 7, -)"."""
    return f"{kind.replace('_', ' ')} ({', '.join('-' if n != n else f'{n:,.0f}' for n in numbers)})"
