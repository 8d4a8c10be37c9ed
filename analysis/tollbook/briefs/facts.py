"""The facts of a brief: every number that its page prints, once, by key; page, prose and charts are made from them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs import fingerprints, stamp
from tollbook.briefs.beside import Beside
from tollbook.briefs.facts_file import FORMAT
from tollbook.briefs.identity import Identity
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.mapped import Atlas
from tollbook.briefs.prose import sentences
from tollbook.briefs.subject import TREND_MONTHS, Subject
from tollbook.charts.words import Words
from tollbook.plain import as_csv
from tollbook.tallies.stocks import MAX_AGE_DAYS
from tollbook.tallies.tally import COLUMNS


@dataclass(frozen=True)
class Facts:
    """The facts of one brief.

    Attributes
    ----------
    ledger : Ledger
        The figures, by key.
    panels : dict
        Which figures each element of the page shows, by key, and the counts it prints.
    said : dict of str to list of Sentence
        The prose.
    words : Words
    identity : Identity
    atlas : Atlas
        What its maps are drawn on.
    findings : DataFrame
        The findings behind the period's figures; see `panels.findings.public_findings`.
    beside : Beside
        What is published already, and was taken into account.
    paper : str
        The kind of paper that they are of; empty: of a brief.
    asked : dict
        What only this kind of paper was asked, as its release may tell it: by it the paper is made again.
    """

    ledger: Ledger
    panels: dict[str, Any]
    said: dict[str, list[sentences.Sentence]]
    words: Words
    identity: Identity
    atlas: Atlas
    findings: pd.DataFrame
    beside: Beside = field(default_factory=Beside)
    paper: str = ""
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> Subject:
        """What the brief is about."""
        return self.ledger.subject

    @property
    def about(self) -> dict[str, Any]:
        """What the brief is about, as plain data."""
        return _about(self.subject)

    @cached_property
    def stamp(self) -> dict[str, Any]:
        """From what, by what and with which parameters the brief was made."""
        last = self.panels.get("revisions", {}).get("previous")
        given = {"previous": (last["file"], last["sha256"])} if last else {}
        given |= {"beside": ("", self.beside.sha256)} if self.beside.sha256 else {}
        sources = [self.ledger.sources.name(each) or "not named" for each in self.subject.found.sources]
        made = stamp.stamp(self.subject, {**self.atlas.files, **given}, self.claims, sources)
        return {**made, "parameters": {**made["parameters"], **self.asked}}

    @cached_property
    def claims(self) -> dict[str, dict[str, str]]:
        """Fingerprint and group of each claim behind a figure of the period; see `fingerprints.facts`."""
        return fingerprints.facts(self.ledger)

    def as_dict(self) -> dict[str, Any]:
        """All facts as plain data."""
        return {
            "format": FORMAT,
            **({"paper": self.paper} if self.paper else {}),
            "brief": self.about,
            "publisher": self.identity.facts(),
            "figures": {key: figure.facts() for key, figure in self.ledger.figures.items()},
            "panels": {name: _public(panel) for name, panel in self.panels.items()},
            "sentences": {name: [each.facts() for each in said] for name, said in self.said.items()},
            "sources": self.ledger.sources.facts(),
            "claims": self.claims,
            "method": {
                "rule": self.subject.found.rule,
                "stock_days": MAX_AGE_DAYS,
                "provisional_days": self.subject.delay.days,
                "trend_months": TREND_MONTHS,
            },
            "stamp": self.stamp,
            "package": self.package,
        }

    @cached_property
    def package(self) -> dict[str, Any]:
        """The data that go with the brief: hash and number of rows of each file, by its name."""
        files = {
            "tally.csv": (self.tally_csv, len(self.tally())),
            "findings.csv": (self.findings_csv, len(self.findings)),
        }
        return {
            name: {"sha256": hashlib.sha256(text.encode()).hexdigest(), "rows": rows}
            for name, (text, rows) in files.items()
        }

    @cached_property
    def tally_csv(self) -> str:
        """The rows of the tallies that the page shows, as CSV text."""
        return as_csv(self.tally())

    @cached_property
    def findings_csv(self) -> str:
        """The findings behind the period's figures, as CSV text."""
        return as_csv(self.findings)

    def tally(self) -> pd.DataFrame:
        """The rows of every tally that a figure was taken from, with a tally's columns."""
        tallies = [rows for rows in self.ledger.tallies if len(rows)] or self.ledger.tallies[:1]
        table = pd.concat(tallies) if tallies else pd.DataFrame(columns=[*COLUMNS, "held", "below"])
        # What is not stated of a place has a row beside the place's own, and the same code.
        keys = ["pcode", "place", "start", "end", "measure", "base"]
        columns = [*COLUMNS, "held", "below"]
        ordered = table[columns].sort_values(keys).drop_duplicates(keys).reset_index(drop=True)
        held = (ordered["held"] != "").to_numpy()
        counts = {name: ordered[name].astype(object).mask(held, None) for name in _COUNTS}
        return ordered.assign(**counts, below=ordered["below"].astype(object).where(ordered["below"] > 0, None))


#: Counts of a row of a tally, which one that is held back does not tell.
_COUNTS = ("open_incidents", "incidents", "claims", "origins")


def as_json(facts: dict[str, Any]) -> str:
    """Facts as JSON text."""
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def _about(about: Subject) -> dict[str, Any]:
    place = about.place
    above = {level: code for level, code in places.units([place.pcode]).iloc[0].items() if code and level != "level"}
    return {
        "pcode": place.pcode,
        "place": about.label,
        "level": place.level,
        "name_my": place.name_my,
        "lies_in": {level: places.label(str(code)) for level, code in above.items() if code != place.pcode},
        "start": f"{about.start:%Y-%m-%d}",
        "end": f"{about.end:%Y-%m-%d}",
        "as_of": None if about.found.as_of is None else f"{about.found.as_of:%Y-%m-%d}",
        "known_on": None if about.found.known_on is None else f"{about.found.known_on:%Y-%m-%d}",
        "cut_off": f"{about.cut_off:%Y-%m-%d}",
        "issued": f"{about.issued:%Y-%m-%d}",
        "issue": about.issue or None,
        "next_issue": None if about.next_issue is None else f"{about.next_issue:%Y-%m-%d}",
        "version": about.version,
        "status": "provisional" if about.is_provisional else "final for this cut-off",
        "release": about.release,
        "approval": None if about.approval is None else about.approval.facts(),
        "sample": "incomplete",
        "language": about.language,
        "digits": about.digits,
    }


def _public(panel: Any) -> Any:
    """A panel without ids of incidents: they are made of names of villages, and a township is the finest place."""
    if isinstance(panel, dict):
        return {key: _public(value) for key, value in panel.items() if key != "incident_id"}
    return [_public(value) for value in panel] if isinstance(panel, list) else panel
