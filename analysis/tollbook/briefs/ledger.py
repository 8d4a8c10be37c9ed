"""The ledger of a brief: every figure is entered once, and the page, the charts and the prose read it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures, places
from tollbook.briefs.figures import NOTHING, ZERO, Figure, Standing
from tollbook.briefs.register import Entry, Register, add_rows, cost_of
from tollbook.briefs.sources import Sources, reported
from tollbook.briefs.subject import Subject
from tollbook.charts.amounts import Amount
from tollbook.charts.cells import silence, state_of
from tollbook.incidents import origins
from tollbook.incidents.fighters import includes_fighters
from tollbook.incidents.findings import Findings
from tollbook.release.cells import CellKey, class_key, sum_key
from tollbook.release.clearance import Numbers
from tollbook.release.held import Held
from tollbook.release.tables import cleared
from tollbook.tallies import geography
from tollbook.tallies.stocks import levels
from tollbook.tallies.tally import tally

Span = tuple[pd.Timestamp, pd.Timestamp]


class Unit(NamedTuple):
    """A row of a tally: its level, its p-code, and the area that the tally is about.

    The area matters for what is not stated: a tally of a district keeps a row for it, one of its state another.
    """

    level: str
    pcode: str
    within: str


class Ledger:
    """The figures of one brief, by key, and the claims and sources behind them.

    Attributes
    ----------
    subject : Subject
    sources : Sources
        Numbered in the order in which figures were entered.
    figures : dict of str to Figure
    tallies : list of DataFrame
        Rows of every tally that a figure was taken from.
    clearance : Clearance
        What the release may show.
    register : Register
        The figures by the keys that they have in every output, and what is held back of them.
    """

    def __init__(self, subject: Subject, also: frozenset[CellKey] = frozenset()) -> None:
        self.clearance = replace(subject.clearance, also=also)
        self.subject = subject = replace(subject, found=self.clearance.findings(subject.found))
        self.sources = Sources(self.clearance)
        self.figures: dict[str, Figure] = {}
        self.tallies: list[pd.DataFrame] = []
        self.register = Register()
        known = subject.found.known_claims
        self.claims = known.loc[(known["scope"] == "incident").to_numpy(), _CLAIM_COLUMNS].reset_index(drop=True)
        self._rows = _rows_by_key(self.claims)
        self._reported = reported(self.claims, self.clearance)
        self._voices = origins.origins(self.claims["attributed_to"], self.claims["source"]).codes
        self._made: dict[tuple[str, str, str, pd.Timestamp, pd.Timestamp], pd.DataFrame] = {}
        self._units: dict[tuple[str, str], tuple[npt.NDArray[np.int64], list[str]]] = {}
        self._inside: dict[str, npt.NDArray[np.bool_]] = {}
        self._statuses: dict[tuple[str, Span], str] = {}
        # Every figure asks for its findings: columns as arrays answer far quicker than a table.
        self._columns = {name: subject.found.table[name].to_numpy() for name in ("start", "end")}
        self._codes = {name: _coded(subject.found.table[name]) for name in ("measure", "base")}

    def as_known(self, found: Findings) -> Ledger:
        """A ledger of the same figures and sources for findings as they were known on another day."""
        other = Ledger(replace(self.subject, found=found), self.clearance.also)
        other.sources, other.figures = self.sources, self.figures
        return other

    @property
    def own(self) -> Unit:
        """The place that the brief is about."""
        place = self.subject.place
        return Unit(place.level, place.pcode, place.pcode)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """Every level of a stock that claims state and the release may show; see `tallies.stocks.levels`."""
        found = self.subject.found
        stated = levels(found.claims, found.as_of, found.known_on, found.rule, found.sources)
        return self.clearance.level_rows(stated)

    def claims_of_level(self, row: Any) -> pd.DataFrame:
        """The claims of a level (``pcode, measure, base, stated_on``).

        They are those of the place itself, not of a camp that bears its code.
        """
        known = self._level_claims
        mask = (known["pcode"] == row.pcode) & (known["measure"] == row.measure) & (known["base"] == row.base)
        claims: pd.DataFrame = known[mask & (known["end"] == row.stated_on) & (known["place_level"] == row.level)]
        return claims

    @cached_property
    def _level_claims(self) -> pd.DataFrame:
        known = self.subject.found.known_claims
        claims: pd.DataFrame = known[((known["scope"] == "level") & (known["kind"].astype(str) != "none")).to_numpy()]
        return claims

    def tally(self, level: str, period: str, within: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
        """Rows of a tally of the subject's findings, all measures, as the release may show them.

        Each is made once. See `tallies.tally`, and `clearing.cleared` for the columns that say what is held back.
        """
        key = (level, period, within, start, end)
        if key not in self._made:
            made = tally(self.subject.found, (level, period), None, within, start, end).table
            self._made[key] = cleared(made, level, within, self.clearance)
        return self._made[key]

    def enter(self, key: str, row: Any, unit: Unit, span: Span, measure: str, base: str = "") -> Figure:
        """Enter the figure of one cell of a tally.

        Parameters
        ----------
        key : str
            Its name in the facts file.
        row : namedtuple or None
            The cell's row in the tally's table; None where it has none.
        unit : Unit
        span : (first day, last day)
        measure, base : str
        """
        held = self.clearance.of_cell(unit.level, span, measure)
        if held is not None or getattr(row, "held", ""):
            return self._held(key, held or Held(row.held, int(row.below)), unit, span, measure, base)
        if row is None or row.incidents == 0:
            figure = self._elsewhere(key, unit, span, measure) or self._silence(key, unit.pcode, span, measure, base)
            return self.keep(figure)
        findings = self.behind(unit, span, measure, base)
        figure = self._figure(key, row, findings, unit.pcode, span, measure, base)
        self._register(unit, figure, lambda: findings)
        return self.keep(figure)

    def keep_level(self, figure: Figure, level: str) -> Figure:
        """Keep a level of a stock, held back where it is that of too few people."""
        held = self.clearance.of_number(level, figure.measure, _numbers(figure.amount))
        figure = figure if held is None else _withheld(figure, held)
        key = ("level", figure.pcode, str(figure.more["stated_on"]), figure.measure, figure.base)
        nothing = self.subject.found.table.iloc[:0]
        self.register.add(Entry(key, figure.measure, figure.base, None, _numbers(figure.amount), held, lambda: nothing, 0.0))
        return self.keep(figure)

    def enter_class(self, key: str, of: str, row: Any, findings: pd.DataFrame, total: Figure, unit: Unit) -> Figure:
        """Enter the figure of one class (``row.class_``) of a total that is taken apart by something (`of`)."""
        span = (total.start, total.end)
        figure = self._figure(key, row, findings, total.pcode, span, total.measure, total.base)
        cell = class_key(of, str(row.class_), self.key_of(total))
        held = self.held_class(row, unit, cell)
        if held is not None:
            figure = _withheld(figure, held)
        cost = cost_of("class", False, 0)
        numbers = _numbers(figure.amount)
        self.register.add(
            Entry(cell, total.measure, total.base, span, numbers, held, lambda: findings, cost)
        )
        return self.keep(figure)

    def key_of(self, total: Figure) -> CellKey:
        """The key of a figure of the brief's own place."""
        return sum_key(*self.own, (total.start, total.end), total.measure, total.base)

    def held_class(self, row: Any, unit: Unit, cell: CellKey) -> Held | None:
        """What holds back one class of a total."""
        level = places.unit(unit.pcode).level
        number = self.clearance.of_number(level, str(row.measure), _numbers(Amount.of(row)), is_class=True)
        return number or self.clearance.of_key(cell)

    def _figure(
        self, key: str, row: Any, findings: pd.DataFrame, pcode: str, span: Span, measure: str, base: str
    ) -> Figure:
        """The figure of a row that adds up exactly these findings."""
        positions = self._positions(findings)
        claims = [self._reported[at] for at in positions]
        return Figure(
            key,
            measure,
            base,
            pcode,
            *span,
            Amount.of(row),
            state_of(row),
            int(row.incidents),
            int(row.open_incidents),
            # A tally adds its incidents' origins up; who speaks of two of them is still one voice.
            len(set(self._voices[positions].tolist())),
            float(row.highest_stated),
            float(row.spread_share),
            str(row.coverage),
            tuple(sorted(each.claim for each in claims)),
            self.sources.of(claims),
            Standing.of(findings),
        )

    def _held(self, key: str, held: Held, unit: Unit, span: Span, measure: str, base: str) -> Figure:
        """The figure of a cell that is held back: it says so, and nothing else."""
        coverage = self.coverage(unit.pcode, span)
        figure = Figure(key, measure, base, unit.pcode, *span, NOTHING, "held back", coverage=coverage, held=held)
        self._register(unit, figure, lambda: self.behind(unit, span, measure, base))
        return self.keep(figure)

    def _register(self, unit: Unit, figure: Figure, behind: Callable[[], pd.DataFrame]) -> None:
        span = (figure.start, figure.end)
        cost = cost_of("sum", unit == self.own, (figure.end - figure.start).days)
        key = sum_key(*unit, span, figure.measure, figure.base)
        entry = Entry(key, figure.measure, figure.base, span, _numbers(figure.amount), figure.held, behind, cost)
        self.register.add(entry)

    def second_cells(self) -> frozenset[CellKey]:
        """Keys of figures that have to be held back so that no small one can be worked out."""

        def behind(row: Any) -> pd.DataFrame:
            unit = Unit(row.of_level, str(row.pcode), row.within)
            return self.behind(unit, (row.start, row.end), str(row.measure), str(row.base))

        add_rows(self.register, self.tallies, behind, self.own.pcode)
        return self.register.second_cells()

    def keep(self, figure: Figure) -> Figure:
        """Keep a figure that was made elsewhere under its key.

        Raises
        ------
        ValueError
            The key is taken: two numbers would share a name.
        """
        if figure.key in self.figures:
            raise ValueError(f"Two figures share the key {figure.key!r}.")
        self.figures[figure.key] = figure
        return figure

    def _elsewhere(self, key: str, unit: Unit, span: Span, measure: str) -> Figure | None:
        """The figure of a cell that has findings on other bases only: neither silence nor zero."""
        findings = self.behind(unit, span, measure)
        if findings.empty:
            return None
        claims = self.claims_of(findings)
        return Figure(
            key,
            measure,
            "",
            unit.pcode,
            *span,
            NOTHING,
            "no figure",
            incidents=int(findings["incident_id"].astype(str).nunique()),
            coverage=self.coverage(unit.pcode, span),
            claims=tuple(sorted(claims["claim_id"].astype(str))),
            sources=self.sources.numbers(claims),
            other_bases=tuple(sorted(set(findings["base"].astype(str)))),
        )

    def _silence(self, key: str, pcode: str, span: Span, measure: str, base: str) -> Figure:
        """The figure of a cell that nothing is recorded for: a zero only where coverage says so."""
        state = self.silence(pcode, span)
        amount = ZERO if state == "zero" else NOTHING
        return Figure(key, measure, base, pcode, *span, amount, state, coverage=self.coverage(pcode, span))

    def silence(self, pcode: str, span: Span) -> str:
        """The state of a place and days that nothing is recorded for, as coverage has it: of `cells.STATES`."""
        return silence(self.coverage(pcode, span))

    def coverage(self, pcode: str, span: Span) -> str:
        """Whether sources were looking at a place over some days: counted, not covered or unknown."""
        return self.coverages(pcode, [span])[0]

    def coverages(self, pcode: str, spans: list[Span]) -> list[str]:
        """The coverage of a place over each of some spans, asked for at once: that is far quicker than one by one."""
        missing = [span for span in spans if (pcode, span) not in self._statuses]
        if missing:
            starts, ends = zip(*missing, strict=True)
            cells = pd.DataFrame({"pcode": pcode, "start": list(starts), "end": list(ends)})
            statuses = self.subject.found.coverage.status(cells).astype(str)
            self._statuses |= {(pcode, span): status for span, status in zip(missing, statuses, strict=True)}
        return [self._statuses[pcode, span] for span in spans]

    def behind(self, unit: Unit, span: Span, measure: str | None = None, base: str | None = None) -> pd.DataFrame:
        """The findings that a tally adds up in one cell: those of the unit whose days touch the span.

        Those of one measure and base where they are given.
        """
        table = self.subject.found.table
        key = (unit.level, unit.within)
        if key not in self._units:
            self._units[key] = geography.units_of(table["pcode"], *key)
        codes, names = self._units[key]
        if unit.pcode not in names:
            return table.iloc[:0]
        chosen = codes == names.index(unit.pcode)
        if unit.pcode != unit.within:
            if unit.within not in self._inside:
                self._inside[unit.within] = geography.inside(table["pcode"], unit.within)
            chosen &= self._inside[unit.within]
        first, last = (day.to_datetime64() for day in span)
        chosen &= (self._columns["start"] <= last) & (self._columns["end"] >= first)
        for name, value in (("measure", measure), ("base", base)):
            if value is not None:
                number, of = self._codes[name]
                chosen &= number == of.get(value, -2)
        found: pd.DataFrame = table.take(np.flatnonzero(chosen))
        return found

    @cached_property
    def first_claims(self) -> dict[str, str]:
        """The least id among the claims of each incident: an order of incidents that tells of no place."""
        ids = self.claims["claim_id"].astype(str)
        return dict(ids.groupby(self.claims["incident_id"].astype(str)).min())

    @cached_property
    def _without_rows(self) -> npt.NDArray[np.bool_]:
        """Which claims come from a source whose terms allow no rows to be passed on."""
        if not self.clearance.is_public:
            return np.zeros(len(self._reported), dtype=np.bool_)
        return np.array([not self.sources.terms(each.outlet, each.is_data_set).rows for each in self._reported], dtype=np.bool_)

    def outlet(self, claims: pd.DataFrame) -> str:
        """The outlet of a claim; empty where the release may not name it."""
        row = claims.iloc[0]
        return self.sources.name(str(row["source"]), bool(row["source_release"]))

    def passes_rows(self, findings: pd.DataFrame) -> bool:
        """Whether findings rest on a source whose terms allow rows to be passed on."""
        return not self._without_rows.any() or not bool(self._without_rows[self._positions(findings)].all())

    def claims_of(self, findings: pd.DataFrame) -> pd.DataFrame:
        """The claims of findings; of a finding that rests on a part of its measure, the claims of that part."""
        return self.claims.take(self._positions(findings))

    def _positions(self, findings: pd.DataFrame) -> list[int]:
        """Where the claims of findings stand among all."""
        rows: set[int] = set()
        for incident, measure, base in zip(*(findings[name] for name in _KEYS), strict=True):
            parts = [m.name for m in measures.all_measures().values() if m.part_of == measure]
            below = [row for part in parts for row in self._rows.get((incident, part, base), [])]
            rows.update(self._rows.get((incident, measure, base), below))
        return sorted(rows)


def _numbers(amount: Amount) -> Numbers:
    return Numbers(amount.low, amount.best, amount.high)


def _withheld(figure: Figure, held: Held) -> Figure:
    """A figure without its number and without whatever tells of it."""
    bare = Figure(figure.key, figure.measure, figure.base, figure.pcode, figure.start, figure.end, NOTHING, "held back")
    return replace(bare, coverage=figure.coverage, held=held, more=figure.more)


_KEYS = ("incident_id", "measure", "base")
_CLAIM_COLUMNS = [
    *(*_KEYS, "claim_id", "source", "url", "published", "attributed_to", "means", "kind", "linked"),
    *("responsible", "object_hit", "victims", "grade", "place_name", "place_level"),
    *("pcode", "end", "source_release"),
]


def _coded(column: pd.Series) -> tuple[npt.NDArray[np.integer[Any]], dict[str, int]]:
    """Codes of a column of categories, and the code of each."""
    values = pd.Categorical(column)
    return values.codes, {str(name): code for code, name in enumerate(values.categories)}


def _rows_by_key(claims: pd.DataFrame) -> dict[tuple[str, str, str], list[int]]:
    """Positions of the claims of each incident, measure and base.

    A toll that includes fighters bounds the plain finding from above, so it stands behind it (design, rule 2).
    """
    found: dict[tuple[str, str, str], list[int]] = {}
    columns = (claims[name].astype(object) for name in _KEYS)
    for row, (incident, measure, base) in enumerate(zip(*columns, strict=True)):
        found.setdefault((incident, measure, "" if includes_fighters(str(base)) else base), []).append(row)
    return found
