"""What a tally can be laid out by, and how a wrong layout is refused."""

import pytest

import tollbook as tb
from tollbook import shipped
from tollbook.tallies.layout import layout


def test_the_level_is_that_of_the_place_where_none_is_named():
    assert layout("month", "MMR005019", None, None).level == "township"
    assert layout("month", "MMR005", None, None).level == "state"
    assert layout("month", None, None, None).level == "country"


def test_a_level_wider_than_the_place_is_refused():
    said = (
        "A tally of Pale Township can't be made by state, which is wider: its rows would bear the name of the state and "
        "hold only a part of it. Choose township or a level below."
    )
    with pytest.raises(ValueError, match=said):
        layout("state,year", "MMR005019", None, None)


def test_a_village_has_no_tally_of_its_own():
    with pytest.raises(ValueError, match="A tally is about a township, a district, a state or the country, not about"):
        layout("month", "174067", None, None)


def test_every_row_lies_in_the_place_asked_for():
    found = tb.findings(tb.read_claims(shipped.claims_file()))
    for within in ("MMR005", "MMR005D009", "MMR005019"):
        rows = tb.tally(found, "month", within=within).table
        inside = tb.places.units(sorted(set(rows["pcode"])))[["township", "district", "state"]]
        assert len(rows)
        assert (inside == within).any(axis=1).all()
