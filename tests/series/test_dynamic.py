"""Values that follow from the period and the day of issue."""

import pandas as pd
import pytest

from tollbook.series import dynamic
from tollbook.series.dynamic import VALUES, Moment, is_dynamic, problems, value_of
from tollbook.series.periods import Period

#: The brief of a month, issued 31 days after its end.
MOMENT = Moment(
    Period.named("2024-11", "month"),
    pd.Timestamp("2024-12-31"),
    pd.Timestamp("2025-01-31"),
    lambda: "invented-facts.json",
)
#: Worked out by hand. On 31 December 2024, a Tuesday, the month and the year are complete, and the week before it.
BY_HAND = {
    "first day of the period": "2024-11-01",
    "last day of the period": "2024-11-30",
    "first day of the period before": "2024-10-01",
    "last day of the period before": "2024-10-31",
    "first day of the year of the period": "2024-01-01",
    "name of the period": "2024-11",
    "day of issue": "2024-12-31",
    "day of the next issue": "2025-01-31",
    "last issue": "invented-facts.json",
    "first day of the last complete week": "2024-12-23",
    "last day of the last complete week": "2024-12-29",
    "first day of the last complete month": "2024-12-01",
    "last day of the last complete month": "2024-12-31",
    "first day of the last complete quarter": "2024-10-01",
    "last day of the last complete quarter": "2024-12-31",
    "first day of the last complete year": "2024-01-01",
    "last day of the last complete year": "2024-12-31",
}


def test_every_value_is_worked_by_hand():
    assert {name: value_of(f"={name}", MOMENT) for name in VALUES} == BY_HAND


def test_blanks_do_not_matter_and_other_values_stay_what_they_are():
    assert value_of("=  day  of issue ", MOMENT) == "2024-12-31"
    for value in ("day of issue", "", 3, None, True, ["pdf"]):
        assert not is_dynamic(value)
        assert value_of(value, MOMENT) == value


def test_the_last_issue_is_looked_for_only_where_it_is_asked_for():
    def never():
        pytest.fail("it was looked for")

    assert value_of("=day of issue", Moment(MOMENT.period, MOMENT.issued, MOMENT.next_issue, never)) == "2024-12-31"


def test_a_value_that_there_is_not_names_the_nearest():
    assert problems("=last day of the months") == [
        "There is no value '=last day of the months'. The nearest is '=last day of the period'."
    ]
    assert problems("=LAST ISSUE") == ["There is no value '=LAST ISSUE'. The nearest is '=last issue'."]
    assert problems("=") != []
    assert [problem for name in VALUES for problem in problems(f"={name}")] == []


def test_a_value_stands_alone():
    assert is_dynamic(["invented", "=last issue"])
    assert problems(["=last issue"]) == ["A value that begins with '=' stands alone, and not in a list."]


def test_no_value_looks_at_a_clock():
    assert {"datetime", "time"}.isdisjoint(vars(dynamic))
