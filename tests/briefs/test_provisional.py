"""Provisional marks: which periods and months are still filling up, by the reporting delay of invented claims."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.briefs.invented import brief, claim, entered, undrawn
from tollbook.briefs.views import alternatives


def slow(days, reports=20):
    """Invented reports of the year before, each so many days late."""
    published = f"{pd.Timestamp('2023-06-10') + pd.Timedelta(days=days):%Y-%m-%d}"
    return [
        claim(100 + n, f"slow-{n}", start="2023-06-10", end="2023-06-10", published=published) for n in range(reports)
    ]


@pytest.mark.parametrize(("as_of", "status"), [("2025-01-24", "provisional"), ("2025-01-25", "final for this cut-off")])
def test_without_enough_reports_a_period_fills_up_for_eight_weeks(as_of, status):
    # November ends 55 days before 24 January, and 56 before the 25th.
    made = brief(claim(1), as_of=as_of)
    assert entered(made)["brief"]["status"] == status
    assert entered(made)["method"]["provisional_days"] == 56


@pytest.mark.parametrize(("as_of", "status"), [("2025-03-09", "provisional"), ("2025-03-10", "final for this cut-off")])
def test_slow_reports_keep_a_period_provisional_for_as_long_as_they_take(as_of, status):
    made = brief(claim(1), *slow(100), as_of=as_of)
    assert entered(made)["brief"]["status"] == status
    assert "fewer than 100 days" in entered(made)["sentences"]["method"][-1]["text"]


def test_the_delay_by_source_is_in_the_facts():
    panel = entered(brief(claim(1), *slow(100), as_of="2025-03-09"))["panels"]["delay"]
    by_source = panel.pop("by_source")
    assert panel == {
        "observed": 20, "median": 100, "nine_of_ten": 100, "days": 100,
        "least_days": 56, "enough": 20, "settled_days": 180,
    }  # fmt: skip
    assert by_source == [{"source": "Invented Outlet", "observed": 20, "median": 100, "nine_of_ten": 100}]


def test_what_was_entered_later_shows_no_delay_yet():
    late = [each | {"recorded": "2025-06-01"} for each in slow(100)]
    now, then = (
        brief(claim(1) | {"recorded": ""}, *late, as_of="2025-03-09", known_on=day) for day in (None, "2025-05-01")
    )
    assert entered(now)["panels"]["delay"]["observed"] == 20
    assert entered(then)["panels"]["delay"]["observed"] == 0


def test_provisional_months_are_marked_in_the_trend_and_said_in_its_text():
    made = brief(claim(1), as_of="2024-12-20")
    assert undrawn(made)["trend"]["provisional"] is True
    assert "From October 2024 on: provisional" in alternatives.trend(made.gathered)
    made = brief(claim(1), as_of="2025-03-01")
    assert undrawn(made)["trend"]["provisional"] is False
    assert "provisional" not in alternatives.trend(made.gathered)
