"""The laws of the design that speak of sums, as properties of invented claims; and the engine against the oracle."""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook as tb
from tests import oracle
from tests.engine import claims_of, findings_of, number, tally_rows
from tests.strategies import COLUMNS, PLACES, Cells, batches, frame, incident_claims, read, stocks, tables

LEVELS = ("township", "district", "state", "country")
PERIODS = ("day", "week", "month", "quarter", "year")
YEAR = ("2023-01-01", "2023-12-31")
as_of_days = st.sampled_from([None, None, "2023-02-10", "2023-05-01"])
FINER = {"day": "month", "week": "whole", "month": "year", "quarter": "year", "year": "whole"}


def close(one: float | Fraction | None, other: float | Fraction | None) -> bool:
    """Equal but for the last bits of a binary fraction; both empty counts as equal."""
    if one is None or other is None:
        return one is other
    return abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(one)))


def sums(rows: Any, *keep: int) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows added up over all of their key but the parts kept: an open high stays open."""
    totals: dict[tuple[Any, ...], dict[str, Any]] = {}
    for key, row in rows.items():
        total = totals.setdefault(tuple(key[i] for i in keep), {"low": 0.0, "best": None, "high": 0.0})
        total["low"] += row["low"]
        best, high = (None if row[name] is None else number(row[name]) for name in ("best", "high"))
        total["best"] = best if total["best"] is None else total["best"] + (best or 0)
        total["high"] = None if high is None or total["high"] is None else total["high"] + high
    return totals


# ------------------------------------------------------------------------------------------ the engine and the oracle


@given(batches(), st.sampled_from(LEVELS), st.sampled_from(PERIODS))
def test_the_engine_adds_up_what_the_rules_add_up(rows: list[Cells], level: str, period: str) -> None:
    """Rules 3 to 5, literally: full inside, from 0 and pro rata by day across a border, "not stated" in the state's."""
    got = tally_rows(tb.tally(findings_of(rows), by=(level, period)))
    expected = oracle.tally(list(oracle.findings(read(rows)).values()), level, period)
    assert {key: row["low"] for key, row in got.items()} == {key: row["low"] for key, row in expected.items()}
    for key, row in expected.items():
        assert close(number(got[key]["best"]), row["best"])
        assert number(got[key]["high"]) == row["high"]
        assert got[key]["open_incidents"] == row["open_incidents"]
        assert bool(got[key]["open"]) == (row["open_incidents"] > 0)
        assert got[key]["incidents"] == len(set(row["of"]))
        if row["best"]:
            assert close(number(got[key]["spread_share"]), row["spread"] / row["best"])


@given(tables(), st.sampled_from(LEVELS))
def test_a_period_of_ones_own_cuts_as_a_calendar_period_does(rows: list[Cells], level: str) -> None:
    """``start`` and ``end`` that are a month give that month's row, spread and all."""
    found = findings_of(rows)
    month = tally_rows(tb.tally(found, by=(level, "month")))
    own = tally_rows(tb.tally(found, by=(level, "whole"), start="2023-02-01", end="2023-02-28"))
    february = dt.date(2023, 2, 1)
    assert {(*key[:2], *key[3:]) for key in own} == {(*key[:2], *key[3:]) for key in month if key[2] == february}
    for key, row in own.items():
        other = month[key[0], key[1], february, key[3], key[4]]
        assert (row["low"], row["incidents"]) == (other["low"], other["incidents"])
        assert close(number(row["best"]), number(other["best"]))
        assert close(number(row["high"]), number(other["high"]))


@given(batches(), st.sampled_from([("township", "MMR005019"), ("district", "MMR005D009"), ("state", "MMR005")]))
def test_within_a_place_is_what_is_known_to_lie_there(rows: list[Cells], place: tuple[str, str]) -> None:
    """The rows within a place come to the findings that lie in it: none from outside, none that may lie outside."""
    level, code = place
    inside = [one for one in oracle.findings(read(rows)).values() if getattr(one, level) == code]
    expected = sums(oracle.tally(inside, "country", "month"), 2, 3, 4)
    for own in LEVELS[: LEVELS.index(level) + 1]:
        got = sums(tally_rows(tb.tally(findings_of(rows), by=(own, "month"), within=code)), 2, 3, 4)
        assert {key: (row["low"], row["high"]) for key, row in got.items()} == {
            key: (row["low"], row["high"]) for key, row in expected.items()
        }
        assert all(close(got[key]["best"], row["best"]) for key, row in expected.items())


@given(stocks, st.sampled_from(["township", "state", "country"]), st.sampled_from(["month", "quarter"]), as_of_days)
def test_the_engine_finds_the_levels_that_the_rules_find(
    rows: list[Cells], level: str, period: str, as_of: str | None
) -> None:
    """Rule 7: the latest as-of day, a finding among the origins of that day, carried for 92 days, one place, one base."""
    claims = read(rows)
    table = tb.stocks(claims_of(rows), by=(level, period), start=YEAR[0], end=YEAR[1], as_of=as_of).table
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    shown = {(row["pcode"], row["base"], row["end"].date()): row for row in table.to_dict("records")}
    for code, base in {(c["pcode"], c["base"]) for c in claims if is_level_at(c, level)}:
        for _, end in oracle.periods(period, dt.date.fromisoformat(YEAR[0]), dt.date.fromisoformat(YEAR[1])):
            expected = oracle.stock(claims, code, "displaced_total", base, end, day)
            got = shown.pop((code, base, end), None)
            assert (got is None) == (expected is None)
            if got is not None and expected is not None:
                assert (got["low"], number(got["best"]), number(got["high"])) == expected[1][:3]
                assert (got["stated_on"].date(), got["age_days"]) == (expected[0], (end - expected[0]).days)
    assert shown == {}


def is_level_at(claim: oracle.Claim, level: str) -> bool:
    """Whether a claim is a level of a unit of that level: a camp with its township's code is not the township."""
    return bool(oracle.quantity(claim)) and oracle.unit_of(claim["pcode"])["level"] == level == claim["place_level"]


# ------------------------------------------------------------------------------------------------------- the laws


@given(tables(), st.sampled_from(LEVELS), st.sampled_from(PERIODS))
def test_law_2_low_best_and_high_of_a_sum_are_in_order(rows: list[Cells], level: str, period: str) -> None:
    """``low <= best <= high`` where present; open and a high never together."""
    for row in tally_rows(tb.tally(findings_of(rows), by=(level, period))).values():
        low, best, high = row["low"], number(row["best"]), number(row["high"])
        assert best is None or low <= best + 1e-9
        assert high is None or (best or low) <= high + 1e-9
        assert bool(row["open"]) == (high is None)
        assert number(row["highest_stated"]) is None or row["highest_stated"] + 1e-9 >= max(low, best or 0)


@given(tables(), st.sampled_from(LEVELS), st.sampled_from(PERIODS))
def test_law_3_bests_add_up_over_time(rows: list[Cells], level: str, period: str) -> None:
    """Bests add up over days, months, years to the findings' bests."""
    found = findings_of(rows)
    fine = sums(tally_rows(tb.tally(found, by=(level, period))), 0, 1, 3, 4)
    whole = sums(tally_rows(tb.tally(found, by=(level, "whole"))), 0, 1, 3, 4)
    assert fine.keys() == whole.keys()
    assert all(close(fine[key]["best"], whole[key]["best"]) for key in whole)


@given(tables(), st.sampled_from(["month", "year"]), st.sampled_from(["township", "district"]))
def test_law_3_bests_add_up_to_the_states(rows: list[Cells], period: str, level: str) -> None:
    """And over townships plus "not stated" to the state's; the state's row of what names none is one of them."""
    found = findings_of(rows)
    fine: dict[Any, float | None] = {}
    for (code, own, *rest), row in tally_rows(tb.tally(found, by=(level, period))).items():
        key = ("MMR", "country", *rest) if own == "country" else (oracle.unit_of(code)["state"], "state", *rest)
        best, sum_ = number(row["best"]), fine.get(key)
        fine[key] = best if sum_ is None else sum_ + (best or 0.0)
    coarse = tally_rows(tb.tally(found, by=("state", period)))
    assert fine.keys() == coarse.keys()
    assert all(close(fine[key], number(row["best"])) for key, row in coarse.items())


@given(tables(), st.sampled_from(PERIODS))
def test_law_3_every_level_adds_up_to_the_country(rows: list[Cells], period: str) -> None:
    """National totals equal the sum over places plus "not stated", at every level: nothing lost, nothing twice."""
    found = findings_of(rows)
    country = sums(tally_rows(tb.tally(found, by=("country", period))), 2, 3, 4)
    for level in LEVELS[:-1]:
        places = sums(tally_rows(tb.tally(found, by=(level, period))), 2, 3, 4)
        assert places.keys() == country.keys()
        for key, total in country.items():
            assert (places[key]["low"], places[key]["high"]) == (total["low"], total["high"])
            assert close(places[key]["best"], total["best"])


@given(tables(), st.sampled_from(LEVELS), st.sampled_from(sorted(FINER)))
def test_law_4_a_coarser_period_is_never_wider(rows: list[Cells], level: str, fine: str) -> None:
    """A coarser low is at least the sum of the finer lows, a coarser high at most the sum of the finer highs."""
    found = findings_of(rows)
    coarse = FINER[fine]
    finer = sums(tally_rows(tb.tally(found, by=(level, fine))), 0, 1, 3, 4)
    coarser = sums(tally_rows(tb.tally(found, by=(level, coarse))), 0, 1, 3, 4)
    for key, total in coarser.items():
        assert total["low"] >= finer[key]["low"]
        assert (total["high"] is None) == (finer[key]["high"] is None)
        assert total["high"] is None or total["high"] <= finer[key]["high"]


@given(tables(max_size=6), st.data(), st.sampled_from(LEVELS), st.sampled_from(PERIODS))
def test_law_6_one_more_incident_never_lowers_a_tally(rows: list[Cells], data: Any, level: str, period: str) -> None:
    """One more incident never lowers a tally's low, best or high, and never takes a row away."""
    told_by = [{"source": "Invented Outlet", "url": "", "published": ""}]
    more = data.draw(st.lists(incident_claims("invented-9", PLACES, told_by), min_size=1, max_size=3))
    more = [{**row, "claim_id": f"m{number}"} for number, row in enumerate(more)]
    before = tally_rows(tb.tally(findings_of(rows), by=(level, period)))
    after = tally_rows(tb.tally(findings_of([*rows, *more]), by=(level, period)))
    for key, row in before.items():
        assert after[key]["low"] >= row["low"]
        assert number(row["best"]) is None or after[key]["best"] >= row["best"] - 1e-9
        high = number(after[key]["high"])
        assert high is None or (number(row["high"]) is not None and high >= row["high"] - 1e-9)


@given(tables())
def test_law_12_children_never_enter_the_civilians_sum_twice(rows: list[Cells]) -> None:
    """A total of civilians is the sum of one finding an incident, whether or not children are told apart."""
    found = findings_of(rows)
    tally = tally_rows(tb.tally(found, by=("country", "whole")))
    table = found.table
    for (_, _, _, measure, base), row in tally.items():
        own = table[(table["measure"] == measure) & (table["base"] == base)]
        assert own["incident_id"].is_unique
        assert row["low"] == own["low"].sum()
        assert row["incidents"] == len(own)


@given(tables(max_size=5), stocks, st.sampled_from(LEVELS), st.sampled_from(PERIODS))
def test_law_13_a_level_never_enters_a_sum(rows: list[Cells], levels: list[Cells], level: str, period: str) -> None:
    """A stock never enters a sum over time."""
    levels = [{**row, "claim_id": f"s{n}"} for n, row in enumerate(levels)]
    with_levels = tally_rows(tb.tally(findings_of([*rows, *levels]), by=(level, period)))
    without = tally_rows(tb.tally(findings_of(rows), by=(level, period)))
    assert {key: row["low"] for key, row in with_levels.items()} == {key: row["low"] for key, row in without.items()}
    assert {key: row["claims"] for key, row in with_levels.items()} == {k: row["claims"] for k, row in without.items()}


@given(stocks)
def test_law_13_a_level_coded_as_an_incident_is_an_error(levels: list[Cells]) -> None:
    """A stock never becomes a finding through its scope."""
    rows = [{**row, "scope": "incident"} for row in levels]
    claims = tb.Claims.from_frame(frame(rows))
    assert len([p for p in claims.problems if p.severity == "error" and p.column in ("scope", "measure")]) == len(rows)
    assert len(tb.findings(claims.without_rejected()).table) == 0


@given(stocks)
def test_law_13_asking_for_a_sum_of_levels_is_refused(levels: list[Cells]) -> None:
    """Adding a level over time is an error that says so."""
    with pytest.raises(ValueError, match="level"):
        tb.tally(findings_of(levels), by=("country", "month"), measure="displaced_total")


@given(stocks, st.sampled_from(["township", "country"]), st.sampled_from(["", "since 2021-02-01"]))
def test_law_13_two_bases_never_share_a_series(levels: list[Cells], level: str, base: str) -> None:
    """What is said of one base moves no figure of the other."""
    columns = ["pcode", "start", "low", "best", "high", "stated_on"]
    both = tb.stocks(claims_of(levels), by=(level, "month"), start=YEAR[0], end=YEAR[1]).table
    own = [row for row in levels if row["base"] == base]
    shown = both[both["base"] == base][columns]
    assert own or shown.empty
    if own:
        alone = tb.stocks(claims_of(own), by=(level, "month"), start=YEAR[0], end=YEAR[1]).table[columns]
        assert shown.astype("str").to_dict("list") == alone.astype("str").to_dict("list")


@given(batches(), st.sampled_from(["envelope", "corroborated"]))
def test_law_15_claims_written_and_read_back_give_the_same_findings(rows: list[Cells], rule: str) -> None:
    """Export and read back: same findings, open flags and empty cells included."""
    claims = claims_of(rows)
    text = claims.table[list(COLUMNS)].to_csv(index=False)
    back = tb.Claims.from_frame(pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False))
    one, other = tb.findings(claims, rule=rule).table, tb.findings(back, rule=rule).table
    assert one.astype("str").to_dict("list") == other.astype("str").to_dict("list")
