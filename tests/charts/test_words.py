"""Days, numbers and messages in a language."""

from __future__ import annotations

import pandas as pd
import pytest

from tollbook.charts.words import UnknownLanguage, words

EN = words("en")


def days(start: str, end: str) -> str:
    return EN.days(pd.Timestamp(start), pd.Timestamp(end))


def test_a_span_says_month_and_year_once_where_it_can():
    assert days("2024-11-11", "2024-11-14") == "11–14 November 2024"
    assert days("2024-11-14", "2024-11-14") == "14 November 2024"
    assert days("2024-10-30", "2024-11-02") == "30 October – 2 November 2024"
    assert days("2023-12-30", "2024-01-02") == "30 December 2023 – 2 January 2024"


def test_a_whole_month_or_year_is_named():
    assert EN.period(pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-29")) == "February 2024"
    assert EN.period(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31")) == "2024"
    assert EN.period(pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-28")) == "1–28 February 2024"


def test_small_numbers_are_words_in_running_text():
    assert [EN.small(n) for n in (1, 7, 9, 10, 1234)] == ["one", "seven", "nine", "10", "1,234"]


def test_braces_in_values_mean_nothing():
    assert EN.say("{place}: {n}", place="{n} {place}", n=3) == "{n} {place}: 3"


def test_round_numbers_are_short_on_an_axis():
    assert [EN.tick(n) for n in (0, 25, 75000, 100000, 2500000)] == ["0", "25", "75,000", "100K", "2.5M"]


def test_singular_and_plural():
    assert EN.count("{n} incident", "{n} incidents", 1) == "1 incident"
    assert EN.count("{n} incident", "{n} incidents", 1200) == "1,200 incidents"


def test_a_list_has_an_and_before_its_last():
    assert EN.listing(["a", "b", "c"]) == "a, b and c"


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(UnknownLanguage) as error:
        words("xx")
    assert str(error.value) == "There is no catalogue for the language 'xx'. There is: en."
