"""The map of counts: classes of whole numbers, and townships without a row hatched."""

import pandas as pd
import pytest

from tests.charts.squares import PALE, SAGAING, areas
from tollbook.charts.counted import counted
from tollbook.charts.reading import MapError
from tollbook.charts.style import svg
from tollbook.charts.words import words

COUNTS = pd.DataFrame({"pcode": [SAGAING[0], SAGAING[1], PALE], "n": [1, 1, 40]})


def texts(figure):
    return [line.text for lettering in figure.letterings for line in lettering.lines]


def test_the_key_has_the_label_and_the_numbers_and_no_sign_of_bounds():
    said = texts(counted(COUNTS, "Claims", areas(), within="MMR005"))
    assert {"Claims", "1", "40", "no report"} <= set(said)
    assert not {"or more", "bounds reach further", "best figure"} & set(said)


def test_what_a_township_without_a_row_is_called_may_be_said_otherwise():
    said = texts(counted(COUNTS, "Claims", areas(), "none shown", within="MMR005"))
    assert "none shown" in said
    assert "no report" not in said


def test_numbers_are_in_the_digits_of_the_language_and_the_map_is_the_same_twice():
    figure = counted(COUNTS, "အဆို", areas(), within="MMR005", language=words("my"))
    assert "၄၀" in texts(figure)
    assert svg(figure) == svg(counted(COUNTS, "အဆို", areas(), within="MMR005", language=words("my")))


def test_a_place_without_areas_can_t_be_drawn():
    with pytest.raises(MapError, match="No township of Chin State has an area"):
        counted(COUNTS, "Claims", areas(), within="MMR004")
