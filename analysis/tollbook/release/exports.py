"""Tables that leave by themselves: a tally, levels of a stock, a list of findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from tollbook.incidents.findings import Findings
from tollbook.plain import plain
from tollbook.release import claims
from tollbook.release.cells import CellKey
from tollbook.release.clearance import Clearance, Numbers
from tollbook.release.held import Held
from tollbook.release.policy import Policy
from tollbook.release.second_cells import COSTS, Published, second_cells, shares_of
from tollbook.release.singly import singly
from tollbook.release.tables import cleared, key_of
from tollbook.rows import each_row
from tollbook.tallies import stocks
from tollbook.tallies.behind import Behind
from tollbook.tallies.tally import COLUMNS, tally

Place = Any
#: Columns of findings that are listed for the public, one by one.
PUBLIC = (
    *("incident", "measure", "base", "low", "best", "high", "open", "held", "below", "pcode", "place"),
    *("first_month", "last_month", "claims", "origins", "flags", "release"),
)
#: Columns of findings that are listed inside.
INTERNAL = (
    *("incident_id", "measure", "base", "low", "best", "high", "open", "pcode", "place", "start", "end"),
    *("claims", "origins", "flags", "release"),
)
_COUNTS = ("open_incidents", "incidents", "claims", "origins")


def mark_of(clearance: Clearance) -> str:
    """What each row of a table bears: a table that nobody approved is a draft."""
    return "draft" if clearance.is_public else clearance.release


def tally_rows(
    found: Findings,
    clearance: Clearance,
    by: Sequence[str] | str,
    measure: str | None = None,
    within: Place = None,
    start: str | None = None,
    end: str | None = None,
) -> pd.DataFrame:
    """A tally as a release may show it.

    Parameters
    ----------
    found : Findings
    clearance : Clearance
    by, measure, within, start, end
        As for `tallies.tally`.

    Returns
    -------
    DataFrame
        The columns of a tally, and ``held, below`` (see `Held`) and ``release``. Rows that may not be there are left
        out; a row that is held back has no number and no count.
    """
    found = clearance.findings(released(found, clearance))
    made = tally(found, by, measure, within, start, end)
    behind = Behind(found.table)
    also: frozenset[CellKey] = frozenset()
    while True:
        rows = cleared(made.table, made.level, made.within, clearance.with_also(also))
        more = second_cells(_published(rows, behind)) - also
        if not more:
            return _bare(rows, clearance)
        also |= more


def level_rows(
    found: Findings,
    clearance: Clearance,
    by: Sequence[str] | str,
    measure: str | None = None,
    within: Place = None,
    start: str | None = None,
    end: str | None = None,
) -> pd.DataFrame:
    """Levels of a stock as a release may show them; parameters and columns as for `tally_rows`, and the stock's own."""
    found = released(found, clearance)
    stated = stocks.levels(found.claims, found.as_of, found.known_on, found.rule, found.sources)
    rows = stocks.carried(clearance.level_rows(stated), by, measure, within, start, end)
    held = [clearance.of_number(str(row.level), str(row.measure), _numbers(row)) for row in each_row(rows)]
    mask = np.array([each is not None for each in held], dtype=np.bool_)
    rows = rows.assign(
        **{name: rows[name].mask(mask) for name in ("low", "best", "high", "highest_stated")},
        held=pd.array([each.rule if each else "" for each in held], dtype="str"),
        below=[each.below if each else 0 for each in held],
    )
    return _bare(rows, clearance, ("stated_on", "age_days", "rounded_to"))


def finding_rows(found: Findings, clearance: Clearance) -> pd.DataFrame:
    """A list of findings as a release may show it.

    Returns
    -------
    DataFrame
        With `PUBLIC`, or for internal use `INTERNAL`. Ids of incidents are made of names of villages: the public gets
        numbers instead, in the order of the incidents' first claims.
    """
    if not clearance.is_public:
        return found.table.assign(release=mark_of(clearance))[list(INTERNAL)]
    found = clearance.findings(released(found, clearance))
    rows = singly(found.table, clearance, _passes(found, clearance.policy))
    first = found.claims.table.groupby("incident_id", observed=True)["claim_id"].min()
    order = {str(incident): at for at, incident in enumerate(first.sort_values().index, 1)}
    held = (rows["held"] != "").to_numpy()
    counts = {name: rows[name].astype(object).mask(held, None) for name in ("claims", "origins")}
    rows = rows.assign(
        **counts,
        incident=[order[str(incident)] for incident in rows["incident_id"]],
        place=rows["place"].astype(str),
        first_month=rows["start"].dt.strftime("%Y-%m"),
        last_month=rows["end"].dt.strftime("%Y-%m"),
        below=rows["below"].astype(object).where(rows["below"] > 0, None),
        release=mark_of(clearance),
    )
    rows = _of_townships(rows)
    return rows.sort_values(["incident", "measure", "base"], ignore_index=True)[list(PUBLIC)]


def released(found: Findings, clearance: Clearance) -> Findings:
    """Findings with the claims that a release may use."""
    return claims.public(found, clearance.policy, "township")[0] if clearance.is_public else found


def _of_townships(rows: pd.DataFrame) -> pd.DataFrame:
    """Findings with their township for their place, where they lie in one."""
    from tollbook import places

    codes = [str(row.township) or str(row.pcode) for row in each_row(rows)]
    return rows.assign(pcode=codes, place=[places.name(code) for code in codes])


def _passes(found: Findings, policy: Policy) -> Any:
    """Which findings rest on a source whose terms allow rows to be passed on."""
    known = found.known_claims
    pairs = known[["source", "source_release"]].astype(str)
    terms = {pair: policy.terms_of(pair[0], bool(pair[1])).rows for pair in set(zip(*pairs.to_numpy().T, strict=True))}
    passed = np.array([terms[pair] for pair in zip(*pairs.to_numpy().T, strict=True)], dtype=np.bool_)
    allowed = set(known.loc[passed, "incident_id"].astype(str))
    return found.table["incident_id"].astype(str).isin(allowed).to_numpy(dtype=np.bool_)


def _published(rows: pd.DataFrame, behind: Behind) -> list[Published]:
    """The rows of a cleared tally as the search for second cells takes them: of measures with something held back."""
    small = rows.loc[(rows["held"] != "").to_numpy(), "measure"].unique()
    asked = rows[rows["measure"].isin(small).to_numpy() & (rows["incidents"] > 0).to_numpy()]
    return [_published_row(row, behind) for row in each_row(asked)]


def _published_row(row: Any, behind: Behind) -> Published:
    span = (row.start, row.end)
    found = behind.of(row.of_level, str(row.pcode), row.within, span, str(row.measure), str(row.base))
    held = Held(row.held, int(row.below)) if row.held else None
    positions = found.index.to_numpy(dtype=np.int64)
    measure, base = str(row.measure), str(row.base)
    return Published(
        key_of(row), measure, base, positions, shares_of(found, span), _numbers(row), held, COSTS["sum"]
    )


def _numbers(row: Any) -> Numbers:
    return Numbers(*(plain(getattr(row, name)) for name in ("low", "best", "high")))


def _bare(rows: pd.DataFrame, clearance: Clearance, more: tuple[str, ...] = ()) -> pd.DataFrame:
    """The columns that leave; a row that is held back has no counts."""
    held = (rows["held"] != "").to_numpy()
    counts = {name: rows[name].astype(object).mask(held, None) for name in _COUNTS}
    below = rows["below"].astype(object).where((rows["below"] > 0).to_numpy(), None)
    told = rows.assign(**counts, below=below, release=mark_of(clearance))
    return told[[*COLUMNS, *more, "held", "below", "release"]].reset_index(drop=True)
