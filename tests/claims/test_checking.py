"""Every rule that a row can break, each with its whole sentence; and rows that break none."""

from datetime import date

import pandas as pd
import pytest

from tests.claims.test_reading import maker
from tollbook.claims.problems import FIELDS, Problem, Problems
from tollbook.claims.table import Claims

MADE = maker()


def problems(*claims, today=None):
    """Problems of invented claims; without any, of the five of the fixtures with the first one changed."""
    return Claims.from_frame(pd.DataFrame(list(claims)).fillna(""), name="invented.csv", today=today).problems


def changed(today=None, **cells):
    return problems(*MADE.changed(**cells), today=today)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"low": "-7"},
            (
                'error: invented.csv, row 2, column low, "-7": A count can\'t be negative. Write a whole number in digits, such '
                "as 1200, or leave the cell empty. [negative_count]"
            ),
        ),
        (
            {"low": "9", "best": "", "high": "7", "wording": ""},
            (
                'error: invented.csv, row 2, column low, "9": low is 9 and high is 7, which is less. Read the wording again and '
                "correct the cells. [low_above_high]"
            ),
        ),
        (
            {"low": "7", "best": "6", "high": "8", "wording": ""},
            (
                'error: invented.csv, row 2, column low, "7": low is 7 and best is 6, which is less. Read the wording again and '
                "correct the cells. [low_above_best]"
            ),
        ),
        (
            {"low": "5", "best": "9", "high": "8", "wording": ""},
            (
                'error: invented.csv, row 2, column best, "9": best is 9 and high is 8, which is less. Read the wording again '
                "and correct the cells. [best_above_high]"
            ),
        ),
        (
            {"start": "2024-11-15"},
            (
                'error: invented.csv, row 2, column end, "2024-11-14": The claim ends before it starts on 2024-11-15. Swap the '
                "two, or correct the one that is wrong. [end_before_start]"
            ),
        ),
        (
            {"published": "2024-11-12"},
            (
                'warning: invented.csv, row 2, column published, "2024-11-12": The report was published before the claim\'s '
                "last day, 2024-11-14. Look at the report: one of the two days is wrong. [published_too_early]"
            ),
        ),
        (
            {"start": "03/04/2024"},
            (
                'error: invented.csv, row 2, column start, "03/04/2024": The day can be read as 3 April 2024 or as 4 March '
                "2024. Write it as year-month-day, such as 2024-11-14; the order is never guessed from other rows. "
                "[ambiguous_day]"
            ),
        ),
        (
            {"measure": "civilian_killed"},
            (
                'error: invented.csv, row 2, column measure, "civilian_killed": The column measure has no such value. Did you '
                "mean civilians_killed? It takes one of: civilians_killed, civilians_killed_children, civilians_injured, "
                "displaced_new, displaced_total, airstrikes, artillery_strikes, houses_destroyed, villages_affected, "
                "combatants_killed, combatants_detained, detained. [unknown_code]"
            ),
        ),
        (
            {"scope": "incidents"},
            (
                'error: invented.csv, row 2, column scope, "incidents": The column scope has no such value. Did you mean '
                "incident? It takes one of: incident, aggregate, level. [unknown_code]"
            ),
        ),
        (
            {"scope": ""},
            (
                "error: invented.csv, row 2, column scope: The column scope is empty. Whether the claim is about one happening "
                "(incident), is itself a total over many (aggregate), or is a level at a date (level). Coded by a person. Fill "
                "it in, such as 'incident'. [empty_required]"
            ),
        ),
        (
            {"measure": "displaced_total"},
            (
                'error: invented.csv, row 2, column scope, "incident": displaced_total is a level at a date, and a level is no '
                "part of an incident. Write level in scope; for people who fled in these days use displaced_new. "
                "[stock_as_incident]"
            ),
        ),
        (
            {"scope": "level"},
            (
                'error: invented.csv, row 2, column scope, "level": civilians_killed adds up over time, so it is no level at a '
                "date. Write incident or aggregate in scope, or take a measure that is a level. [flow_as_level]"
            ),
        ),
        (
            {"claim_id": "i2"},
            (
                'error: invented.csv, row 3, column claim_id, "i2": The same claim_id stands in row 2. Give every claim an id '
                "of its own; delete the row if it is there twice by mistake. [double_claim_id]"
            ),
        ),
        (
            {"pcode": "MMR999999"},
            (
                'error: invented.csv, row 2, column pcode, "MMR999999": The gazetteer has no place of this p-code. Look the '
                "code up with `tollbook place NAME`, or leave it empty. [unknown_pcode]"
            ),
        ),
        (
            {"pcode": "MMR004003", "place_name": "Pale, Sagaing", "incident_id": ""},
            (
                'error: invented.csv, row 2, column pcode, "MMR004003": The p-code lies in Chin State, the place named lies in '
                "Sagaing Region. Correct the p-code or the place name. [place_elsewhere]"
            ),
        ),
        (
            {
                "pcode": "MMR004003",
                "place_name": "Invented Monastery, Pale",
                "place_level": "village",
                "incident_id": "",
            },
            (
                'error: invented.csv, row 2, column pcode, "MMR004003": The p-code lies in Chin State, the place named lies in '
                "Sagaing Region. Correct the p-code or the place name. [place_elsewhere]"
            ),
        ),
        (
            {"pcode": "MMR004003", "place_name": "Invented Hill"},
            (
                'warning: invented.csv, row 2, column pcode, "MMR004003": The claim lies in Chin State, other claims of '
                "invented-pale-2024-11 in Sagaing Region. Correct the p-code, or give the claim an incident of its own; leave "
                "it so only for one happening on a border. [incident_apart]"
            ),
        ),
        (
            {"place_level": "state", "pcode": "MMR005019", "place_name": "Sagaing Region"},
            (
                'warning: invented.csv, row 2, column pcode, "MMR005019": The p-code is of a township, place_level says state. '
                "Use the code of the place at the level that the claim supports. [pcode_too_fine]"
            ),
        ),
        (
            {"place_name": "", "pcode": ""},
            (
                "error: invented.csv, row 2, column place_name: The claim has neither a place name nor a p-code. Give the place "
                "as the report names it; for the whole country write Myanmar. [no_place]"
            ),
        ),
        (
            {"url": "see the paper"},
            (
                'warning: invented.csv, row 2, column url, "see the paper": This does not look like the address of a page. Copy '
                "the address from the browser, from https:// on, without spaces. [odd_url]"
            ),
        ),
        (
            {"note": "a\x07b"},
            (
                'error: invented.csv, row 2, column note, "a\\u0007b": The cell holds control characters, which can\'t be seen '
                "and can make a page show another text. Type the cell afresh. [control_character]"
            ),
        ),
        (
            {"note": "\u202etxet"},
            (
                'error: invented.csv, row 2, column note, "\\u202etxet": The cell holds control characters, which can\'t be '
                "seen and can make a page show another text. Type the cell afresh. [control_character]"
            ),
        ),
        (
            {"note": "+cmd|' /C calc'!A0"},
            (
                "error: invented.csv, row 2, column note, \"+cmd|' /C calc'!A0\": The cell begins like a formula, which a "
                "spreadsheet would run. Write the value itself, or begin the text with another character. [formula]"
            ),
        ),
        (
            {"best": "#REF!"},
            (
                'error: invented.csv, row 2, column best, "#REF!": The cell holds the error of a formula. Write the value, or '
                "leave the cell empty. [error_value]"
            ),
        ),
        (
            {"note": "the villagersâ€™ count"},
            (
                'warning: invented.csv, row 2, column note, "the villagersâ€™ count": The text was damaged before it reached '
                "this file. Copy it from the report again, and save the file as UTF-8. [damaged_text]"
            ),
        ),
        (
            {"date_precision": "day"},
            (
                'warning: invented.csv, row 2, column date_precision, "day": date_precision says day, and start and end are '
                "different days. Write span, or month or year where the report names only that. [several_days]"
            ),
        ),
        (
            {"incident_id": "~mine"},
            (
                'error: invented.csv, row 2, column incident_id, "~mine": Names that begin with ~ are given to claims that '
                "stand alone. Give the incident another name, or leave the cell empty. [reserved_name]"
            ),
        ),
        (
            {"wording": "", "low": "", "best": "", "high": ""},
            (
                "warning: invented.csv, row 2, column wording: Neither wording nor low, best or high says how many, so the "
                "claim takes part in no figure. Add the words of the quantity, or leave it so where the report gives none. "
                "[no_quantity]"
            ),
        ),
        (
            {"wording": "at least seven"},
            (
                'warning: invented.csv, row 2, column wording, "at least seven": The wording reads as floor (7, 7, -), the '
                "cells say exact (7, 7, 7); the cells count. Read the sentence in the report again, and correct whichever of "
                "the two is wrong. [wording_clash]"
            ),
        ),
    ],
)
def test_a_broken_rule_is_told_in_one_sentence(cells, sentence):
    assert str(changed(**cells)) == sentence


@pytest.mark.parametrize(
    "cells",
    [
        {"note": "- said so twice"}, {"note": "-"}, {"note": "-7"}, {"note": "+95 9"}, {"measure": "Civilians killed"},
        {"scope": "Incident"}, {"pcode": "mmr005019"}, {"extent": ""}, {"published": ""}, {"means": ""},
        {"low": "၇", "best": "၇", "high": "၇"}, {"url": ""}, {"note": "# 7"}, {"place_name": "Pale Township"},
        {"place_name": "Invented Monastery, Pale", "place_level": "village"},
    ],
)  # fmt: skip
def test_what_is_in_order_is_not_reported(cells):
    assert str(changed(**cells)) == "no problems"


def test_a_day_in_the_future_is_an_error_only_when_today_is_given():
    assert str(changed(published="2024-12-14", today=date(2024, 12, 13))) == (
        'error: invented.csv, row 2, column published, "2024-12-14": The day lies in the future; today is 2024-12-13. '
        "Correct the day. [future_day]"
    )
    assert not len(changed(published="2024-12-14"))
    assert not len(changed(published="2024-12-13", today=date(2024, 12, 13)))


def test_the_same_claim_twice_is_a_warning_that_names_the_first():
    twice = {**MADE.CLAIMS[1], "claim_id": "i9", "note": "typed again"}
    assert str(problems(*MADE.CLAIMS, twice)) == (
        'warning: invented.csv, row 7, column claim_id, "i9": The claim says the same as row 3 in every column but its id, '
        "note and day of entry. Delete one of the two unless two reports are meant; a claim told twice changes no figure. "
        "[double_claim]"
    )


def test_one_place_name_with_codes_in_two_states_is_an_error():
    claims = [{**claim, "place_name": "Invented Hill", "place_level": "village"} for claim in MADE.CLAIMS[:4]]
    claims[2]["pcode"] = "MMR004003"
    assert str(problems(*claims)) == (
        'error: invented.csv, row 4, column pcode, "MMR004003": The p-code lies in Chin State, but other claims of '
        "invented-pale-2024-11 have this place in Sagaing Region. Correct the p-code. [place_apart]"
    )


def test_all_problems_of_a_file_come_at_once_and_by_row():
    claims = [dict(claim) for claim in MADE.CLAIMS]
    claims[0]["low"], claims[0]["start"] = "-1", "yesterday"
    claims[3]["measure"] = "unrest"
    found = problems(*claims)
    assert [(p.row, p.column, p.code) for p in found] == [
        (2, "low", "negative_count"), (2, "start", "not_a_day"), (5, "measure", "unknown_code")
    ]  # fmt: skip


def test_problems_are_a_table_too():
    found = changed(low="-7", url="nowhere")
    table = found.to_frame()
    assert list(table.columns) == list(FIELDS)
    assert table["row"].tolist() == [2, 2]
    assert table["severity"].tolist() == ["error", "warning"]
    assert repr(found) == "<Problems: 1 error, 1 warning>"
    assert list(found.errors + found.warnings) == list(found)
    assert list(Problems().to_frame().columns) == list(FIELDS)
    assert str(Problems()) == "no problems"
    assert isinstance(found[0], Problem)
