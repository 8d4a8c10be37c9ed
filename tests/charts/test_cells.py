"""No report, not covered, zero, and a report without a figure stay apart."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from matplotlib.patches import Rectangle

from tests.charts.invented import NAN
from tollbook.amounts import Amount
from tollbook.charts import cells, hatching
from tollbook.charts.at_once import Lines
from tollbook.charts.bounds import bounds


def row(incidents=0, low=NAN, coverage="unknown", **more):
    cells = {"incidents": incidents, "low": low, "best": low, "high": low, "open": False, "coverage": coverage}
    return SimpleNamespace(**{**cells, **more})


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (None, "no report"),
        (row(), "no report"),
        (row(coverage="not covered"), "not covered"),
        (row(low=0.0, coverage="counted"), "zero"),
        (row(incidents=1), "no figure"),
        (row(incidents=1, low=0.0), "figure"),
        (row(incidents=1, low=0.0, best=NAN, high=NAN, open=True), "no figure"),
        (row(incidents=1, low=0.0, best=NAN, high=10.0), "figure"),
    ],
)
def test_silence_is_zero_only_where_a_source_was_counting(given, state):
    assert cells.state_of(given) == state


def test_hatching_stays_inside_its_box():
    for (x0, y0), (x1, y1) in hatching.lines_in(10, 20, 4, 3):
        assert min(x0, x1) >= 10 and max(x0, x1) <= 14
        assert min(y0, y1) >= 20 and max(y0, y1) <= 23


def kinds(figure):
    board = figure.board
    return (
        sum(isinstance(each, Lines) for each in board.collections),
        sum(isinstance(each, Rectangle) for each in board.patches),
    )


def test_a_number_is_bars_and_silence_is_hatching():
    assert kinds(bounds(Amount(7, 7, None, True))) == (0, 2)
    assert kinds(bounds(Amount(None, None, None, False), "no report")) == (1, 0)


def test_an_open_end_is_an_arrow_and_no_bar():
    closed, is_open = bounds(Amount(10, 11, 12, False)), bounds(Amount(10, 11, None, True))
    assert len(is_open.board.patches) == len(closed.board.patches) + 1
    reach = [patch.get_x() + patch.get_width() for patch in is_open.board.patches if isinstance(patch, Rectangle)]
    assert max(reach) == pytest.approx(54.0 * 0.8), "the bar ends at the best; only the arrow goes on"
