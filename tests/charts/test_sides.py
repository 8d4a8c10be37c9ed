"""Numbers side by side: what is drawn for each measure and period."""

from __future__ import annotations

from matplotlib.patches import Polygon, Rectangle

from tollbook.amounts import Amount
from tollbook.charts import sides
from tollbook.charts.sides import Group, Line

CLOSED, OPEN, NOTHING = (
    Amount(50.0, 168.0, 174.0, False),
    Amount(27.0, 29.0, None, True),
    Amount(None, None, None, False),
)
KILLED = Group(
    "Civilians killed",
    [
        Line("May 2023", Amount(1.0, 1.0, 1.0, False), "figure", "1", own=True),
        Line("April 2023", CLOSED, "figure", "168 (50 to 174)"),
        Line("May 2022", OPEN, "figure", "29 (27 or more)"),
    ],
)
SILENT = Group("Airstrikes", [Line("May 2023", NOTHING, "no report", "no report")])


def texts(figure):
    return [text.get_text() for text in figure.board.texts]


def bars(figure):
    return sorted(patch.get_width() for patch in figure.board.patches if isinstance(patch, Rectangle))


def test_each_line_has_its_period_and_its_number_with_its_bounds():
    assert texts(sides([KILLED])) == [
        "Civilians killed",
        *("May 2023", "1"),
        *("April 2023", "168 (50 to 174)"),
        *("May 2022", "29 (27 or more)"),
    ]


def test_the_lines_of_a_measure_share_its_scale_and_those_of_another_do_not():
    widths = bars(sides([KILLED]))
    # Solid to the low: 1, 27 and 50 on a scale that ends at 174; the light part of April is from 50 to 174.
    unit = widths[-1] / (174 - 50)
    assert any(abs(width - 50 * unit) < 0.01 for width in widths)
    assert any(abs(width - 1 * unit) < 0.01 for width in widths)
    other = Group("Houses", [Line("May 2023", Amount(2.0, 2.0, 2.0, False), "figure", "2")])
    assert max(bars(sides([other]))) > 10 * 2 * unit


def test_an_open_number_ends_in_an_arrow_and_silence_in_none():
    arrows = [patch for patch in sides([KILLED]).board.patches if isinstance(patch, Polygon)]
    assert len(arrows) == 1
    figure = sides([SILENT])
    assert not list(figure.board.patches)
    assert figure.board.collections[0].pieces


def test_two_columns_are_as_high_as_the_longer_one():
    one, two, three = (sides([KILLED] * n).get_size_inches()[1] for n in (1, 2, 3))
    assert one == two < three
