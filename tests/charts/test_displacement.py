"""Displacement: a stock and a flow, each in a panel of its own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from matplotlib.patches import Circle, Polygon

import tollbook as tb
from tests.briefs.invented import claim
from tests.briefs.invented import found as invented
from tests.charts.invented import NAN, month, tally
from tollbook.charts import displacement
from tollbook.charts.at_once import Lines
from tollbook.charts.displacement import height_of
from tollbook.charts.style import colour, svg

FLOW = tally(month("2024-03-01", 1000, 10000, 10000, measure="displaced_new"))
SPAN = ("2023-01-01", "2024-12-31")


def level(day: str, best: float, base: str = "", **more: Any) -> dict[str, Any]:
    row = {"stated_on": pd.Timestamp(day), "base": base, "low": best, "best": best, "high": best, "open": False}
    return {**row, **more}


def levels(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(level("2024-01-01", 1)))


def texts(figure):
    return [text.get_text() for text in figure.board.texts]


def signs(figure):
    """Signs of the levels: circles, and shapes with an outline in the stock's colour."""
    edge = colour("stock")
    found = [patch for patch in figure.board.patches if isinstance(patch, Circle | Polygon) and patch.get_linewidth()]
    from matplotlib.colors import to_hex

    return [patch for patch in found if to_hex(patch.get_edgecolor()) == edge]


def test_nothing_joins_the_points():
    figure = displacement(levels(level("2023-02-10", 30000), level("2024-08-31", 50000)), FLOW, *SPAN)
    points = [(round(patch.center[0], 3), round(patch.center[1], 3)) for patch in signs(figure)]
    assert len(points) == 2
    for line in figure.board.lines:
        ends = {(round(x, 3), round(y, 3)) for x, y in line.get_xydata()}
        assert len(ends & set(points)) < 2


def test_each_base_has_a_sign_of_its_own_and_a_line_of_the_key():
    rows = levels(level("2023-02-10", 30000, "since 2021"), level("2023-02-10", 70000, "all"), level("2023-03-10", 5))
    figure = displacement(rows, FLOW, *SPAN)
    assert {"since 2021", "all", "base not stated"} <= set(texts(figure))
    shapes = {type(patch).__name__ + str(len(patch.get_path().vertices)) for patch in signs(figure)}
    assert len(shapes) == 3


def test_a_single_series_that_counts_what_the_measure_says_needs_no_key():
    assert "base not stated" not in texts(displacement(levels(level("2023-02-10", 30000)), FLOW, *SPAN))


def test_the_two_scales_are_apart():
    figure = displacement(levels(level("2023-02-10", 2_000_000)), FLOW, *SPAN)
    said = texts(figure)
    assert {"People displaced", "People newly displaced", "2M", "10,000"} <= set(said)
    heights = {text.get_text(): text.get_position()[1] for text in figure.board.texts}
    assert heights["People displaced"] > heights["2M"] > heights["People newly displaced"] > heights["7,500"]


def test_an_open_level_has_an_arrow_and_bounds_a_line():
    plain = displacement(levels(level("2023-02-10", 30000)), FLOW, *SPAN)
    floor = displacement(levels(level("2023-02-10", 30000, high=NAN, open=True)), FLOW, *SPAN)
    ranged = displacement(levels(level("2023-02-10", 30000, low=20000)), FLOW, *SPAN)
    assert "30,000+" in texts(floor)
    assert len(floor.board.patches) == len(plain.board.patches) + 1
    assert len(ranged.board.lines) == len(plain.board.lines) + 1


def test_a_level_without_a_best_stands_at_its_bound():
    figure = displacement(levels(level("2023-02-10", NAN, low=NAN, high=30000)), FLOW, *SPAN)
    assert "30,000" in texts(figure)


def test_without_levels_only_the_flow_is_drawn_and_silence_is_hatched():
    figure = displacement(levels(), FLOW, *SPAN)
    assert "People displaced" not in texts(figure)
    assert height_of(levels()) == pytest.approx(figure.get_figheight() * 25.4)
    hatching = next(each for each in figure.board.collections if isinstance(each, Lines))
    cell = (85.0 - 9.0 - 1.2) / 24
    columns = {int((segment[:, 0].mean() - 9.0) // cell) for segment in hatching.pieces}
    assert columns == set(range(24)) - {14}


def test_it_is_as_wide_as_asked_and_nothing_stands_outside():
    rows = levels(level("2023-01-01", 1_234_567, "all"), level("2024-12-31", 2_345_678, "all", open=True, high=NAN))
    figure = displacement(rows, FLOW, *SPAN, width_mm=70.0)
    assert figure.get_figwidth() * 25.4 == pytest.approx(70.0)
    for patch in figure.board.patches:
        box = patch.get_extents().transformed(figure.board.transform.inverted())
        assert box.x0 > -0.1
        assert box.x1 < 70.1


def test_the_same_svg_every_time():
    rows = levels(level("2023-02-10", 30000), level("2024-08-31", 50000, "all"))
    first, second = (svg(displacement(rows, FLOW, *SPAN, (pd.Timestamp("2024-11-01"), pd.Timestamp("2024-11-30"))))
                     for _ in range(2))  # fmt: skip
    assert first == second


def stocks(*levels: Any, by: str = "township,month") -> Any:
    usual = {"scope": "level", "measure": "displaced_total", "means": ""}
    rows = [claim(n, "", **usual, start=day, end=day, **cells) for n, (day, cells) in enumerate(levels, 1)]
    return tb.stocks(invented(*rows).claims, by)


def test_levels_that_are_carried_into_later_months_are_drawn_once():
    carried = stocks(("2024-01-31", {}), ("2024-03-15", {}))
    assert len(carried) == 3
    assert svg(displacement(carried, FLOW, *SPAN)) == svg(
        displacement(carried.table.drop_duplicates("stated_on"), FLOW, *SPAN)
    )
    assert len(signs(displacement(carried, FLOW, *SPAN))) == 2


def test_levels_of_several_places_are_refused():
    both = stocks(("2024-01-31", {}), ("2024-01-31", {"pcode": "MMR005018", "place_name": "Salingyi"}))
    with pytest.raises(ValueError, match="The levels drawn are of one place, and these are of 2"):
        displacement(both, FLOW, *SPAN)
