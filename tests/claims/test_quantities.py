"""Cells and wordings of a table to quantities, and the comparison of the two."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from tollbook import shipped
from tollbook.claims.clashes import clashes
from tollbook.claims.quantities import KINDS, quantify

NAN = np.nan


def _invented(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Invented claims of (wording, low, best, high[, measure]); the measure is civilians_killed where not given."""
    full = [row if len(row) == 5 else (*row, "civilians_killed") for row in rows]
    table = pd.DataFrame(full, columns=["wording", "low", "best", "high", "measure"])
    table[["low", "best", "high"]] = table[["low", "best", "high"]].astype("float64")
    table["claim_id"] = [f"invented-{i}" for i in range(len(table))]
    return table


def _row(table: pd.DataFrame) -> tuple[object, ...]:
    q = quantify(table).iloc[0]
    return tuple(None if isinstance(v, float) and np.isnan(v) else v for v in q)


@pytest.mark.parametrize(
    ("cells", "measure", "expected"),
    [
        ((7, 7, 7), "civilians_killed", ("exact", 7, 7, 7, False, 7)),
        ((0, 0, 0), "civilians_killed", ("exact", 0, 0, 0, False, 0)),
        ((7, 7, NAN), "civilians_killed", ("floor", 7, 7, None, True, 7)),
        ((31, NAN, NAN), "civilians_killed", ("floor", 31, 31, None, True, 31)),
        ((7, 9, NAN), "civilians_killed", ("floor", 7, 9, None, True, 9)),
        ((NAN, 50, NAN), "houses_destroyed", ("about", 45, 50, 55, False, 50)),
        ((NAN, 7, NAN), "houses_destroyed", ("about", 6, 7, 8, False, 7)),
        ((NAN, 12, 12), "civilians_killed", ("nearly", 11, 12, 12, False, 12)),
        ((NAN, 10000, 10000), "displaced_new", ("nearly", 9000, 10000, 10000, False, 10000)),
        ((NAN, 20, 30), "civilians_killed", ("about", 18, 20, 30, False, 30)),
        ((NAN, NAN, 165), "civilians_killed", ("up_to", 1, 83, 165, False, 165)),
        ((NAN, NAN, 5), "houses_destroyed", ("up_to", 0, 3, 5, False, 5)),
        ((NAN, NAN, 0), "civilians_killed", ("up_to", 0, 0, 0, False, 0)),
        ((4, NAN, 5), "houses_destroyed", ("range", 4, 4, 5, False, 5)),
        ((20, NAN, 30), "civilians_killed", ("range", 20, 25, 30, False, 30)),
        ((20, 22, 30), "civilians_killed", ("range", 20, 22, 30, False, 30)),
        ((20, 20, 30), "civilians_killed", ("range", 20, 20, 30, False, 30)),
    ],
)
def test_cells_say_what_the_report_said(cells: tuple[float, ...], measure: str, expected: tuple[object, ...]) -> None:
    assert _row(_invented(("not looked at", *cells, measure))) == expected


def test_without_cells_the_grammar_reads_the_wording() -> None:
    table = _invented(
        ("thousands", NAN, NAN, NAN, "displaced_new"),
        ("several thousand", NAN, NAN, NAN, "displaced_new"),
        ("numerous", NAN, NAN, NAN, "artillery_strikes"),
        ("at least half", NAN, NAN, NAN, "houses_destroyed"),
        ("up to thirty", NAN, NAN, NAN),
        ("", NAN, NAN, NAN),
    )
    q = quantify(table)
    assert q["kind"].tolist() == ["vague", "vague", "vague", "none", "up_to", "none"]
    assert q["q_low"].tolist()[:3] == [1000, 2000, 3]
    assert q["q_best"].tolist()[:3] == [2000, 3000, 10]
    assert q["q_high"].tolist()[:2] == [9999, 10000]
    assert q["q_open"].tolist() == [False, False, True, False, False, False]
    assert q.iloc[3][["q_low", "q_best", "q_high", "stated"]].isna().all()
    assert q.iloc[4][["q_low", "q_best", "q_high", "stated"]].tolist() == [1, 15, 30, 30]
    assert q["stated"].isna().tolist() == [True, True, True, True, False, True]


def test_a_typed_cell_stays_whatever_the_wording_says() -> None:
    assert _row(_invented(("thousands", 7, 7, 7)))[:4] == ("exact", 7, 7, 7)


def test_columns_and_index() -> None:
    table = _invented(("seven", 7, 7, 7), ("dozens", NAN, NAN, NAN)).set_index(pd.Index([10, 20]))
    q = quantify(table)
    assert list(q.columns) == ["kind", "q_low", "q_best", "q_high", "q_open", "stated"]
    assert q.index.tolist() == [10, 20]
    assert q["kind"].cat.categories.tolist() == list(KINDS)
    assert q["q_open"].dtype == bool
    assert (q[["q_low", "q_best", "q_high", "stated"]].dtypes == "float64").all()
    assert quantify(table.iloc[:0]).shape == (0, 6)


def test_text_and_category_columns_give_the_same() -> None:
    table = _invented(("dozens", NAN, NAN, NAN), ("up to 30", NAN, NAN, 30), ("dozens", NAN, NAN, NAN, "displaced_new"))
    coded = table.astype({"measure": "category", "wording": "category"})
    pd.testing.assert_frame_equal(quantify(table), quantify(coded))


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    table = pd.read_csv(shipped.claims_file(), dtype={"wording": str, "claim_id": str})
    table["wording"] = table["wording"].fillna("")
    return table


def test_the_sample_is_read_as_its_coders_did(sample: pd.DataFrame) -> None:
    """Wherever the coder typed numbers, the grammar agrees but for the clashes listed in docs/wording_clashes.md."""
    found = clashes(sample, unread=True)
    assert len(found) <= 8
    assert set(found["clash"]) <= {"kind", "not read"}
    vague = quantify(sample).loc[sample[["low", "best", "high"]].isna().all(axis=1), "kind"]
    assert (vague == "none").sum() == 2  # "at least half" and "almost all of 300-plus"


def test_a_clash_names_claim_and_both_readings() -> None:
    table = _invented(
        ("at least seven", 7, 7, NAN), ("at least seven", 7, 7, 7), ("about 50", NAN, 40, NAN), ("??", 7, 7, 7)
    )
    found = clashes(table)
    assert found["row"].tolist() == [1, 2]
    assert found["claim_id"].tolist() == ["invented-1", "invented-2"]
    assert found["clash"].tolist() == ["kind", "numbers"]
    assert found["cells_kind"].tolist() == ["exact", "about"]
    assert found["grammar_kind"].tolist() == ["floor", "about"]
    assert found["grammar_best"].tolist() == [7, 50]
    assert clashes(table, unread=True)["clash"].tolist() == ["kind", "numbers", "not read"]
    assert clashes(table.iloc[:1]).empty


def test_quantities_of_a_million_claims_take_no_time() -> None:
    """The grammar is not run where cells are typed; 0.03 s when measured on an idle machine, and a wide margin here."""
    rng = np.random.default_rng(1)
    n = 1_000_000
    number = rng.integers(1, 500, n).astype("float64")
    shape = rng.integers(1, 8, n)
    table = pd.DataFrame(
        {name: np.where(shape & bit, number, NAN) for name, bit in (("low", 1), ("best", 2), ("high", 4))}
    )
    table["measure"] = pd.Categorical.from_codes(rng.integers(0, 2, n), categories=["civilians_killed", "airstrikes"])
    table["wording"] = pd.Categorical.from_codes(np.zeros(n, dtype="int8"), categories=["seven"])
    quantify(table)
    start = time.process_time()
    quantify(table)
    assert time.process_time() - start < 0.5
