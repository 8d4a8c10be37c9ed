"""What findings show of themselves in a notebook."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tests.briefs.invented import found as invented
from tests.shown import says, shown
from tollbook import shipped
from tollbook.html_table import ROWS
from tollbook.rows import each_row


@pytest.fixture(scope="module")
def claims():
    return tb.read_claims(shipped.claims_file())


@pytest.fixture(scope="module")
def found(claims):
    return tb.findings(claims, as_of="2024-12-15", known_on="2024-12-20")


def parts(found):
    """The findings in pieces that are shown whole."""
    for first in range(0, len(found), ROWS):
        yield replace(found, table=found.table.iloc[first : first + ROWS].reset_index(drop=True))


def test_every_figure_says_what_its_finding_says_and_opens_exactly_the_claims_behind_it(found):
    for part in parts(found):
        table = shown(part).table
        assert table.more == ""
        for at, (cells, row) in enumerate(zip(table.rows, each_row(part.table), strict=True)):
            told = dict(zip(table.head, cells, strict=True))
            assert told["Incident"].text == row.incident_id
            assert says(told["Figure"].text, row), (told["Figure"].text, row)
            assert told["What"].lines == [each for each in (tb.measures.get(row.measure).label, row.base) if each]
            assert told["What"].title == row.measure
            assert (told["Origins"].text, told["Claims"].text) == (f"{row.origins:,}", f"{row.claims:,}")
            opened, behind = told["Figure"].opened, found.claims_behind(part.table.iloc[[at]])
            assert [each.lines[0] for each in opened.column("Claim")] == list(behind["claim_id"].head(10).astype(str))
            how = f"found[{row.incident_id!r}].explain({row.measure!r})"
            more = f"Shown are the first 10 of {len(behind)} claims; all of them: {how}" if len(behind) > 10 else ""
            assert opened.more == more


def test_the_head_says_the_rule_and_up_to_which_days_is_counted(found, claims):
    read = shown(found)
    assert read.title == "201 findings of 90 incidents"
    assert read.about == [
        "rule envelope · reports published up to 2024-12-15 · claims entered up to 2024-12-20 · claims.csv"
    ]
    listed = tb.findings(claims, rule="priority", sources=["Radio Free Asia", "The Irrawaddy"])
    assert shown(listed).about == [
        "rule priority (Radio Free Asia, The Irrawaddy) · all reports, the last of 2025-10-08 · "
        "claims entered on any day · claims.csv"
    ]


def test_rows_that_were_left_out_as_errors_are_counted():
    made = tb.Claims.from_frame(pd.DataFrame([claim(1), claim(2, end="no day")]), name="invented-claims.csv")
    read = shown(tb.findings(made.without_rejected()))
    assert read.about[0].endswith("invented-claims.csv · 1 row left out as errors")


def test_many_findings_say_how_many_there_are(found):
    assert shown(found).table.more == (
        "Shown are the first 24 of 201 findings; all of them: found.table; those of one incident: found['…']"
    )


def test_no_findings_are_a_sentence():
    made = invented(claim(1, scope="aggregate"))
    read = shown(made)
    assert read.title == "0 findings of 0 incidents"
    assert read.instead == ["No finding: no claim about an incident counts on these days."]
    assert read.tables == []
    assert read.notes == []


def test_open_and_nothing_are_words_and_no_numbers():
    made = invented(
        claim(1, low="7", best="7", high=""),
        claim(2, "invented-2", low="", best="", high="", wording="at least half"),
        claim(3, "invented-3", low="45", best="50", high=""),
    )
    read = shown(made)
    assert read.table.texts("Figure") == ["7 or more", "no figure", "45 or more, best 50"]
    assert read.table.texts("Notes") == ["", "no number stated", ""]
    assert read.notes == [
        "Or more: no source gives an upper end.",
        "No figure: something is reported, and no number.",
    ]


def test_a_best_from_vague_words_parts_and_a_greater_number_are_noted():
    made = invented(
        claim(1, low="", best="", high="", wording="dozens"),
        claim(2, "invented-2", extent="part"),
        claim(3, "invented-3", low="20", best="", high="30", source="Another Invented Outlet"),
        claim(4, "invented-3", low="40", best="40", high=""),
    )
    read = shown(made)
    assert read.table.texts("Notes") == ["best from vague words", "parts only", "highest stated 40"]
    assert "Best from vague words: words such as “dozens”, or “up to”; nobody counted so many." in read.notes


def test_one_incident_is_shown_with_the_way_to_its_explanation(found):
    read = shown(found["pale-town-2024-11"])
    assert read.title == "Incident pale-town-2024-11"
    assert read.table.texts("Figure") == [
        *("31 or more", "3 or more, best 10", "7 or more", "25", "1,000 to 10,000, best 10,000"),
        *("45 or more, best 50", "2 or more"),
    ]
    assert read.notes[-1] == "Which claim put each bound where it is: found['pale-town-2024-11'].explain()."


def test_an_explanation_shows_what_each_claim_did(found):
    read = shown(found["pale-town-2024-11"].explain("displaced_new"))
    assert read.about == [
        "rule envelope · reports published up to 2024-12-15 · claims entered up to 2024-12-20",
        "Pale (township MMR005019) · 2024-11-11 to 2024-11-14 · 2 claims of 2 origins",
    ]
    assert read.headings == ["People newly displaced: 1,000 to 10,000, best 10,000"]
    assert read.table.texts("Says") == [
        "“nearly 10,000”\n= 9,000 to 10,000, best 10,000",
        "“thousands”\n= 1,000 to 9,999, best 2,000",
    ]
    assert read.table.texts("What it did") == ["speaks: sets the best, sets the high", "speaks: sets the low"]


def test_an_explanation_leaves_no_claim_out(found):
    told = found["pazigyi-2023-04-11"].explain()
    read = shown(told)
    assert [len(table.rows) for table in read.tables] == [len(told.claims_of(row)) for row in each_row(told.findings)]
    assert max(len(table.rows) for table in read.tables) > 10
    assert [table.more for table in read.tables] == [""] * len(read.tables)


def test_an_origin_is_named_where_it_is_not_the_outlet(found):
    table = shown(found["pale-town-2024-11"].explain("airstrikes")).table
    assert table.texts("Report")[0] == "Radio Free Asia\n2024-11-14\nsays Pale Township People's Administration"
    assert shown(found["pale-town-2024-11"].explain("civilians_killed")).table.texts("Report") == [
        "The Irrawaddy\n2024-11-18"
    ]


def test_aggregates_are_shown_as_the_claims_that_they_are(claims):
    said = tb.aggregates(claims, measure="civilians_killed")
    read = shown(replace(said, table=said.table.head(ROWS)))
    for cell, row in zip(read.table.column("Figure"), each_row(said.table), strict=False):
        assert says(cell.text, row)
    assert read.table.texts("Claim")[0].splitlines() == list(map(str, said.table[["claim_id", "incident_id"]].iloc[0]))
    assert read.notes == [
        "A total that a source published is compared with a tally, and never added to it or to another total."
    ]
    about = shown(tb.aggregates(claims, within="MMR005019", as_of="2024-12-15"))
    assert about.title == "1 aggregate about Pale Township, Sagaing Region"
    assert about.about == ["reports published up to 2024-12-15 · claims entered on any day"]
    assert about.table.texts("Figure") == ["2,200 or more"]


def test_no_aggregates_are_a_sentence():
    made = invented(claim(1)).claims
    assert shown(tb.aggregates(made)).instead == [
        "No aggregate: no claim that counts on these days is a total over many happenings."
    ]


def test_the_texts_stay_short(found, claims):
    assert repr(found["pale-town-2024-11"].explain()) == (
        "<Explanation of pale-town-2024-11: 7 findings, 9 claims, rule envelope; print() writes it out>"
    )
    assert repr(tb.aggregates(claims)) == "<Aggregates: 139 claims>"
    assert repr(tb.aggregates(claims, within="MMR005019")) == "<Aggregates about MMR005019: 1 claim>"
