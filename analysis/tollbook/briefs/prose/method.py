"""The method note: what the numbers mean, in the rule that was used."""

from __future__ import annotations

import pandas as pd

from tollbook.briefs.subject import Subject
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words
from tollbook.incidents.reconciling import LONELY, UNLISTED
from tollbook.tallies.stocks import MAX_AGE_DAYS

RULES = {
    "envelope": mark(
        "the low is the number that no source goes below, the high the greatest that one states, the best the median "
        "of the sources' counts"
    ),
    "lowest": mark(
        "the low is the number that no source goes below, the high the greatest that one states, and the best is the "
        "low"
    ),
    "latest": mark("of the numbers for a whole incident only those of the latest publication day speak"),
    "priority": mark("of the numbers for a whole incident only those of the first of a list of sources speak"),
    "corroborated": mark("the best is the greatest number that two independent origins support"),
}


#: What a rule could not be applied to, by the flag that says so.
_FELL_BACK = {
    "priority": (
        UNLISTED,
        mark_count(
            "No source of the list reports {n} finding of this period: all its sources speak.",
            "No source of the list reports {n} findings of this period: all their sources speak.",
        ),
    ),
    "corroborated": (
        LONELY,
        mark_count(
            "{n} finding of this period is not corroborated and has no best.",
            "{n} findings of this period are not corroborated and have no best.",
        ),
    ),
}


def fell_back(findings: pd.DataFrame, rule: str, words: Words) -> str:
    """How many findings the rule could not be applied to; nothing where it could be applied to all."""
    if rule not in _FELL_BACK:
        return ""
    flag, said = _FELL_BACK[rule]
    n = sum(flag in str(text).split("; ") for text in findings["flags"])
    return words.count(*said, n) if n else ""


def note(about: Subject, words: Words, findings: pd.DataFrame) -> list[str]:
    """The method note, in paragraphs; `findings` are those of the period."""
    rule = about.found.rule
    made = words.say(
        "Every figure is made from public reports. Each statement of a number is coded as a claim; claims about the "
        "same happening form an incident, and what its sources support together is a finding. Rule “{rule}”: "
        "{meaning}. Where a source says “at least” and none states more, the finding is open and its sum reads "
        "“or more”. Vague words are read by a published table.",
        rule=rule,
        meaning=words.say(RULES[rule]),
    )
    return [
        " ".join(text for text in (made, fell_back(findings, rule, words)) if text),
        words.say(
            "Lows, bests and highs are added up apart. The result is an outer envelope, not a confidence interval. "
            "What is known only for a district or state stays there. An incident that reaches beyond the period counts "
            "by its share of days. Totals that others publish are compared and never added. A level, such as people "
            "displaced on a day, is carried for at most {age} days and never summed. No report is not zero. Who counts "
            "as a civilian is the source's choice. A brief is provisional while its cut-off lies fewer than {days} "
            "days after the period.",
            age=words.number(MAX_AGE_DAYS),
            days=words.number(about.delay.days),
        ),
    ]
