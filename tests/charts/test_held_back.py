"""What is held back has a sign of its own in every chart, and is drawn without a value."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from tests.charts.invented import NAN, month
from tests.charts.squares import PALE, SAGAING, areas, row, silent
from tests.charts.test_displacement import level
from tollbook.amounts import Amount
from tollbook.charts import cells, choropleth, displacement, legend, map_notes, strips, trend
from tollbook.charts.at_once import Lines, Shapes
from tollbook.charts.bounds import Months, bounds
from tollbook.charts.classes import classes
from tollbook.charts.marking import marked
from tollbook.charts.reading import read
from tollbook.charts.style import svg
from tollbook.charts.words import words

KILLED = "civilians_killed"
SPAN = (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))
NOTHING = Amount(None, None, None, False)


def held(made: dict[str, Any], below: int = 0, rule: str = "small cell") -> dict[str, Any]:
    """An invented row as a release gives it that holds its figure back."""
    bare = dict.fromkeys(("low", "best", "high", "highest_stated"), NAN)
    return {**made, **bare, "open": False, "incidents": 0, "held": rule, "below": below}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{"held": "", "below": 0, **each} for each in rows])


def texts(figure: Any) -> list[str]:
    return [text.get_text() for text in figure.board.texts]


def dots(figure: Any) -> int:
    """Dots that are drawn: shapes of eight corners."""
    drawn = [each for each in figure.board.collections if isinstance(each, Shapes)]
    return sum(len(shape) == 8 for each in drawn for shape in each.pieces)


@pytest.mark.parametrize(
    ("rule", "below", "state", "most"),
    [("small cell", 5, "held back", 5), ("delay", 0, "held back", 0), ("", 5, "figure", 0), (NAN, NAN, "figure", 0)],
)
def test_a_row_is_held_where_its_rule_says_so(rule, below, state, most):
    each = next(pd.DataFrame([month("2024-01-01", 3, 3, 3, held=rule, below=below)]).itertuples())
    assert (cells.state_of(each), cells.below_of(each)) == (state, most)


def test_a_tally_that_no_release_has_looked_at_has_no_such_columns():
    assert cells.state_of(next(pd.DataFrame([month("2024-01-01", 3, 3, 3)]).itertuples())) == "figure"


def test_the_bound_is_written_in_the_digits_of_the_language():
    assert [cells.below_text(below, words("my")) for below in (5, 50, 0)] == ["<၅", "<၅၀", ""]


def test_every_state_is_drawn_otherwise():
    drawn = {state: svg(bounds(NOTHING, state, zero="0")) for state in cells.STATES if state != "figure"}
    assert len(set(drawn.values())) == len(drawn)


def test_the_sign_is_a_frame_of_dots_with_the_bound_or_with_dots():
    one, other = (strips([table(held(month("2024-03-01", 1, 1, 1), below))], *SPAN) for below in (5, 0))
    assert (texts(one), dots(one)) == (["<5"], 0)
    assert (texts(other), dots(other)) == ([], 3)
    frames = [patch for patch in one.board.patches if isinstance(patch, Rectangle)]
    assert len(frames) == 1 and frames[0].get_facecolor()[3] == 0


def test_a_month_that_is_held_back_is_neither_hatched_nor_a_bar():
    def lines(figure: Any) -> int:
        drawn = [each for each in figure.board.collections if isinstance(each, Lines)]
        return sum(len(each.pieces) for each in drawn)

    nothing = table(month("2024-03-01", 7, 7, 7))
    with_held = table(month("2024-03-01", 7, 7, 7), held(month("2024-05-01", 40, 40, 40), 50))
    assert lines(trend(with_held, KILLED, *SPAN)) < lines(trend(nothing, KILLED, *SPAN))
    # Its scale does not know the number either.
    plain = [text for text in texts(trend(with_held, KILLED, *SPAN)) if "50" not in text]
    assert plain == texts(trend(nothing, KILLED, *SPAN))


def test_the_months_below_a_headline_have_dots_and_no_bar():
    def drawn(*rows: dict[str, Any]) -> Any:
        return bounds(NOTHING, "held back", months=Months(table(*rows), SPAN, SPAN))

    assert dots(drawn(month("2024-03-01", 7, 7, 7))) == 3
    assert dots(drawn(month("2024-03-01", 7, 7, 7), held(month("2024-05-01", 1, 1, 1), 5))) == 6


def test_a_headline_glyph_writes_no_zero_in_what_is_held_back():
    assert texts(bounds(NOTHING, "held back", zero="0")) == []


def test_a_level_that_is_held_back_stands_at_no_height():
    rows = [level("2024-02-11", 900), {**level("2024-05-11", NAN), "held": "small cell", "below": 50}]
    drawn = displacement(pd.DataFrame(rows), table(month("2024-03-01", 9, 9, 9, measure="displaced_new")), *SPAN)
    assert "<50" in texts(drawn) and "900" in texts(drawn)
    alone = displacement(pd.DataFrame(rows[1:]), table(month("2024-03-01", 9, 9, 9, measure="displaced_new")), *SPAN)
    assert "<50" in texts(alone)


def test_a_township_that_is_held_back_has_a_sign_of_its_own():
    found = read(table(held(row(PALE), 5), held(row(SAGAING[2])), silent(SAGAING[3], "counted", 0.0)), KILLED)
    assert [found.cell(code).sign for code in (PALE, SAGAING[2], SAGAING[3], SAGAING[4])] == [
        "held back", "held back", "zero", "no report",
    ]  # fmt: skip
    assert (found.cell(PALE).value, found.cell(PALE).below, found.cell(SAGAING[2]).below) == (None, 5, 0)


def test_a_township_whose_only_figure_is_on_another_base_is_not_silent_where_that_is_held_back():
    assert read(table(held(row(PALE, base="includes fighters"))), KILLED).cell(PALE).sign == "held back"


def test_the_legend_has_the_sign_only_where_it_occurs():
    def entries(*rows: dict[str, Any]) -> list[str]:
        shown = list(read(table(*rows), KILLED).cells.values())
        return [each.text for each in legend.entries(shown, classes([]), False, False, words())]

    assert entries(held(row(PALE))) == ["held back"]
    assert entries(silent(PALE, "unknown")) == ["no report"]


def test_a_map_names_what_is_held_back_with_its_bound():
    drawn = choropleth(table(held(row(PALE), 5), row(SAGAING[0], 3, 3, 3)), KILLED, areas(), "MMR005")
    said = [line.text for lettering in drawn.letterings for line in lettering.lines]
    assert "Pale <5" in said
    assert "held back" in said


def test_what_is_held_back_without_a_township_is_told_and_not_as_silence():
    found = read(table(held(row("MMR005"), 50), held(row("MMR005D009"))), KILLED)
    notes = map_notes.not_mapped(found, areas(), "MMR005", words())
    assert notes == ["Without a township and held back: Sagaing Region (<50) and Yinmarbin District (held back)."]


def test_a_township_without_an_area_is_told_by_its_bound():
    found = read(table(held(row(PALE), 5)), KILLED)
    without = areas([code for code in SAGAING if code != PALE])
    assert map_notes.not_mapped(found, without, "MMR005", words()) == ["No area is known for: Pale (<5)."]


def test_a_mark_stands_above_a_chart_and_leaves_it_as_it_was():
    figure = bounds(Amount(1, 2, 3, False))
    before = svg(figure)
    with marked(figure, "INTERNAL: not for publication") as one:
        assert one.get_size_inches()[1] > 4.2 / 25.4
        assert svg(one) != before
    assert svg(figure) == before
