"""The tables of other names and of a person's decisions: every row stands for a place that there is, and is sourced."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date

import pytest

from tollbook import places, shipped
from tollbook.places.folding import fold

KINDS = {"former", "alternative", "spelling", "abbreviation", "ethnic", "camp"}


def read(name):
    with open(shipped.reference(name), encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


ROWS = read("alternative_names.csv")
BY_NAME = defaultdict(set)
for _row in ROWS:
    BY_NAME[fold(_row["name"])].add(_row["pcode"])


def test_the_columns_are_those_that_the_documentation_names():
    assert list(ROWS[0]) == ["name", "pcode", "kind", "source", "url", "note"]
    with open(shipped.reference("place_names.csv"), encoding="utf-8", newline="") as handle:
        assert next(csv.reader(handle)) == ["name", "within", "level", "pcode", "decided_by", "decided_on", "why"]


def test_each_name_stands_for_a_place_of_the_gazetteer():
    levels = places.units({row["pcode"] for row in ROWS})["level"]
    assert sorted(levels[levels == ""].index) == []


def test_each_row_has_a_name_a_kind_and_a_source_with_an_address():
    for row in ROWS:
        assert fold(row["name"]), row
        assert row["name"] == row["name"].strip(), row
        assert row["kind"] in KINDS, row
        assert row["source"], row
        assert row["url"].startswith(("https://", "http://")), row
        assert " " not in row["url"], row


def test_no_name_is_listed_twice_for_one_place():
    keys = [(fold(row["name"]), row["pcode"]) for row in ROWS]
    assert len(set(keys)) == len(keys)


def test_no_name_is_the_one_that_the_gazetteer_has_already():
    own = places.names({row["pcode"] for row in ROWS})
    assert [row for row in ROWS if fold(own[row["pcode"]]) == fold(row["name"])] == []


def test_there_are_enough_of_them_and_rows_are_in_order():
    assert len(ROWS) >= 250
    keys = [(row["pcode"], fold(row["name"])) for row in ROWS]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("name", "pcodes"),
    [
        ("Rangoon", {"MMR013"}),
        ("Moulmein", {"MMR011D001", "MMR011001", "MMR011001701"}),
        ("Depayin", {"MMR005010", "MMR005010701"}),
        ("Maymyo", {"MMR010D002", "MMR010008", "MMR010008701"}),
        ("Papun", {"MMR003D004", "MMR003003", "MMR003003701"}),
        ("Thibaw", {"MMR015014", "MMR015014701"}),
        ("Burma", {"MMR"}),
    ],
)
def test_names_that_no_rule_derives_are_there_with_all_places_that_bear_them(name, pcodes):
    assert BY_NAME[fold(name)] == pcodes


@pytest.mark.parametrize("name", ["Pegu", "Tantabin", "Htantapin"])
def test_a_name_of_places_in_two_states_is_listed_for_both(name):
    assert len({pcode[:6] for pcode in BY_NAME[fold(name)]}) == 2


@pytest.mark.parametrize(
    "name", ["Mutraw", "Mu Traw", "Dooplaya", "Doo Tha Htoo", "Kler Lwee Htoo", "Taw Oo", "Mergui-Tavoy", "Kawthoolei"]
)
def test_units_of_other_administrations_are_not_mapped(name):
    assert fold(name) not in BY_NAME


def test_no_decision_ships():
    assert read("place_names.csv") == []


def test_a_decision_says_who_decided_what_when_and_why():
    # Holds nothing while the table is empty; it is here for whoever fills it.
    for row in read("place_names.csv"):
        assert fold(row["name"]), row
        assert places.unit(row["pcode"]).level, row
        assert row["within"] == "" or places.unit(row["within"]).level in ("township", "district", "state"), row
        assert row["level"] in ("", *places.LEVELS), row
        assert row["decided_by"], row
        assert row["why"], row
        assert date.fromisoformat(row["decided_on"]), row
