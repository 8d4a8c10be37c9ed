"""What the period's figures stand on, as the page sets it: a list of short lines."""

from __future__ import annotations

from typing import Any

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.running import Text
from tollbook.charts.messages import mark
from tollbook.charts.words import Words

Line = list[Text]

#: Of a township days are counted, of a larger place days of its townships.
_COVERED = {
    True: mark("counting on {counted} of {all} days, not covering {not_covered}, unknown {unknown}"),
    False: mark("counting on {counted} of {all} township-days, not covering {not_covered}, unknown {unknown}"),
}


def quality(facts: Facts) -> dict[str, Any]:
    """The box: its heading, its lines as ``[label, text]``, and a note.

    Returns
    -------
    dict
        ``heading``; ``rows``: list of ``[label, text]``; ``note``.
    """
    words = facts.words
    return {
        "heading": words.say("What this period's figures stand on"),
        "rows": [*_recorded(facts), *coverage(facts, facts.panels["quality"]["coverage"]), *delay(facts)],
        "note": words.say("An incident on one origin was told by one voice alone, however many outlets repeat it."),
    }


def _recorded(facts: Facts) -> list[Line]:
    words, panel, counts = facts.words, facts.panels["quality"], facts.panels["incidents"]
    n = panel["incidents"]
    if n == 0:
        return [[words.say("Incidents"), words.say("none in this sample, which is not zero")]]
    return [
        [words.say("Incidents"), running.figure(words.number(n))],
        [words.say("Known from"), voices(counts, words)],
        [words.say("On one origin"), of_incidents(counts["one_origin"], n, words)],
        [words.say("Located to a township"), of_incidents(panel["located"], n, words)],
        [words.say("With a figure for civilians killed"), _with_killed(facts, n)],
        [words.say("Sex, age or who they were named"), _sex_age(facts)],
        [words.say("Without a day of publication"), of_claims(counts["undated"], counts["claims"], words)],
        [words.say("Not linked to other claims"), of_claims(counts["not_linked"], counts["claims"], words)],
    ]


def _with_killed(facts: Facts, n: int) -> Text:
    """In how many incidents civilians were killed; where their number is held back, so is this, which bounds it."""
    if held_back.is_held(facts.ledger.figures[f"period.{FLOWS[0]}"]):
        return facts.words.say("held back")
    return of_incidents(facts.panels["quality"]["with_killed"], n, facts.words)


def voices(counts: dict[str, Any], words: Words) -> Text:
    """How many claims, reports, outlets and origins: `counts` as `panels.notable.evidence` gives it."""
    return words.say(
        "{claims} in {reports} of {outlets}, citing {origins}",
        claims=words.count("{n} claim", "{n} claims", counts["claims"]),
        reports=words.count("{n} report", "{n} reports", counts["reports"]),
        outlets=words.count("{n} outlet", "{n} outlets", counts["outlets"]),
        origins=words.count("{n} origin", "{n} origins", counts["origins"]),
    )


def of_incidents(n: int, all_: int, words: Words) -> Text:
    """How many of some incidents."""
    return words.count("{some} of {n} incident", "{some} of {n} incidents", all_, some=words.number(n))


def of_claims(n: int, all_: int, words: Words) -> Text:
    """How many of some claims."""
    return words.count("{some} of {n} claim", "{some} of {n} claims", all_, some=words.number(n))


def _sex_age(facts: Facts) -> Text:
    words, known = facts.words, facts.panels["quality"]["sex_age"]
    if known is None:
        return words.say("not coded")
    return words.count(
        "{some} of {n} incident with {measure}",
        "{some} of {n} incidents with {measure}",
        known["of"],
        some=words.number(known["known"]),
        measure=phrases.name(facts.panels["breakdowns"]["measure"], words),
    )


def coverage(facts: Facts, panel: dict[str, Any]) -> list[Line]:
    """Lines on where sources say that they were looking; `panel` as `panels.quality.coverage` gives it."""
    words = facts.words
    if not panel["sources"]:
        return [[words.say("Coverage"), words.say("unknown: no source states where it was looking")]]
    lines: list[Line] = []
    for each in panel["sources"]:
        counts = {name: words.number(each[name]) for name in ("counted", "not_covered", "unknown")}
        every = words.number(panel["townships"] * panel["days"])
        label = words.say("Coverage: {source}", source=each["source"] or words.say("A source that is not named"))
        lines.append([label, words.say(_COVERED[panel["townships"] == 1], all=every, **counts)])
    if panel["weeks"]:
        some = words.number(panel["silent_weeks"])
        weeks = words.count("{some} of {n} whole week", "{some} of {n} whole weeks", panel["weeks"], some=some)
        lines.append([words.say("Weeks in which no source was counting"), weeks])
    return lines


def delay(facts: Facts) -> list[Line]:
    """How long the reports of the sample took, as far as any of them shows it."""
    words, panel = facts.words, facts.panels["delay"]
    label = words.say("Delay of reports")
    if not panel["observed"]:
        return [[label, words.say("not known: no report of the sample shows it")]]
    half = words.count("half within {n} day", "half within {n} days", panel["median"])
    most = words.count("nine of ten within {n} day", "nine of ten within {n} days", panel["nine_of_ten"])
    seen = words.count("{n} report of the sample", "{n} reports of the sample", panel["observed"])
    return [[label, words.say("{half}, {most} ({seen})", half=half, most=most, seen=seen)]]
