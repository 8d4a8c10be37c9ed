"""How a number is made: one line a claim, and the finding behind them."""

from __future__ import annotations

import pandas as pd

from tollbook.amounts import Amount
from tollbook.charts.claims_of_finding import MOST, claims_of_finding

NAN = float("nan")


def claim(
    label="Invented Outlet", kind="exact", low=10.0, best=10.0, high=10.0, is_open=False, speaks=True, part=False
):
    return {"label": label, "said": f"said by {label}", "kind": kind, "low": low, "best": best, "high": high,
            "open": is_open, "speaks": speaks, "part": part}  # fmt: skip


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_every_claim_has_its_line_and_the_finding_its_words():
    rows = pd.DataFrame([claim("A"), claim("B", "floor", 12, 12, NAN, True), claim("C", "none", NAN, NAN, NAN)])
    said = texts(claims_of_finding(rows, Amount(10, 11, None, True)))
    assert {"A", "B", "C", "said by A", "said by B", "said by C"} <= set(said)
    assert "finding: 10 or more, best 11" in said


def test_markup_of_formulas_is_text():
    rows = pd.DataFrame([claim("$x^2$ _a_ \\frac{1}{2}")])
    figure = claims_of_finding(rows, Amount(10, 10, 10, False))
    figure.canvas.draw()
    assert "$x^2$ _a_ \\frac{1}{2}" in texts(figure)


def test_long_labels_are_cut_with_dots():
    rows = pd.DataFrame([claim("Invented " * 20)])
    label = next(text for text in texts(claims_of_finding(rows, Amount(10, 10, 10, False))) if text.startswith("Inv"))
    assert label.endswith("…")
    assert len(label) <= 44


def test_no_more_claims_are_drawn_than_there_is_room_for():
    rows = pd.DataFrame([claim(str(n)) for n in range(MOST + 10)])
    said = texts(claims_of_finding(rows, Amount(10, 10, 10, False)))
    assert sum(text.startswith("said by") for text in said) == MOST
