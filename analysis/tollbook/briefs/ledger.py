"""The ledger of a brief: every figure is entered once, and the page, the charts and the prose read it here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from tollbook import places
from tollbook.amounts import Amount
from tollbook.briefs.beside import Beside
from tollbook.briefs.figures import NOTHING, ZERO, Figure, Standing
from tollbook.briefs.looking import Looking
from tollbook.briefs.register import Entry, Register, add_rows, cost_of
from tollbook.briefs.reports import Reports
from tollbook.briefs.sources import Sources
from tollbook.briefs.subject import Subject
from tollbook.briefs.tallied import Tallied
from tollbook.charts.cells import silence, state_of
from tollbook.incidents.findings import Findings
from tollbook.release.cells import CellKey, class_key, sum_key
from tollbook.release.clearance import Numbers
from tollbook.release.held import Held
from tollbook.rows import each_row
from tollbook.tallies.behind import Behind
from tollbook.tallies.stocks import levels

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
    reports : Reports
        The claims behind the figures.
    figures : dict of str to Figure
    tallies : list of DataFrame
        Rows of every tally that a figure was taken from.
    clearance : Clearance
        What the release may show.
    register : Register
        The figures by the keys that they have in every output, and what is held back of them.
    """

    def __init__(self, subject: Subject, also: frozenset[CellKey] = frozenset()) -> None:
        self.clearance = subject.clearance.with_also(also)
        self.subject = subject = replace(subject, found=self.clearance.findings(subject.found))
        self.figures: dict[str, Figure] = {}
        self.tallies: list[pd.DataFrame] = []
        self.register = Register()
        self.reports = Reports(subject.found.known_claims, self.clearance)
        self._tallied = Tallied(subject.found, self.clearance)
        self._looking = Looking(subject.found.coverage)
        self._behind = Behind(subject.found.table)
        self._others: list[Ledger] = []

    @property
    def sources(self) -> Sources:
        """Numbered in the order in which figures were entered."""
        return self.reports.sources

    @property
    def claims(self) -> pd.DataFrame:
        """The claims of incidents that count."""
        return self.reports.claims

    def as_known(self, found: Findings) -> Ledger:
        """A ledger of the same figures and sources for findings as they were known on another day."""
        other = Ledger(replace(self.subject, found=found), self.clearance.also)
        other.reports.sources, other.figures = self.sources, self.figures
        self._others.append(other)
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

    @cached_property
    def states_own_level(self) -> bool:
        """Whether any claim states a level of the place itself: most places have none, and nothing to be reconciled."""
        claims = self.subject.found.claims.table
        return bool(((claims["pcode"] == self.own.pcode) & (claims["scope"] == "level")).any())

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

        Each is made once. See `tallies.tally`, and `release.tables.cleared` for the columns that say what is held back.
        """
        return self._tallied.table(level, period, within, (start, end))

    def rows(self, unit: Unit, period: str, span: Span, measure: str) -> list[Any]:
        """The rows of one unit and measure of such a tally, in any base, with those of counted zeros."""
        return self._tallied.cells(unit.level, period, unit.within, span, unit.pcode, measure)

    def row(self, unit: Unit, span: Span, measure: str, base: str = "") -> Any:
        """The row of one cell of such a tally over the whole of some days; None where it has none."""
        return self._tallied.row(*unit, span, measure, base)

    def enter(
        self, key: str, row: Any, unit: Unit, span: Span, measure: str, base: str = "", given: Held | None = None
    ) -> Figure:
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
        given : Held, optional
            What holds it back beside its own number: something that it stands beside.
        """
        held = self.clearance.of_cell(unit.level, span, measure) or given
        if held is None and row is not None and row.held:
            held = Held(row.held, int(row.below))
        if held is not None:
            return self._held(key, held, unit, span, measure, base)
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
        numbers = _numbers(figure.amount)
        self.register.add(Entry(key, figure.measure, figure.base, None, numbers, held, lambda: nothing, 0.0))
        return self.keep(figure)

    def enter_class(
        self, key: str, row: Any, findings: pd.DataFrame, total: Figure, more: dict[str, Any] | None = None
    ) -> Figure:
        """Enter the figure of one class (``row.class_``) of a total that is taken apart; `more` is what only it has."""
        span = (total.start, total.end)
        figure = self._figure(key, row, findings, total.pcode, span, total.measure, total.base)
        return self.keep(replace(figure, more=more or {}))

    def small_classes(self, rows: pd.DataFrame, pcode: str | None = None) -> list[str]:
        """The classes, of a total taken apart, that are of so few people that the release may not tell them apart.

        They are not held back one by one: the findings stand beside the table, and whoever knows one of them would know
        its class.

        Parameters
        ----------
        rows : DataFrame
            As `tallies.apart.apart` gives them, with ``measure``.
        pcode : str, optional
            Of the place that the total is of; by default the subject's own.
        """
        level = places.unit(pcode or self.own.pcode).level
        held = self.clearance.of_number
        return [
            str(row.class_)
            for row in each_row(rows)
            if held(level, str(row.measure), _numbers(Amount.of(row)), is_class=True) is not None
        ]

    def leave_out(self, of: str, classes: list[str], total: Figure) -> None:
        """Note classes of a total that the release does not tell apart."""
        key = sum_key(*self.own, (total.start, total.end), total.measure, total.base)
        self.register.left_out |= {class_key(of, name, key): Held("small cell") for name in classes}

    def held(self) -> dict[str, int]:
        """How many figures each rule holds back, as they are known now and as they were."""
        counts = Counter(self.register.held())
        for other in self._others:
            counts.update(other.held())
        return dict(counts)

    def _figure(
        self, key: str, row: Any, findings: pd.DataFrame, pcode: str, span: Span, measure: str, base: str
    ) -> Figure:
        """The figure of a row that adds up exactly these findings."""
        claims, voices = self.reports.behind(findings)
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
            voices,
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

    def second_cells(self, beside: Beside) -> frozenset[CellKey]:
        """Keys of figures that have to be held back so that no small one can be worked out.

        Raises
        ------
        BriefError
            Some of them are published already.
        """

        def behind(row: Any) -> pd.DataFrame:
            unit = Unit(row.of_level, str(row.pcode), row.within)
            return self.behind(unit, (row.start, row.end), str(row.measure), str(row.base))

        add_rows(self.register, self.tallies, behind, self.own.pcode)
        self.register.let_stand(beside.entries(self.subject.found.table, self.register.small))
        # What was known on another day is another system of sums, which could give a small figure of its own away.
        return self.register.second_cells().union(*(other.second_cells(Beside()) for other in self._others))

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
        return self._looking.of(pcode, spans)

    def behind(self, unit: Unit, span: Span, measure: str | None = None, base: str | None = None) -> pd.DataFrame:
        """The findings that a tally adds up in one cell: those of the unit whose days touch the span.

        Those of one measure and base where they are given.
        """
        return self._behind.of(*unit, span, measure, base)

    def claims_of(self, findings: pd.DataFrame) -> pd.DataFrame:
        """The claims of findings; of a finding that rests on a part of its measure, the claims of that part."""
        return self.reports.of(findings)


def _numbers(amount: Amount) -> Numbers:
    return Numbers(amount.low, amount.best, amount.high)


def _withheld(figure: Figure, held: Held) -> Figure:
    """A figure without its number and without whatever tells of it."""
    bare = Figure(figure.key, figure.measure, figure.base, figure.pcode, figure.start, figure.end, NOTHING, "held back")
    return replace(bare, coverage=figure.coverage, held=held, more=figure.more)
