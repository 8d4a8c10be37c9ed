"""The conventions file drives the grammar: another file, other bounds; a faulty one is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tollbook import shipped
from tollbook.claims.wording import conventions, read
from tollbook.claims.wording.conventions import ConventionsError

REMEDY = "Write a number, 'open', 'unknown', '<100', or a formula such as 'ceil(0.9 * N)'."
ARITHMETIC = "only numbers, N, M, deaths, + - * /, comparisons, if-else and ceil, floor, round, min, max"
SHIPPED = shipped.reference("wording_conventions.csv")


def _file(folder: Path, old: str, new: str) -> Path:
    """The shipped conventions with one change, under a name that says that they are invented."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / "invented_conventions.csv"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_every_row_has_a_citation_or_says_proposal() -> None:
    rows = conventions.load().rows.values()
    assert len(rows) > 20
    assert all(row.citation for row in rows)
    assert any("proposal" in row.citation for row in rows)
    assert any("ACLED" in row.citation for row in rows)


def test_another_file_gives_other_bounds(tmp_path: Path) -> None:
    path = _file(tmp_path, ",12,24,<100,", ",12,12,<50,")
    quantity = read("dozens", path)
    assert quantity is not None
    assert (quantity.low, quantity.best, quantity.high) == (12, 12, 49)
    shipped_quantity = read("dozens")
    assert shipped_quantity is not None
    assert shipped_quantity.high == 99


def test_another_factor_of_about(tmp_path: Path) -> None:
    path = _file(tmp_path, "floor(0.9 * N),N,N + 1 if N < 10 else ceil(1.1 * N)", "floor(0.8 * N),N,ceil(1.2 * N)")
    quantity = read("about 100", path)
    assert quantity is not None
    assert (quantity.low, quantity.best, quantity.high) == (80, 100, 120)


def test_a_word_of_the_organisation_s_own(tmp_path: Path) -> None:
    path = _file(tmp_path, "couple,", "swarm,a swarm of; swarms,30,60,open,proposal,invented\ncouple,")
    quantity = read("a swarm of drones", path)
    assert quantity is not None
    assert (quantity.kind, quantity.low, quantity.best, quantity.open) == ("vague", 30, 60, True)
    assert read("a swarm of drones") is None


def test_binary_fractions_leave_no_dust() -> None:
    about = conventions.load()["about"]
    low, best, high = about.bounds(np.array([10.0, 30.0, 50.0, 7.0, 1_000_000.0]))
    assert low.tolist() == [9, 27, 45, 6, 900_000]
    assert high.tolist() == [11, 33, 55, 8, 1_100_000]
    assert best.tolist() == [10, 30, 50, 7, 1_000_000]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            ",12,24,<100,",
            ",12,24,a lot,",
            f"line 22, column high: 'a lot' is no rule (invalid syntax). {REMEDY}",
        ),
        (
            ",12,24,<100,",
            ",12,24,exit(1),",
            f"column high: 'exit(1)' is no rule ({ARITHMETIC}). {REMEDY}",
        ),
        (",12,24,<100,", ",24,12,<100,", "'dozens' gives low 24, best 12, high 99. Put them in order."),
        (",20,40,<200,proposal", ",20,40,<200,", "'scores' has no citation. Name the source, or write 'proposal'."),
        ("scores,", "dozens,", "'dozens' stands there twice. Keep one."),
        ("\nabout,", "\napproximately,", "has no row 'about'. Copy it from the file that ships."),
        ("citation", "source", "has no column 'citation'. Add it to the header line."),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ConventionsError) as error:
        conventions.load(_file(tmp_path, old, new))
    assert message in str(error.value)
    assert str(error.value).startswith("invented_conventions.csv")
