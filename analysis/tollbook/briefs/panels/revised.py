"""Revisions: what the last issue of this brief said, what is known now of the same days, and why it differs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from tollbook import measures
from tollbook.briefs import stamp
from tollbook.briefs.errors import BriefError
from tollbook.briefs.figures import NOTHING, ZERO, Figure
from tollbook.briefs.fingerprints import fingerprints
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.tiles import FLOWS, STOCK, enter_tiles
from tollbook.briefs.previous import Previous, Said, made_by
from tollbook.charts.cells import silence
from tollbook.incidents.findings import findings
from tollbook.plain import plain
from tollbook.release.cells import CellKey, guarded_key, sum_key
from tollbook.release.clearance import Numbers

#: Why a figure differs from what the last issue said, in the order in which reasons are given.
REASONS = ("late report", "correction", "reconciling", "method", "coverage", "code", "not known")

Key = tuple[str, str]


def enter_revisions(ledger: Ledger, previous: Previous | None) -> dict[str, Any]:
    """Enter the figures of the last issue's period that are known otherwise now.

    They are made anew for the last issue's place and days from the claims that are known now, by this issue's rule. The
    last issue's own rule is used to tell what its change alone did.

    Returns
    -------
    dict
        ``previous``: None where none was given, else ``file, sha256, start, end, cut_off, issued, rule``; ``compared``:
        number of figures; ``rows``: for each that changed ``key`` of what is known now, ``old`` (state, low, best,
        high, open, spread_share, other_bases, as the last issue had them) and ``why`` (of `REASONS`, one or more).

    Raises
    ------
    BriefError
        The last issue is of another place, or counts what was known later than this one does.
    """
    if previous is None:
        return {"previous": None, "compared": 0, "held": 0, "rows": []}
    _check(ledger, previous)
    now = _Known(ledger, previous, ledger.subject.found.rule, ledger.subject.found.sources)
    own = now
    if (previous.rule, previous.sources) != (now.rule, now.sources):
        own = _Known(ledger, previous, previous.rule, previous.sources)
    evidence = _Evidence.of(ledger, previous)
    keys = sorted({*previous.figures, *now.figures}, key=_order)
    rows: list[dict[str, Any]] = []
    held = 0
    for key in keys:
        old, new = _told(ledger, previous, key, _old(previous, key)), now.figure(key)
        # What one of the two holds back is no revision: it is a matter of release.
        if "held back" in (old.state, new.state):
            held += 1
            continue
        if _values(old) == _values(new):
            continue
        said = replace(new, key=f"revision.{len(rows) + 1}", sources=ledger.sources.numbers(evidence.rows(new.claims)))
        why = _why(evidence, old, new, own.figure(key))
        rows.append({"key": ledger.keep(said).key, "old": _plain(old), "why": why})
    return {"previous": _described(ledger, previous), "compared": len(keys), "held": held, "rows": rows}


def small_steps(ledger: Ledger, previous: Previous | None) -> frozenset[CellKey]:
    """Figures that a public last issue printed, and that rose since by a group so small that it would be held back.

    What came to be known in between could be had from the two issues. So the new figure is held back, wherever it
    stands, until more is known.

    Returns
    -------
    frozenset of tuple
        As `cells.guarded_key` marks them.
    """
    if previous is None or previous.release != "public" or not ledger.clearance.is_public:
        return frozenset()
    now = _Known(ledger, previous, ledger.subject.found.rule, ledger.subject.found.sources)
    level, span, found = ledger.own.level, (previous.start, previous.end), set()
    for key, old in previous.figures.items():
        measure, base = key
        if measures.get(measure).is_stock or old.amount.best is None:
            continue
        new = now.figure(key).amount.best
        step = Numbers(None, None if new is None else abs(new - old.amount.best), None)
        if ledger.clearance.of_number(level, measure, step) is not None:
            found.add(guarded_key(sum_key(*ledger.own, span, measure, base)))
    return frozenset(found)


def _check(ledger: Ledger, previous: Previous) -> None:
    about, found = ledger.subject, ledger.subject.found
    previous.check_place(about.place.pcode)
    if previous.cut_off > about.cut_off:
        raise BriefError(
            f"The last issue ({previous.name}) counts reports to {previous.cut_off:%Y-%m-%d}, and this brief only to "
            f"{about.cut_off:%Y-%m-%d}: it would be the earlier of the two. Give an earlier issue (previous), or a "
            "later day up to which reports count (as_of)."
        )
    if found.known_on is not None and previous.known_on is not None and previous.known_on > found.known_on:
        raise BriefError(
            f"The last issue ({previous.name}) counts claims entered to {previous.known_on:%Y-%m-%d}, and this brief "
            f"only to {found.known_on:%Y-%m-%d}. Give an earlier issue (previous), or a later day (known_on)."
        )


class _Known:
    """The figures of the last issue's place and days, as they are known now under one rule."""

    def __init__(self, ledger: Ledger, previous: Previous, rule: str, sources: tuple[str, ...]) -> None:
        about, found = ledger.subject, ledger.subject.found
        self.rule, self.sources = rule, sources
        if (rule, sources) != (found.rule, found.sources):
            found = findings(found.claims, found.as_of, found.known_on, rule, sources, found.coverage)
        asked = replace(about, found=found, start=previous.start, end=previous.end)
        self.ledger = Ledger(asked, ledger.clearance.also)
        enter_tiles(self.ledger)
        self.figures = {(figure.measure, figure.base): figure for figure in self.ledger.figures.values()}

    def figure(self, key: Key) -> Figure:
        """A figure; where nothing is recorded, the silence or zero in its place."""
        if key not in self.figures:
            measure, base = key
            span = self.ledger.subject.span
            name = f"silent.{measure}.{base}"
            if measure == STOCK:
                self.figures[key] = Figure(name, measure, base, self.ledger.own.pcode, *span, NOTHING, "no report")
            else:
                self.figures[key] = self.ledger.enter(name, None, self.ledger.own, span, measure, base)
        return self.figures[key]


def _old(previous: Previous, key: Key) -> Said:
    """What the last issue said; where it had no such figure, the silence or zero that this meant."""
    if key in previous.figures:
        return previous.figures[key]
    if key[0] == STOCK:
        return Said(NOTHING, "no report")
    coverage = next((said.coverage for (measure, _), said in previous.figures.items() if measure in FLOWS), "unknown")
    state = silence(coverage)
    return Said(ZERO if state == "zero" else NOTHING, state, coverage)


def _told(ledger: Ledger, previous: Previous, key: Key, old: Said) -> Said:
    """What the last issue said as this release may tell it: an internal one has numbers that no public one had."""
    if previous.release == "public" or not ledger.clearance.is_public:
        return old
    level, amount = ledger.subject.place.level, old.amount
    numbers = Numbers(amount.low, amount.best, amount.high)
    # A level that is rounded now was not then.
    is_exact = key[0] == STOCK and level == "township" and ledger.clearance.rule(STOCK).rounded_to > 0
    if is_exact or ledger.clearance.of_number(level, key[0], numbers) is not None:
        return replace(old, amount=NOTHING, state="held back")
    return old


def _order(key: Key) -> tuple[int, int, str]:
    headline = [*FLOWS, STOCK]
    first = headline.index(key[0]) if key[0] in headline else len(headline)
    return first, list(measures.all_measures()).index(key[0]), key[1]


def _values(figure: Said | Figure) -> tuple[Any, ...]:
    amount = figure.amount
    return figure.state, plain(amount.low), plain(amount.best), plain(amount.high), amount.open


@dataclass(frozen=True)
class _Evidence:
    """What the last issue and the claims of today know of each claim.

    Attributes
    ----------
    previous : Previous
    known : DataFrame
        The claims that count now, by their id.
    gone : set of str
        Ids of the last issue's claims that are not in the file any more, or were withdrawn.
    same_file : bool
        Whether the claims are of the very same file: then nobody corrected or linked anything.
    marks : dict of str to str
        Fingerprints of the last issue's claims today.
    same_code : bool
    """

    previous: Previous
    known: pd.DataFrame
    gone: set[str]
    same_file: bool
    marks: dict[str, str]
    same_code: bool

    @classmethod
    def of(cls, ledger: Ledger, previous: Previous) -> _Evidence:
        found = ledger.subject.found
        table = found.claims.table
        known = found.known_claims
        known = known.set_index(known["claim_id"].astype(str)).rename_axis(None)
        ids = table["claim_id"].astype(str)
        there = set(ids[table["withdrawn"].isna().to_numpy()]) | set(known.index)
        used = previous.used | set(previous.claims)
        marks = fingerprints(known[known.index.isin(used)], previous.release)
        made = {"software": stamp.software(), "reference_sha256": stamp.reference_sha256()}
        # A public issue tells no hash of the whole file: it would tell whether a cell that stayed inside has changed.
        same_file = previous.release == "internal" and previous.claims_sha256 == found.claims.sha256
        return cls(previous, known, used - there, same_file, marks, previous.made_by == made_by(made))

    def rows(self, ids: Any) -> pd.DataFrame:
        """The known claims of some ids."""
        return self.known[self.known.index.isin(list(ids))]

    def linked(self, ids: set[str]) -> set[str]:
        """Those claims and all that now belong to the same incidents."""
        mine = self.known["incident_id"].isin(self.rows(ids)["incident_id"].astype(str).unique())
        return ids | set(self.known.index[mine.to_numpy()])

    def has_late(self, ids: set[str]) -> bool:
        """Whether any claim is of a report published after the last cut-off, or was entered since."""
        new = self.rows(ids - self.previous.used - set(self.previous.claims))
        published = new["published"].fillna(new["end"])
        if (published > self.previous.cut_off).any():
            return True
        # One that bears no day of entry was not behind the last issue, and nothing says that it was in its file.
        entered = (new["recorded"] > (self.previous.known_on or self.previous.cut_off)) | new["recorded"].isna()
        return bool(entered.any()) and not self.same_file

    def has_correction(self, ids: set[str]) -> bool:
        """Whether any claim of the last issue says something else now, or is gone."""
        if ids & self.gone:
            return True
        both = ids & set(self.previous.claims) & set(self.marks)
        return not self.same_file and any(self.previous.claims[each][0] != self.marks[each] for each in both)

    def has_other_links(self, ids: set[str]) -> bool:
        """Whether claims that were there then and are now belong together otherwise."""
        both = sorted(ids & set(self.previous.claims) & set(self.marks))
        if self.same_file or not both:
            return False
        rows = self.rows(both)
        rows = rows[(rows["scope"] == "incident").to_numpy()]
        now = {str(each): str(incident) for each, incident in rows["incident_id"].items()}
        return _parts({each: self.previous.claims[each][1] for each in now}) != _parts(now)


def _parts(groups: dict[str, str]) -> set[frozenset[str]]:
    """Which ids belong together, whatever their groups are called."""
    held: dict[str, set[str]] = {}
    for each, group in groups.items():
        held.setdefault(group, set()).add(each)
    return {frozenset(part) for part in held.values()}


def _why(evidence: _Evidence, old: Said, new: Figure, own: Figure) -> list[str]:
    """The reasons that can be shown; see `REASONS`."""
    why = []
    if _values(old) != _values(own):
        why += _of_data(evidence, set(old.claims) | set(own.claims))
        silent = ("zero", "not covered", "no report")
        if old.coverage != own.coverage and (old.state in silent or own.state in silent):
            why.append("coverage")
    if _values(own) != _values(new):
        why.append("method")
    if not why and not evidence.same_code:
        why.append("code")
    if not why and evidence.previous.release == "public":
        # A public issue tells no numbers of claims. With the same claims, links, rule, coverage and code, what remains
        # is that one of them says something else now.
        why.append("correction")
    return sorted(why, key=REASONS.index) or ["not known"]


def _of_data(evidence: _Evidence, ids: set[str]) -> list[str]:
    """Reasons in the claims behind a figure; where they give none, in those of the same incidents.

    A late report may move an incident to another township, and then is not behind the figure that it changed.
    """
    for among in (ids, evidence.linked(ids)):
        holds = (evidence.has_late(among), evidence.has_correction(among), evidence.has_other_links(among))
        if any(holds):
            return [reason for reason, held in zip(REASONS, holds, strict=False) if held]
    return []


def _plain(said: Said) -> dict[str, Any]:
    state, low, best, high, is_open = _values(said)
    return {
        "state": state,
        "low": low,
        "best": best,
        "high": high,
        "open": is_open,
        "spread_share": plain(said.spread_share),
        "other_bases": list(said.other_bases),
    }


def _described(ledger: Ledger, previous: Previous) -> dict[str, Any]:
    days = {name: f"{getattr(previous, name):%Y-%m-%d}" for name in ("start", "end", "cut_off", "issued")}
    rule = {"rule": previous.rule, "sources": [ledger.sources.name(each) for each in previous.sources]}
    # The name of a file is whatever somebody called it.
    name = "" if ledger.clearance.is_public else previous.name
    return {"file": name, "sha256": previous.sha256, **days, **rule}
