"""The laws of the design that speak of findings, as properties of invented claims; and the engine against the oracle."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests import oracle
from tests.engine import claims_of, findings_of, flags, numbers, oracle_numbers, oracle_wheres, wheres
from tests.strategies import (
    COARSE,
    PALE,
    VOICES,
    Cells,
    batches,
    gatherings,
    part_lists,
    quantities,
    read,
    spans,
    tables,
)

RULES = ("envelope", "lowest", "latest", "priority", "corroborated")
PRIORITIES = ("Radio Free Asia", "The Irrawaddy")
DAYS = [None, dt.date(2023, 2, 1), dt.date(2023, 2, 9), dt.date(2023, 3, 11)]

either = st.one_of(gatherings(), tables())


def with_one_more(rows: list[Cells], **cells: str) -> list[Cells]:
    """The rows and one more, like the last in what is not given."""
    return [*rows, {**rows[-1], **cells, "claim_id": "c999"}]


def say(day: dt.date | None) -> str | None:
    """A day as the package takes it."""
    return None if day is None else day.isoformat()


def whole_claims(rows: list[Cells], fighters: bool = False) -> dict[tuple[str, str, str], list[oracle.Claim]]:
    """The whole claims with a quantity, by the finding that they belong to (tolls with fighters only if asked for)."""
    groups: dict[tuple[str, str, str], list[oracle.Claim]] = {}
    for claim in read(rows):
        told = claim["scope"] == "incident" and claim["extent"] == "whole" and oracle.quantity(claim)
        if told and not claim["withdrawn"] and (fighters or claim["base"] != oracle.FIGHTERS):
            base = "" if claim["base"] == oracle.FIGHTERS else claim["base"]
            groups.setdefault((claim["incident_id"], claim["measure"], base), []).append(claim)
    return groups


# ------------------------------------------------------------------------------------------ the engine and the oracle


@given(batches(), st.sampled_from(RULES))
def test_the_engine_gives_the_bounds_that_the_rules_give(rows: list[Cells], rule: str) -> None:
    """Rule 2, literally, for each of the five rules."""
    found = findings_of(rows, rule=rule, sources=list(PRIORITIES))
    assert numbers(found) == oracle_numbers(oracle.findings(read(rows), rule=rule, sources=PRIORITIES))


@given(part_lists())
def test_the_engine_finds_the_greatest_sum_of_parts(rows: list[Cells]) -> None:
    """However the parts of one report lie: the greatest, for lows and for bests apart."""
    assert numbers(findings_of(rows)) == oracle_numbers(oracle.findings(read(rows)))


@given(batches(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_the_engine_looks_from_the_days_that_the_rules_say(
    rows: list[Cells], as_of: dt.date | None, known_on: dt.date | None
) -> None:
    """As of, known on, and claims that were taken back."""
    found = findings_of(rows, as_of=say(as_of), known_on=say(known_on))
    assert numbers(found) == oracle_numbers(oracle.findings(read(rows), as_of, known_on))


@given(batches())
def test_the_engine_finds_the_place_and_days_that_the_rules_find(rows: list[Cells]) -> None:
    """One township, or the parent of those in dispute; the days that most origins give."""
    assert wheres(findings_of(rows)) == oracle_wheres(oracle.findings(read(rows)))


@given(batches())
def test_the_engine_says_what_the_rules_ask_a_finding_to_say(rows: list[Cells]) -> None:
    """Parts only, parts that pass the whole, tolls with fighters, a total taken from its part, a part above its total."""
    said = flags(findings_of(rows))
    for key, one in oracle.findings(read(rows)).items():
        for flag in one.flags:
            assert flag.split(" from ")[0] in said[key]


# ------------------------------------------------------------------------------------------------------- the laws


@given(either, st.randoms(use_true_random=False))
def test_law_1_the_order_of_rows_changes_nothing(rows: list[Cells], random: Any) -> None:
    """Order of rows and of files changes nothing."""
    shuffled = list(rows)
    random.shuffle(shuffled)
    first, second = findings_of(rows), findings_of(shuffled)
    columns = [name for name in first.table.columns if name in second.table.columns]
    assert first.table[columns].astype("str").to_dict("list") == second.table[columns].astype("str").to_dict("list")


@given(either, st.sampled_from(RULES))
def test_law_2_low_best_and_high_are_in_order_and_open_has_no_high(rows: list[Cells], rule: str) -> None:
    """``low <= best <= high`` where present; open and a high never together, nor neither."""
    for low, best, high, is_open in numbers(findings_of(rows, rule=rule, sources=list(PRIORITIES))).values():
        assert low >= 0
        assert best is None or low <= best
        assert high is None or max(low, best or 0) <= high
        assert is_open == (high is None)


@given(either, st.sampled_from(DAYS[1:]), st.sampled_from(RULES))
def test_law_5_as_of_equals_dropping_later_reports_first(rows: list[Cells], day: dt.date, rule: str) -> None:
    """``as_of`` equals dropping later reports before anything else (an undated claim counts from its end day).

    A claim that was taken back after that day is put back, for the brief of that day had it.
    """
    kept = [row for row in rows if (row["published"] or row["end"]) <= day.isoformat()]
    kept = [{**row, "withdrawn": row["withdrawn"] if row["withdrawn"] <= day.isoformat() else ""} for row in kept]
    seen = findings_of(rows, as_of=day.isoformat(), rule=rule, sources=list(PRIORITIES))
    if not kept:
        assert len(seen.table) == 0
        return
    assert numbers(seen) == numbers(findings_of(kept, rule=rule, sources=list(PRIORITIES)))
    assert wheres(seen) == wheres(findings_of(kept, rule=rule, sources=list(PRIORITIES)))


@given(either, quantities(), spans(), st.sampled_from(VOICES))
def test_law_7_one_more_whole_claim_only_widens(rows: list[Cells], said: Cells, days: Cells, voice: str) -> None:
    """One more whole, undated claim never raises a low that whole claims state and never lowers a high."""
    before = numbers(findings_of(rows))
    row = {"extent": "whole", "scope": "incident", "published": "", "withdrawn": "", "attributed_to": voice}
    after = numbers(findings_of(with_one_more(rows, **row, **said, **days)))
    for key, own in whole_claims(rows).items():
        speak = oracle.speaking(own)
        if any(oracle.q(claim).kind != "up_to" for claim in speak):
            assert after[key][0] <= before[key][0]
    for key, (_, _, high, is_open) in before.items():
        if not is_open and key in whole_claims(rows):
            assert after[key][3] or after[key][2] >= high


@given(either, quantities(), st.sampled_from(PALE))
def test_law_8_one_more_part_changes_no_low_and_no_best(
    rows: list[Cells], said: Cells, place: tuple[str, str, str]
) -> None:
    """One more part changes no low or best of a finding that has a whole."""
    before = numbers(findings_of(rows))
    row = dict(zip(("place_name", "place_level", "pcode"), place, strict=True))
    after = numbers(findings_of(with_one_more(rows, extent="part", scope="incident", withdrawn="", **row, **said)))
    for key in whole_claims(rows, fighters=True):
        assert after[key][:2] == before[key][:2]


@given(either, quantities())
def test_law_8_one_more_aggregate_changes_nothing(rows: list[Cells], said: Cells) -> None:
    """One more aggregate changes nothing."""
    more = with_one_more(rows, scope="aggregate", withdrawn="", **said)
    assert numbers(findings_of(more)) == numbers(findings_of(rows))
    assert wheres(findings_of(more)) == wheres(findings_of(rows))


@given(either, st.integers(0, 8), st.sampled_from(RULES))
@example(
    # NUG says 40, 50 and 60 on one day; a second outlet repeats its 40. Three different numbers, whose middle is 50.
    rows=[
        {**cells, "claim_id": f"c{n}", "low": str(n), "best": str(n), "high": str(n), "wording": str(n)}
        for n in (40, 50, 60)
        for cells in [
            dict(incident_id="invented-1", scope="incident", extent="whole", source="The Irrawaddy", url="")
            | dict(published="2023-02-01", recorded="", attributed_to="NUG", place_name="Pale Township")
            | dict(place_level="township", pcode="MMR005019", start="2023-01-30", end="2023-01-30", base="")
            | dict(date_precision="day", measure="civilians_killed", means="", note="", withdrawn="")
        ]
    ],
    which=0,
    rule="envelope",
)
def test_law_9_repeating_a_claim_changes_no_bound(rows: list[Cells], which: int, rule: str) -> None:
    """Repeating a claim (another outlet, same named origin, same numbers) changes no low, best or high.

    Repeated on the same day: a reprint of later days is, by rule 2, that origin's latest word.
    """
    row = rows[which % len(rows)]
    named = row["attributed_to"] in ("NUG", "NUG spokesman", "The Irrawaddy", "Invented Watch")
    assume(named and row["extent"] != "part")
    again = [
        *rows,
        {**row, "claim_id": "c999", "source": "Another Invented Outlet", "url": "https://invented.example/x"},
    ]
    assume(row["incident_id"])  # a row without an incident stands alone: its repetition is a second incident
    options = {"rule": rule, "sources": list(PRIORITIES)}
    assert numbers(findings_of(again, **options)) == numbers(findings_of(rows, **options))


@given(gatherings(), st.integers(0, 8), spans())
def test_law_10_shifting_the_days_of_a_whole_claim_moves_no_bound(rows: list[Cells], which: int, days: Cells) -> None:
    """Shifting the day of one whole claim changes only where and when it counts."""
    row = rows[which % len(rows)]
    assume(row["extent"] != "part")
    shifted = [{**r, **days} if r is row else r for r in rows]
    assert numbers(findings_of(shifted)) == numbers(findings_of(rows))


@given(gatherings(), st.integers(0, 8), st.sampled_from(COARSE))
def test_law_10_coarsening_the_place_of_a_whole_claim_moves_no_bound(
    rows: list[Cells], which: int, place: tuple[str, str, str]
) -> None:
    """Coarsening the place of one whole claim changes only where it counts."""
    row = rows[which % len(rows)]
    assume(row["extent"] != "part")
    coarser = dict(zip(("place_name", "place_level", "pcode"), place, strict=True))
    moved = [{**r, **coarser} if r is row else r for r in rows]
    assert numbers(findings_of(moved)) == numbers(findings_of(rows))


@given(either, st.sampled_from(["envelope", "latest", "priority"]))
def test_law_11_best_is_one_of_the_bests_of_its_whole_claims(rows: list[Cells], rule: str) -> None:
    """Best is one of the bests of its whole claims, or a sum over one report's parts."""
    found = numbers(findings_of(rows, rule=rule, sources=list(PRIORITIES)))
    for key, own in whole_claims(rows).items():
        best = found[key][1]
        # The first source of a list may have counted with fighters only: then nothing it says is a best.
        assert best in {oracle.q(claim).best for claim in own} or (rule == "priority" and best is None)


@given(either)
def test_law_14_lowest_is_the_envelope_with_best_at_its_low(rows: list[Cells]) -> None:
    """``lowest`` has best = low."""
    envelope, lowest = numbers(findings_of(rows)), numbers(findings_of(rows, rule="lowest"))
    assert lowest == {key: (low, low, high, is_open) for key, (low, _, high, is_open) in envelope.items()}


# ----------------------------------------------------------------------------------- what nobody asked for in a law


@given(either)
def test_no_incident_speaks_for_another(rows: list[Cells]) -> None:
    """The findings of one incident are the same whether or not other incidents are in the file."""
    together = numbers(findings_of(rows))
    ids = sorted({row["incident_id"] for row in rows})
    apart: dict[Any, Any] = {}
    for name in ids:
        apart |= numbers(findings_of([row for row in rows if row["incident_id"] == name]))
    assert together == apart


@given(gatherings())
def test_naming_an_incident_otherwise_changes_nothing(rows: list[Cells]) -> None:
    """No bound depends on how an incident, a claim or a report is called."""
    renamed = [
        {**row, "incident_id": "zz", "claim_id": f"z{99 - n:02d}", "url": row["url"] and row["url"][::-1]}
        for n, row in enumerate(rows)
    ]
    before, after = numbers(findings_of(rows)), numbers(findings_of(renamed))
    assert {key[1:]: value for key, value in before.items()} == {key[1:]: value for key, value in after.items()}


@given(batches())
def test_the_quantity_of_each_claim_is_the_one_that_its_cells_say(rows: list[Cells]) -> None:
    """Rule 1 in whole numbers: no bound off by one through binary fractions."""
    table = claims_of(rows).table
    for claim, row in zip(read(rows), table.to_dict("records"), strict=True):
        said = oracle.quantity(claim)
        if said is None:
            assert row["kind"] == "none"
            continue
        high = None if row["q_high"] != row["q_high"] else row["q_high"]
        assert (row["kind"], row["q_low"], row["q_best"], high) == (said.kind, said.low, said.best, said.high)
        assert bool(row["q_open"]) == said.open
        assert (None if row["stated"] != row["stated"] else row["stated"]) == said.stated


@pytest.mark.long
@given(st.integers(0, 10**7), st.sampled_from(["about", "nearly", "up to"]))
def test_conventions_hold_for_any_number(n: int, kind: str) -> None:
    """Nine and eleven tenths are exact for numbers far beyond the sample's."""
    from tests.strategies import cells_of

    row = {"measure": "displaced_new", **cells_of(kind, n, n)}
    base = {**dict.fromkeys(("incident_id", "url", "attributed_to", "place_name", "pcode"), ""), **row}
    filled = dict(claim_id="c1", scope="incident", extent="whole", source="Invented Outlet", place_level="township")
    cells = {**base, **filled, "pcode": "MMR005019", "start": "2023-01-01", "end": "2023-01-01"}
    table = claims_of([cells]).table
    said = oracle.quantity(oracle.claim_from_cells(cells))
    assert said is not None
    assert (table["q_low"][0], table["q_best"][0], table["q_high"][0]) == (said.low, said.best, said.high)
