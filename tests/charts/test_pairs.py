"""Totals of others beside the tally, a pair of bars for each."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Polygon, Rectangle

from tollbook.charts.pairs import MOST, pairs, top_of

NAN = float("nan")


def pair(best=400.0, own=100.0, **more):
    row = {"who": "Invented Body", "days": "1 Jan – 30 Apr 2024", "low": best, "best": best, "high": best, "open": False,
           "own_state": "figure", "own_low": own, "own_best": own, "own_high": own, "own_open": False,
           "said": "400", "own_said": "100"}  # fmt: skip
    return {**row, **more}


def drawn(*rows, **options):
    return pairs(pd.DataFrame(list(rows)), **options)


def bars(figure):
    """Widths of the bars, without the two squares of the key."""
    return [box.get_width() for box in figure.board.patches if isinstance(box, Rectangle)][2:]


def texts(figure):
    return [text.get_text() for text in figure.board.texts]


def test_each_pair_says_whose_it_is_of_which_days_and_both_numbers():
    assert {"Invented Body", "1 Jan – 30 Apr 2024", "400", "100", "others", "this sample"} <= set(texts(drawn(pair())))


def test_both_bars_stand_on_one_axis_from_zero():
    # Each bar is drawn to its low and on to its high, which are the same here.
    theirs, _, ours, _ = bars(drawn(pair()))
    assert round(theirs / ours, 6) == 4


def test_a_range_is_light_beyond_its_low_and_open_ends_have_an_arrow():
    figure = drawn(pair(own_low=50.0, own_high=NAN, own_open=True))
    _, _, low, rest = bars(figure)
    assert round(low, 6) == round(rest, 6)
    assert len([patch for patch in figure.board.patches if isinstance(patch, Polygon)]) == 1


def test_no_report_is_hatched_and_what_is_not_compared_has_no_bar():
    empty = {"own_low": NAN, "own_best": NAN, "own_high": NAN}
    silent = drawn(pair(own_state="no report", own_said="no report", **empty))
    assert len(bars(silent)) == 2
    assert len(silent.board.collections) == 1
    other = drawn(pair(own_state="", own_said="other base", **empty))
    assert (len(bars(other)), len(other.board.collections)) == (2, 0)


def test_several_pictures_have_one_axis():
    few, many = pair(best=40.0, own=10.0), pair()
    alone, beside = (bars(drawn(few, top=top))[0] for top in (None, top_of(pd.DataFrame([few, many]))))
    assert alone > beside * 5


def test_no_more_pairs_are_drawn_than_there_is_room_for_and_none_can_be_drawn():
    assert texts(drawn(*[pair() for _ in range(MOST + 3)])).count("Invented Body") == MOST
    assert "others" in texts(pairs(pd.DataFrame([pair()]).iloc[:0]))
