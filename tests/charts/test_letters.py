"""Charts whose text is set by the page: nothing is lost between the drawing and its letters."""

from __future__ import annotations

import pytest

from tests.charts.invented import NAN, month, tally
from tests.charts.squares import PALE, areas, row, table
from tollbook.charts import choropleth, trend
from tollbook.charts.letters import apart
from tollbook.charts.style import svg
from tollbook.charts.words import words

ROWS = tally(month("2024-01-01", 10, 11, 12), month("2024-03-01", 7, 7, NAN, True))


@pytest.mark.parametrize("language", ["en", "my"])
def test_every_text_of_a_chart_is_among_its_letters_and_none_in_its_drawing(language):
    figure = trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30", language=words(language))
    drawing, letters = apart(figure)
    assert sorted(each.text for each in letters) == sorted(text.get_text() for text in figure.board.texts)
    assert "<text" not in drawing
    assert "<use" not in drawing.replace('<use xlink:href="#C', "")


def test_letters_stand_where_the_chart_has_them():
    figure = trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30")
    _, letters = apart(figure)
    width, height = (inches * 25.4 for inches in figure.get_size_inches())
    assert all(0 <= each.x <= width and 0 <= each.y <= height for each in letters)
    zero = next(each for each in letters if each.text == "0")
    assert (zero.anchor, zero.size, zero.fill) == ("end", 6.6, "#5b686e")
    assert zero.x == pytest.approx(9.0 - 1.2, abs=0.01)
    # On the base line of the plot, 7.5 mm above the lower edge, its middle and not its foot.
    assert height - 7.5 < zero.y < height - 7.5 + 6.6 * 0.3528 * 0.6


def test_markup_in_a_text_stays_text():
    figure = trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30")
    figure.board.texts[0].set_text("<b>&amp; \"x\" 'y'</b>")
    drawing, letters = apart(figure)
    assert "<b>&amp; \"x\" 'y'</b>" in [each.text for each in letters]
    assert "&lt;b" not in drawing


def test_the_names_of_a_map_are_letters_with_paper_around_them_and_the_chart_keeps_its_shapes():
    figure = choropleth(table(row(PALE, 7, 7, NAN, True)), "civilians_killed", areas())
    before = svg(figure)
    drawing, letters = apart(figure)
    assert [each.text for each in letters if each.halo] == ["Pale 7+"]
    assert len(drawing) < len(before)
    assert svg(figure) == before
