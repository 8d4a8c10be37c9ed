"""Steps: what is drawn for each quarter or year."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.charts.invented import NAN, month, tally
from tollbook.charts import steps
from tollbook.charts.words import words


def step(first, last, *numbers, **more):
    return month(first, *numbers, end=pd.Timestamp(last), **more)


def spans(first, last, every):
    return [(p.start_time.normalize(), p.end_time.normalize()) for p in pd.period_range(first, last, freq=every)]


QUARTERS = spans("2023Q1", "2024Q2", "Q")
ROWS = tally(
    step("2023-01-01", "2023-03-31", 10, 11, 12),
    step("2023-07-01", "2023-09-30", 7, 7, NAN, True),
    step("2023-10-01", "2023-12-31", 0, 0, 0, incidents=0, coverage="counted"),
    step("2024-01-01", "2024-03-31", NAN, NAN, NAN),
)


def texts(figure):
    return [text.get_text() for text in figure.board.texts]


def test_each_quarter_has_its_number_or_the_sign_of_its_state_and_silence_is_hatched():
    figure = steps(ROWS, "civilians_killed", QUARTERS, "quarter")
    said = texts(figure)
    assert {"11", "7+", "0", "?"} <= set(said)
    assert [text for text in said if text.startswith("Q")] == ["Q1", "Q2", "Q3", "Q4", "Q1", "Q2"]
    assert [text for text in said if text in ("2023", "2024")] == ["2023", "2024"]
    cell = (figure.get_size_inches()[0] * 25.4 - 9.0) / len(QUARTERS)
    lines = figure.board.collections[0].pieces
    assert {int((line[:, 0].mean() - 9.0) // cell) for line in lines} == {1, 5}


def test_years_are_named_by_themselves_in_the_digits_of_the_language():
    years = spans("2021", "2023", "Y")
    rows = tally(step("2022-01-01", "2022-12-31", 5, 5, 5))
    assert [text for text in texts(steps(rows, "civilians_killed", years, "year")) if text.startswith("20")] == [
        "2021",
        "2022",
        "2023",
    ]
    burmese = steps(rows, "civilians_killed", years, "year", language=words("my"))
    assert {"၂၀၂၁", "၂၀၂၂", "၂၀၂၃"} <= set(texts(burmese))


def test_the_steps_that_the_period_touches_get_a_ground_though_it_lies_inside_one():
    def ground(marked):
        figure = steps(ROWS, "civilians_killed", QUARTERS, "quarter", tuple(map(pd.Timestamp, marked)))
        return [patch.get_bbox() for patch in figure.board.patches if patch.get_zorder() == 0]

    (one,) = ground(("2023-08-01", "2023-08-31"))
    (two,) = ground(("2023-08-01", "2023-10-31"))
    assert round(two.width / one.width, 6) == 2
    assert one.x0 == two.x0


def test_a_step_that_still_fills_up_is_hatched_the_other_way_though_it_is_cut():
    last = (pd.Timestamp("2024-04-01"), pd.Timestamp("2024-05-15"))
    cut = [*QUARTERS[:-1], last]

    def lines(since):
        drawn = steps(ROWS, "civilians_killed", cut, "quarter", provisional_from=pd.Timestamp(since))
        return len(drawn.board.collections)

    assert lines("2024-06-30") > lines("2024-07-01")


def test_two_places_are_refused():
    rows = tally(
        step("2023-01-01", "2023-03-31", 1, 1, 1), step("2023-04-01", "2023-06-30", 1, 1, 1, pcode="INVENTED2")
    )
    with pytest.raises(ValueError, match="one place"):
        steps(rows, "civilians_killed", QUARTERS, "quarter")
