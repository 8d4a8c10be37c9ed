"""Coverage source by source: days are counted, never guessed."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tollbook import places
from tollbook.claims import coverage
from tollbook.claims.coverage_by_source import OfSource, by_source

PALE, STATE, DISTRICT = "MMR005019", "MMR005", "MMR005D009"


def table(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    names = ["source", "pcode", "start", "end", "status"]
    return coverage.held(pd.DataFrame(rows, columns=names)).table


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_the_table_that_ships_names_no_source():
    told = by_source(coverage.read(), PALE, day("2024-11-01"), day("2024-11-30"))
    assert told.sources == ()
    assert (told.townships, told.days) == (1, 30)


def test_days_and_weeks_of_a_township_by_hand():
    # November 2024 begins on a Friday: its whole weeks begin on the 4th, 11th and 18th (and 25 Nov to 1 Dec is cut).
    cover = table(
        ("Invented A", PALE, "2024-11-01", "2024-11-05", "counted"),
        ("Invented A", PALE, "2024-11-06", "2024-11-20", "not covered"),
        ("Invented B", STATE, "2024-11-18", "2024-12-31", "counted"),
        ("Invented C", PALE, "2024-11-01", "2024-11-30", "unknown"),
        ("Invented D", "MMR009", "2024-11-01", "2024-11-30", "counted"),
    )
    told = by_source(cover, PALE, day("2024-11-01"), day("2024-11-30"))
    assert told.sources == (OfSource("Invented A", 5, 15, 10), OfSource("Invented B", 13, 0, 17))
    assert (told.weeks, told.silent_weeks) == (3, 1)


def test_of_one_source_the_smallest_place_speaks():
    cover = table(
        ("Invented A", STATE, "2024-11-01", "2024-11-30", "counted"),
        ("Invented A", PALE, "2024-11-01", "2024-11-10", "not covered"),
        ("Invented A", PALE, "2024-11-11", "2024-11-15", "unknown"),
    )
    told = by_source(cover, PALE, day("2024-11-01"), day("2024-11-30"))
    assert told.sources == (OfSource("Invented A", 15, 10, 5),)
    inside = by_source(cover, DISTRICT, day("2024-11-01"), day("2024-11-30"))
    others = len(places.units_at("township", DISTRICT)) - 1
    assert inside.sources == (OfSource("Invented A", 15 + 30 * others, 10, 5),)
    assert inside.silent_weeks == 0, "somewhere in the district a source was counting"


spans = st.tuples(st.integers(0, 40), st.integers(0, 20))


@given(st.lists(st.tuples(st.sampled_from("AB"), spans, st.sampled_from(coverage.STATUSES)), max_size=4))
def test_every_day_of_a_source_is_in_one_class_and_silence_agrees_with_the_status(rows):
    named: dict[str, tuple[str, str, str, str, str]] = {}
    for source, (first, length), status in rows:
        begin = day("2024-10-20") + pd.Timedelta(days=first)
        end = begin + pd.Timedelta(days=length)
        named[source] = (source, PALE, f"{begin:%Y-%m-%d}", f"{end:%Y-%m-%d}", status)
    if not named:
        return
    cover = table(*named.values())
    start, end = day("2024-11-01"), day("2024-11-30")
    told = by_source(cover, PALE, start, end)
    for each in told.sources:
        assert each.counted + each.not_covered + each.unknown == 30
    cells = pd.DataFrame({"pcode": PALE, "start": pd.date_range(start, end), "end": pd.date_range(start, end)})
    status = coverage.status(cells, cover).astype(str).to_numpy()
    mondays = [i for i in range(30) if cells["start"][i].weekday() == 0 and i + 7 <= 30]
    assert told.weeks == len(mondays)
    assert told.silent_weeks == sum("counted" not in set(status[i : i + 7]) for i in mondays)
