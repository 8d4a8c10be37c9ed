"""The method note: what the numbers mean, in the rule that was used."""

from __future__ import annotations

from tollbook.briefs.subject import PROVISIONAL_DAYS, Subject
from tollbook.charts.words import Words
from tollbook.tallies.stocks import MAX_AGE_DAYS

_RULES = {
    "envelope": "the low is the number that no source goes below, the high the greatest that one states, the best the "
    "median of the sources' counts",
    "lowest": "the low is the number that no source goes below, the high the greatest that one states, and the best is "
    "the low",
    "latest": "only the reports of the latest publication day speak",
    "priority": "only the first of a list of sources that reports the incident speaks",
    "corroborated": "the best is the greatest number that two independent sources support",
}


def note(about: Subject, words: Words) -> list[str]:
    """The method note, in paragraphs."""
    rule = about.found.rule
    return [
        words.say(
            "Every figure is made from public reports. Each statement of a number is coded as a claim; claims about "
            "the same happening form an incident, and what its sources support together is a finding. Rule “{rule}”: "
            "{meaning}. Where a source says “at least” and none states more, the finding is open and its sum reads "
            "“or more”. Vague words are read by a published table.",
            rule=rule,
            meaning=words.say(_RULES[rule]),
        ),
        words.say(
            "Lows, bests and highs are added up apart. The result is an outer envelope, not a confidence interval. "
            "What is known only for a district or state stays there. An incident that reaches beyond the period counts "
            "by its share of days. Totals that others publish are compared and never added. A level, such as people "
            "displaced on a day, is carried for at most {age} days and never summed. No report is not zero. Who counts "
            "as a civilian is the source's choice. A brief is provisional while its cut-off lies fewer than {days} "
            "days after the period.",
            age=words.number(MAX_AGE_DAYS),
            days=words.number(PROVISIONAL_DAYS),
        ),
    ]
