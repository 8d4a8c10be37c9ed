"""What of all findings can change something on a page: those of the state of its place, and what reaches there.

A township's page shows its neighbours, its district and the map of its state; nothing of another state is on it. So a
brief of one place is made from the claims of its state, of incidents that some report puts there, and of those that
name no state, and it costs as much as these do, however many others the file holds. What a page says of all claims (how
late reports come) is observed before. `series.ingredients` counts on the same rule.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places
from tollbook.briefs.subject import Subject
from tollbook.incidents.findings import Findings

Bits = npt.NDArray[np.bool_]


def within_reach(about: Subject) -> Subject:
    """The same subject with the findings and claims that reach its place; of the country, all."""
    state = places.unit(about.place.pcode).state
    if not state:
        return about
    found = about.found
    claims = reaching(found.claims.table, state)
    if claims.all():
        return about
    # Observed on all claims, before the others go.
    observed = about.delay
    table = found.claims.table[claims]
    incidents = set(table["incident_id"].astype(str)) | set(table["claim_id"].astype(str))
    rows = found.table["incident_id"].astype(str).isin(incidents).to_numpy(dtype=np.bool_)
    near = Findings(
        found.table[rows].reset_index(drop=True),
        replace(found.claims, table=table.reset_index(drop=True), rows=found.claims.rows[claims]),
        found.as_of, found.known_on, found.rule, found.sources, found.coverage,
    )  # fmt: skip
    return replace(about, found=near, observed=observed)


def reaching(claims: pd.DataFrame, state: str) -> Bits:
    """Which claims reach a state.

    Parameters
    ----------
    claims : DataFrame
        Rows of a claims table.
    state : str
        Its p-code.

    Returns
    -------
    array of bool, shape (n,)
        Those that lie in it or name no state, and all others of the incidents of these.
    """
    codes = pd.Categorical(claims["pcode"])
    here = np.array([_state(str(code)) in ("", state) for code in codes.categories] or [False], dtype=np.bool_)
    # A claim without a code, which is of the country or of no known place, has the number -1.
    near = np.where(codes.codes >= 0, here[codes.codes], True)
    names = pd.Categorical(claims["incident_id"])
    linked = claims["linked"].to_numpy(dtype=np.bool_) & (names.codes >= 0)
    with_one = np.zeros(len(names.categories) + 1, dtype=np.bool_)
    with_one[names.codes[near & linked]] = True
    found: Bits = near | (linked & with_one[names.codes])
    return found


def _state(pcode: str) -> str:
    return places.unit(pcode).state if pcode else ""
