"""The places inside a district, a state or the country, most recorded first; a ranking only where all were counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger, Span, Unit
from tollbook.briefs.panels.tiles import STOCK, enter_level
from tollbook.charts.cells import silence
from tollbook.places import Population
from tollbook.plain import plain
from tollbook.rows import each_row
from tollbook.tallies import geography
from tollbook.tallies.comparing import at_the_same_age, period_before
from tollbook.tallies.rates import PER, rates
from tollbook.tallies.stocks import latest

#: Places of a level that a table lists; further ones are counted, and stand in the tally.
MOST = 15
#: The flows of the columns; the first gives the order.
MEASURES = ("civilians_killed", "civilians_injured", "airstrikes")
STRIKES = "airstrikes"

#: The levels whose places are listed, by the level of the place that the brief is about. A township's neighbours stand
#: beside it, month by month.
_LEVELS: dict[str, tuple[str, ...]] = {
    "township": (),
    "district": ("township",),
    "state": ("township",),
    "country": ("state", "township"),
}


def enter_ranking(ledger: Ledger, mapped: dict[str, Any], population: Population | None) -> list[dict[str, Any]]:
    """Enter what is recorded of the places inside the subject, a list for each level of them.

    Parameters
    ----------
    ledger : Ledger
    mapped : dict
        As `mapped.enter_map` gives it: figures that the map has are not entered again.
    population : Population, optional
        Where it is given, townships that a source was counting in have a rate.

    Returns
    -------
    list of dict
        For each level ``level``; ``is_ranking``: whether every place of the level was counted in the whole period;
        ``rows``, those that are known for no place of the level last: for each ``pcode, not_stated, figures`` (keys by
        measure), ``displaced`` (key of the latest level, or None), ``strike_months`` and ``whole_window`` (months in a
        row, up to the period's end, that are certain to have a recorded strike, and whether that is every month looked
        at), ``sources`` of those months, ``rank`` and ``was`` (the rank in the period before; None where there is
        none), ``rate`` (None, or for so many people); ``more``: places with a report that are too many to list;
        ``silent``: number of the others by state; ``per``: None, or people, year and source of the rates.
    """
    levels = _LEVELS[ledger.subject.place.level]
    return [_Level(ledger, level, mapped, population).panel() for level in levels]


@dataclass(frozen=True)
class _Level:
    """The places of one level inside the subject."""

    ledger: Ledger
    level: str
    mapped: dict[str, Any]
    population: Population | None

    @property
    def within(self) -> str:
        return self.ledger.subject.place.pcode

    def panel(self) -> dict[str, Any]:
        about = self.ledger.subject
        table = self._tally(self.ledger, about.span)
        self.ledger.tallies.append(table)
        every = places.units_at(self.level, self.within)
        status = self._status(every, about.span)
        found = {(str(row.pcode), str(row.measure)): row for row in each_row(table[table["base"] == ""])}
        stocks = self._stocks()
        recorded = {*table.loc[table["incidents"] > 0, "pcode"].astype(str), *stocks}
        order = sorted(recorded, key=lambda code: (code not in status, *_size(found, code), places.name(code), code))
        own, elsewhere = [c for c in order if c in status], [c for c in order if c not in status]
        # What is known for no place of the level is always listed: for the country that may be more than a table holds.
        printed = own[:MOST] + elsewhere
        is_ranking = bool(status) and set(status.values()) == {"counted"}
        ranks, were = (_ranks(table, every), self._earlier(every)) if is_ranking else ({}, {})
        rated, strikes = self._rates(table), self._strikes(printed)
        rows = [
            {
                "pcode": code,
                "not_stated": code not in status,
                "figures": {name: self._enter(code, found.get((code, name)), name).key for name in MEASURES},
                "displaced": self._stock(code, stocks[code]) if code in stocks else None,
                **strikes[code],
                "rank": ranks.get(code),
                "was": were.get(code) if ranks.get(code) else None,
                "rate": rated.get(code),
            }
            for code in printed
        ]
        held = self.ledger.clearance.of_cell(self.level, about.span, MEASURES[0]) is not None
        silent = ["held back" if held else silence(known) for code, known in status.items() if code not in recorded]
        return {
            "level": self.level,
            "is_ranking": is_ranking,
            "rows": rows,
            "more": len(own[MOST:]),
            "silent": {state: silent.count(state) for state in sorted(set(silent))},
            "per": self._per() if any(row["rate"] for row in rows) else None,
        }

    def _tally(self, ledger: Ledger, span: Span) -> pd.DataFrame:
        table = ledger.tally(self.level, "whole", self.within, *span)
        rows: pd.DataFrame = table[table["measure"].isin(MEASURES).to_numpy()]
        return rows

    def _status(self, codes: list[str], span: Span) -> dict[str, str]:
        cells = pd.DataFrame({"pcode": codes, "start": span[0], "end": span[1]})
        status = self.ledger.subject.found.coverage.status(cells).astype(str)
        return dict(zip(codes, status, strict=True))

    def _enter(self, code: str, row: Any, measure: str) -> Figure:
        """A figure of the period; the map's where it is of the same units."""
        key = f"map.{code}"
        same = (self.level, self.within, measure) == ("township", self.mapped["within"], self.mapped["measure"])
        if same and key in self.mapped["figures"]:
            return self.ledger.figures[key]
        about, unit = self.ledger.subject, Unit(self.level, code, self.within)
        return self.ledger.enter(f"ranking.{self.level}.{code}.{measure}", row, unit, about.span, measure)

    def _stocks(self) -> dict[str, Any]:
        """The freshest level of each place itself."""
        about, stated = self.ledger.subject, self.ledger.levels
        mine = ((stated["level"] == self.level) & (stated["measure"] == STOCK)).to_numpy()
        rows = stated[mine & geography.inside(stated["pcode"], self.within)]
        rows = latest(rows, *about.span).sort_values(["pcode", "age_days", "base"]).drop_duplicates("pcode")
        return {str(row.pcode): row for row in each_row(rows)}

    def _stock(self, code: str, row: Any) -> str:
        key = f"ranking.{self.level}.{code}.{STOCK}"
        return enter_level(self.ledger, key, self.ledger.subject.span, row).key

    def _strikes(self, codes: list[str]) -> dict[str, dict[str, Any]]:
        """Months in a row with a strike for certain: one that is spread over months is certain in none of them."""
        about = self.ledger.subject
        table = self.ledger.tally(self.level, "month", self.within, about.trend_start, about.end)
        table = table[((table["measure"] == STRIKES) & (table["base"] == "") & (table["low"] > 0)).to_numpy()]
        months = list(pd.date_range(about.trend_start, about.end, freq="MS"))
        struck: dict[str, set[pd.Timestamp]] = {}
        for code, start in zip(table["pcode"].astype(str), table["start"], strict=True):
            struck.setdefault(code, set()).add(pd.Timestamp(start).replace(day=1))
        found = {}
        for code in codes:
            n = _run(months, struck.get(code, set()))
            found[code] = {
                "strike_months": n,
                "whole_window": n == len(months),
                "sources": self._striking(code, n, months),
            }
        return found

    def _striking(self, code: str, n: int, months: list[pd.Timestamp]) -> list[int]:
        """Numbers of the sources of the strikes of the last n months."""
        if n == 0:
            return []
        unit = Unit(self.level, code, self.within)
        findings = self.ledger.behind(unit, (months[-n], self.ledger.subject.end), STRIKES, "")
        return list(self.ledger.reports.numbers(self.ledger.claims_of(findings)))

    def _earlier(self, every: list[str]) -> dict[str, int]:
        """Ranks in the period before, known at the same age; none where not every place was counted then.

        A place that had none recorded then was no rank that it could have kept or lost.
        """
        about = self.ledger.subject
        span = period_before(*about.span)
        if set(self._status(every, span).values()) != {"counted"}:
            return {}
        then = self.ledger.as_known(at_the_same_age(about.found, about.cut_off, about.span, span))
        table = self._tally(then, span)
        recorded = set(table.loc[((table["measure"] == MEASURES[0]) & (table["best"] > 0)).to_numpy(), "pcode"])
        return {code: rank for code, rank in _ranks(table, every).items() if code in recorded}

    def _rates(self, table: pd.DataFrame) -> dict[str, dict[str, Any]]:
        if self.population is None or self.level != "township":
            return {}
        killed = table[((table["measure"] == MEASURES[0]) & (table["base"] == "")).to_numpy()]
        made = rates(killed, self.population, self.within).table
        made = made[((made["level"] == "township") & made["low"].notna()).to_numpy()]
        names = ("people", "low", "best", "high")
        return {str(row.pcode): {name: plain(getattr(row, name)) for name in names} for row in each_row(made)}

    def _per(self) -> dict[str, Any]:
        assert self.population is not None
        return {"per": PER, "year": self.population.year, "source": self.population.source}


def _size(found: dict[tuple[str, str], Any], code: str) -> tuple[float, ...]:
    """What places are ordered by: bests, or lows where there is no best, the greatest first."""
    rows = (found.get((code, name)) for name in MEASURES)
    return tuple(0.0 if row is None else -float(row.best if row.best == row.best else row.low) for row in rows)


def _ranks(table: pd.DataFrame, every: list[str]) -> dict[str, int]:
    """The rank of each place by the best of the first measure; those with the same best share one.

    A place that was counted and has no row has none recorded; one whose reports give no best, or count on another base
    alone, has no rank.
    """
    killed = table[(table["measure"] == MEASURES[0]).to_numpy()]
    bests = dict.fromkeys(every, 0.0) | dict.fromkeys(killed["pcode"].astype(str), float("nan"))
    plain = killed[(killed["base"] == "").to_numpy()]
    bests |= dict(zip(plain["pcode"].astype(str), plain["best"].astype(float), strict=True))
    bests = {code: bests[code] for code in every}
    return {code: 1 + sum(other > best for other in bests.values()) for code, best in bests.items() if best == best}


def _run(months: list[pd.Timestamp], struck: set[pd.Timestamp]) -> int:
    """How many of the last months are all among some months."""
    for n, month in enumerate(reversed(months)):
        if month not in struck:
            return n
    return len(months)
