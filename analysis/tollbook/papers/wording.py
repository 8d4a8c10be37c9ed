"""Words of a paper: what the sentences that it shares with briefs call it."""

from __future__ import annotations

from dataclasses import replace

from tollbook.charts.catalogue import Catalogue, Instead
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words, words

#: Messages in which a brief speaks of itself, in English or in a translation, and what a paper says in their place. A
#: brief's own stay as they are.
INSTEAD: dict[str, Instead] = {
    mark(
        "Of part of the period it is unknown whether any source was counting, so this brief states no change, no "
        "rate and no ranking."
    ): mark(
        "Of part of the period it is unknown whether any source was counting, so this paper states no change, no "
        "rate and no ranking."
    ),
    mark(
        "How much of the period any source covered is unknown, so this brief states no change, no rate and no ranking."
    ): mark(
        "How much of the period any source covered is unknown, so this paper states no change, no rate and no ranking."
    ),
    mark("As the reports say; this brief judges nobody's responsibility."): mark(
        "As the reports say; this paper judges nobody's responsibility."
    ),
    mark(
        "Lows, bests and highs are added up apart. The result is an outer envelope, not a confidence interval. "
        "What is known only for a district or state stays there. An incident that reaches beyond the period counts "
        "by its share of days. Totals that others publish are compared and never added. A level, such as people "
        "displaced on a day, is carried for at most {age} days and never summed. No report is not zero. Who counts "
        "as a civilian is the source's choice. A brief is provisional while its cut-off lies fewer than {days} "
        "days after the period."
    ): mark(
        "Lows, bests and highs are added up apart. The result is an outer envelope, not a confidence interval. "
        "What is known only for a district or state stays there. An incident that reaches beyond the period counts "
        "by its share of days. Totals that others publish are compared and never added. A level, such as people "
        "displaced on a day, is carried for at most {age} days and never summed. No report is not zero. Who counts "
        "as a civilian is the source's choice. A paper is provisional while its cut-off lies fewer than {days} "
        "days after the period."
    ),
    mark("Incomplete sample: what is recorded here is not all that happened."): mark(
        "Incomplete sample: what is recorded in this paper is not all that happened."
    ),
    mark("The incident recorded here has no figure for civilians killed."): mark(
        "The incident recorded in this paper has no figure for civilians killed."
    ),
    "The incident recorded here has a figure for civilians killed.": mark_count(
        "The incident recorded in this paper has a figure for civilians killed.",
        "All {n} incidents recorded in this paper have a figure for civilians killed.",
    ),
    "Of the {all} incidents recorded here, {n} lacks a figure for civilians killed.": mark_count(
        "Of the {all} incidents recorded in this paper, {n} lacks a figure for civilians killed.",
        "Of the {all} incidents recorded in this paper, {n} lack a figure for civilians killed.",
    ),
    mark(
        "<b>In what is recorded here, {number} civilians are reported killed</b> {where}. That is not to say that "
        "nobody was killed."
    ): mark(
        "<b>In what this paper has on record, {number} civilians are reported killed</b> {where}. That is not to say "
        "that nobody was killed."
    ),
    mark("Held back from this brief"): mark("Held back from this paper"),
    mark("To make this brief again"): mark("To make this paper again"),
    mark("Data of this brief"): mark("Data of this paper"),
    mark("Every number of this brief, by key"): mark("Every number of this paper, by key"),
    mark("The tally that the brief was made from"): mark("The tally that the paper was made from"),
}


def of_papers(language: str, digits: str) -> Words:
    """The text layer of a paper; see `charts.words.words`."""
    said = words(language, digits)
    assert isinstance(said.catalogue, Catalogue)
    return replace(said, catalogue=said.catalogue.saying(INSTEAD))
