"""Zero, no report and not covered stay apart on every part of a brief: invented claims and invented coverage."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs import invented
from tests.briefs.invented import PALE, claim, entered, undrawn

SAGAING = "MMR005"


def cover(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """An invented table of coverage: p-code, first and last day, status."""
    names = ("pcode", "start", "end", "status")
    return pd.DataFrame([{"source": "Invented Outlet", **dict(zip(names, row, strict=True))} for row in rows])


def brief_of(*rows: dict[str, Any], coverage: pd.DataFrame, **options: Any) -> Any:
    return tb.brief(invented.found(*rows, coverage=coverage), PALE, "2024-11", **options, release="internal")


PARTLY = cover((SAGAING, "2022-12-01", "2024-06-30", "not covered"), (SAGAING, "2024-07-01", "2024-10-31", "counted"))


@pytest.fixture(scope="module")
def partly() -> Any:
    return brief_of(claim(1), coverage=PARTLY)


@pytest.fixture(scope="module")
def usual() -> Any:
    return tb.brief(invented.found(claim(1)), PALE, "2024-11", release="internal")


def test_months_that_nobody_covered_are_not_drawn_as_silence(partly):
    made = partly
    figures = entered(made)["figures"]
    states = [figures[key]["state"] for key in entered(made)["panels"]["trend"]["months"]]
    assert states == ["not covered"] * 19 + ["zero"] * 4 + ["figure"]


def test_alternative_texts_say_of_each_month_what_is_known_of_it(partly):
    pictures = partly.page["pictures"]
    said = "Months with a report: November 2024: 10. Months counted, none recorded: July 2024, August 2024, September 2024 "
    for alt in (pictures["trend"]["alt"], pictures["tiles"][0]["alt"], pictures["beside"]["alt"]):
        assert f"{said}and October 2024. Months not covered: December 2022, January 2023, " in alt
    assert "Other months" not in pictures["trend"]["alt"]


def test_places_beside_are_silent_counted_or_not_covered():
    district = "MMR005D009"
    rows = [
        ("MMR005017", "2022-01-01", "2024-11-30", "counted"),
        ("MMR005018", "2022-01-01", "2024-11-30", "not covered"),
    ]
    made = brief_of(claim(1), coverage=cover(*rows))
    page = undrawn(made)
    assert entered(made)["panels"]["beside"]["area"] == district
    silent = page["beside"]["silent"]
    text = silent if isinstance(silent, str) else "".join(span["t"] for span in silent)
    names = {code: tb.place(code).name for code in ("MMR005017", "MMR005018")}
    assert f"Counted since 2022, none recorded: {names['MMR005017']}." in text
    assert f"Not covered since 2022: {names['MMR005018']}." in text
    assert "No report since 2022, which is not zero: " in text


def test_a_report_of_no_dead_speaks_of_what_it_tells_and_not_of_the_place():
    zero = claim(1, low=0, best=0, high=0)
    told = entered(tb.brief(invented.found(zero), PALE, "2024-11", release="internal"))["sentences"]["key_message"][0]["text"]
    assert told == (
        "In what is recorded here, no civilians are reported killed in Pale Township in November 2024. "
        "That is not to say that nobody was killed."
    )
    counted = brief_of(zero, coverage=cover((SAGAING, "2024-11-01", "2024-11-30", "counted")))
    assert entered(counted)["sentences"]["key_message"][0]["text"] == (
        "No civilians were recorded killed in Pale Township in November 2024."
    )


def test_one_month_has_a_report(usual):
    trend = entered(usual)["sentences"]["trend"][0]["text"]
    assert trend == "1 of 24 months has a report. No report is not zero."


def test_the_key_of_the_months_explains_the_signs_that_are_drawn(partly, usual):
    made = partly
    page = made.page
    assert (page["trend"]["zero"], page["trend"]["not_covered"]) == (True, True)
    key = made.html.split('class="key"', 1)[1].split("</ul>", 1)[0]
    assert "counted: none" in key and "not covered" in key
    key = usual.html.split('class="key"', 1)[1].split("</ul>", 1)[0]
    assert "counted: none" not in key and "not covered" not in key and "no report" in key
