"""A dossier's claims on the days of their publication, drawn."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.panels import made
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views.pictures import Picture
from tollbook.briefs.views.showable import printable
from tollbook.charts import timeline
from tollbook.charts.timeline import MOST, letter
from tollbook.papers.section import Block, Chart, Paragraphs, Section

Panel = dict[str, Any]

#: A chart shows more than its table does from so many claims on.
_DRAWN = 3


def when(facts: Facts) -> Section:
    """The claims on the days of their publication, and the finding as it was known on each."""
    words, panel = facts.words, facts.panels["claims"]
    drawn = [each for each in panel["findings"] if len(each["claims"]) >= _DRAWN]
    blocks: list[Block] = []
    for each in drawn:
        figure = facts.ledger.figures[each["key"]]
        left = len(each["claims"]) - MOST
        more = words.count("{n} more claim is not drawn.", "{n} more claims are not drawn.", left) if left > 0 else ""
        heading = phrases.label(figure.measure, words, figure.base)
        beside = [words.say("Finding: {amount}.", amount=figure.amount.text(words)), _grown(facts, each["key"])]
        blocks.append(Chart(_timeline(facts, each), beside=beside, note=more, heading=heading))
    reading = words.say(
        "Each mark is a claim, above the day of its report: a dot its number, a line its bounds, an arrow up “at "
        "least”, an arrow down “up to”; hollow: a part or a vague word; grey: does not speak. Below it stand the "
        "letter of its origin and its number in the table. The band is the finding as it was known on that day, the "
        "line in it its best. Days stand side by side: distances are no time."
    )
    none = words.say("No finding of it has so many claims that a picture shows more than the table.")
    blocks.append(Paragraphs([reading] if drawn else [none], "note"))
    return Section("timeline", words.say("As it was reported, day by day"), blocks, [each["key"] for each in drawn])


def _grown(facts: Facts, key: str) -> Text:
    keys = [each["key"] for each in facts.panels["growth"]]
    return facts.said["growth"][keys.index(key)].text


def _timeline(facts: Facts, finding: Panel) -> Picture:
    claims = made.chart_rows(finding, facts.words)
    claims = claims.assign(
        day=pd.to_datetime([each["published"] for each in finding["claims"]]),
        no=[each["no"] for each in finding["claims"]],
        origin=[letter(each["said_by"]) for each in finding["claims"]],
    ).astype({"day": "datetime64[s]"})
    drawing = timeline(claims, _steps(facts, finding["key"]), language=facts.words)
    return Picture(drawing, printable(_alternative(facts, finding)))


def _steps(facts: Facts, key: str) -> pd.DataFrame:
    grown = next(each for each in facts.panels["growth"] if each["key"] == key)
    rows = []
    for each in grown["rows"]:
        amount = facts.ledger.figures[each["key"]].amount
        numbers = {name: _number(getattr(amount, name)) for name in ("low", "best", "high")}
        rows.append(
            {"day": pd.NaT if each["day"] is None else pd.Timestamp(each["day"]), **numbers, "open": amount.open}
        )
    return pd.DataFrame(rows, columns=["day", "low", "best", "high", "open"]).astype({"day": "datetime64[s]"})


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _alternative(facts: Facts, finding: Panel) -> str:
    """Every claim by the day of its report, and the finding."""
    words, figure = facts.words, facts.ledger.figures[finding["key"]]
    said = []
    for claim in finding["claims"]:
        day = words.day(pd.Timestamp(claim["published"]), short=True) if claim["published"] else words.say("no day")
        who = held_back.outlet(claim["outlet"], words)
        label = words.say("{day}, origin {letter} in {outlet}", day=day, letter=letter(claim["said_by"]), outlet=who)
        said.append(words.say("{label}: {amount}", label=label, amount=made.said(claim, words)))
    claims = phrases.listed(said, words)
    return words.say("Claims: {claims}. Finding: {finding}.", claims=claims, finding=figure.amount.text(words))
