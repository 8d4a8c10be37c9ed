"""From the names and codes of other data sets to p-codes: by table, within the state named, never by likeness."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import places, shipped
from tollbook.places.crosswalk import is_placeholder, of_codes, of_dataset, states_of
from tollbook.places.folding import fold

TOWNSHIPS = places.townships()
with open(shipped.reference("crosswalk.csv"), encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))

#: ACLED's 18 names of states, in the order of the codes MMR001 to MMR018.
ACLED_STATES = [
    *("Kachin", "Kayah", "Kayin", "Chin", "Sagaing", "Tanintharyi", "Bago-East", "Bago-West", "Magway"),
    *("Mandalay", "Mon", "Rakhine", "Yangon", "Shan-South", "Shan-North", "Shan-East", "Ayeyarwady", "Nay Pyi Taw"),
]


def of_one(*names, dataset="ACLED"):
    found = of_dataset(dataset, *[[name] for name in names])
    return found.pcodes[0], found.levels[0], found.unmatched.to_numpy().tolist()


def test_the_table_holds_no_row_twice_and_only_codes_that_there_are():
    keys = [(row["dataset"], row["level"], row["code"], fold(row["name"]), row["parent"], row["pcode"]) for row in ROWS]
    assert len(set(keys)) == len(keys)
    for row in ROWS:
        assert row["source"].startswith("https://"), row
        for code in (row["pcode"], row["parent"]):
            assert code == "" or places.unit(code).level in ("state", "district", "township"), row
        if row["pcode"]:
            assert places.unit(row["pcode"]).level == row["level"], row
            assert row["pcode"].startswith(row["parent"]), row
        else:
            assert row["code"], row
            assert row["note"], row


def test_all_18_states_of_acled_are_matched_in_their_order():
    found = of_dataset("ACLED", ACLED_STATES)
    assert found.pcodes.to_list() == [f"MMR{number:03}" for number in range(1, 19)]
    assert found.unmatched.empty


@pytest.mark.parametrize(
    ("names", "pcode"),
    [
        (("Yangon", "Yangon-North"), "MMR013D001"),
        (("Yangon", "Yangon-South"), "MMR013D003"),
        (("Shan-North", "Kokang SAZ"), "MMR015S002"),
        (("Shan-North", "Pa Laung Self-Administered Zone"), "MMR015S001"),
        (("Sagaing", "Naga SAZ"), "MMR005S001"),
        (("Shan-North", "Kyaukme"), "MMR015D003"),
        (("Shan-North", "Matman", "Pangsang"), "MMR015005"),
        (("Bago-West", "Thayarwady", "Minhla"), "MMR008009"),
        (("Magway", "Thayet", "Minhla"), "MMR009013"),
        (("Kachin", "Puta-O", "Putao"), "MMR001014"),
    ],
)
def test_what_acled_writes_finds_its_place(names, pcode):
    assert of_one(*names) == (pcode, places.unit(pcode).level, [])


def test_every_township_finds_itself_within_its_state():
    found = of_dataset("some other", TOWNSHIPS["state"], TOWNSHIPS["district"], TOWNSHIPS["name"])
    assert found.pcodes.to_list() == TOWNSHIPS["pcode"].to_list()
    assert found.unmatched.empty


def test_a_township_that_two_states_have_is_not_taken_without_a_state():
    assert of_one("", "", "Minhla") == ("", "", [["township", "Minhla", "", 1]])
    assert of_one("NA", "", "Pale") == ("MMR005019", "township", [])


def test_nothing_is_taken_below_a_state_that_is_not_known():
    assert of_one("Atlantis", "", "Pale") == (
        *("", ""),
        [["state", "Atlantis", "", 1], ["township", "Pale", "", 1]],
    )


def test_a_public_unit_of_several_parts_has_no_code_of_its_own_but_its_townships_have():
    assert of_one("Shan State", "", "Lashio") == ("MMR015001", "township", [["state", "Shan State", "", 1]])
    assert of_one("Bago", "", "Minhla") == ("MMR008009", "township", [["state", "Bago", "", 1]])
    assert of_one("Bago", "", "Pale") == ("", "", [["state", "Bago", "", 1], ["township", "Pale", "", 1]])


def test_what_is_not_matched_keeps_the_code_above_it_and_is_listed_with_its_rows():
    found = of_dataset("ACLED", ["Sagaing"] * 3, ["Monywa"] * 3, ["Nowhere", "Nowhere", "Pale"])
    assert found.pcodes.to_list() == ["MMR005D003", "MMR005D003", "MMR005019"]
    assert found.levels.to_list() == ["district", "district", "township"]
    assert found.unmatched.to_dict("records") == [
        {"level": "township", "name": "Nowhere", "parent": "MMR005", "rows": 2}
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "NA", "n/a", "XXX", "XXX-XXX", "Not available", "-", "unknown", "nan", "None"]
)
def test_a_placeholder_is_no_place_and_not_listed(text):
    assert is_placeholder(text)
    assert of_one(text, text, text) == ("", "", [])
    assert of_one("Sagaing", text, text) == ("MMR005", "state", [])


@pytest.mark.parametrize("text", ["Nan", "Na Wi", "Xa", "Ann"])
def test_a_name_that_looks_like_a_placeholder_is_one_only_where_it_is_whole(text):
    assert is_placeholder(text) == (text == "Nan")


def test_missing_cells_of_a_frame_are_placeholders():
    frame = pd.DataFrame({"a": ["Sagaing", None], "b": [float("nan"), "Yinmarbin"]})
    found = of_dataset("ACLED", frame["a"], frame["b"])
    assert found.pcodes.to_list() == ["MMR005", "MMR005D009"]


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match=r"^The columns of one data set must be of one length\.$"):
        of_dataset("ACLED", ["Sagaing"], ["Yinmarbin", "Monywa"])


def test_codes_that_are_not_in_use_are_translated_where_it_is_known_and_listed_where_not():
    found = of_codes("ACLED on HDX", ["MMR015D221", "MMR005", "XXX-XXX", "MMR015D004", "mmr005019", "MMR015D004"])
    assert found.pcodes.to_list() == ["MMR015S002", "MMR005", "", "", "MMR005019", ""]
    assert found.levels.to_list() == ["district", "state", "", "", "township", ""]
    assert found.unmatched.to_dict("records") == [{"level": "", "name": "MMR015D004", "parent": "", "rows": 2}]


def test_a_code_means_what_it_says_where_no_data_set_uses_it_otherwise():
    assert of_codes("MIMU", ["MMR015D221"]).pcodes.to_list() == ["MMR015D221"]


def test_the_public_grouping_is_that_of_the_townships():
    for region, held in TOWNSHIPS.groupby("region")["state_pcode"]:
        assert set(states_of(region)) == set(held)
    assert sum(len(states_of(region)) for region in TOWNSHIPS["region"].unique()) == 18
    assert states_of("Atlantis") == ()


@given(st.lists(st.sampled_from([*ACLED_STATES, "NA", "Atlantis"]), max_size=30))
def test_no_row_is_lost(names):
    found = of_dataset("ACLED", names)
    assert len(found.pcodes) == len(found.levels) == len(names)
    stated = sum(not is_placeholder(name) for name in names)
    assert (found.pcodes != "").sum() + found.unmatched["rows"].sum() == stated
