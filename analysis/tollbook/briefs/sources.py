"""The list of sources: reports, numbered in the order in which the page first rests on them.

A source that a release may not name stays in the list, so that figures still show on how many reports they rest; its
name, its address and its days do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from tollbook import places
from tollbook.release.addresses import names_a_place, reaches_somebody, tells_a_point
from tollbook.release.clearance import Clearance
from tollbook.release.sources import Terms

#: What a version of a data set looks like ("26.0.10", "v3", "2025-01"): whatever else a cell says is not printed.
_VERSION = re.compile(r"v?\d{1,4}([.-]\d{1,2}){0,3}[a-z]?")


class Reported(NamedTuple):
    """What is needed of a claim to number its report.

    Attributes
    ----------
    day : str
        Of publication; empty where none is known, or the source is not named.
    outlet, url : str
    claim : str
        Its id.
    township : str
        Where it lies; empty where that is not known.
    place : str
        Its place as the report has it, where that is below a township.
    fresh : bool
        Whether its days lie within the delay.
    version : str
        Of the data set that it comes from; empty where it comes from none.
    """

    day: str
    outlet: str
    url: str
    claim: str
    township: str = ""
    place: str = ""
    fresh: bool = False
    version: str = ""

    @property
    def is_data_set(self) -> bool:
        """Whether it comes from a data set."""
        return bool(self.version)


def reported(claims: pd.DataFrame, clearance: Clearance) -> list[Reported]:
    """What is needed of each claim to number its report.

    Parameters
    ----------
    claims : DataFrame
        With ``claim_id, source, url, published, pcode, place_name, place_level, end, measure, source_release``.
    clearance : Clearance
    """
    names = ("published", "source", "url", "claim_id", "pcode", "place_name", "place_level", "end", "measure")
    columns = [claims[name].astype(object) for name in (*names, "source_release")]
    latest = {str(name): clearance.latest_day(str(name)) for name in claims["measure"].unique()}
    return [
        Reported(
            "" if pd.isna(day) else f"{day:%Y-%m-%d}",
            outlet,
            url,
            claim,
            places.unit(str(code)).township or places.unit(str(code)).state,
            place if level in ("village", "town") else "",
            end > latest[measure],
            version,
        )
        for day, outlet, url, claim, code, place, level, end, measure, version in zip(*columns, strict=True)
    ]


@dataclass
class _Report:
    """A document that is in the list."""

    outlet: str
    url: str
    is_data_set: bool
    days: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    townships: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)
    fresh: bool = False

    def add(self, row: Reported) -> None:
        self.claims.add(row.claim)
        self.days |= {row.day} - {""}
        self.townships |= {row.township} - {""}
        self.places |= {row.place} - {""}
        self.versions |= {row.version} - {""}
        self.fresh |= row.fresh


class Sources:
    """Numbers for reports. A report is an outlet's document: one address, or, without one, one day."""

    def __init__(self, clearance: Clearance) -> None:
        self._clearance = clearance
        self._numbers: dict[tuple[str, str], int] = {}
        self._reports: list[_Report] = []
        self._terms: dict[tuple[str, bool], Terms] = {}

    def terms(self, outlet: str, is_data_set: bool = False) -> Terms:
        """On what terms a source may be used and named."""
        key = (outlet, is_data_set)
        if key not in self._terms:
            self._terms[key] = self._clearance.policy.terms_of(outlet, is_data_set)
        return self._terms[key]

    def is_named(self, outlet: str, is_data_set: bool = False) -> bool:
        """Whether the release may name a source."""
        return not self._clearance.is_public or self.terms(outlet, is_data_set).named

    def name(self, outlet: str, is_data_set: bool = False) -> str:
        """The name of a source; empty where the release may not name it."""
        return outlet if self.is_named(outlet, is_data_set) else ""

    def numbers(self, claims: pd.DataFrame) -> tuple[int, ...]:
        """Numbers of the reports of some claims; reports that are new get the next ones, in order of day and outlet.

        Parameters
        ----------
        claims : DataFrame
            As `reported` takes them.

        Returns
        -------
        tuple of int, ascending
        """
        return self.of(reported(claims, self._clearance))

    def of(self, rows: Iterable[Reported]) -> tuple[int, ...]:
        """Numbers of the reports of some claims, as `reported` gives them; see `numbers`."""
        return tuple(sorted({self._number(row) for row in sorted(rows, key=self._order)}))

    def _order(self, row: Reported) -> tuple[str, ...]:
        """Undated reports come last ("~" stands after all digits), and so do those whose source has no name here."""
        if not self.is_named(row.outlet, row.is_data_set):
            return ("~", "~", "~", row.claim)
        return (row.day or "~", row.outlet, row.url, row.claim)

    def _number(self, row: Reported) -> int:
        key = (row.outlet, row.url or row.day)
        if key not in self._numbers:
            self._numbers[key] = len(self._reports) + 1
            self._reports.append(_Report(row.outlet, row.url, row.is_data_set))
        self._reports[self._numbers[key] - 1].add(row)
        return self._numbers[key]

    def __len__(self) -> int:
        return len(self._reports)

    def held(self) -> tuple[dict[str, int], dict[str, int]]:
        """How many sources are not named, and how many addresses are not given, by rule."""
        unnamed = {(each.outlet, self._why_unnamed(each)) for each in self._reports}
        sources = [why for _, why in unnamed if why]
        addresses = [why for each in self._reports if (why := self._why_no_address(each))]
        return tuple({rule: listed.count(rule) for rule in listed} for listed in (sources, addresses))  # type: ignore[return-value]

    def withheld(self) -> list[tuple[str, str, str, str]]:
        """Reports with something held back: outlet, address, and why the one is not named and the other not given."""
        rows = [(each.outlet, each.url, self._why_unnamed(each), self._why_no_address(each)) for each in self._reports]
        return [row for row in rows if row[2] or row[3]]

    def facts(self) -> list[dict[str, Any]]:
        """The list as plain data.

        Returns
        -------
        list of dict
            ``number``; ``outlet`` (empty where it is not named); ``named``; ``published``, its day or days; ``url``;
            ``held_address``, the rule that keeps the address back, or an empty text; ``credit``, the line that the
            source asks for; inside also the ``claims`` used.
        """
        return [self._facts(number, each) for number, each in enumerate(self._reports, 1)]

    def _facts(self, number: int, report: _Report) -> dict[str, Any]:
        named, why = not self._why_unnamed(report), self._why_no_address(report)
        return {
            "number": number,
            "outlet": report.outlet if named else "",
            "named": named,
            "published": sorted(report.days) if named else [],
            "url": "" if why else report.url,
            "held_address": why,
            "credit": self._credit(report) if named else "",
            # With the days of reports, which claims are in which would tell hit by hit.
            **({} if self._clearance.is_public else {"claims": sorted(report.claims)}),
        }

    def _credit(self, report: _Report) -> str:
        """The line that a source asks for; when it was looked up is coded nowhere, and is not made up."""
        line = self.terms(report.outlet, report.is_data_set).credit
        versions = ", ".join(sorted(filter(_VERSION.fullmatch, report.versions))) or "not stated"
        return line.replace("[version]", versions).replace("[date]", "a day that was not recorded")

    def _why_unnamed(self, report: _Report) -> str:
        if self.is_named(report.outlet, report.is_data_set):
            return ""
        unknown = self.terms(report.outlet, report.is_data_set).kind == "unknown"
        return "not listed" if unknown else "not to be named"

    def _why_no_address(self, report: _Report) -> str:
        if not self._clearance.is_public or not report.url:
            return ""
        # The address of a channel, or one with a number in it, leads to somebody who has no name here.
        if self._why_unnamed(report) or reaches_somebody(report.url):
            return "source not named"
        if report.fresh:
            return "delay"
        is_place = _tells_a_place(report.url, frozenset(report.townships), frozenset(report.places))
        return "names a place" if is_place else ""


@lru_cache(maxsize=1 << 12)
def _tells_a_place(url: str, townships: frozenset[str], named: frozenset[str]) -> bool:
    """Asked for each report several times, and for the same ones by many briefs."""
    return tells_a_point(url) or bool(names_a_place(url, townships, named))
