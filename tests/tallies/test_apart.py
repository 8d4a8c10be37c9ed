"""A tally taken apart by class: nothing is lost between the classes, nothing is counted twice."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook as tb
from tests.briefs.invented import PALE, claim, found
from tests.engine import findings_of
from tests.strategies import Cells, batches
from tollbook.tallies.apart import apart

DAYS = ("2024-11-01", "2024-11-30")


def killed(findings: Any) -> pd.DataFrame:
    table = findings.table
    rows: pd.DataFrame = table[(table["measure"] == "civilians_killed") & (table["base"] == "")]
    return rows


def test_each_class_is_tallied_from_its_own_findings():
    findings = found(
        claim(1, "invented-1", low="7", best="7"),
        claim(2, "invented-2", low="2", best="3", high="4"),
        claim(3, "invented-3", low="10", best="10", high="10", start="2024-10-31", end="2024-11-01",
              date_precision="span"),
    )  # fmt: skip
    rows = apart(killed(findings), ["air", "shelling", "air"], ("township", "whole"), PALE, *DAYS)
    told = rows.set_index("class_")[["low", "best", "open", "open_incidents", "incidents", "spread_share"]]
    assert told.loc["air"].tolist() == [7, 12, True, 1, 2, 5 / 12], "the one across the border counts from 0, and half"
    assert told.loc["shelling"].tolist() == [2, 3, False, 0, 1, 0]
    assert pd.isna(rows.set_index("class_").loc["air", "high"])
    assert rows.set_index("class_").loc["shelling", "high"] == 4


def test_findings_of_two_measures_have_no_common_classes():
    findings = found(claim(1), claim(2, measure="civilians_injured")).table
    with pytest.raises(ValueError, match="Findings of several measures or bases have no common classes"):
        apart(findings, ["air", "air"], "township", PALE, *DAYS)
    with pytest.raises(ValueError, match="There are 1 findings and 2 classes; each finding has one"):
        apart(findings.iloc[:1], ["air", "air"], "township", PALE, *DAYS)


@given(batches(), st.randoms(use_true_random=False))
def test_the_classes_add_up_to_the_whole(rows: list[Cells], chance: Any) -> None:
    findings = findings_of(rows)
    mine = killed(findings)
    classes = [chance.choice(["air", "ground", "not stated"]) for _ in range(len(mine))]
    span = ("2023-02-01", "2023-02-28")
    mine = mine[(mine["start"] <= span[1]) & (mine["end"] >= span[0])]
    classes = classes[: len(mine)]
    whole = tb.tally(findings, ["country", "whole"], "civilians_killed", start=span[0], end=span[1]).table
    whole = whole[whole["base"] == ""]
    parts = apart(mine, classes, ("country", "whole"), None, *span)
    assert set(parts["class_"]) == set(classes)
    if whole.empty:
        assert parts.empty
        return
    row = whole.iloc[0]
    assert parts["incidents"].sum() == row["incidents"]
    assert parts["low"].sum() == row["low"]
    assert bool(parts["open"].any()) == bool(row["open"])
    assert parts["best"].sum() == pytest.approx(0.0 if pd.isna(row["best"]) else row["best"])
    if not row["open"]:
        assert parts["high"].sum() == pytest.approx(row["high"])
