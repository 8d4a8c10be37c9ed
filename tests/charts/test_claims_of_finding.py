"""How a number is made: one line a claim, and the finding behind them."""

from __future__ import annotations

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim as row
from tests.briefs.invented import found as invented
from tollbook import shipped
from tollbook.amounts import Amount
from tollbook.charts.claims_of_finding import MOST, claims_of_finding

NAN = float("nan")


def claim(
    label="Invented Outlet", kind="exact", low=10.0, best=10.0, high=10.0, is_open=False, speaks=True, part=False
):
    return {"label": label, "said": f"said by {label}", "kind": kind, "low": low, "best": best, "high": high,
            "open": is_open, "speaks": speaks, "part": part}  # fmt: skip


def texts(figure):
    return [text.get_text() for text in figure.board.texts]


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


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file()))


def test_an_explanation_of_one_finding_is_drawn_as_it_is(found):
    said = texts(claims_of_finding(found["pale-town-2024-11"].explain("displaced_new")))
    assert {"Radio Free Asia", "nearly 10,000", "The Irrawaddy", "thousands"} <= set(said)
    assert "finding: 1,000 to 10,000, best 10,000" in said


def test_an_explanation_of_several_findings_names_them(found):
    with pytest.raises(
        ValueError, match="One finding is drawn, and pale-town-2024-11 has airstrikes, artillery_strikes"
    ):
        claims_of_finding(found["pale-town-2024-11"].explain())


def test_an_explanation_of_more_claims_than_there_is_room_for_is_refused_and_not_cut():
    many = invented(*(row(n, source=f"Invented Outlet {n}") for n in range(1, MOST + 2)))
    with pytest.raises(ValueError, match=rf"{MOST + 1} claims don't fit into a picture, which holds {MOST}\."):
        claims_of_finding(many["invented-1"].explain("civilians_killed"))


def test_a_table_of_claims_needs_its_finding():
    with pytest.raises(ValueError, match="A table of claims does not say what its finding is"):
        claims_of_finding(pd.DataFrame([claim()]))
