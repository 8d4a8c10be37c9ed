"""The list of sources: reports, numbered in the order in which the page first rests on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

#: Day of publication (empty where none is known), outlet, address and claim.
Reported = tuple[str, str, str, str]


def reported(claims: pd.DataFrame) -> list[Reported]:
    """What is needed of each claim to number its report (``claim_id, source, url, published``)."""
    columns = [claims[name].astype(object) for name in ("published", "source", "url", "claim_id")]
    return [("" if pd.isna(day) else f"{day:%Y-%m-%d}", *rest) for day, *rest in zip(*columns, strict=True)]


class Sources:
    """Numbers for reports. A report is an outlet's document: one address, or, without one, one day."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._reports: list[dict[str, Any]] = []

    def numbers(self, claims: pd.DataFrame) -> tuple[int, ...]:
        """Numbers of the reports of some claims; reports that are new get the next ones, in order of day and outlet.

        Parameters
        ----------
        claims : DataFrame
            With ``claim_id, source, url, published``.

        Returns
        -------
        tuple of int, ascending
        """
        return self.of(reported(claims))

    def of(self, rows: Iterable[Reported]) -> tuple[int, ...]:
        """Numbers of the reports of some claims, as `reported` gives them; see `numbers`."""
        # Undated reports come last: "~" stands after all digits.
        ordered = sorted(rows, key=lambda row: (row[0] or "~", *row[1:]))
        return tuple(sorted({self._number(*row) for row in ordered}))

    def _number(self, day: str, outlet: str, url: str, claim: str) -> int:
        key = (outlet, url or day)
        if key not in self._numbers:
            self._numbers[key] = len(self._reports) + 1
            self._reports.append({"outlet": outlet, "days": set(), "url": url, "claims": set()})
        report = self._reports[self._numbers[key] - 1]
        report["claims"].add(claim)
        if day:
            report["days"].add(day)
        return self._numbers[key]

    def __len__(self) -> int:
        return len(self._reports)

    def facts(self) -> list[dict[str, Any]]:
        """The list as plain data: number, outlet, the day or days of publication, address, claims used."""
        return [
            {
                "number": number,
                "outlet": report["outlet"],
                "published": sorted(report["days"]),
                "url": report["url"],
                "claims": sorted(report["claims"]),
            }
            for number, report in enumerate(self._reports, 1)
        ]
