"""The names that were collected from public reports: how many are answered, and that the answers are right.

The figures are those of docs/places.md, with a little room: whoever changes a rule and loses answers, or gets a wrong
one, finds out here. The collected names and how they were checked: tests/fixtures/places/README.md.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tollbook import places

NAMES = pd.read_csv(Path(__file__).parents[1] / "fixtures" / "places" / "names.csv", dtype=str, keep_default_na=False)

#: A report that names the wrong township: it says Shwegyin, the village lies in Nyaunglebin.
MISNAMED = {"Pazun Myaung village"}


def measured(part: str) -> pd.DataFrame:
    """Rows of a part whose township or code a person found, with the answers, given what the report names beside them."""
    rows = NAMES[(NAMES["part"] == part) & ((NAMES["township"] != "") | (NAMES["pcode"] != ""))].reset_index(drop=True)
    code = rows["pcode"].where(rows["pcode"] != "", rows["township"])
    state = places.units(code).reindex(code)["state"].reset_index(drop=True)
    within = rows["beside"].where(rows["beside"] == "", rows["beside"] + ", ") + state
    levels = rows["place_level"].where(rows["place_level"].isin(places.LEVELS), "")
    found = places.resolve(rows["name"], levels, within)
    rows["got"], rows["how"] = found["pcode"], found["how"]
    rows["got_township"] = places.units(rows["got"]).reindex(rows["got"])["township"].fillna("").reset_index(drop=True)
    rows["told"] = rows["how"].isin(["exact", "sure"])
    return rows


@pytest.mark.parametrize(("part", "share"), [("tune", 0.87), ("report", 0.88), ("held out", 0.85)])
def test_most_names_are_answered_and_no_answer_is_in_another_township(part, share):
    rows = measured(part)
    told = rows[rows["told"]]
    right = (told["got_township"] == told["township"]).where(told["township"] != "", told["got"] == told["pcode"])
    assert set(told["name"][~right]) <= MISNAMED
    assert len(told) >= share * len(rows)


@pytest.mark.parametrize("part", ["tune", "report", "held out"])
def test_of_the_places_inside_a_township_hardly_one_is_another(part):
    rows = measured(part)
    fine = rows[rows["told"] & (rows["pcode"] != "") & (rows["pcode"] != rows["township"])]
    fine = fine[fine["got"] != fine["township"]]
    assert len(fine) > 80
    assert (fine["got"] == fine["pcode"]).mean() >= 0.97
