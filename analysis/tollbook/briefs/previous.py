"""The last issue of a brief, as its facts file tells it: what it said, by when, and from which claims."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook import measures, places
from tollbook.amounts import Amount
from tollbook.briefs import facts_file
from tollbook.briefs.days import as_day
from tollbook.briefs.errors import BriefError
from tollbook.charts.cells import STATES
from tollbook.incidents.rules import RULES
from tollbook.release.clearance import RELEASES


@dataclass(frozen=True)
class Said:
    """A figure of the period as the last issue gave it.

    Attributes
    ----------
    amount : Amount
    state : str
        Of `cells.STATES`.
    coverage : str
    spread_share : float or None
    claims : frozenset of str
        Ids.
    other_bases : tuple of str
    """

    amount: Amount
    state: str
    coverage: str = "unknown"
    spread_share: float | None = None
    claims: frozenset[str] = frozenset()
    other_bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Previous:
    """The last issue of a brief.

    Attributes
    ----------
    name, sha256 : str
        Of the file, without its folder.
    pcode, place : str
    start, end, cut_off, issued : Timestamp
    known_on : Timestamp or None
    rule : str
    sources : tuple of str
        Of the rule ``priority``.
    claims_sha256, made_by : str
        Hash of the claims file; software and reference tables.
    figures : dict of (measure, base) to Said
        Of the period.
    claims : dict of str to (fingerprint, group)
        Of the claims behind them; empty where the issue is older than this record.
    release : str
        ``public`` or ``internal``.
    """

    name: str
    sha256: str
    pcode: str
    place: str
    start: pd.Timestamp
    end: pd.Timestamp
    cut_off: pd.Timestamp
    issued: pd.Timestamp
    known_on: pd.Timestamp | None
    rule: str
    sources: tuple[str, ...]
    claims_sha256: str
    made_by: str
    figures: dict[tuple[str, str], Said]
    claims: dict[str, tuple[str, str]]
    release: str

    @property
    def used(self) -> set[str]:
        """Ids of all claims behind its figures of the period."""
        return {claim for said in self.figures.values() for claim in said.claims}

    def check_place(self, pcode: str) -> None:
        """Refuse to be the last issue of a brief of another place.

        Raises
        ------
        BriefError
            It is of another one.
        """
        if self.pcode != pcode:
            raise BriefError(
                f"The last issue ({self.name}) is of {self.place} ({self.pcode}), and this brief is of "
                f"{places.label(pcode)} ({pcode}). Give the last issue of the same brief (previous)."
            )


def made_by(stamp: dict[str, Any]) -> str:
    """Software and reference tables of a stamp, in one text to compare."""
    return f"{stamp['software']} {stamp['reference_sha256']}"


def read(path: str | Path) -> Previous:
    """Read the facts of the last issue.

    Parameters
    ----------
    path : path-like
        Its facts file (``…-facts.json``), or its PDF, which carries the same file.

    Raises
    ------
    BriefError
        There is no such file, or it is no facts file of a brief, or it is damaged.
    """
    file = facts_file.read(path, "last issue")
    try:
        return _parsed(file.name, hashlib.sha256(file.data).hexdigest(), file.facts)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BriefError(f"The facts in {file.name} are damaged: {error}. {facts_file.REMEDY}") from None


def _parsed(name: str, sha256: str, facts: dict[str, Any]) -> Previous:
    about, method, stamp = facts["brief"], facts["method"], facts["stamp"]
    figures = [figure for key, figure in facts["figures"].items() if key.startswith("period.")]
    asked = stamp["parameters"]
    if method["rule"] == "priority" and not asked["sources"]:
        raise ValueError("the rule 'priority' has no sources")
    return Previous(
        name=name,
        sha256=sha256,
        pcode=_text(about["pcode"]),
        place=_text(about["place"]),
        start=_day(about["start"]),
        end=_day(about["end"]),
        cut_off=_day(about["cut_off"]),
        issued=_day(about["issued"]),
        known_on=None if about["known_on"] is None else _day(about["known_on"]),
        rule=_one_of(RULES, method["rule"]),
        sources=tuple(_text(each) for each in asked["sources"]),
        claims_sha256=_text(stamp["claims_sha256"]),
        made_by=made_by(stamp),
        figures={(measures.get(_text(each["measure"])).name, _text(each["base"])): _said(each) for each in figures},
        claims={
            _text(claim): (_text(each["fingerprint"]), _text(each["group"]))
            for claim, each in facts.get("claims", {}).items()
        },
        release=_one_of(RELEASES, about["release"]),
    )


def _said(figure: dict[str, Any]) -> Said:
    low, best, high = (_number(figure[name]) for name in ("low", "best", "high"))
    if not isinstance(figure["open"], bool):
        raise TypeError(f"open is {figure['open']!r}")
    return Said(
        Amount(low, best, high, figure["open"]),
        _one_of(STATES, figure["state"]),
        _text(figure["coverage"]),
        _number(figure["spread_share"]),
        frozenset(_text(claim) for claim in figure["claims"]),
        tuple(_text(base) for base in figure["other_bases"]),
    )


def _number(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise TypeError(f"{value!r} is not a number of a figure")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _one_of(allowed: tuple[str, ...], value: Any) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return str(value)


def _day(value: Any) -> pd.Timestamp:
    try:
        return as_day(_text(value), "a day")
    except BriefError as error:
        raise ValueError(str(error)) from None
