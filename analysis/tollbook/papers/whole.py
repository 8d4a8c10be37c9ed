"""Papers on all that a file of claims holds: of the whole country, and of the days that its claims are about."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.facts import Facts
from tollbook.incidents.findings import Findings


def about(found: Findings, _: dict[str, Any]) -> tuple[str, tuple[pd.Timestamp, pd.Timestamp]]:
    """The country, and the first and the last day of the claims; see `kind.About`.

    Where no claim is known it is the day up to which reports count, else the first day that coverage speaks of: a page
    has to bear some day.
    """
    claims = found.known_claims
    if not claims.empty:
        return places.COUNTRY, (pd.Timestamp(claims["start"].min()), pd.Timestamp(claims["end"].max()))
    covered = found.coverage.table["start"].min()
    day = found.as_of if found.as_of is not None else pd.Timestamp("2021-01-01") if pd.isna(covered) else covered
    return places.COUNTRY, (pd.Timestamp(day), pd.Timestamp(day))


def asked(_: Facts, __: dict[str, Any]) -> dict[str, Any]:
    """What such a paper is made again from, beside its file: nothing that a public one shows; see `kind.Kind.asked`.

    What its kind is asked are objects of the notebook (the file as it was read, a list of notebooks), and a place whose
    townships an internal release alone shows.
    """
    return {}


def day(found: Findings) -> pd.Timestamp | None:
    """The first day on which all its claims can have been known, which is the earliest that the page can bear.

    The latest publication day does not do: claims without one may be about days that come later.
    """
    claims = found.known_claims
    known = [each for each in (claims["published"].max(), claims["end"].max(), found.as_of) if not pd.isna(each)]
    return pd.Timestamp(max(known)) if known else None
