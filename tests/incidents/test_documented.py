"""How well each incident is documented, counted from invented rows and from the sample."""

import csv

import pandas as pd

import tollbook as tb
from tests.briefs.invented import claim
from tollbook import shipped
from tollbook.incidents.documented import documented


def of(*rows):
    return documented(tb.Claims.from_frame(pd.DataFrame(rows), name="invented-claims.csv").table)


OTHER = {"source": "Another Invented Outlet", "url": "https://example.org/other"}


def test_voices_come_first_then_outlets_then_claims():
    found = of(
        claim(1, "invented-two-claims"),
        claim(2, "invented-two-claims"),
        claim(3, "invented-two-outlets", attributed_to="NUG"),
        claim(4, "invented-two-outlets", attributed_to="NUG", **OTHER),
        claim(5, "invented-two-voices", attributed_to="NUG"),
        claim(6, "invented-two-voices", attributed_to="AAPP"),
    )
    listed = [(row.incident_id, row.origins, row.outlets, row.reports, row.claims) for row in found.itertuples()]
    assert listed == [
        ("invented-two-voices", 2, 1, 2, 2),
        ("invented-two-outlets", 1, 2, 2, 2),
        ("invented-two-claims", 1, 1, 2, 2),
    ]


def test_numbers_differ_only_where_several_outlets_give_one_of_the_same_for_the_whole():
    found = of(
        claim(1, "invented-agreed"),
        claim(2, "invented-agreed", **OTHER),
        claim(3, "invented-disputed"),
        claim(4, "invented-disputed", low="12", best="12", high="", **OTHER),
        claim(5, "invented-part"),
        claim(6, "invented-part", extent="part", low="3", best="3", high="3", **OTHER),
        claim(7, "invented-other-measure"),
        claim(8, "invented-other-measure", measure="civilians_injured", **OTHER),
        claim(9, "invented-one-outlet"),
        claim(10, "invented-one-outlet", low="12", best="12", high="12"),
    )
    told = {row.incident_id: (row.compared, row.differ) for row in found.itertuples()}
    assert told == {
        "invented-agreed": (True, False),
        "invented-disputed": (True, True),
        "invented-part": (False, False),
        "invented-other-measure": (False, False),
        "invented-one-outlet": (False, False),
    }


def test_totals_and_levels_are_no_incidents():
    assert of(claim(1, scope="aggregate", place_level="state", place_name="Sagaing Region", pcode="MMR005")).empty


def test_the_best_documented_incident_of_the_sample():
    found = documented(tb.read_claims(shipped.claims_file()).table)
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["scope"] == "incident"]
    mine = [row for row in rows if row["incident_id"] == "pazigyi-2023-04-11"]
    assert len(found) == len({row["incident_id"] for row in rows})
    first = found.iloc[0]
    assert (first.incident_id, first.claims, first.outlets, first.reports) == (
        "pazigyi-2023-04-11",
        len(mine),
        len({row["source"] for row in mine}),
        len({row["url"] for row in mine}),
    )
