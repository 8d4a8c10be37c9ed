"""How well each incident is documented: by how many voices, outlets and reports, and whether their numbers agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tollbook.claims.categorical import joined, numbered
from tollbook.claims.contents import reports
from tollbook.incidents.origins import origins

#: The columns of `documented`, in order.
COLUMNS = ("incident_id", "origins", "outlets", "reports", "claims", "compared", "differ")


def documented(claims: pd.DataFrame) -> pd.DataFrame:
    """Count who speaks of each incident.

    Well documented is not well known: many outlets may repeat what one hospital counted, so that voices come first, and
    none of them need have been there.

    Parameters
    ----------
    claims : DataFrame, shape (n, columns)
        As `Claims.table`, or some of its rows; those of scope ``incident`` are counted.

    Returns
    -------
    DataFrame
        One row an incident, with `COLUMNS`, the best documented first: by most ``origins``, then ``outlets``, then
        ``claims``, then the least id of a claim; these and ``reports`` are int64. ``compared`` (bool): several outlets
        give a number of one measure and base for all of it; ``differ`` (bool): and not all of these are the same.
    """
    rows = claims[(claims["scope"] == "incident").to_numpy()].reset_index(drop=True)
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    told = pd.DataFrame(
        {
            "incident_id": rows["incident_id"].astype(str),
            "origin": origins(rows["attributed_to"], rows["source"]).codes,
            "outlet": rows["source"].cat.codes.to_numpy(),
            "report": reports(rows),
            "claim": rows["claim_id"].astype(str),
        }
    )
    groups = told.groupby("incident_id", sort=True)
    found = pd.DataFrame(
        {
            "origins": groups["origin"].nunique(),
            "outlets": groups["outlet"].nunique(),
            "reports": groups["report"].nunique(),
            "claims": groups.size(),
            "first": groups["claim"].min(),
        }
    )
    compared, differ = _compared(rows)
    found["compared"], found["differ"] = found.index.isin(compared), found.index.isin(differ)
    order = ["origins", "outlets", "claims", "first"]
    found = found.reset_index().sort_values(order, ascending=[False, False, False, True], ignore_index=True)
    return found[list(COLUMNS)]


def _compared(rows: pd.DataFrame) -> tuple[set[str], set[str]]:
    """Incidents of which several outlets give one number, and those of them where the numbers differ."""
    whole = rows[((rows["extent"] != "part") & (rows["kind"].astype(str) != "none")).to_numpy()]
    if whole.empty:
        return set(), set()
    quantity = whole[["q_low", "q_best", "q_high", "q_open"]].astype(float).fillna(-1.0)
    told = pd.DataFrame(
        {
            "incident": whole["incident_id"].astype(str).to_numpy(),
            "what": joined([numbered(whole[name]) for name in ("incident_id", "measure", "base")]),
            "outlet": whole["source"].cat.codes.to_numpy(),
            "quantity": np.unique(quantity.to_numpy(), axis=0, return_inverse=True)[1].ravel(),
        }
    )
    groups = told.groupby("what", sort=False)
    several = told[(groups["outlet"].transform("nunique") > 1).to_numpy()]
    groups = several.groupby("what", sort=False)
    differing = several[(groups["quantity"].transform("nunique") > 1).to_numpy()]
    return set(several["incident"]), set(differing["incident"])
