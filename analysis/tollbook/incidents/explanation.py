"""Why each bound of a finding is where it is: its claims, what each did, and which put a bound in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tollbook import measures
from tollbook.amounts import Amount
from tollbook.claims.problems import counted
from tollbook.claims.shown import days_text
from tollbook.incidents import evidence as _evidence
from tollbook.incidents.evidence import PART, WITH_FIGHTERS, Evidence
from tollbook.incidents.reconciling import PARTS_ONLY, PARTS_PASS, Reconciled, reconcile

if TYPE_CHECKING:
    from tollbook.incidents.findings import Findings

#: What a claim may do for a bound of its finding, in words.
ROLES = {
    "low": "sets the low",
    "best": "sets the best",
    "high": "sets the high",
    "open": "leaves the finding open",
}
#: How a claim takes part in its finding, in words.
STANDINGS = {
    "no number": "says no number",
    "part added": "a part; the parts of one report are added up, and the greatest sum counts",
    "part passes": "a part; its report's parts pass the high",
    "part": "a part, lies within the whole",
    "replaced": "replaced by what its origin said later",
    "left out": "left out by the rule",
    "fighters": "includes fighters, so bounds from above only",
    "speaks": "speaks",
}


class NoSuchFinding(ValueError):
    """The incident has no finding for that measure."""


@dataclass(frozen=True, repr=False)
class Explanation:
    """The findings of one incident, opened down to their claims.

    Attributes
    ----------
    incident : str
    findings : DataFrame
        Rows of `Findings.table`.
    rows : DataFrame
        One row a claim of the incident that counts on the days asked for: ``measure, base, claim_id, source, origin,
        published, url, extent, wording, kind, low, best, high, open, stated, speaks``; ``voting``, whether it says
        where and when the finding lies; ``standing`` (of `STANDINGS`), ``sets`` (of `ROLES`, with spaces between) and
        ``did``, both in words; and ``place_name, place_level, pcode, start, end``.
    rule : str
    as_of, known_on : Timestamp or None
        As of the findings.
    found : Findings or None
        All findings that these are of.
    """

    incident: str
    findings: pd.DataFrame
    rows: pd.DataFrame
    rule: str
    as_of: pd.Timestamp | None = None
    known_on: pd.Timestamp | None = None
    found: Findings | None = None

    def by_rule(self, sources: Sequence[str] = ()) -> pd.DataFrame:
        """The same claims under each rule; see `otherwise.by_rule`.

        Parameters
        ----------
        sources : sequence of str, optional
            For the rule ``priority``, the most trusted first; without them it has no rows.

        Examples
        --------
        >>> from tollbook import shipped
        >>> found = tb.findings(tb.read_claims(shipped.claims_file()))
        >>> killed = found["pazigyi-2023-04-11"].explain("civilians_killed")
        >>> killed.by_rule()[["rule", "low", "best", "high"]].to_numpy().tolist()[1]
        ['lowest', 50.0, 50.0, 174.0]
        """
        from tollbook.incidents import otherwise

        return self._mine(otherwise.by_rule(self._found, self.incident, sources))

    def growth(self) -> pd.DataFrame:
        """The findings as their reports came in, a row for each day that changed one; see `otherwise.as_reports_came`.

        Examples
        --------
        >>> from tollbook import shipped
        >>> found = tb.findings(tb.read_claims(shipped.claims_file()))
        >>> killed = found["pazigyi-2023-04-11"].explain("civilians_killed")
        >>> killed.growth()["best"].tolist()
        [50.0, 53.0, 100.0, 171.0, 171.0, 168.0, 168.0]
        """
        from tollbook.incidents import otherwise

        return self._mine(otherwise.as_reports_came(self._found, self.incident))

    @property
    def _found(self) -> Findings:
        if self.found is None:
            raise ValueError(
                "This explanation was made without the findings that it is of: ask found[incident].explain()."
            )
        return self.found

    def _mine(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of the findings that are explained."""
        mine: pd.DataFrame = table[table["measure"].isin(self.findings["measure"].astype(str))]
        return mine.reset_index(drop=True)

    def __str__(self) -> str:
        return "\n\n".join([f"{self.incident}   (rule: {self.rule})", *map(self._one, self.findings.itertuples())])

    def _one(self, finding: Any) -> str:
        measure = measures.get(finding.measure)
        base = f", {finding.base}" if finding.base else ""
        where = f"{finding.place} ({finding.level} {finding.pcode})" if finding.pcode else "place not known"
        numbers = f"{counted(finding.claims, 'claim')}, {counted(finding.origins, 'origin')}"
        head = [
            f"{measure.label}{base}: {Amount.of(finding).in_full()}",
            f"  {where}, {days_text(finding.start, finding.end)}; {numbers}",
        ]
        if finding.flags:
            head.append(f"  Note: {finding.flags}.")
        return "\n".join([*head, *(_claim_line(row) for row in self.claims_of(finding).itertuples())])

    def claims_of(self, finding: Any) -> pd.DataFrame:
        """The rows of the claims of one finding (``measure, base``)."""
        mine: pd.DataFrame = self.rows[(self.rows["measure"] == finding.measure) & (self.rows["base"] == finding.base)]
        if mine.empty:
            # Lifted from a measure that is part of this one: that measure's claims are what it rests on.
            parts = [m.name for m in measures.all_measures().values() if m.part_of == finding.measure]
            mine = self.rows[self.rows["measure"].isin(parts) & (self.rows["base"] == finding.base)]
        return mine

    def __repr__(self) -> str:
        numbers = f"{counted(len(self.findings), 'finding')}, {counted(len(self.rows), 'claim')}"
        return f"<Explanation of {self.incident}: {numbers}, rule {self.rule}; print() writes it out>"

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.incidents.shown import of_explanation

        return html(of_explanation(self))


def _claim_line(row: Any) -> str:
    day = f"{row.published:%Y-%m-%d}" if pd.notna(row.published) else "no day"
    voice = row.source if row.origin == row.source else f"{row.source}, of {row.origin}"
    said = f"“{row.wording}”" if row.wording else "typed"
    return f"  {row.claim_id}  {day:10}  {voice}: {said} = {Amount.of(row).in_full()}  {row.did}"


def explain(found: Findings, incident: str, measure: str | None = None) -> Explanation:
    """Open the findings of one incident down to their claims.

    Parameters
    ----------
    found : Findings
    incident : str
    measure : str, optional
        Only this measure.

    Returns
    -------
    Explanation

    Raises
    ------
    NoSuchFinding
        The incident has no finding for that measure.
    """
    rows = found.table[found.table["incident_id"] == incident]
    if measure is not None:
        rows = rows[rows["measure"] == measures.get(measure).name]
        if rows.empty:
            others = ", ".join(found.table.loc[found.table["incident_id"] == incident, "measure"].astype(str))
            raise NoSuchFinding(f"The incident {incident!r} has no finding for {measure}. It has: {others}.")
    known = found.known_claims
    table = known[(known["incident_id"] == incident) & (known["scope"] == "incident")]
    result = reconcile(_evidence.gather(table), found.rule, list(found.sources))
    claims = _claims(result)
    if measure is not None:
        # A finding that rests on a measure that is part of it is opened down to that measure's claims.
        wanted = {measure, *(m.name for m in measures.all_measures().values() if m.part_of == measure)}
        claims = claims[claims["measure"].isin(wanted)]
    return Explanation(incident, rows, claims.reset_index(drop=True), found.rule, found.as_of, found.known_on, found)


def _claims(result: Reconciled) -> pd.DataFrame:
    evidence = result.evidence
    table = evidence.table.iloc[evidence.rows]
    frame = pd.DataFrame(
        {
            "measure": table["measure"].astype(str).to_numpy(),
            "base": [str(evidence.base_names[code]) for code in evidence.base],
            "claim_id": table["claim_id"].astype(str).to_numpy(),
            "source": table["source"].astype(str).to_numpy(),
            "origin": [str(evidence.origin_names[code]) for code in evidence.origin],
            "published": table["published"].to_numpy(),
            "url": table["url"].astype(str).to_numpy(),
            "extent": table["extent"].astype(str).to_numpy(),
            "wording": table["wording"].astype(str).to_numpy(),
            "kind": table["kind"].astype(str).to_numpy(),
            "low": evidence.low,
            "best": evidence.best,
            "high": evidence.high,
            "open": evidence.open,
            "stated": evidence.stated,
            "speaks": result.speaks,
            "voting": result.voting,
            "standing": [_standing(result, row) for row in range(len(evidence.finding))],
            "sets": _sets(result),
            **{name: table[name].astype(str).to_numpy() for name in ("place_name", "place_level", "pcode")},
            **{name: table[name].to_numpy() for name in ("start", "end")},
        }
    )
    deeds = [_in_words(standing, sets) for standing, sets in zip(frame["standing"], frame["sets"], strict=True)]
    frame = frame.assign(did=deeds)
    return frame.sort_values(["measure", "base", "published", "claim_id"], na_position="last", ignore_index=True)


def _in_words(standing: str, sets: str) -> str:
    roles = [ROLES[role] for role in sets.split()]
    return f"[{STANDINGS[standing]}{': ' if roles else ''}{', '.join(roles)}]"


def _sets(result: Reconciled) -> list[str]:
    """Which bounds of its finding each claim put where they are, of `ROLES`."""
    evidence, bounds = result.evidence, result.bounds
    finding = evidence.finding
    plain = result.speaks & ~evidence.fighters
    set_low = plain & (evidence.low == bounds.low[finding]) & ~_weak(evidence, plain)
    set_best = plain & (evidence.best == bounds.best[finding]) & _in_the_median(evidence, plain, bounds.best)
    set_high = result.speaks & ~evidence.open & (evidence.high == bounds.high[finding])
    reach = np.where(np.isnan(evidence.stated), evidence.low, evidence.stated)
    top = _top_stated(evidence, result.speaks)
    opens = result.speaks & evidence.open & bounds.open[finding] & ~(reach < top[finding])
    flags = dict(zip(ROLES, (set_low, set_best, set_high, opens), strict=True))
    return [" ".join(role for role, flag in flags.items() if flag[row]) for row in range(len(finding))]


def _in_the_median(evidence: Evidence, plain: Any, best: Any) -> Any:
    """Claims of the kinds among which the best was chosen: counts first, floors only where no count has the best."""
    counts = evidence.is_kind("exact", "about", "nearly", "range")
    floors = evidence.is_kind("floor")
    counted = _any_in_finding(evidence, plain & counts & (evidence.best == best[evidence.finding]))
    floored = _any_in_finding(evidence, plain & floors & (evidence.best == best[evidence.finding]))
    return counts | (floors & ~counted) | (~counts & ~floors & ~counted & ~floored)


def _any_in_finding(evidence: Evidence, mask: Any) -> Any:
    out = np.zeros(len(evidence), dtype=np.bool_)
    out[evidence.finding[mask]] = True
    return out[evidence.finding]


def _weak(evidence: Evidence, plain: Any) -> Any:
    """Claims of the kind "up to", where another claim of the finding states a low."""
    up_to = evidence.is_kind("up_to")
    return up_to & _any_in_finding(evidence, plain & ~up_to)


def _top_stated(evidence: Evidence, speaks: Any) -> Any:
    top = np.full(len(evidence), np.nan)
    rows = np.flatnonzero(speaks & ~evidence.open & ~np.isnan(evidence.stated))
    np.fmax.at(top, evidence.finding[rows], evidence.stated[rows])
    return top


def _standing(result: Reconciled, row: int) -> str:
    """Whether and how a claim takes part, of `STANDINGS`."""
    evidence = result.evidence
    if not evidence.has_quantity[row]:
        return "no number"
    if evidence.section[row] == PART:
        if result.flags[PARTS_ONLY][evidence.finding[row]]:
            return "part added"
        return "part passes" if result.flags[PARTS_PASS][evidence.finding[row]] else "part"
    if not result.speaks[row]:
        return "replaced" if result.rule_is_envelope else "left out"
    return "fighters" if evidence.section[row] == WITH_FIGHTERS else "speaks"
