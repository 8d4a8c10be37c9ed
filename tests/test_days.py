"""A day as a caller writes it."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from tollbook.days import NotADay, day_of


@pytest.mark.parametrize(
    "value",
    [
        *("2024-11-30", " 2024-11-30 ", dt.date(2024, 11, 30), pd.Timestamp("2024-11-30 17:45").to_pydatetime()),
        *(pd.Timestamp("2024-11-30 17:45"), np.datetime64("2024-11-30")),
    ],
)
def test_a_day_is_at_midnight(value):
    assert day_of(value, "as_of") == pd.Timestamp("2024-11-30")


@pytest.mark.parametrize("value", ["today", "now", "14", "2024-11", "2024-13-01", "30.11.2024", "", 2024, None, pd.NaT])
def test_what_is_no_day_is_refused_with_the_way_to_write_one(value):
    """Pandas reads some of these, by the clock."""
    with pytest.raises(NotADay) as caught:
        day_of(value, "as_of")
    assert str(caught.value) == (
        f"as_of is {value!r}, which is not a day. Write it as YYYY-MM-DD, for example 2024-11-30."
    )
