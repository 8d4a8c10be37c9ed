"""The board that charts are drawn on: millimetres from the lower left corner, and zero where it is asked for."""

from __future__ import annotations

import pytest
from matplotlib.patches import Rectangle

from tollbook.charts.at_once import Lines
from tollbook.charts.letters import apart
from tollbook.charts.style import canvas


def test_measures_in_millimetres_from_its_foot():
    figure, board = canvas(50.8, 25.4, foot_mm=5.0)
    box = board.add_patch(Rectangle((0.0, -5.0), 50.8, 25.4)).get_window_extent()
    assert (box.x0, box.y0) == pytest.approx((0.0, 0.0), abs=1e-9)
    assert (box.x1, box.y1) == pytest.approx((2 * figure.dpi, figure.dpi))


def test_knows_what_was_drawn_on_it_in_its_order():
    figure, board = canvas(20.0, 10.0)
    line, first, second = board.plot([0, 1], [2, 2]), board.text(1, 2, "Pale"), board.text(3, 4, "Ye-U")
    lines = board.add_artist(Lines([[(0, 0), (1, 1)]], "#000000", 0.5))
    assert (board.lines, board.texts, board.patches, board.collections) == ([line], [first, second], [], [lines])
    assert figure.axes == []


def test_a_text_lies_as_high_on_the_page_as_it_was_drawn():
    figure, board = canvas(20.0, 10.0, foot_mm=4.0)
    board.text(2.0, 1.0, "Pale")
    [letters] = apart(figure)[1]
    assert (letters.x, letters.y) == pytest.approx((2.0, 5.0), abs=1e-3)
