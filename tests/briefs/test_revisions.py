"""Revisions, for each reason by hand: two issues of an invented brief, made from invented claims."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import PALE, brief, claim, entered, found, public_brief
from tollbook.briefs import running
from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import as_json
from tollbook.briefs.fingerprints import fingerprints
from tollbook.briefs.views import revisions

KALE = "MMR005027"


@pytest.fixture(scope="module")
def made():
    """Facts of last issues by what they were made from: many tests spoil or follow the same one."""
    return {}


@pytest.fixture
def last(tmp_path, made):
    """Write the facts of a last issue, to December 2024, and give their path; `change` may spoil them."""

    def write(*rows, change=None, **options):
        options = {"as_of": "2024-12-01", **options}
        asked = repr((rows, sorted(options.items(), key=lambda option: option[0])))
        if asked not in made:
            made[asked] = as_json(entered(brief(*rows, **options)))
        facts = json.loads(made[asked])
        path = tmp_path / "last-facts.json"
        path.write_text(json.dumps(change(facts) or facts if change else facts), encoding="utf-8")
        return path

    return write


def revised(path, *rows, **options):
    """The revisions of an issue a year later, by measure: old and new numbers, and why."""
    options = {"as_of": "2025-12-01", **options}
    made = tb.brief(found(*rows, **options), PALE, "2025-11", previous=path, release="internal")
    return made, {
        figure["measure"] + figure["base"]: (row["old"]["best"], figure["best"], row["why"])
        for row in entered(made)["panels"]["revisions"]["rows"]
        for figure in [entered(made)["figures"][row["key"]]]
    }


def why(path, *rows, **options):
    return revised(path, *rows, **options)[1]


# ------------------------------------------------------------------------------------------------------ each reason


def test_where_nothing_changed_nothing_is_listed(last):
    made, rows = revised(last(claim(1)), claim(1))
    assert rows == {}
    assert revisions.revisions(made.gathered)["none"] == (
        "No figure of the last issue (November 2024; issued 1 Dec 2024, reports to 1 Dec 2024) has changed."
    )


def test_a_report_published_after_the_cut_off_is_a_late_report(last):
    late = claim(2, "invented-2", published="2024-12-02")
    # The file of both issues is the same: the report was only not counted yet.
    assert why(last(claim(1), late), claim(1), late) == {"civilians_killed": (10, 20, ["late report"])}


def test_a_claim_entered_since_is_a_late_report_though_published_before(last):
    more = claim(2, "invented-2", published="2024-11-21", recorded="2024-12-05")
    first = claim(1, recorded="2024-11-21")
    assert why(last(first), first, more) == {"civilians_killed": (10, 20, ["late report"])}


def test_a_claim_that_was_entered_before_and_counts_only_now_is_not_a_late_report(last):
    first = claim(1, recorded="2024-11-21")
    elsewhere = claim(2, "invented-2", pcode=KALE, place_name="Kale", published="2024-12-01", recorded="2024-12-01")
    # Its place was corrected: of a claim that the last issue did not use, nobody can tell.
    here = {**elsewhere, "pcode": PALE, "place_name": "Pale"}
    assert why(last(first, elsewhere), first, here) == {"civilians_killed": (10, 20, ["not known"])}


def test_a_claim_that_says_something_else_now_is_a_correction(last):
    other = {**claim(1), "low": "8", "best": "8", "high": "8"}
    assert why(last(claim(1)), other) == {"civilians_killed": (10, 8, ["correction"])}


@pytest.mark.parametrize("gone", [{"withdrawn": "2025-01-10"}, None])
def test_a_claim_that_was_withdrawn_or_removed_is_a_correction(last, gone):
    first, second = claim(1) | {"withdrawn": ""}, claim(2, "invented-2") | {"withdrawn": ""}
    now = [first] if gone is None else [first, {**second, **gone}]
    assert why(last(first, second), *now) == {"civilians_killed": (20, 10, ["correction"])}


def test_the_same_claims_joined_otherwise_are_reconciling(last):
    one, other = claim(1, "invented-1"), claim(2, "invented-2")
    joined = claim(2, "invented-1")
    assert why(last(one, other), one, joined) == {"civilians_killed": (20, 10, ["reconciling"])}
    assert why(last(one, joined), one, other) == {"civilians_killed": (10, 20, ["reconciling"])}


def test_another_name_of_an_incident_joins_nothing_otherwise(last):
    assert why(last(claim(1), claim(2)), claim(1, "renamed"), claim(2, "renamed")) == {}


def test_another_rule_is_a_method_and_only_that(last):
    rows = [claim(1, best="12", low="8", high="15")]
    path = last(*rows)
    assert why(path, *rows, rule="lowest") == {"civilians_killed": (12, 8, ["method"])}
    # A late report and another rule, each of which moves the figure.
    late = claim(2, "invented-2", published="2025-01-01", low="1", best="2", high="3")
    assert why(path, *rows, late, rule="lowest") == {"civilians_killed": (12, 9, ["late report", "method"])}


def test_a_zero_that_nobody_vouches_for_any_more_is_another_coverage(last):
    counted = pd.DataFrame(
        {"source": ["a"], "pcode": [PALE], "start": ["2024-01-01"], "end": ["2024-12-31"], "status": ["counted"]}
    )
    rows = why(last(claim(1), coverage=counted), claim(1))
    assert rows["civilians_injured"] == (0, None, ["coverage"])
    assert "civilians_killed" not in rows, "a number is a number, whoever was counting"


def _older(facts):
    facts["stamp"]["software"] = "tollbook 0.0.1"
    facts["figures"]["period.civilians_killed"] |= {"low": 9, "best": 9, "high": 9}


def test_where_nothing_else_holds_and_the_software_differs_it_is_the_code(last):
    assert why(last(claim(1), change=_older), claim(1)) == {"civilians_killed": (9, 10, ["code"])}


def test_a_rule_is_the_only_reason_where_late_reports_change_nothing(last):
    bounds = {"best": "12", "low": "8", "high": "15"}
    late = claim(2, source="Another outlet", published="2025-01-01", **bounds)
    assert why(last(claim(1, **bounds)), claim(1, **bounds), late, rule="lowest") == {
        "civilians_killed": (12, 8, ["method"])
    }


def _elsewhere(facts):
    _older(facts)
    facts["figures"]["period.civilians_killed"] |= {"claims": []}
    facts["claims"] = {}


def test_a_claim_of_the_very_same_file_was_not_entered_since(last):
    # An older software put it elsewhere: the file has not changed, and the report was out.
    assert why(last(claim(1), change=_elsewhere), claim(1)) == {"civilians_killed": (9, 10, ["code"])}


def _tables(facts):
    facts["stamp"]["reference_sha256"] = "0" * 64
    facts["claims"]["x001"]["fingerprint"] = "0" * 16
    facts["figures"]["period.civilians_killed"] |= {"low": 9, "best": 9, "high": 9}


def test_reference_tables_that_read_the_same_file_otherwise_are_code_and_no_correction(last):
    assert why(last(claim(1), change=_tables), claim(1)) == {"civilians_killed": (9, 10, ["code"])}


def _unlike(facts):
    facts["figures"]["period.civilians_killed"] |= {"low": 9, "best": 9, "high": 9}


def test_where_no_reason_can_be_shown_it_is_not_known(last):
    assert why(last(claim(1), change=_unlike), claim(1)) == {"civilians_killed": (9, 10, ["not known"])}


def test_several_reasons_are_all_given(last):
    late, other = claim(3, "invented-3", published="2025-02-01"), {**claim(1), "low": "8", "best": "8", "high": "8"}
    assert why(last(claim(1), claim(2, "invented-2")), other, claim(2, "invented-2"), late) == {
        "civilians_killed": (20, 28, ["late report", "correction"])
    }


def test_a_late_report_that_moves_an_incident_away_is_found_through_its_incident(last):
    rows = [claim(1, source="A"), claim(2, source="B", pcode=KALE, place_name="Kale", published="2025-01-01")]
    rows.append(claim(3, source="C", pcode=KALE, place_name="Kale", published="2025-01-02"))
    made, changed = revised(last(*rows), *rows)
    assert changed == {"civilians_killed": (10, None, ["late report"])}
    assert running.text_of(revisions.revisions(made.gathered)["rows"][0]["cells"][2]) == "no report"


def test_a_measure_that_is_new_or_gone_is_listed(last):
    detained = claim(2, "invented-2", measure="detained", published="2024-12-20")
    assert why(last(claim(1)), claim(1), detained) == {"detained": (None, 10, ["late report"])}
    assert why(last(claim(1), claim(2, "invented-2", measure="detained")), claim(1)) == {
        "detained": (10, None, ["correction"])
    }


def test_a_level_is_revised_within_its_base(last):
    level = {"scope": "level", "measure": "displaced_total", "start": "2024-11-25", "end": "2024-11-25"}
    old = claim(2, "level-1", **level)
    new = claim(3, "level-2", **{**level, "start": "2024-11-28", "end": "2024-11-28"}, published="2024-12-20", low="30")
    assert why(last(claim(1), old), claim(1), old, new)["displaced_total"] == (10, 30, ["late report"])
    base = claim(3, "level-3", **level, base="since 2021-02-01", published="2024-12-20")
    assert why(last(claim(1), old), claim(1), old, base) == {
        "displaced_totalsince 2021-02-01": (None, 10, ["late report"])
    }


# ----------------------------------------------------------------------------------------------------- what is printed


def test_the_table_says_both_numbers_and_where_the_new_one_comes_from(last):
    late = claim(2, "invented-2", published="2024-12-02", low="5", best="", high="")
    made, _ = revised(last(claim(1)), claim(1), late)
    said = running.plain_data(revisions.revisions(made.gathered))
    assert said["heading"] == "Revisions since the last issue: November 2024, issued 1 Dec 2024, reports to 1 Dec 2024"
    assert said["head"] == ["Measure", "Last issue", "Known now", "Why"]
    cells = said["rows"][0]["cells"]
    assert cells[0] == "Civilians killed"
    assert cells[1][0]["t"] == "10"
    assert cells[2][0] == {"t": "15 or more", "s": [1, 2]}
    assert cells[3] == "late reports"
    assert said["note"] == "5 other figures have not changed."
    sources = entered(made)["sources"]
    assert {each["number"] for each in sources} >= {1, 2}


def test_without_a_last_issue_that_is_said():
    page = revisions.revisions(brief(claim(1)).gathered)
    assert (page["none"], page["rows"]) == ("No earlier issue was given to compare with.", [])


def test_the_last_issue_is_in_the_stamp(last):
    path = last(claim(1))
    made, _ = revised(path, claim(1))
    assert entered(made)["stamp"]["files"]["previous"]["name"] == "last-facts.json"
    assert str(path.parent) not in as_json(entered(made))


def test_a_pdf_carries_what_the_next_issue_needs(tmp_path):
    first = brief(claim(1), as_of="2024-12-01")
    path = first.save(tmp_path)
    late = claim(2, "invented-2", published="2024-12-02")
    assert path.suffix == ".pdf"
    assert why(path, claim(1), late) == {"civilians_killed": (10, 20, ["late report"])}


def test_the_order_of_claims_changes_no_revision(last):
    rows = [claim(n, f"invented-{n}", published=f"2024-1{n % 3}-25") for n in range(6)]
    path = last(*rows)
    assert why(path, *rows) == why(path, *reversed(rows))


# --------------------------------------------------------------------------------------------------- what is refused


def test_another_place_is_refused_and_both_are_named(last):
    path = last(claim(1), place=KALE)
    with pytest.raises(BriefError) as error:
        revised(path, claim(1))
    assert str(error.value) == (
        "The last issue (last-facts.json) is of Kale Township (MMR005027), and this brief is of Pale Township "
        "(MMR005019). Give the last issue of the same brief (previous)."
    )


def test_an_issue_that_knows_more_is_refused(last):
    path = last(claim(1), as_of="2026-01-01")
    with pytest.raises(BriefError, match="counts reports to 2026-01-01, and this brief only to 2025-12-01"):
        revised(path, claim(1))
    path = last(claim(1), known_on="2025-06-01")
    with pytest.raises(BriefError, match="counts claims entered to 2025-06-01, and this brief only to 2025-05-01"):
        revised(path, claim(1), known_on="2025-05-01")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no facts file of a brief: it is not JSON."),
        ("[]", "it does not say 'tollbook facts 1'"),
        ('{"format": "tollbook facts 2"}', "it does not say 'tollbook facts 1'"),
        ('{"format": "tollbook facts 1"}', "are damaged: 'brief'."),
        ("%PDF-1.7 broken", "The PDF given.json can't be read"),
    ],
)
def test_what_is_no_facts_file_is_refused_in_a_sentence(tmp_path, text, said):
    path = tmp_path / "given.json"
    path.write_text(text)
    with pytest.raises(BriefError, match=re.escape(said)):
        brief_with(path)


def brief_with(path):
    return tb.brief(found(claim(1)), PALE, "2024-11", previous=path, release="internal")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BriefError, match="can't be read: No such file or directory"):
        brief_with(tmp_path / "none.json")


def _spoil(key, value):
    def change(facts):
        facts["figures"]["period.civilians_killed"][key] = value

    return change


@pytest.mark.parametrize(
    ("key", "value"),
    [("low", "10"), ("best", -1), ("high", True), ("low", float("nan")), ("open", "no"), ("state", "dead"),
     ("claims", [1]), ("measure", "goats"), ("base", None)],
)  # fmt: skip
def test_a_damaged_number_is_refused_and_not_printed(last, key, value):
    path = last(claim(1), change=_spoil(key, value))
    with pytest.raises(BriefError, match="are damaged"):
        revised(path, claim(1))


# ------------------------------------------------------------------------------------------------------ fingerprints


@pytest.mark.parametrize("release", ["public", "internal"])
def test_fingerprints_hold_nothing_that_is_not_public(release):
    rows = [claim(1), claim(2, "invented-2")]
    secret = {"place_name": "a village", "note": "a note", "incident_id": "village-name", "wording": "ten"}
    one, other = (
        fingerprints(tb.Claims.from_frame(pd.DataFrame(each)).table, release)
        for each in (rows, [{**row, **secret, "attributed_to": "a person"} for row in rows])
    )
    assert one == other
    assert all(re.fullmatch(r"[0-9a-f]{16}", mark) for mark in one.values())


def marks_of(release, change):
    """The fingerprints of a claim and of the same one changed."""
    return [
        fingerprints(tb.Claims.from_frame(pd.DataFrame([each])).table, release)["x001"]
        for each in (claim(1), claim(1) | change)
    ]


#: What a public fingerprint tells apart.
COARSE = [{"base": "includes fighters"}, {"extent": "part"}]
#: What only an internal one does: whoever tried all days of a month, townships and small numbers would read them off.
CLOSE = [
    {"measure": "civilians_injured"}, {"pcode": KALE, "place_name": "Kale"},
    {"start": "2024-11-09"}, {"end": "2024-11-11"}, {"best": "9", "low": "9"}, {"high": ""}, {"source": "Other"},
    {"published": "2024-11-21"},
]  # fmt: skip


@pytest.mark.parametrize("change", [*COARSE, *CLOSE])
def test_an_internal_fingerprint_tells_every_column_that_a_brief_prints(change):
    one, other = marks_of("internal", change)
    assert one != other


@pytest.mark.parametrize("change", COARSE)
def test_a_public_fingerprint_tells_who_is_counted_and_of_what_extent(change):
    one, other = marks_of("public", change)
    assert one != other


@pytest.mark.parametrize("change", CLOSE)
def test_a_public_fingerprint_tells_no_measure_place_day_number_or_source(change):
    one, other = marks_of("public", change)
    assert one == other


@pytest.mark.parametrize("make", [brief, public_brief])
def test_groups_are_told_without_the_incident(make):
    made = make(claim(3, "village-name"), claim(1, "village-name"), claim(2, "other-village"))
    facts = as_json(entered(made))
    held = json.loads(facts)["claims"]
    assert {each: held[each]["group"] for each in held} == {"x001": "x001", "x002": "x002", "x003": "x001"}
    assert "village-name" not in facts
