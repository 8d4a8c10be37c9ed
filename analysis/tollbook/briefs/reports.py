"""The claims behind the figures of a brief, and the reports and voices that they come from."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures
from tollbook.briefs.sources import Reported, Sources, reported
from tollbook.incidents import origins
from tollbook.incidents.fighters import includes_fighters
from tollbook.release.clearance import Clearance

_KEYS = ("incident_id", "measure", "base")
_COLUMNS = [
    *(*_KEYS, "claim_id", "source", "url", "published", "attributed_to", "means", "kind", "linked"),
    *("responsible", "object_hit", "victims", "grade", "place_name", "place_level"),
    *("pcode", "end", "source_release"),
]


class Reports:
    """The claims that findings were made from.

    Parameters
    ----------
    known : DataFrame
        Claims that count.
    clearance : Clearance

    Attributes
    ----------
    claims : DataFrame
        Those of scope ``incident``.
    sources : Sources
        Numbered in the order in which figures were entered.
    """

    def __init__(self, known: pd.DataFrame, clearance: Clearance) -> None:
        self.claims = known.loc[(known["scope"] == "incident").to_numpy(), _COLUMNS].reset_index(drop=True)
        self.sources = Sources(clearance)
        self._clearance = clearance
        self._rows = _rows_by_key(self.claims)
        self._reported = reported(self.claims, clearance)
        self._voices = origins.origins(self.claims["attributed_to"], self.claims["source"]).codes

    def of(self, findings: pd.DataFrame) -> pd.DataFrame:
        """The claims of findings; of a finding that rests on a part of its measure, the claims of that part."""
        return self.claims.take(self._positions(findings))

    def behind(self, findings: pd.DataFrame) -> tuple[list[Reported], int]:
        """The reports of findings, and how many different voices they have.

        A tally adds its incidents' origins up; who speaks of two of them is still one voice.
        """
        positions = self._positions(findings)
        return [self._reported[at] for at in positions], len(set(self._voices[positions].tolist()))

    def numbers(self, claims: pd.DataFrame) -> tuple[int, ...]:
        """Numbers of the reports of some of these claims; see `Sources.numbers`."""
        return self.sources.of(self._reported[at] for at in claims.index)

    def passes_rows(self, findings: pd.DataFrame) -> bool:
        """Whether findings rest on a source whose terms allow rows to be passed on."""
        return not self._without_rows.any() or not bool(self._without_rows[self._positions(findings)].all())

    def outlet(self, claims: pd.DataFrame) -> str:
        """The outlet of the first of some claims; empty where the release may not name it."""
        source, version = (claims[name].iloc[0] for name in ("source", "source_release"))
        return self.sources.name(str(source), bool(version))

    @cached_property
    def first_claims(self) -> dict[str, str]:
        """The least id among the claims of each incident: an order of incidents that tells of no place."""
        ids = self.claims["claim_id"].astype(str)
        return dict(ids.groupby(self.claims["incident_id"].astype(str)).min())

    @cached_property
    def _without_rows(self) -> npt.NDArray[np.bool_]:
        """Which claims come from a source whose terms allow no rows to be passed on."""
        if not self._clearance.is_public:
            return np.zeros(len(self._reported), dtype=np.bool_)
        passed = (self.sources.terms(each.outlet, each.is_data_set).rows for each in self._reported)
        return np.array([not each for each in passed], dtype=np.bool_)

    def _positions(self, findings: pd.DataFrame) -> list[int]:
        """Where the claims of findings stand among all."""
        rows: set[int] = set()
        for incident, measure, base in zip(*(findings[name] for name in _KEYS), strict=True):
            parts = [each.name for each in measures.all_measures().values() if each.part_of == measure]
            below = [row for part in parts for row in self._rows.get((incident, part, base), [])]
            rows.update(self._rows.get((incident, measure, base), below))
        return sorted(rows)


def _rows_by_key(claims: pd.DataFrame) -> dict[tuple[str, str, str], list[int]]:
    """Positions of the claims of each incident, measure and base.

    A toll that includes fighters bounds the plain finding from above, so it stands behind it (design, rule 2).
    """
    found: dict[tuple[str, str, str], list[int]] = {}
    columns = (claims[name].astype(object) for name in _KEYS)
    for row, (incident, measure, base) in enumerate(zip(*columns, strict=True)):
        found.setdefault((incident, measure, "" if includes_fighters(str(base)) else base), []).append(row)
    return found
