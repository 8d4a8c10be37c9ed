"""A number's bounds on a line of its own."""

import pandas as pd

from tollbook.amounts import Amount
from tollbook.charts import bounds
from tollbook.charts.style import svg


def test_a_row_of_a_tally_is_drawn_like_the_amount_that_it_holds():
    row = pd.Series({"low": 7.0, "best": 9.0, "high": float("nan"), "open": True, "incidents": 3})
    assert svg(bounds(row)) == svg(bounds(Amount(7, 9, None, True))) != svg(bounds(Amount(7, 9, 9, False)))
