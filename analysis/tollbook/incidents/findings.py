"""Findings: what the origins of one incident support together, for one measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from tollbook.claims.coverage import Coverage, held
from tollbook.claims.delay import Delay, delay
from tollbook.claims.table import Claims
from tollbook.days import day_of
from tollbook.incidents import evidence as _evidence
from tollbook.incidents.claims_behind import ClaimsBehind
from tollbook.incidents.kept import kept
from tollbook.incidents.part_measures import with_part_measures
from tollbook.incidents.reconciling import reconcile
from tollbook.incidents.rules import RULES
from tollbook.incidents.tabling import table_of

if TYPE_CHECKING:
    from tollbook.incidents.explanation import Explanation

Day = str | pd.Timestamp | None


@dataclass(frozen=True, repr=False)
class Findings:
    """The findings of a set of claims.

    Attributes
    ----------
    table : DataFrame
        One row a finding, sorted by incident, measure and base: ``incident_id, measure, base`` (category), ``low,
        best, high`` (float64, in the measure's unit; best and high NaN where there is none), ``open`` (bool: no upper
        bound is known), ``highest_stated`` (float64: the high, or for an open finding the greatest number stated),
        ``vague`` (bool: best was read from vague words or "up to" alone, and is nobody's count),
        ``pcode, place, level, township, district, state`` (category), ``start, end`` (datetime64[s], days), ``claims,
        origins`` (int64), ``flags`` (category).
    claims : Claims
        The claims that the findings were made from, all of them.
    as_of, known_on : Timestamp or None
        Days up to which reports published, and claims entered, count.
    rule : str
        One of `RULES`.
    sources : tuple of str
        The list of the rule `priority`.
    coverage : Coverage
        Where and when sources were looking: tallies and briefs of these findings ask nothing else. It changes no
        finding.
    """

    table: pd.DataFrame
    claims: Claims
    as_of: pd.Timestamp | None = None
    known_on: pd.Timestamp | None = None
    rule: str = "envelope"
    sources: tuple[str, ...] = ()
    coverage: Coverage = field(default_factory=held, repr=False)

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        incidents = self.table["incident_id"].nunique()
        as_of = f", reports up to {self.as_of:%Y-%m-%d}" if self.as_of is not None else ""
        return f"<Findings: {len(self):,} of {incidents:,} incidents, rule {self.rule}{as_of}>"

    def __getitem__(self, incident: str) -> IncidentFindings:
        """The findings of one incident.

        Parameters
        ----------
        incident : str
            Its name in the column ``incident_id``.

        Raises
        ------
        UnknownIncident
            No finding has that incident; the message names the nearest.
        """
        rows = self.table[self.table["incident_id"] == incident]
        if rows.empty:
            raise UnknownIncident(incident, self.table["incident_id"].astype(str).unique())
        return IncidentFindings(incident=incident, findings=self, table=rows)

    @cached_property
    def known_claims(self) -> pd.DataFrame:
        """The claims that count on the days asked for."""
        return _evidence.known(self.claims.table, self.as_of, self.known_on)

    def delay(self, cut_off: pd.Timestamp) -> Delay:
        """How long after an incident its reports come out, as the claims known on the day show it.

        Parameters
        ----------
        cut_off : Timestamp
            Up to which day reports count.
        """
        if cut_off not in self._delays:
            self._delays[cut_off] = delay(self.known_claims, cut_off)
        return self._delays[cut_off]

    @cached_property
    def _delays(self) -> dict[pd.Timestamp, Delay]:
        return {}

    @cached_property
    def _behind(self) -> ClaimsBehind:
        return ClaimsBehind(self.known_claims)

    def claims_behind(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The claims behind some findings.

        Parameters
        ----------
        rows : DataFrame
            Rows of `table`.

        Returns
        -------
        DataFrame
            Rows of the table of claims, with their index; by incident and day of publication, those without a day last.
        """
        return self._behind.of(rows)

    def to_parquet(self, folder: str | Path) -> Path:
        """Write the findings as Parquet files, one for each state and year, for `tollbook.tally_of`.

        Raises
        ------
        OutputError
            The folder is there and not empty, or can't be written to; then there is none.
        """
        from tollbook.incidents.storing import write

        return write(self, folder)

    def _ipython_key_completions_(self) -> list[str]:
        """What a notebook proposes between the brackets."""
        return sorted(set(self.table["incident_id"].astype(str)))

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.incidents.shown import of_findings

        return html(of_findings(self))


@dataclass(frozen=True, repr=False)
class IncidentFindings:
    """The findings of one incident, one for each measure and base.

    Attributes
    ----------
    incident : str
        Its name.
    findings : Findings
        Those that it is one of.
    table : DataFrame
        Its rows of `Findings.table`.
    """

    incident: str
    findings: Findings
    table: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Findings of {self.incident}: {', '.join(self.table['measure'].astype(str))}>"

    def explain(self, measure: str | None = None) -> Explanation:
        """Open the findings down to their claims: which claim put each bound where it is.

        Parameters
        ----------
        measure : str, optional
            Only this measure.

        Returns
        -------
        Explanation
            Prints as text; its ``rows`` are a table of claims.
        """
        from tollbook.incidents.explanation import explain

        return explain(self.findings, self.incident, measure)

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.incidents.shown import of_incident

        return html(of_incident(self))


class UnknownIncident(KeyError):
    """No finding has that incident."""

    def __init__(self, incident: str, known: Iterable[str]) -> None:
        import difflib

        near = difflib.get_close_matches(str(incident), list(known), n=3, cutoff=0.4)
        hint = f" The nearest: {', '.join(near)}." if near else ""
        self.message = f"No finding has the incident {incident!r}.{hint}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


def findings(
    claims: Claims,
    as_of: Day = None,
    known_on: Day = None,
    rule: str = "envelope",
    sources: Sequence[str] = (),
    coverage: Coverage | pd.DataFrame | str | Path | None = None,
) -> Findings:
    """Reconcile claims into findings, one for each incident, measure and base.

    Parameters
    ----------
    claims : Claims
        Those of scope ``incident`` make findings.
    as_of, known_on : str or Timestamp, optional
        Days up to which reports published, and claims entered, count; a claim without a day counts from its last.
    rule : str
        ``envelope``; ``lowest``: the envelope with best = low; ``latest``: whole claims of the latest known publication
        day only; ``priority``: those of the first of `sources` that has one; ``corroborated``: the greatest number that
        two independent origins support.
    sources : sequence of str
        Outlets or origins for ``priority``, the most trusted first.
    coverage : DataFrame or path-like, optional
        Where and when sources were looking; by default the table that ships, "unknown" throughout.

    Returns
    -------
    Findings
        ``found["pale-town-2024-11"]`` are those of one incident.

    Raises
    ------
    ClaimsError, CoverageError
        Rows are in error, and ``claims.without_rejected()`` goes on without them; or coverage can't be used.
    ValueError
        No day, an unknown rule, or `sources` missing where the rule needs them.

    Examples
    --------
    >>> from tollbook import shipped
    >>> tb.findings(tb.read_claims(shipped.claims_file()), as_of="2024-12-15")
    <Findings: 201 of 90 incidents, rule envelope, reports up to 2024-12-15>
    """
    check_rule(rule, sources)
    claims.require_valid()
    looking = held(coverage)
    day, entered = as_day(as_of, "as_of"), as_day(known_on, "known_on")
    made_before = kept(claims, (day, entered, rule, tuple(sources), looking.sha256))
    return made_before if made_before is not None else _made(claims, day, entered, rule, tuple(sources), looking)


def _made(claims: Claims, day: Any, entered: Any, rule: str, sources: tuple[str, ...], looking: Coverage) -> Findings:
    result = reconcile(_evidence.gather(_evidence.known(claims.table, day, entered)), rule, list(sources))
    return Findings(with_part_measures(table_of(result)), claims, day, entered, rule, sources, looking)


def check_rule(rule: str, sources: Sequence[str] = ()) -> None:
    """Refuse a rule that there is not, or that lacks its list of sources.

    Raises
    ------
    ValueError
        The message names the nearest rule.
    """
    if rule not in RULES:
        import difflib

        near = difflib.get_close_matches(str(rule), RULES, n=1, cutoff=0.0)[0]
        raise ValueError(f"There is no rule {rule!r}. The nearest is {near!r}; all of them: {', '.join(RULES)}.")
    if rule == "priority" and not sources:
        raise ValueError("The rule 'priority' needs a list of sources, the most trusted first.")


def as_day(day: Day, name: str) -> pd.Timestamp | None:
    """A day as a timestamp at midnight; None where none was given.

    Raises
    ------
    NotADay
        It is not a day in full; the message says how to write one.
    """
    return None if day is None or day == "" else day_of(day, name)


def subset(found: Findings, mask: Any) -> Findings:
    """The findings of a mask over `found.table`, with everything else kept."""
    return replace(found, table=found.table[mask].reset_index(drop=True))
