"""The sample's findings and tallies, one by one, as an independent implementation and a check by hand have them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import tollbook as tb
from tests import oracle
from tests.engine import flags, numbers, tally_rows, wheres
from tollbook import shipped

EXPECTED = Path(__file__).parents[1] / "fixtures" / "expected"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the expected files."""
    with open(EXPECTED / name, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def sample() -> Any:
    """The claims that ship."""
    return tb.read_claims(shipped.claims_file())


@cache
def found() -> Any:
    """Their findings."""
    return tb.findings(sample())


def key_of(row: dict[str, str]) -> tuple[str, str, str]:
    """Incident, measure and base."""
    return row["incident_id"], row["measure"], row["base"]


def cell(text: str) -> float | None:
    """A number, a product of numbers over a number ("40*31/55"), or nothing."""
    if not text:
        return None
    over, _, under = text.partition("/")
    product = 1.0
    for factor in over.split("*"):
        product *= float(factor)
    return product / float(under or 1)


def label(row: dict[str, str]) -> str:
    """How a row is called in the list of tests."""
    return " ".join(filter(None, (row["incident_id"] or row["pcode"], row["period"], row["measure"])))


def test_the_findings_are_the_expected_ones_and_no_others() -> None:
    """One finding for each incident, measure and base of the sample."""
    assert set(numbers(found())) == {key_of(row) for row in rows("findings.csv")}


def test_every_bound_is_the_expected_one() -> None:
    """Low, best, high and open of all of them."""
    expected = {
        key_of(row): (cell(row["low"]), cell(row["best"]), cell(row["high"]), row["open"] == "yes")
        for row in rows("findings.csv")
    }
    assert numbers(found()) == expected


def test_every_place_and_day_is_the_expected_one() -> None:
    """Township (empty where not stated), state and days of all of them."""
    got = {key: (where[0], where[2], str(where[3]), str(where[4])) for key, where in wheres(found()).items()}
    assert got == {
        key_of(row): (row["township"], row["state"], row["start"], row["end"]) for row in rows("findings.csv")
    }


def test_what_a_finding_must_say_of_itself_is_said() -> None:
    """Parts only; only tolls that include fighters; taken from the children; children above the total."""
    said = flags(found())
    for row in rows("findings.csv"):
        assert row["flags"] in said[key_of(row)]
    for text in ("parts only", "only tolls that include fighters", "from civilians_killed_children"):
        with_it = {key for key, flag in said.items() if text in flag}
        assert with_it == {key_of(row) for row in rows("findings.csv") if text in row["flags"]}


def test_the_oracle_gives_the_expected_findings_too() -> None:
    """The two implementations that know nothing of each other agree on the sample."""
    claims = oracle.claims_from_csv(shipped.claims_file())
    got = {
        key: (one.low, one.best, one.high, one.township, one.state, str(one.start), str(one.end))
        for key, one in oracle.findings(claims).items()
    }
    assert got == {
        key_of(row): (
            *(cell(row[name]) for name in ("low", "best", "high")),
            *(row[name] for name in ("township", "state", "start", "end")),
        )
        for row in rows("findings.csv")
    }


@pytest.mark.parametrize("row", [r for r in rows("tallies.csv") if r["kind"] == "incident"], ids=label)
def test_a_finding_checked_by_hand(row: dict[str, str]) -> None:
    """Bounds, openness and place of one finding of the sample."""
    expected = (cell(row["low"]), cell(row["best"]), cell(row["high"]), row["open"] == "yes")
    assert numbers(found())[key_of(row)] == expected
    where = wheres(found())[key_of(row)]
    assert row["pcode"] == (where[0] if row["level"] == "township" else where[2])
    assert (where[0] == "") == (row["level"] == "state")


@pytest.mark.parametrize("row", [r for r in rows("tallies.csv") if r["kind"] == "township-month"], ids=label)
def test_a_township_month_checked_by_hand(row: dict[str, str]) -> None:
    """One row of the monthly tally of townships, or of "township not stated"."""
    tally = tb.tally(found(), by=("township", "month"), measure=row["measure"])
    got = {
        key: one
        for key, one in tally_rows(tally).items()
        if (key[0], key[1], str(key[2])[:7]) == (row["pcode"], row["level"], row["period"])
    }
    one = got[next(key for key in got if key[4] == row["base"])]
    assert (one["low"], one["open_incidents"], one["incidents"]) == tuple(
        cell(row[name]) for name in ("low", "open_incidents", "incidents")
    )
    assert one["best"] == pytest.approx(cell(row["best"]))
    assert (one["high"] if one["high"] == one["high"] else None) == cell(row["high"])


@pytest.mark.parametrize("row", [r for r in rows("tallies.csv") if r["kind"] == "stock-month"], ids=label)
def test_a_stock_month_checked_by_hand(row: dict[str, str]) -> None:
    """One level of people displaced at the end of a month."""
    table = tb.stocks(sample(), by=(row["level"], "month"), measure=row["measure"]).table
    own = table[(table["pcode"] == row["pcode"]) & (table["base"] == row["base"])]
    own = own[own["start"].astype("str").str.startswith(row["period"])]
    assert own[["low", "best", "high"]].to_numpy().tolist() == [[cell(row[name]) for name in ("low", "best", "high")]]


def test_every_difference_from_the_first_implementation_has_a_reason() -> None:
    """Three findings, six rows, one reason: bases are not joined."""
    differences = rows("differences.csv")
    assert {row["incident_id"] for row in differences} == {
        "kawlin-2024-03",
        "mese-kyauksu-2023-07-11",
        "thantlang-2021-10-29",
    }
    assert all(row["reason"].startswith("Claims of different base are never joined") for row in differences)
    ours = {
        key_of(row): f"{row['low']} / {row['best'] or '-'} / {row['high'] or 'open'}" for row in rows("findings.csv")
    }
    assert all(row["ours"].startswith(ours[key_of(row)]) for row in differences)


def test_national_totals_equal_the_sum_over_places_and_not_stated() -> None:
    """At every level and for every measure: nothing lost, nothing counted twice."""
    totals = {}
    for level in ("township", "district", "state", "country"):
        table = tb.tally(found(), by=(level, "whole")).table
        totals[level] = table.groupby(["measure", "base"], observed=True)[["low", "best"]].sum().round(6).to_dict()
    assert totals["township"] == totals["district"] == totals["state"] == totals["country"]
