"""Claims as a release may use them: without those whose terms forbid it, and with the coded values that may be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.incidents.findings import Findings, findings
from tollbook.release.columns import public_bases, public_value
from tollbook.release.policy import Policy

#: What the public is told of means. How a party hits and with which machine stays inside: such detail shows the parties
#: how their fire is seen (data responsibility, "Never in a public output").
MEANS = {
    **dict.fromkeys(("airstrike", "helicopter", "drone", "paramotor"), "air"),
    **dict.fromkeys(("artillery", "naval"), "shelling"),
    "ground": "ground",
    "arson": "arson",
    "landmine": "landmine",
    "mixed": "several",
}
#: Columns of which only listed values are told.
VALUED = ("responsible", "victims", "grade", "object_hit")


@dataclass(frozen=True)
class Dropped:
    """Claims that count in no figure of a release.

    Attributes
    ----------
    claims : dict of str to int
        How many, by rule.
    """

    claims: dict[str, int]


def public(found: Findings, policy: Policy, level: str) -> tuple[Findings, Dropped]:
    """Findings as a public release may be made from.

    Parameters
    ----------
    found : Findings
    policy : Policy
    level : str
        Of the place that the output is about: some values are told from a state on only.

    Returns
    -------
    findings : Findings
        Made again where the terms of a source allow no aggregates; their claims tell of means only the group, and of
        `VALUED` only what `data/reference/public_values.csv` lists.
    dropped : Dropped
    """
    table = found.claims.table
    barred = forbidden(table, policy)
    called = _bases(table)
    kept = replace(found.claims, table=_told(table[~barred] if barred.any() else table, level, called))
    counted = int(_counted(found, barred))
    if not counted:
        return replace(found, claims=kept, table=_with_bases(found.table, called)), Dropped({})
    made = findings(kept, found.as_of, found.known_on, found.rule, found.sources, found.coverage)
    return made, Dropped({"licence": counted})


def forbidden(table: pd.DataFrame, policy: Policy) -> npt.NDArray[np.bool_]:
    """Which claims come from a source whose terms allow no aggregates; array of bool, shape (n,)."""
    pairs = table[["source", "source_release"]].drop_duplicates().astype(str)
    without = [
        (source, version)
        for source, version in zip(pairs["source"], pairs["source_release"], strict=True)
        if not policy.terms_of(source, bool(version)).aggregates
    ]
    mask = np.zeros(len(table), dtype=np.bool_)
    for source, version in without:
        mask |= ((table["source"] == source) & (table["source_release"] == version)).to_numpy(dtype=np.bool_)
    return mask


def _counted(found: Findings, barred: npt.NDArray[np.bool_]) -> int:
    """How many of some claims are known on the days asked for."""
    gone = set(found.claims.table.loc[barred, "claim_id"].astype(str))
    return int(found.known_claims["claim_id"].astype(str).isin(gone).sum()) if gone else 0


def _bases(table: pd.DataFrame) -> dict[str, str]:
    """How bases are called, numbered in the order of the claims that have them."""
    first = table[["claim_id", "base"]].astype(str).groupby("base")["claim_id"].min().sort_values()
    return public_bases(first.index)


def _with_bases(table: pd.DataFrame, called: dict[str, str]) -> pd.DataFrame:
    """A table of findings or claims with its bases called so; in the order that findings have."""
    if all(base == name for base, name in called.items()):
        return table
    return table.assign(base=_mapped(table["base"], lambda base: called.get(base, base)))


def _told(table: pd.DataFrame, level: str, called: dict[str, str]) -> pd.DataFrame:
    columns = {"means": _mapped(table["means"], lambda value: MEANS.get(value, ""))}
    for name in VALUED:
        columns[name] = _mapped(table[name], partial(_value, name, level))
    return _with_bases(table.assign(**columns), called)


def _value(column: str, level: str, value: str) -> str:
    return public_value(column, value, level)


def _mapped(column: pd.Series, told: Callable[[str], str]) -> pd.Categorical:
    """A column of categories with each value told otherwise."""
    values = pd.Categorical(column)
    said = [told(str(value)) for value in values.categories]
    names = sorted({*said, ""})
    number = {name: at for at, name in enumerate(names)}
    lookup = np.array([*(number[name] for name in said), number[""]], dtype=np.int64)
    return pd.Categorical.from_codes(lookup[values.codes], pd.Index(names, dtype=object))
