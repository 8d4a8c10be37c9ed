"""On what terms sources may be used and named."""

import csv
import re
from datetime import date

import pytest

from tollbook import shipped
from tollbook.release import sources
from tollbook.release.sources import terms_of, unlisted


@pytest.fixture(scope="module")
def rows():
    with open(shipped.reference("sources.csv"), encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def used(terms):
    return terms.rows, terms.aggregates, terms.named


def test_every_source_of_the_sample_is_listed_and_may_be_named_and_used():
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        names = {row["source"] for row in csv.DictReader(handle)}
    assert len(names) == 108
    assert sorted(names - set(sources.listed())) == []
    assert sorted(name for name in names if used(terms_of(name)) != (True, True, True)) == []


def test_the_table_is_filled_in_as_it_says(rows):
    assert len({" ".join(row["source"].split()).casefold() for row in rows}) == len(rows)
    for row in rows:
        name = row["source"]
        assert row["kind"] in sources.KINDS, name
        assert {row["rows"], row["aggregates"]} <= {"yes", "no", "unclear"}, name
        assert row["named"] in ("yes", "no"), name
        assert date.fromisoformat(row["checked"]) >= date(2026, 11, 29), name
        assert len(row["note"]) > 20, name
        assert row["terms_url"] == "" or re.fullmatch(r"https://\S+", row["terms_url"]), name
        # Rows that may not leave must never do so because of a generous cell beside it.
        assert row["rows"] != "yes" or row["aggregates"] == "yes", name


def test_a_data_set_without_a_known_licence_is_unclear_and_says_what_is_unconfirmed(rows):
    unknown = [row for row in rows if row["kind"] == "data set" and not row["licence"]]
    assert unknown
    for row in unknown:
        assert (row["rows"], row["aggregates"]) == ("unclear", "unclear"), row["source"]
        assert "unconfirmed" in row["note"] or "Another name" in row["note"], row["source"]
        assert used(terms_of(row["source"])) == (False, False, True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ACLED", (False, True, True)),
        ("UCDP GED", (True, True, True)),
        ("IDMC", (True, True, True)),
        ("IOM DTM", (False, False, True)),
        ("MIMU", (False, False, True)),
        ("Insecurity Insight", (False, False, True)),
        ("AAPP", (False, True, True)),
        ("The Irrawaddy", (True, True, True)),
        ("Help Myanmar blog", (True, True, True)),
        ("Undisclosed Source", (False, True, False)),
    ],
)
def test_the_terms_of_the_field(source, expected):
    assert used(terms_of(source)) == expected


def test_another_name_of_a_data_set_has_its_terms():
    assert used(terms_of("Armed Conflict Location & Event Data")) == used(terms_of("ACLED"))
    assert terms_of("Uppsala Conflict Data Program").credit == terms_of("UCDP GED").credit != ""


@pytest.mark.parametrize(
    "written", ["  the   IRRAWADDY ", "The\u00a0Irrawaddy", "The\u200b Irrawaddy", "ＴＨＥ Irrawaddy"]
)
def test_case_blanks_and_hidden_signs_say_nothing(written):
    assert terms_of(written).source == "The Irrawaddy"


def test_an_apostrophe_is_one_in_every_form():
    assert terms_of("Ta’ang Women’s Organization") == terms_of("Ta'ang Women's Organization")
    assert terms_of("Ta'ang Women's Organization").kind == "organisation"


def test_a_source_that_nobody_looked_up_is_used_and_not_named():
    found = terms_of("U Invented, of Invented village")
    assert found == unlisted(is_data_set=False)
    assert (found.source, found.kind, found.licence, found.credit) == ("", "unknown", "", "")
    assert used(found) == (True, True, False)


def test_nothing_rests_on_a_data_set_that_nobody_looked_up():
    assert used(unlisted(is_data_set=True)) == (False, False, False)
    assert terms_of("Invented Conflict Data", is_data_set=True) == unlisted(is_data_set=True)
    # What the table says of a listed source does not depend on how its claims came.
    assert terms_of("UCDP GED", is_data_set=True) == terms_of("UCDP GED")


@pytest.mark.parametrize(
    "source", ["Undisclosed Source", "UNDISCLOSED SOURCE", "The Irrawaddy; Undisclosed Source", "undis\u200bclosed"]
)
def test_an_undisclosed_source_is_never_named_whatever_else_the_cell_says(source):
    assert (terms_of(source).kind, *used(terms_of(source))) == ("undisclosed", False, True, False)


@pytest.mark.parametrize("source", ["ACLED via HDX", "Invented Person (ACLED)", "DVB; ACLED", "acled, 2024"])
def test_a_name_with_a_data_set_in_it_has_its_terms_and_is_not_printed(source):
    assert (terms_of(source).kind, *used(terms_of(source))) == ("data set", False, True, False)


def test_a_data_set_is_not_found_inside_a_word():
    assert terms_of("Tackled").kind == "unknown"


def test_credits_are_whole_lines():
    assert terms_of("ACLED").credit == (
        "Raleigh, C., Kishi, R. and Linke, A. (2023), doi 10.1057/s41599-023-01559-4. "
        "ACLED, accessed on [date]. www.acleddata.com"
    )
    assert terms_of("MIMU").credit == ("Place codes, names and coordinates: Myanmar Information Management Unit (MIMU)")
    assert terms_of("Mizzima").credit == ""
