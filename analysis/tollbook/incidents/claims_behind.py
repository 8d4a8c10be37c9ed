"""The claims behind findings: those of their incident, measure and base.

A finding that no claim of its own measure speaks for rests on a measure that is part of it, and opens to the claims of
that part; a toll that includes fighters stands behind the plain finding, which it bounds from above (design, rule 2).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import measures
from tollbook.incidents.fighters import includes_fighters

_KEYS = ("incident_id", "measure", "base")


class ClaimsBehind:
    """Finds the claims of findings; it puts them in order once, so that asking for many figures is quick.

    Parameters
    ----------
    known : DataFrame
        Claims that count, of any scope.
    """

    def __init__(self, known: pd.DataFrame) -> None:
        # In the order in which they are read: by incident, then by day of publication, those without a day last.
        self._claims = known[(known["scope"] == "incident").to_numpy()].sort_values(
            ["incident_id", "published", "claim_id"], na_position="last"
        )
        keys = self._claims[list(_KEYS)].astype(object)
        keys["base"] = ["" if includes_fighters(base) else base for base in keys["base"]]
        self._rows: dict[Any, Any] = keys.groupby(list(_KEYS), sort=False).indices
        self._parts: dict[str, list[str]] = {}
        for each in measures.all_measures().values():
            self._parts.setdefault(each.part_of, []).append(each.name)

    def of(self, findings: pd.DataFrame) -> pd.DataFrame:
        """The claims that findings were made from.

        Parameters
        ----------
        findings : DataFrame
            Rows of a table of findings of these claims.

        Returns
        -------
        DataFrame
            Rows of the claims, with their index; by incident and day of publication, those without a day last.
        """
        rows = [row for key in zip(*(findings[name] for name in _KEYS), strict=True) for row in self._of(*key)]
        claims: pd.DataFrame = self._claims.take(sorted(set(rows)))
        return claims

    def _of(self, incident: str, measure: str, base: str) -> list[int]:
        own = self._rows.get((incident, measure, base))
        if own is not None:
            return list(own)
        return [row for part in self._parts.get(measure, []) for row in self._rows.get((incident, part, base), ())]
