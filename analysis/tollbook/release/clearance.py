"""The gate: what of the findings, figures and levels one release may show.

Two things happen here. What is known too finely or too freshly is put up a level *before* anything is added up: it is
counted for its state, as if no report had named the township. And a figure that would say more than the release may is
held back: its row and its place on the page stay, with the rule that holds it, and without a number.

Sources of the rules: the field's guidance on data responsibility, as `data/reference/measures.csv` puts it in numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places
from tollbook.incidents.findings import Findings
from tollbook.incidents.tabling import with_places
from tollbook.measures import Measure
from tollbook.release.cells import CellKey, guarded_key, quiet_key
from tollbook.release.held import Held
from tollbook.release.policy import LEVELS, Policy

RELEASES = ("public", "internal")
Span = tuple[pd.Timestamp, pd.Timestamp]

#: Levels whose figures could show who is where; from a state on they can't.
FINE = ("village", "town", "township", "district")
_LONGEST = {"month": 1, "quarter": 3, "year": 12}


class Numbers(NamedTuple):
    """The bounds of a figure; None where there is none."""

    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True)
class Clearance:
    """What one release of one day may show.

    Attributes
    ----------
    release : str
        Of `RELEASES`; an internal one shows everything.
    policy : Policy
    issued : Timestamp
        The day that the output bears: delays are counted from it.
    also : frozenset of tuple
        Keys of figures that are held back because a small one could be worked out from them; and `cells.quiet_key` of
        measures of which nothing is said of small ones.
    """

    release: str
    policy: Policy
    issued: pd.Timestamp
    also: frozenset[CellKey] = field(default_factory=frozenset)

    @property
    def is_public(self) -> bool:
        """Whether anything is held back at all."""
        return self.release == "public"

    def with_also(self, also: frozenset[CellKey]) -> Clearance:
        """The same, with more figures held back."""
        return replace(self, also=also)

    def rule(self, measure: str) -> Measure:
        """A measure with the rules that hold for it."""
        return self.policy.rules[measure]

    def latest_day(self, measure: str) -> pd.Timestamp:
        """The last day that a figure of a fine place may reach."""
        return pd.Timestamp(self.issued - pd.Timedelta(days=self.rule(measure).delay_days))

    def of_cell(self, level: str, span: Span, measure: str) -> Held | None:
        """What holds back every figure of a level, some days and a measure, whatever it says.

        Because it asks for no number, a figure that is held back here tells nothing, not even that there is a report.

        Parameters
        ----------
        level : str
            Of the tally that the figure stands in: a row "township not stated" is a township's.
        span : (first day, last day)
        measure : str
        """
        if not self.is_public:
            return None
        rule = self.rule(measure)
        if _rank(level) < LEVELS.index(rule.public_level):
            return Held("level")
        if not self._is_limited(level, rule):
            return None
        if span[1] > self.latest_day(measure):
            return Held("delay")
        return None if is_whole(span, rule.public_period) else Held("period")

    def _is_limited(self, level: str, rule: Measure) -> bool:
        """Whether delay and period count: for places below a state, and where a measure is public from a state on."""
        return level in FINE or rule.public_level not in FINE

    def of_number(self, level: str, measure: str, numbers: Numbers, is_class: bool = False) -> Held | None:
        """What holds a figure back because of the number that it says.

        Parameters
        ----------
        level : str
        measure : str
        numbers : Numbers
        is_class : bool
            Whether it is one class of a figure that is taken apart.
        """
        if not self.is_public:
            return None
        rule = self.rule(measure)
        least = rule.smallest_class if is_class else rule.smallest
        said = next((value for value in (numbers.best, numbers.low, numbers.high) if value is not None), None)
        if not self._is_limited(level, rule) or said is None or not 0 < said < least:
            return None
        # "Fewer than 5" may only be said where a report bounds it so, and where it gives nothing away with others.
        bounded = numbers.high is not None and numbers.high < least and quiet_key(measure) not in self.also
        return Held("small cell", least if bounded else 0)

    def of_key(self, key: CellKey) -> Held | None:
        """What holds a figure back because of others that are held back, or of an earlier issue."""
        if guarded_key(key) in self.also:
            return Held("small cell")
        return Held("second cell") if key in self.also else None

    def one_by_one(self, found: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Which findings may be named singly: of a measure that may, and of days that are past its delay.

        Parameters
        ----------
        found : DataFrame
            Rows of a table of findings.

        Returns
        -------
        array of bool, shape (n,)
        """
        if not self.is_public:
            return np.ones(len(found), dtype=np.bool_)
        names = sorted({str(name) for name in found["measure"]})
        shown = np.zeros(len(found), dtype=np.bool_)
        for name in names:
            if self.rule(name).by_incident:
                old = (found["end"] <= self.latest_day(name)).to_numpy(dtype=np.bool_)
                shown |= (found["measure"] == name).to_numpy(dtype=np.bool_) & old
        return shown

    def why_not_single(self, row: Any) -> str:
        """Which rule keeps one finding from being told by itself; an empty text where none does.

        Parameters
        ----------
        row : object
            Of a table of findings.
        """
        if not self.is_public:
            return ""
        rule = self.rule(str(row.measure))
        if rule.public_level not in FINE and str(row.level) in FINE:
            return "level"
        if not rule.by_incident:
            return "one by one"
        return "delay" if row.end > self.latest_day(str(row.measure)) else "licence"

    def findings(self, found: Findings) -> Findings:
        """Findings with those that are known too finely or too freshly put up a level: a state, or the country."""
        if not self.is_public or found.table.empty:
            return found
        table = found.table
        to = np.full(len(table), "", dtype=object)
        for name in sorted({str(value) for value in table["measure"]}):
            mine = (table["measure"] == name).to_numpy(dtype=np.bool_)
            level = self.rule(name).public_level
            raised = level if level not in FINE else "state"
            fresh = (table["end"] > self.latest_day(name)).to_numpy(dtype=np.bool_) | (level not in FINE)
            to[mine & fresh] = raised
        return _raised(found, to)

    def level_rows(self, stated: pd.DataFrame) -> pd.DataFrame:
        """Levels of stocks that may be shown: those of fine places only past their delay, rounded where they are to be.

        Parameters
        ----------
        stated : DataFrame
            As `tallies.stocks.levels` gives it.

        Returns
        -------
        DataFrame
            With ``rounded_to`` (int64; 0: not rounded).
        """
        stated = stated.assign(rounded_to=0)
        if not self.is_public or stated.empty:
            return stated
        keep = np.ones(len(stated), dtype=np.bool_)
        rounded = stated["rounded_to"].to_numpy().copy()
        for name in sorted({str(value) for value in stated["measure"]}):
            rule = self.rule(name)
            fine = stated["level"].astype(str).isin([each for each in FINE if self._is_limited(each, rule)])
            limited = ((stated["measure"] == name) & (fine | (rule.public_level not in FINE))).to_numpy(dtype=np.bool_)
            ranks = stated["level"].astype(str).map(_rank).to_numpy()
            keep &= ~(limited & (stated["stated_on"] > self.latest_day(name)).to_numpy(dtype=np.bool_))
            keep &= ~((stated["measure"] == name).to_numpy() & (ranks < LEVELS.index(rule.public_level)))
            rounded[limited & (stated["level"].astype(str) == "township").to_numpy()] = rule.rounded_to
        return _rounded(stated.assign(rounded_to=rounded)[keep], self)


def _rounded(stated: pd.DataFrame, clearance: Clearance) -> pd.DataFrame:
    """Levels rounded: lows down, highs up, so that the range still holds every number that was reported."""
    steps = stated["rounded_to"].to_numpy()
    # A level below the smallest that is shown stays as it is: it is held back, and would else become 0 or 100.
    least = np.array([clearance.rule(str(name)).smallest for name in stated["measure"]], dtype=float)
    large = (stated["best"].fillna(stated["low"]).fillna(0.0) >= least).to_numpy(dtype=np.bool_)
    step = np.where((steps > 0) & large, steps, 1).astype(float)
    whole: dict[str, Callable[[Any], Any]] = {"low": np.floor, "best": np.round, "high": np.ceil}
    whole["highest_stated"] = np.ceil
    columns = {name: how(stated[name].to_numpy(dtype=float) / step) * step for name, how in whole.items()}
    return stated.assign(**columns, rounded_to=np.where(step > 1, steps, 0))


def _raised(found: Findings, to: npt.NDArray[Any]) -> Findings:
    """Findings with some of them put up to the level named for each; a finding that is wider already stays."""
    table = found.table
    codes = table["pcode"].astype(object).to_numpy().copy()
    moved = False
    for at in np.flatnonzero(to != ""):
        unit = places.unit(str(codes[at]))
        if to[at] == "country":
            above = places.COUNTRY
        else:
            above = (unit.state or places.COUNTRY) if unit.level in FINE else codes[at]
        moved |= above != codes[at]
        codes[at] = above
    return replace(found, table=with_places(table, codes)) if moved else found


def is_whole(span: Span, period: str) -> bool:
    """Whether some days are whole months, quarters or years, one or more."""
    first, last = span
    months = _LONGEST[period]
    begins = first.is_month_start and (first.month - 1) % months == 0
    return bool(begins and last.is_month_end and last.month % months == 0)


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else -1
