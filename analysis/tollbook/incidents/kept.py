"""Findings that were made before a process was forked, for its children; empty everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tollbook.claims.table import Claims
    from tollbook.incidents.findings import Findings

_KEPT: dict[tuple[Any, ...], Findings] = {}


def keep(found: Findings) -> None:
    """Keep findings for the processes that are forked from this one; see `claims.reading.keep`."""
    asked = (found.as_of, found.known_on, found.rule, found.sources, found.coverage.sha256)
    _KEPT[id(found.claims), *asked] = found


def kept(claims: Claims, asked: tuple[Any, ...]) -> Findings | None:
    """The findings of the very same claims, asked for in the same way; None where there are none.

    Parameters
    ----------
    claims : Claims
        A table that somebody has changed is another.
    asked : tuple
        The days, the rule, its sources, and the hash of the coverage.
    """
    return _KEPT.get((id(claims), *asked))
