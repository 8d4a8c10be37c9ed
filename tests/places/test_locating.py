"""Coordinates to townships: how sure, and what is flagged; a point is never moved."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import places
from tollbook.places import border, deriving, locating
from tollbook.places.cells import leading
from tollbook.places.locating import locate
from tollbook.places.plane import to_plane

#: Ah Lel Bon, Pale Township, as the gazetteer has it.
PALE = "MMR005019"


@pytest.fixture(scope="module")
def villages():
    known = deriving.known_settlements()
    usual = known[(known["left_out"] == "") & (known["level"] == "village") & (known["unit"] == known["township"])]
    return usual.sample(2000, random_state=5).reset_index(drop=True)


def test_a_village_of_the_gazetteer_is_in_its_own_township_exactly(villages):
    found = locate(villages["latitude"], villages["longitude"])
    assert (found["township"] == villages["township"]).mean() > 0.998
    assert (found["how"] == "exact").mean() > 0.99
    assert found.loc[found["how"] == "exact", "township"].eq(villages["township"]).all()
    assert (found["flag"] == "").mean() > 0.998
    assert found.loc[found["how"] == "exact", "distance"].max() <= 0.05


def test_sure_means_right_for_villages_that_were_held_out():
    known = deriving.known_settlements()
    used = known[known["left_out"] == ""]
    out = np.random.default_rng(11).random(len(used)) < 0.2
    ground = deriving.ground_of_settlements(used[~out], border.barriers())
    numbers = {pcode: number for number, pcode in enumerate(places.areas().pcodes)}
    right = np.array([numbers[pcode] for pcode in used["township"][out]])
    townships, weights, _, _ = ground.votes(to_plane(used["longitude"][out], used["latitude"][out]))
    who, share = leading(townships, weights)
    sure = share >= locating._SURE
    assert sure.mean() > 0.7
    assert (who == right)[sure].mean() > 0.995
    assert (who == right).mean() > 0.95


@pytest.mark.parametrize(
    ("latitude", "longitude", "flag"),
    [
        ("NaN", 95.0, locating.NO_NUMBER),
        (None, None, locating.NO_NUMBER),
        ("", "95.1", locating.NO_NUMBER),
        ("somewhere", 95.1, locating.NO_NUMBER),
        (float("inf"), 95.1, locating.NO_NUMBER),
        (0, 0, locating.ZERO),
        (95.04, 21.96, locating.SWAPPED),
        (400.0, 95.0, locating.NOT_ON_EARTH),
        (120.0, 95.0, locating.NOT_ON_EARTH),
        (15.0, 93.0, locating.SEA),  # the Bay of Bengal
        (16.0, 95.9 + 0.8, locating.SEA),  # the Gulf of Martaban
        (13.75, 100.5, locating.OUTSIDE),  # Bangkok
        (25.04, 102.7, locating.OUTSIDE),  # Kunming
        (23.8, 90.4, locating.OUTSIDE),  # Dhaka
        (48.1, 11.6, locating.OUTSIDE),  # Munich
    ],
)
def test_what_is_wrong_with_a_point_is_named_and_no_township_is_given(latitude, longitude, flag):
    found = locate([latitude], [longitude]).iloc[0]
    assert found["flag"] == flag
    assert (found["township"], found["how"], found["candidates"]) == ("", "none", "")
    assert np.isnan(found["share"])


def test_texts_are_read_as_numbers():
    found = locate(["21.96"], ["95.04"])
    assert found["flag"].tolist() == [""]
    assert found["how"].tolist() != ["none"]


def test_a_point_far_from_the_place_named_beside_it_is_flagged_and_stays_where_it_is():
    latitude, longitude = 21.92, 94.86  # in Pale
    alone, right, state, wrong, other_state = (
        locate([latitude], [longitude], beside=[beside]).iloc[0]
        for beside in ("", PALE, "MMR005", "MMR013033", "MMR012")
    )
    assert alone["township"] == PALE
    for agreeing in (right, state):
        assert agreeing.equals(alone)
    for far in (wrong, other_state):
        assert far["flag"] == "far from the place named beside it"
        assert far["township"] == PALE
        assert far["how"] == "unsure"


def test_a_point_just_across_the_border_of_the_place_named_is_unsure_and_not_flagged():
    pale = places.areas(within=PALE).geometry[0]
    outline = np.array(pale.exterior.coords)
    east = outline[np.argmax(outline[:, 0])]
    found = locate([east[1]], [east[0] + 0.02], beside=[PALE]).iloc[0]
    assert found["township"] != PALE
    assert (found["how"], found["flag"]) == ("unsure", "")


def test_halves_of_hlaingtharya_agree_with_the_whole():
    found = locate([16.87, 16.87, 16.87], [96.06] * 3, beside=["MMR013046", "MMR013008", ""])
    assert found["township"].tolist() == ["MMR013008"] * 3
    assert found["flag"].tolist() == [""] * 3


def test_ground_that_only_lent_villages_speak_for_is_never_sure():
    found = locate([22.97, 22.43], [98.94, 99.19])  # the Wa area
    assert found["how"].tolist() == ["unsure", "unsure"]
    assert (found["township"] != "").all()


def test_candidates_are_ranked_and_begin_with_the_answer(villages):
    found = locate(villages["latitude"] + 0.02, villages["longitude"])
    told = found[found["township"] != ""]
    assert told["candidates"].str[:9].eq(told["township"]).all()
    for line in told["candidates"].head(200):
        shares = [float(one.split()[1]) for one in line.split(", ")]
        assert shares == sorted(shares, reverse=True)
        assert len(shares) <= 5
        assert sum(shares) <= 1.03


@given(st.lists(st.tuples(st.floats(allow_nan=True), st.floats(allow_nan=True)), max_size=20))
def test_any_numbers_get_a_row_each_and_a_township_or_a_flag(points):
    found = locate([one for one, _ in points], [other for _, other in points])
    assert len(found) == len(points)
    assert ((found["township"] != "") == (found["flag"] == "")).all()
    assert ((found["how"] == "none") == (found["township"] == "")).all()


@given(st.lists(st.tuples(st.floats(9.5, 28.5), st.floats(92, 101.2)), min_size=1, max_size=20))
def test_a_point_is_located_alike_alone_and_among_others(points):
    together = locate([one for one, _ in points], [other for _, other in points])
    for row, (north, east) in enumerate(points):
        assert locate([north], [east]).iloc[0].equals(together.iloc[row])


def test_an_index_is_kept_and_lengths_must_agree():
    index = pd.Index(["a", "b"])
    found = locate(pd.Series([21.9, 16.8], index=index), pd.Series([94.9, 96.15], index=index))
    assert found.index.tolist() == ["a", "b"]
    with pytest.raises(ValueError, match="2 latitudes, 1 longitudes and 2 places beside them: not a row each"):
        locate([1, 2], [3])
    assert locate([], []).columns.tolist() == ["township", "how", "flag", "distance", "share", "candidates"]
