"""What claims show of themselves in a notebook."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tests.shown import Reader, says, shown
from tests.test_html_table import ATTRIBUTES, HOSTILE, TAGS
from tollbook import shipped
from tollbook.claims import schema
from tollbook.claims.shown import behind
from tollbook.html_table import Part, Shown, html
from tollbook.rows import each_row

FREE = [column.name for column in schema.COLUMNS if column.kind in ("text", "category") and column.name != "pcode"]


@pytest.fixture(scope="module")
def sample():
    return tb.read_claims(shipped.claims_file())


def of(*rows):
    return tb.Claims.from_frame(pd.DataFrame(list(rows)), name="invented-claims.csv")


def hostile():
    """Claims of every scope that have hostile text in each column that takes any text, with the column's name."""
    level = {"scope": "level", "measure": "displaced_total", "means": ""}
    rows = [claim(1), claim(2, "invented-2", scope="aggregate"), claim(3, "invented-3", **level)]
    made = of(*({**row, **{name: f"{name} {row['claim_id']} {HOSTILE}" for name in FREE}} for row in rows))
    assert [str(each) for each in made.problems.errors] == []
    assert len(made) == 3
    return made


def test_hostile_text_in_any_column_is_text_in_all_that_is_shown_of_it():
    claims = hostile()
    found = tb.findings(claims)
    one = found[str(found.table["incident_id"].iloc[0])]
    everything = [claims, claims.problems, found, one, one.explain(), tb.aggregates(claims), tb.tally(found)]
    everything.append(tb.stocks(claims, "township,month"))
    text = "".join(each._repr_html_() for each in everything)
    read = Reader(text)
    assert read.tags <= TAGS
    assert read.attributes <= ATTRIBUTES
    assert read.addresses == []
    # What is shown is there, as the text that it is.
    written = {name for name in FREE if re.search(rf"{name} x00\d &lt;script&gt;alert\(1\)", text)}
    assert written == set(FREE) - UNSHOWN


#: Columns that are not shown. An address that leads nowhere is, among the problems.
UNSHOWN = {"note", "responsible", "object_hit", "victims", "grade", "source_release"}


def test_words_that_run_from_right_to_left_stand_in_a_line_of_their_own():
    """Else they would turn the number after them: "31" would stand before the words that it is read from."""
    (row,) = shown(of(claim(1, wording="عشرة", low="31", best="31", high="31"))).tables[0].rows
    assert row[3].lines == ["“عشرة”", "= 31"]


def test_the_first_claims_are_shown_with_their_quantity_and_the_way_to_their_report(sample):
    read = shown(sample)
    assert read.title == sample.summary()
    table = read.tables[0]
    assert table.more == "Shown are the first 24 of 708 claims; all of them: claims.table"
    assert table.texts("Claim")[:4] == ["c0001\naggregate", "c0002\naggregate", "c0003", "c0004"]
    for cell, row in zip(table.column("Says"), each_row(sample.table), strict=False):
        wording, quantity = cell.lines
        assert wording == f"“{row.wording}”"
        numbers = row._replace(low=row.q_low, best=row.q_best, high=row.q_high)._asdict() | {"open": row.q_open}
        assert says(quantity.removeprefix("= "), pd.Series(numbers)), quantity
    assert [cell.links for cell in table.column("Report")] == [[url] for url in sample.table["url"].head(24)]
    assert table.texts("Report")[2] == "ScandAsia\n2022-10-25\nsays BBC Burmese"
    assert table.texts("Report")[0] == "The Irrawaddy\nday not known\nsays NUG"
    assert table.texts("Place")[2] == "A Nang Pa\nvillage in MMR001009"
    assert table.texts("Days")[0] == "2025-03-28 to\n2025-05-26"


def test_problems_are_shown_with_where_they_are_and_the_remedy(sample):
    read = shown(sample)
    assert read.about == ["8 warnings: such a row counts, and a person should look at it."]
    assert read.headings == ["Problems: 0 errors, 8 warnings"]
    (table,) = shown(sample.problems).tables
    assert table.rows[0][1].text == "120\nwording"
    assert table.texts("What, and the remedy") == [f"{each.message}\n{each.remedy}" for each in sample.problems]


def test_errors_are_shown_before_warnings_and_many_are_counted():
    made = of(*(claim(number, end="2024-02-31") for number in range(1, 31)), claim(31, place_name="Nowhere", pcode=""))
    read = shown(made.problems)
    assert read.title.startswith("30 errors: a row in error is in no figure; 1 warning: such a row counts")
    assert set(read.table.texts("Kind")) == {"error"}
    assert read.table.more == (
        "Shown are the first 24 of 31 problems; all of them: print(claims.problems), claims.problems.to_frame()"
    )


def test_a_file_without_a_problem_and_one_without_a_claim_say_so():
    assert shown(of(claim(1))).about == ["No problem was found in the file."]
    assert shown(of(claim(1)).problems).title == "No problem was found."
    assert shown(of(claim(1, end="no day"))).instead == ["No row of the file is a valid claim."]


def test_a_claim_says_what_sets_it_apart_from_the_figure_that_it_stands_behind():
    children = claim(2, "invented-2", measure="civilians_killed_children", extent="part")
    table = of(claim(1, base="includes fighters"), children).table
    read = Reader(html(Shown("", (), (Part(behind(table, 5, "", "civilians_killed")),))))
    assert read.table.texts("Claim") == [
        "x001\ninvented-1\nincludes fighters",
        "x002\ninvented-2\nChildren killed\npart",
    ]


def test_a_claim_without_words_or_number_says_so():
    (row,) = shown(of(claim(1, low="", best="", high="", wording=""))).tables[0].rows
    assert row[3].lines == ["(numbers alone)", "= no figure"]
