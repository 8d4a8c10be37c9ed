"""The monthly trend: what is drawn for each month."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.charts.invented import NAN, month, tally
from tollbook.charts import strips, trend
from tollbook.charts.style import colour, svg
from tollbook.charts.trend import nice_ticks
from tollbook.charts.words import UnknownLanguage, words

ROWS = tally(
    month("2024-01-01", 10, 11, 12),
    month("2024-03-01", 7, 7, NAN, True),
    month("2024-04-01", 0, 0, 0, incidents=0, coverage="counted"),
    month("2024-05-01", NAN, NAN, NAN),
)


def texts(figure):
    return [text.get_text() for text in figure.board.texts]


def hatched_columns(figure, cell=3.7, left=9.0):
    segments = figure.board.collections[0].pieces
    return sorted({int((segment[:, 0].mean() - left) // cell) for segment in segments})


def test_months_without_a_row_are_hatched_and_no_others():
    figure = trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30")
    assert hatched_columns(figure) == [1, 5]


def test_numbers_stand_above_their_bars_and_a_zero_on_the_line():
    said = texts(trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30"))
    assert {"11", "7+", "0", "?"} <= set(said)


def test_other_bases_and_measures_are_not_drawn():
    rows = tally(
        month("2024-01-01", 1, 1, 1),
        month("2024-02-01", 99, 99, 99, base="includes fighters"),
        month("2024-02-01", 88, 88, 88, measure="civilians_injured"),
    )
    assert not {"99", "88"} & set(texts(trend(rows, "civilians_killed", "2024-01-01", "2024-03-31")))


def test_two_places_are_refused():
    rows = tally(month("2024-01-01", 1, 1, 1), month("2024-01-01", 1, 1, 1, pcode="INVENTED2"))
    with pytest.raises(ValueError, match="one place") as error:
        trend(rows, "civilians_killed")
    assert str(error.value) == (
        "A trend draws one place, and this tally holds 2. Choose one: tally.table[tally.table['pcode'] == ...], "
        "or give tb.tally a place (within=)."
    )


def test_an_unknown_measure_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="The nearest is 'civilians_killed'"):
        trend(ROWS, "civilian_killed")


def test_an_empty_tally_draws_two_years_of_silence():
    figure = trend(tally(), "civilians_killed", end="2024-12-31")
    assert hatched_columns(figure) == list(range(24))


def test_touching_labels_give_way_to_the_greater_number():
    rows = tally(*(month(f"2024-{n:02}-01", 100000 + n, 100000 + n, 100000 + n) for n in range(1, 7)))
    said = [text for text in texts(trend(rows, "civilians_killed")) if text.startswith("100,00") and text != "100,000"]
    assert "100,006" in said
    assert len(said) < 6


def test_ticks_are_few_round_and_reach_the_top():
    for top in (1, 2, 3, 7, 12, 99, 174, 1001, 10000, 578001):
        ticks = nice_ticks(top)
        assert ticks[0] == 0
        assert ticks[-1] >= top
        assert 2 <= len(ticks) <= 5
        assert all(float(tick).is_integer() for tick in ticks)


def test_strips_line_up_with_the_trend():
    start, end = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-06-30")
    drawn, months = strips([ROWS, tally()], start, end), trend(ROWS, "civilians_killed", start, end)
    mm = 25.4
    assert months.get_figwidth() * mm - 9.0 == pytest.approx(drawn.get_figwidth() * mm)
    assert drawn.get_figheight() * mm == pytest.approx(2 * 4.6)


def test_the_same_chart_gives_the_same_svg():
    first, second = (svg(trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30")) for _ in range(2))
    assert first == second
    assert "<dc:date>" not in first


def test_a_chart_shows_itself_in_a_notebook_without_pyplot():
    assert trend(ROWS, "civilians_killed")._repr_svg_().startswith("<?xml")


def test_a_chart_in_a_notebook_has_paper_under_its_ink():
    """Its theme may be dark. What a page sets has no ground of its own."""
    paper = f'fill: {colour("paper")}'
    assert paper in trend(ROWS, "civilians_killed")._repr_svg_().partition("</g>")[0]
    assert paper not in svg(trend(ROWS, "civilians_killed")).partition("</g>")[0]


def test_without_days_at_least_two_years_are_drawn():
    assert trend(tally(month("2024-06-01", 1, 1, 1)), "civilians_killed").get_figwidth() * 25.4 == pytest.approx(
        9.0 + 24 * 3.7
    )


def lines_of(figure, collection):
    """Lines of one hatching, as (x, y) ends."""
    return figure.board.collections[collection].pieces


def test_months_that_are_filling_up_are_hatched_the_other_way():
    figure = trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30", provisional_from="2024-03-31")
    assert hatched_columns(figure) == [1, 5], "the sign of silence stays"
    ground, bars = lines_of(figure, 1), lines_of(figure, 2)
    assert sorted({int((each[:, 0].mean() - 9.0) // 3.7) for each in ground}) == [2, 3, 4, 5]
    assert min(each[:, 0].min() for each in ground) >= 9.0 + 2 * 3.7 - 1e-9
    # March alone has a bar of those; January's and the sign of silence lean from the lower right to the upper left.
    assert {int((each[:, 0].mean() - 9.0) // 3.7) for each in bars} == {2}
    assert all((each[1][0] - each[0][0]) * (each[1][1] - each[0][1]) > 0 for each in [*ground, *bars])
    assert all((each[1][0] - each[0][0]) * (each[1][1] - each[0][1]) < 0 for each in lines_of(figure, 0))


def test_without_a_day_no_month_is_provisional():
    assert len(trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30").board.collections) == 1


def test_a_month_that_ended_the_day_before_is_not_provisional():
    figure = trend(ROWS, "civilians_killed", "2024-01-01", "2024-06-30", provisional_from="2024-07-01")
    assert len(figure.board.collections) == 1


def test_marked_days_are_named_once_and_only_inside_the_months():
    named = [(pd.Timestamp(2024, 6, 15), "Invented event"), (pd.Timestamp(1999, 1, 1), "Too early")]
    figure = trend(ROWS, "civilians_killed", "2024-01-01", "2024-12-31", events=named)
    assert texts(figure).count("Invented event") == 1
    assert "Too early" not in texts(figure)


def test_names_of_days_close_together_stand_on_lines_of_their_own():
    named = [(pd.Timestamp(2024, 6, day), f"Invented event {day}") for day in (1, 3, 5)]
    figure = trend(ROWS, "civilians_killed", "2024-01-01", "2024-12-31", events=named)
    heights = [text.get_position()[1] for text in figure.board.texts if text.get_text().startswith("Invented")]
    assert len(set(heights)) == 3


def test_a_number_gives_way_where_a_neighbours_bar_would_stand_in_it():
    rows = tally(month("2024-01-01", 90000, 90000, 90000), month("2024-02-01", 20000, 20000, 20000))
    said = texts(trend(rows, "civilians_killed"))
    assert "90,000" in said
    assert "20,000" not in said[said.index("90,000") + 1 :]
    alone = tally(month("2024-01-01", 90000, 90000, 90000), month("2024-04-01", 20001, 20001, 20001))
    assert "20,001" in texts(trend(alone, "civilians_killed"))


def test_a_language_is_given_by_its_code_or_by_its_words():
    drawn = [svg(trend(ROWS, "civilians_killed", language=language)) for language in ("my", words("my"))]
    assert drawn[0] == drawn[1] != svg(trend(ROWS, "civilians_killed"))
    assert svg(trend(ROWS, "civilians_killed", language="en")) == svg(trend(ROWS, "civilians_killed"))
    with pytest.raises(UnknownLanguage, match="There is no catalogue for the language 'xx'"):
        trend(ROWS, "civilians_killed", language="xx")


def test_days_may_be_given_as_text_to_strips_too():
    start, end = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-06-30")
    assert svg(strips([ROWS], "2024-01-01", "2024-06-30")) == svg(strips([ROWS], start, end))
