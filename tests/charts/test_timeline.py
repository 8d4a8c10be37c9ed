"""The claims of a finding by day of publication, and the finding as it was known on each."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.patches import Polygon, Rectangle

from tests.briefs.invented import claim as row
from tests.briefs.invented import found as invented
from tollbook.charts.style import svg
from tollbook.charts.timeline import MOST, timeline
from tollbook.charts.words import words

NAN = float("nan")


def claim(no, day="2023-04-11", kind="exact", low=10.0, best=10.0, high=10.0, is_open=False, **more):
    row = {"day": pd.Timestamp(day), "no": no, "origin": "A", "kind": kind, "low": low, "best": best, "high": high,
           "open": is_open, "speaks": True, "part": False}  # fmt: skip
    return {**row, **more}


def step(day="2023-04-11", low=10.0, best=10.0, high=10.0, is_open=False):
    return {"day": pd.Timestamp(day), "low": low, "best": best, "high": high, "open": is_open}


def drawn(claims, steps, **options):
    return timeline(pd.DataFrame(claims), pd.DataFrame(steps), **options)


def texts(figure):
    return [text.get_text() for text in figure.board.texts]


def boxes(figure):
    return [patch for patch in figure.board.patches if isinstance(patch, Rectangle)]


def test_each_claim_has_its_origin_and_its_number_and_each_day_its_name():
    said = texts(drawn([claim(1), claim(2, origin="B"), claim(3, "2023-10-25", origin="C")], [step()]))
    assert {"A", "B", "C", "1", "2", "3", "11 Apr 2023", "25 Oct 2023"} <= set(said)
    assert [said.count(name) for name in ("11 Apr 2023", "origin", "claim")] == [1, 1, 1]


def test_what_bears_no_day_stands_last():
    figure = drawn([claim(1, None), claim(2)], [step()])
    places = {text.get_text(): text.get_position()[0] for text in figure.board.texts}
    assert places["11 Apr 2023"] < places["no day"]


def test_the_finding_is_drawn_as_it_was_known_on_each_day():
    claims = [claim(1), claim(2, "2023-04-12"), claim(3, "2023-04-20"), claim(4, None)]
    steps = [step(low=5.0), step("2023-04-20", 10.0, 15.0, 20.0), step(None, 10.0, 18.0, 40.0)]
    heights = [box.get_height() for box in boxes(drawn(claims, steps))]
    # The 12th has the finding of the 11th: from 5 to 10; then from 10 to 20, and from 10 to 40.
    assert [round(height / heights[0], 3) for height in heights] == [1, 1, 2, 6]


def test_an_open_finding_reaches_the_edge_and_an_open_claim_ends_in_an_arrow():
    figure = drawn([claim(1, kind="floor", high=NAN, is_open=True)], [step(high=NAN, is_open=True)], height_mm=40.0)
    (box,) = boxes(figure)
    assert box.get_y() + box.get_height() == 40.0 - 0.6
    assert len([patch for patch in figure.board.patches if isinstance(patch, Polygon)]) == 1


def test_parts_and_vague_words_are_hollow_and_a_claim_without_a_number_has_no_mark():
    figure = drawn([claim(1, part=True), claim(2), claim(3, kind="none", low=NAN, best=NAN, high=NAN)], [step()])
    dots = [line for line in figure.board.lines if line.get_marker() == "o"]
    assert len(dots) == 2
    assert [dot.get_markerfacecolor() == dot.get_color() for dot in dots] == [False, True]


def test_an_explanation_is_drawn_as_it_is():
    found = invented(
        row(1, published="2024-11-11", attributed_to="A Named Group"),
        row(2, published="2024-11-12", attributed_to="A Named Group", low="12", best="12", high="12"),
        row(3, published="", low="8", best="8", high="8"),
        row(4, measure="airstrikes"),
    )
    figure = timeline(found["invented-1"].explain("civilians_killed"))
    said = texts(figure)
    # The group spoke first and is A; the outlet that spoke for itself, without a day, is B.
    assert [said.count(sign) for sign in ("A", "B", "1", "2", "3")] == [2, 1, 1, 1, 1]
    assert len(boxes(figure)) == 3
    with pytest.raises(ValueError, match="One finding is drawn, and invented-1 has airstrikes, civilians_killed"):
        timeline(found["invented-1"].explain())
    with pytest.raises(ValueError, match="does not say how its finding grew"):
        timeline(pd.DataFrame([claim(1)]))


def test_nothing_is_drawn_beyond_the_figure_whatever_the_days():
    days = pd.date_range("2023-04-11", periods=MOST + 8)
    figure = drawn([claim(number, day) for number, day in enumerate(days, 1)], [step()])
    width = figure.get_size_inches()[0] * 25.4
    assert width <= 176.0
    # The axis names what the rows below it are, and claims beyond the most are left out.
    numbers = [text for text in figure.board.texts if text.get_text().isdigit() and text.get_fontsize() < 6]
    assert len(numbers) == MOST
    assert all(0 <= text.get_position()[0] <= width for text in figure.board.texts)


def test_few_claims_take_little_room():
    assert drawn([claim(1)], [step()]).get_size_inches()[0] * 25.4 < 60


def test_no_claim_and_no_finding_can_be_drawn():
    figure = timeline(pd.DataFrame([claim(1)]).iloc[:0], pd.DataFrame([step()]).iloc[:0])
    assert "claim" in texts(figure)


def test_burmese_takes_as_many_lines_as_its_days_need_and_the_same_twice_is_the_same():
    claims = [claim(number, f"2023-0{number}-11") for number in range(1, 9)]
    one, other = (drawn(claims, [step()], language=words("my")) for _ in range(2))
    assert svg(one) == svg(other)
