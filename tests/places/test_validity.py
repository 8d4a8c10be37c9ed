"""Which of the 358 township-level codes are in use, and what became of the others."""

from __future__ import annotations

import pytest

from tollbook import places

TABLE = places.townships().set_index("pcode")


def test_each_code_has_a_status():
    assert TABLE["status"].value_counts().to_dict() == {
        "current": 331,
        "not in the government's list": 26,
        "split": 1,
    }


def test_exactly_330_are_the_usual_townships():
    assert set(TABLE["usual"]) == {"yes", ""}
    assert (TABLE["usual"] == "yes").sum() == 330


def test_a_split_township_is_usual_and_its_parts_are_not():
    assert TABLE.loc["MMR013008", ["status", "usual", "valid_to"]].to_list() == ["split", "yes", "2020-01-26"]
    for part in TABLE.loc["MMR013008", "became"].split("; "):
        assert TABLE.loc[part, ["status", "usual", "valid_from"]].to_list() == ["current", "", "2020-01-27"]


def test_what_a_township_became_is_in_the_table_and_in_its_district():
    for pcode, became in TABLE["became"].items():
        for successor in filter(None, became.split("; ")):
            assert TABLE.loc[successor, "district_pcode"] == TABLE.loc[pcode, "district_pcode"]
            assert TABLE.loc[successor, "status"] == "current"


@pytest.mark.parametrize("district", ["MMR015D221", "MMR015D331", "MMR015D332", "MMR016D333"])
def test_units_of_districts_that_the_government_does_not_list_are_not_usual(district):
    held = TABLE[TABLE["district_pcode"] == district]
    assert len(held) > 0
    assert set(held["status"]) == {"not in the government's list"}
    assert set(held["usual"]) == {""}
    assert held["note"].str.endswith("Never add both").all()


def test_townships_of_the_self_administered_zones_are_usual():
    zones = TABLE[TABLE["district_pcode"].str.contains("S0")]
    assert zones["district_pcode"].nunique() == 5
    assert set(zones["usual"]) == {"yes"}


def test_whatever_is_not_plainly_current_says_why():
    plain = (TABLE["status"] == "current") & (TABLE["usual"] == "yes")
    assert (TABLE.loc[~plain, "note"] != "").all()
