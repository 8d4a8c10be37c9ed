"""Sentences made by rules from facts."""

from __future__ import annotations

import pytest

import tollbook as tb
from tests.briefs.invented import brief, claim, entered


def key_message(made):
    return [each["text"] for each in entered(made)["sentences"]["key_message"]]


def floor_of(made):
    """The floor sentence after its first part, which is always the same."""
    first = "These are recorded figures; the real numbers are likely higher. "
    text = entered(made)["sentences"]["floor"][0]["text"]
    assert text.startswith(first)
    return text.removeprefix(first)


def test_the_key_message_of_the_worked_example(pale):
    assert key_message(pale) == [
        "At least seven civilians were recorded killed in Pale Township in November 2024, all in one incident.",
        "Also recorded: 10,000 people newly displaced (1,000 to 10,000), at least 31 airstrikes and 50 houses destroyed "
        "(45 or more).",
        "There is no report of civilians injured, which is not zero.",
    ]


@pytest.mark.parametrize(
    ("cells", "begins"),
    [
        ({"low": "1", "best": "1", "high": "1"}, "One civilian was recorded killed in Pale Township"),
        ({"low": "1", "best": "1"}, "At least one civilian was recorded killed in Pale Township"),
        ({"low": "8", "high": "20"}, "14 civilians were recorded killed (range 8 to 20) in Pale Township"),
        ({"best": "50"}, "50 civilians were recorded killed (range 45 to 55) in Pale Township"),
        ({"low": "12", "best": "12", "high": "12"}, "12 civilians were recorded killed in Pale Township"),
    ],
)
def test_a_headline_leads_with_best_and_range(cells, begins):
    assert key_message(brief(claim(1, **cells)))[0].startswith(begins)


def test_silence_is_not_calm():
    assert key_message(brief(claim(1, pcode="MMR005013", place_name=""))) == [
        "This sample holds no report of civilians killed in Pale Township in November 2024. "
        "That is not to say that nobody was killed."
    ]


def test_a_report_without_a_number_is_neither_silence_nor_zero():
    made = brief(claim(1, low="", best="", high=""))
    assert key_message(made)[0] == (
        "Civilians were reportedly killed in Pale Township in November 2024; no report says how many."
    )
    assert entered(made)["figures"]["period.civilians_killed"]["state"] == "no figure"
    assert floor_of(made).startswith(
        "The incident recorded here has no figure for civilians killed. Reported without a number: civilians killed. "
    )


def test_a_toll_with_fighters_counts_no_civilians():
    assert key_message(brief(claim(1, base="includes fighters")))[0] == (
        "Up to 10 people were reported killed in Pale Township in November 2024, fighters among them; "
        "no report counts the civilians apart."
    )


def test_a_reported_zero_is_a_number():
    assert key_message(brief(claim(1, low="0", best="0", high="0")))[0] == (
        "In what is recorded here, no civilians are reported killed in Pale Township in November 2024. "
        "That is not to say that nobody was killed."
    )


def test_open_incidents_are_counted():
    rows = [
        claim(1, "invented-1", low="7", best="7"),
        claim(2, "invented-2"),
        claim(3, "invented-3", low="3", best="3"),
    ]
    assert key_message(brief(*rows))[0] == (
        "At least 20 civilians were recorded killed in Pale Township in November 2024, in 3 incidents; "
        "2 of them have no upper bound."
    )


def test_the_floor_sentence_counts_incidents_without_a_figure():
    rows = [claim(1), claim(2, "invented-2", measure="airstrikes"), claim(3, "invented-3", measure="houses_destroyed")]
    assert floor_of(brief(*rows)) == (
        "Of the 3 incidents recorded here, 2 lack a figure for civilians killed. How much of the period any source "
        "covered is unknown, so this brief states no change, no rate and no ranking."
    )


def test_days_and_spans_read_as_text(brief_of_sample):
    one_day = key_message(brief_of_sample("Pale, Sagaing", "2024-11-14", release="internal"))[0]
    assert one_day == (
        "At least seven civilians were recorded killed at some time from 11 to 14 November 2024 in Pale Township; "
        "how many of them on 14 November 2024 is not known."
    )
    span = key_message(brief_of_sample("Pale, Sagaing", "2024-11-11/2024-11-14", release="internal"))[0]
    assert "in Pale Township from 11–14 November 2024" not in span
    assert "in Pale Township from 11 to 14 November 2024" in span


def test_an_incident_is_told_from_who_reports_it(pale, pale_inside):
    assert entered(pale_inside)["sentences"]["incidents"][0]["text"] == (
        "Known from 2 reports of 2 outlets, citing 4 origins; reportedly by airstrikes, artillery and helicopters."
    )
    # In public without its strikes: one origin tells of these alone, and artillery is told of nothing else. What hit the
    # houses was a helicopter, which is told as what it is a kind of.
    assert pale.facts["sentences"]["incidents"][0]["text"] == (
        "Known from 2 reports of 2 outlets, citing 3 origins; reportedly by attacks from the air."
    )


def test_the_method_note_is_short_and_names_the_rule(pale):
    words = " ".join(each["text"] for each in pale.facts["sentences"]["method"]).split()
    assert 120 <= len(words) <= 200
    assert "“envelope”:" in words
    assert "not a confidence interval" in " ".join(words)


def test_sentences_use_only_figures_that_exist(pale):
    for said in pale.facts["sentences"].values():
        for each in said:
            assert set(each["uses"]) <= set(pale.facts["figures"])


def test_one_source_alone_is_not_made_a_toll_with_fighters():
    made = brief(claim(1, low="7", best="7", high="7"), rule="corroborated")
    assert key_message(made)[0] == (
        "Up to 7 civilians were reported killed in Pale Township in November 2024; "
        "no second independent source supports a number."
    )
    assert "fighters" not in str(entered(made)["sentences"])


def test_a_number_without_a_best_is_not_made_a_toll_with_fighters():
    told = key_message(brief(claim(1, wording="30 casualties", low="", best="", high="")))[0]
    assert told.startswith("Between 0 and 30 civilians were reportedly killed in Pale Township in November 2024; ")
    assert "fighters" not in told


def test_one_source_without_a_figure_is_not_a_report_without_a_number(sample):
    pale = tb.brief(tb.findings(sample.claims, rule="corroborated"), "Pale, Sagaing", "2024-11")
    assert key_message(pale)[0] == (
        "Civilians were reportedly killed in Pale Township in November 2024; "
        "no second independent source supports a number."
    )
    assert "Reported without a number" not in pale.facts["sentences"]["floor"][0]["text"]


def test_fighters_in_a_sum_are_named():
    five = claim(2, "invented-2", low="5", best="5", high="5")
    rows = [claim(1, base="includes fighters", low="31", best="31", high="31"), five]
    assert key_message(brief(*rows))[0] == (
        "Five civilians were recorded killed (range 5 to 36) in Pale Township in November 2024, in 2 incidents; "
        "in 1 of 2 incidents known only with fighters included."
    )


def test_a_vague_word_is_said_of_the_dead():
    vague = claim(1, wording="dozens", low="", best="", high="")
    part = claim(2, extent="part", low="4", best="4", high="4")
    assert key_message(brief(vague, part))[0].endswith("; read from a vague word or “up to”.")
    other = claim(3, "invented-2", low="3", best="3", high="3")
    assert key_message(brief(vague, other))[0].endswith(
        ", in 2 incidents; in 1 of 2 incidents read from a vague word or “up to”."
    )


def test_a_person_is_never_a_fraction():
    one = claim(1, low="1", best="1", high="1", start="2024-01-01", end="2024-11-10", date_precision="span")
    assert key_message(brief(one))[0] == (
        "One civilian was recorded killed at some time from 1 January to 10 November 2024 in Pale Township; "
        "how many of them in November 2024 is not known."
    )
    two = {**one, "claim_id": "x002", "incident_id": "invented-2", "start": "2024-02-01"}
    assert key_message(brief(one, two))[0] == (
        "Civilians were recorded killed in longer incidents that reach beyond the period in Pale Township in "
        "November 2024; how many fall in it is not known."
    )


def test_an_incident_without_a_number_is_not_among_those_of_the_number():
    rows = [claim(1, low="5", best="5"), claim(2, "invented-2", low="", best="", high="")]
    assert key_message(brief(*rows))[0] == (
        "At least five civilians were recorded killed in Pale Township in November 2024, all in one incident; "
        "1 more is reported without a number."
    )
    assert floor_of(brief(*rows)).startswith(
        "Of the 2 incidents recorded here, 1 lacks a figure for civilians killed. "
    )
