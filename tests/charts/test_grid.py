"""The grid of months: each cell is drawn as what it is, and the grid fits its page."""

import itertools

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tollbook.charts import signs
from tollbook.charts.grid import grid
from tollbook.charts.legend import Entry
from tollbook.charts.style import svg
from tollbook.charts.words import words

MONTHS = list(pd.date_range("2023-11-01", "2024-02-01", freq="MS"))
SHADES = signs.shades(2)


def cell(row, month, sign, shade="", dot=False):
    return (row, pd.Timestamp(month), sign, shade, dot)


def cells(*rows):
    return pd.DataFrame(rows, columns=["row", "month", "sign", "shade", "dot"])


def texts(figure):
    return [line.text for lettering in figure.letterings for line in lettering.lines]


def width(figure):
    return figure.get_figwidth() * 25.4


KEY = [Entry("class", "claims: 1", SHADES[0]), Entry("no report", "no report")]
ONE = cells(cell(0, "2023-11-01", "class", SHADES[0]), cell(1, "2024-02-01", "no report"))


def test_names_years_letters_and_the_key_are_written():
    figure = grid(ONE, ["Sagaing Region", "Chin State"], MONTHS, KEY)
    said = texts(figure)
    assert said == ["N", "2023", "D", "J", "2024", "F", "Sagaing Region", "Chin State", "claims: 1", "no report"]


def test_digits_and_letters_are_those_of_the_language():
    assert "၂၀၂၄" in texts(grid(ONE, ["က", "ခ"], MONTHS, KEY, language=words("my")))


@pytest.mark.parametrize("months", [1, 12, 63, 96])
def test_it_is_no_wider_than_its_page_and_few_months_are_narrow(months):
    columns = list(pd.date_range("2018-01-01", periods=months, freq="MS"))
    figure = grid(ONE.iloc[:0], ["A very long name of a place that nobody has", "Chin State"], columns, KEY)
    assert width(figure) <= 176.01
    assert (width(figure) < 80) == (months == 1)


def test_a_month_that_is_not_shown_is_left_out_and_a_grid_of_nothing_is_empty():
    inside = svg(grid(ONE.iloc[:0], ["Sagaing Region"], MONTHS, KEY))
    assert svg(grid(cells(cell(0, "2030-01-01", "counted")), ["Sagaing Region"], MONTHS, KEY)) == inside
    assert width(grid(ONE.iloc[:0], [], [], [])) >= 0


def test_the_same_grid_has_the_same_bytes_in_whatever_order_its_cells_come():
    once = svg(grid(ONE, ["Sagaing Region", "Chin State"], MONTHS, KEY))
    assert svg(grid(ONE.iloc[::-1], ["Sagaing Region", "Chin State"], MONTHS, KEY)) == once


def test_every_sign_is_told_from_every_other_in_grey_print():
    kinds = ["counted", "zero", "not covered", "no report", "held back"]
    rows = [cell(0, month, kind) for month, kind in zip(pd.date_range("2024-01-01", periods=7, freq="MS"), kinds, strict=False)]
    rows += [cell(0, "2024-06-01", "class", SHADES[0]), cell(0, "2024-07-01", "class", SHADES[0], dot=True)]
    figure = grid(cells(*rows), [""], list(pd.date_range("2024-01-01", periods=7, freq="MS")), [])
    figure.set_dpi(300)
    figure.set_facecolor("white")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    grey = np.asarray(canvas.buffer_rgba())[..., :3].astype(float) @ [0.299, 0.587, 0.114]
    per_mm = 300 / 25.4
    left = width(figure) - 7 * 5.2  # the cells stand at the right, each as wide as it may be
    top, bottom = (round((figure.get_figheight() * 25.4 - y) * per_mm) for y in (1.2 + 4.0, 1.2 + 0.3))
    squares = [grey[top:bottom, round((left + 5.2 * n + 0.4) * per_mm) :][:, : round(4.2 * per_mm)] for n in range(7)]
    for one, other in itertools.combinations(squares, 2):
        assert np.abs(one - other).mean() > 4
