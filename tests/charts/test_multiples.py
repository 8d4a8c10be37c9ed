"""Small multiples: panels of months on one scale."""

from __future__ import annotations

import pandas as pd

from tests.charts.invented import NAN, month, tally
from tollbook.charts import multiples

SPAN = (pd.Timestamp("2023-01-01"), pd.Timestamp("2024-06-30"))
GREAT = tally(month("2023-02-01", 50, 168, 174), month("2023-05-01", 10, 10, NAN, True))
SMALL = tally(month("2023-03-01", 5, 5, 5, pcode="INVENTED2"))


def drawn(rows, names, **more):
    return multiples(rows, names, *SPAN, **more)


def texts(figure):
    return [text.get_text() for text in figure.board.texts]


def heights(figure):
    """Tops of all solid bars, above the foot of their panel, in mm."""
    pieces = [corners for held in figure.board.collections for corners in held.pieces]
    return [float(corners[:, 1].max() - corners[:, 1].min()) for corners in pieces]


def test_every_panel_has_its_name_its_greatest_number_and_the_years():
    said = texts(drawn([GREAT, SMALL], ["Great", "Small"]))
    assert [text for text in said if not text.startswith("20")] == ["Great", "168", "Small", "5"]
    assert [text for text in said if text.startswith("20")] == ["2023", "2024"] * 2


def test_one_scale_for_all_a_small_place_is_no_higher_beside_a_great_one():
    alone, beside = max(heights(drawn([SMALL], ["Small"]))), heights(drawn([SMALL, GREAT], ["Small", "Great"]))
    small = [height for height in beside if abs(height - alone * 5 / 174) < 0.02]
    assert small, "a bar of 5 on a scale that ends at 174"


def test_panels_stand_in_rows_and_the_figure_grows_with_them():
    one, two = (drawn([SMALL] * n, ["x"] * n).get_size_inches()[1] for n in (3, 4))
    assert two > 1.9 * one
    assert drawn([SMALL] * 3, ["x"] * 3, across=1).get_size_inches()[1] > two


def test_a_place_that_has_no_number_has_no_label_and_its_months_are_hatched():
    silent = tally(month("2023-03-01", NAN, NAN, NAN))
    figure = drawn([silent], ["Silent"])
    assert [text for text in texts(figure) if not text.startswith("20")] == ["Silent"]
    assert any(len(each.pieces) > 0 for each in figure.board.collections)
