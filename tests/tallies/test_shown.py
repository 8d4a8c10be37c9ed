"""What tallies, levels and rates show of themselves in a notebook."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import PALE, claim
from tests.briefs.invented import found as invented
from tests.shown import says, shown
from tollbook import shipped
from tollbook.html_table import ROWS
from tollbook.rows import each_row
from tollbook.tallies.shown import period_text

KILLED = "civilians_killed"


@pytest.fixture(scope="module")
def claims():
    return tb.read_claims(shipped.claims_file())


@pytest.fixture(scope="module")
def found(claims):
    return tb.findings(claims)


def parts(tally):
    """The rows in pieces that are shown whole."""
    for first in range(0, len(tally), ROWS):
        yield replace(tally, table=tally.table.iloc[first : first + ROWS].reset_index(drop=True))


def coverage(*rows):
    columns = ("pcode", "start", "end", "status")
    return pd.DataFrame([{"source": "Invented Recorder", **dict(zip(columns, row, strict=True))} for row in rows])


# ---------------------------------------------------------------------------------------------------------------- tallies


@pytest.mark.parametrize("by", ["state,year", pytest.param("township,month", marks=pytest.mark.long)])
def test_every_figure_says_what_its_row_says_and_opens_exactly_the_claims_behind_it(found, by):
    for part in parts(tb.tally(found, by)):
        table = shown(part).table
        for at, (cells, row) in enumerate(zip(table.rows, each_row(part.table), strict=True)):
            told = dict(zip(table.head, cells, strict=True))
            assert told["Row"].text == str(at)
            figure, spread = told["Figure"].text.removesuffix(" †"), told["Figure"].text.endswith(" †")
            assert says(figure, row), (figure, row)
            assert spread == (row.spread_share > 0.5)
            assert told["Place"].lines == [row.place, row.pcode]
            assert (told["Incidents"].text, told["Origins"].text) == (f"{row.incidents:,}", f"{row.origins:,}")
            behind = part.claims_behind(at)
            assert len(behind) == row.claims
            opened = told["Figure"].opened
            assert [each.lines[0] for each in opened.column("Claim")] == list(behind["claim_id"].head(10).astype(str))
            how = f"claims; all of them: .claims_behind({at})"
            assert opened.more == (f"Shown are the first 10 of {len(behind)} {how}" if len(behind) > 10 else "")


def test_the_claims_behind_a_row_are_those_of_its_place_days_measure_and_base(found):
    """Worked out from the claims alone: those of incidents, in the place, about the measure, that touch the days."""
    tally = tb.tally(found, "township,month", within=PALE)
    for at, row in enumerate(each_row(tally.table)):
        mine = found.table[(found.table["township"] == PALE) & (found.table["measure"] == row.measure)]
        mine = mine[(mine["start"] <= row.end) & (mine["end"] >= row.start) & (mine["base"] == row.base)]
        assert set(tally.findings_behind(at)["incident_id"]) == set(mine["incident_id"])
        claims = found.known_claims
        claims = claims[claims["incident_id"].isin(set(mine["incident_id"])) & (claims["measure"] == row.measure)]
        assert set(tally.claims_behind(at)["claim_id"]) == set(claims.loc[claims["scope"] == "incident", "claim_id"])


def test_a_row_that_there_is_not_is_refused(found):
    tally = tb.tally(found, "township,month", within=PALE)
    with pytest.raises(IndexError, match=r"The table has no row 99: its rows are 0 to \d+\."):
        tally.claims_behind(99)
    with pytest.raises(IndexError, match=r"The table has no row -1"):
        tally.findings_behind(-1)
    empty = tb.tally(found, within=PALE, start="2010-01-01", end="2010-12-31")
    with pytest.raises(IndexError, match=r"The table has no row 0: it has none\."):
        empty.claims_behind(0)


def test_the_head_says_the_place_the_days_the_rule_and_the_cut_off(claims):
    found = tb.findings(claims, as_of="2024-12-15", rule="lowest")
    read = shown(tb.tally(found, within="Pale, Sagaing", start="2024-01-01", end="2024-12-31"))
    assert read.title == "Tally by township and month: Pale Township, Sagaing Region"
    assert read.about == [
        "2024 · coverage unknown throughout",
        "rule lowest · reports published up to 2024-12-15 · claims entered on any day · claims.csv",
    ]
    assert "Place" not in read.table.head
    assert "Coverage" not in read.table.head


def test_many_rows_say_how_many_there_are(found):
    tally = tb.tally(found)
    read = shown(tally)
    assert len(read.table.rows) == 24
    assert read.table.more == f"Shown are the first 24 of {len(tally)} rows; all of them: .table"
    assert read.notes[-1] == (
        "Lows, bests and highs add up apart: the ends of a sum are outer bounds, not a confidence interval. · "
        "A place, period and measure without a row has no report, which is not zero."
    )


def test_an_empty_tally_is_a_sentence(found):
    read = shown(tb.tally(found, within=PALE, start="2010-01-01", end="2010-12-31"))
    assert read.instead == ["Nothing is recorded here. No row is no report, which is not zero."]
    assert read.tables == []
    assert read.notes == []


def test_silence_between_the_rows_of_a_series_is_named_and_never_a_number(found):
    series = tb.tally(found, "month", KILLED, PALE, "2023-01-01", "2024-12-31")
    table = shown(series).table
    assert list(zip(table.texts("Row"), table.texts("Period"), table.texts("Figure"), strict=True)) == [
        ("", "2023-01 to 2023-05", "no report"),
        ("0", "2023-06", "10 to 12, best 11"),
        ("", "2023-07 to 2024-01", "no report"),
        ("1", "2024-02", "2"),
        ("", "2024-03 to 2024-10", "no report"),
        ("2", "2024-11", "7 or more"),
        ("", "2024-12", "no report"),
    ]
    assert {cell.text for row in table.rows if not row[0].text for cell in row[4:]} == {""}


def test_a_place_that_nobody_watched_is_not_covered_and_a_watched_one_has_zeros():
    made = invented(
        claim(1, start="2024-02-10", end="2024-02-10"),
        claim(2, "invented-2", start="2024-08-10", end="2024-08-10"),
        coverage=coverage(
            (PALE, "2024-02-01", "2024-04-30", "counted"), (PALE, "2024-06-01", "2024-06-30", "not covered")
        ),
    )
    read = shown(tb.tally(made, "month", KILLED, PALE, "2024-02-01", "2024-08-31"))
    table = read.table
    rows = zip(table.texts("Period"), table.texts("Figure"), table.texts("Coverage"), table.texts("Notes"), strict=True)
    assert list(rows) == [
        ("2024-02", "10", "counted", ""),
        ("2024-03", "0", "counted", "counted, and none recorded"),
        ("2024-04", "0", "counted", "counted, and none recorded"),
        ("2024-05", "no report", "unknown", ""),
        ("2024-06", "not covered", "not covered", ""),
        ("2024-07", "no report", "unknown", ""),
        ("2024-08", "10", "unknown", ""),
    ]
    assert [cell.opened is None for cell in table.column("Figure")] == [False, *[True] * 5, False]


def test_a_sum_with_open_incidents_is_a_floor_and_says_how_many_are_open():
    made = invented(
        claim(1, low="7", best="7", high=""),
        claim(2, "invented-2", low="10", best="12", high="15"),
        claim(3, "invented-3", low="", best="", high="", wording="dozens", measure="houses_destroyed"),
        claim(4, "invented-4", measure="houses_destroyed", extent="part"),
        claim(5, "invented-5", measure="airstrikes", low="2", best="2", high="", extent="part"),
        as_of="2025-12-31",
    )
    table = shown(tb.tally(made, "month", within=PALE)).table
    assert dict(
        zip(table.texts("What"), zip(table.texts("Figure"), table.texts("Notes"), strict=True), strict=True)
    ) == {
        "Airstrikes": ("2 or more", "parts only"),
        "Civilians killed": ("17 or more, best 19", "1 of 2 incidents open · highest stated 22"),
        "Houses destroyed": (
            "22 or more, best 34",
            "1 of 2 incidents open · highest stated 109 · among them: parts only; best from vague words",
        ),
    }


def test_a_best_that_was_spread_by_day_is_marked_and_the_mark_explained():
    made = invented(claim(1, start="2024-02-28", end="2024-03-01", low="9", best="9", high="9"), as_of="2025-12-31")
    read = shown(tb.tally(made, "month", within=PALE))
    assert read.table.texts("Figure") == ["0 to 9, best 6 †", "0 to 9, best 3 †"]
    assert read.notes[0] == (
        "† More than half of the best was spread by day: an incident of several days counts in each period by its share."
    )
    assert shown(tb.tally(made, "year", within=PALE)).notes[0].startswith("Lows")


def test_a_period_that_is_still_filling_up_is_provisional():
    late = {"start": "2024-11-30", "end": "2024-11-30", "published": "2024-12-10"}
    made = invented(
        claim(1, start="2024-02-10", end="2024-02-10", published="2024-02-11"), claim(2, "invented-2", **late)
    )
    read = shown(tb.tally(made, "month", within=PALE, measure=KILLED))
    assert read.table.texts("Notes") == ["", "", "provisional"]
    assert read.notes[0] == (
        "Provisional: the period ends less than 56 days before the last report that counts; late reports are likely to "
        "change it."
    )
    as_of = invented(claim(1), claim(2, "invented-2", **late), as_of="2025-06-01")
    assert shown(tb.tally(as_of, "month", within=PALE)).table.texts("Notes") == [""]


def test_undated_claims_make_nothing_provisional():
    assert shown(tb.tally(invented(claim(1, published="")), "month", within=PALE)).table.texts("Notes") == [""]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2024-11-01", "2024-11-30", "2024-11"),
        ("2024-10-01", "2024-12-31", "2024-Q4"),
        ("2024-02-01", "2024-04-30", "2024-02-01 to 2024-04-30"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-11-11", "2024-11-17", "2024-11-11 to 2024-11-17"),
        ("2024-11-14", "2024-11-14", "2024-11-14"),
        ("2023-12-01", "2024-01-31", "2023-12-01 to 2024-01-31"),
    ],
)
def test_periods_are_written_as_a_brief_is_asked_for_them(start, end, text):
    assert period_text(pd.Timestamp(start), pd.Timestamp(end)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (None, None, "all days"),
        ("2024-01-01", None, "from 2024-01-01 on"),
        (None, "2024-12-31", "up to 2024-12-31"),
        ("2024-11-08", "2024-11-12", "2024-11-08 to 2024-11-12"),
    ],
)
def test_the_days_asked_for_are_said(start, end, text):
    read = shown(tb.tally(invented(claim(1)), "whole", within=PALE, start=start, end=end))
    assert read.about[0] == f"{text} · coverage unknown throughout"


# ----------------------------------------------------------------------------------------------------------------- levels


def level(number, day, **cells):
    return claim(
        number, "", **{"scope": "level", "measure": "displaced_total", "start": day, "end": day, "means": "", **cells}
    )


def test_levels_say_the_day_they_are_stated_for_and_are_never_added():
    made = invented(
        level(1, "2024-01-31", low="500", best="500", high=""),
        level(2, "2024-03-31", low="900", best="1000", high="1200", base="all displaced"),
    ).claims
    read = shown(tb.stocks(made, "township,month", within=PALE))
    assert read.title == "Levels by township and month: Pale Township, Sagaing Region"
    table = read.table
    rows = zip(*(table.texts(name) for name in ("Period", "What", "Figure", "Stated on", "Days old")), strict=True)
    assert list(rows) == [
        ("2024-01", "People displaced", "500 or more", "2024-01-31", "0"),
        ("2024-02", "People displaced", "500 or more", "2024-01-31", "29"),
        ("2024-03", "People displaced", "500 or more", "2024-01-31", "60"),
        ("2024-03", "People displaced\nall displaced", "900 to 1,200, best 1,000", "2024-03-31", "0"),
    ]
    assert [[each.lines[0] for each in cell.opened.column("Claim")] for cell in table.column("Figure")] == [
        *[["x001"]] * 3,
        ["x002"],
    ]
    assert read.notes == [
        "A level is stated for a day. Levels never add up over time; each is carried into later periods for at most 92 "
        "days. A place and period without a row has no level that is known, which is not zero."
    ]


def test_every_level_of_the_sample_says_its_row_and_opens_its_claims(claims):
    levels = tb.stocks(claims, "country,month", as_of="2023-12-31")
    table = shown(levels).table
    assert table.more == f"Shown are the first 24 of {len(levels)} rows; all of them: .table"
    for at, (cell, row) in enumerate(zip(table.column("Figure"), each_row(levels.table), strict=False)):
        assert says(cell.text, row)
        behind = levels.claims_behind(at)
        assert len(behind) == row.claims
        assert (behind["published"].isna() | (behind["published"] <= pd.Timestamp("2023-12-31"))).all()
        assert [each.lines[0] for each in cell.opened.column("Claim")] == list(behind["claim_id"])


def test_a_level_that_another_day_or_camp_states_is_not_behind_it():
    village = {"place_level": "village", "place_name": "Invented Camp"}
    made = invented(level(1, "2024-01-05"), level(2, "2024-01-31"), level(3, "2024-01-31", **village)).claims
    levels = tb.stocks(made, "township,month", within=PALE)
    assert list(levels.claims_behind(0)["claim_id"]) == ["x002"]


def test_no_level_is_a_sentence():
    read = shown(tb.stocks(invented(claim(1)).claims, "township,month", within=PALE))
    assert read.instead == [
        "No level is known here: none is stated, or none that is young enough to be carried. That is not zero."
    ]
    assert read.tables == []


# ------------------------------------------------------------------------------------------------------------------ rates


@pytest.fixture
def rates():
    watched = coverage(*((code, "2024-01-01", "2024-12-31", "counted") for code in (PALE, "MMR005018", "MMR005016")))
    made = invented(
        claim(1, low="10", best="11", high="12"),
        claim(2, "invented-2", pcode="MMR005018", place_name="Salingyi", low="7", best="7", high=""),
        claim(3, "invented-3", pcode="MMR005002", place_name="Myinmu"),
        claim(4, "invented-4", pcode="MMR005", place_name="Sagaing Region", place_level="state"),
        coverage=watched,
    )
    people = tb.places.Population(pd.Series({PALE: 140_000, "MMR005018": 9_000}), 2014, "an invented census", ())
    return tb.rates(tb.tally(made, "township,year", KILLED, start="2024-01-01", end="2024-12-31"), people)


def test_rates_say_their_bounds_rounded_outwards_and_why_there_is_none(rates):
    read = shown(rates)
    assert read.title == "Rates for 100,000 people: Myanmar"
    assert read.about[0] == "people of 2014 · from an invented census"
    table = read.table
    rows = zip(*(table.texts(name) for name in ("Place", "For 100,000 people", "People", "Notes")), strict=True)
    assert {place.splitlines()[0]: rest for place, *rest in rows} == {
        "township not stated, Sagaing": ["no rate", "not known", "recorded: 10, known for no township"],
        "Myinmu": ["no rate", "not known", "coverage unknown"],
        "Yinmarbin": ["no rate", "not known", "people not known"],
        "Salingyi": ["77.7 or more", "9,000", "fewer than 10,000 people: one more changes it much"],
        "Pale": ["7.1 to 8.6, best 7.9", "140,000", ""],
    }
    pale = table.column("For 100,000 people")[table.texts("Place").index("Pale\nMMR005019")]
    assert [each.lines[0] for each in pale.opened.column("Claim")] == ["x001"]


def test_rates_of_a_bare_table_open_nothing(rates):
    people = tb.places.Population(pd.Series({PALE: 140_000}), 2014, "an invented census", ())
    read = shown(tb.rates(rates.tally.table, people))
    assert len(read.about) == 1
    assert [cell.opened for cell in read.table.column("For 100,000 people")] == [None] * 5


def test_no_rates_are_a_sentence(found):
    people = tb.places.Population(pd.Series({PALE: 140_000}), 2014, "an invented census", ())
    empty = tb.tally(found, "township,year", start="2010-01-01", end="2010-12-31")
    assert shown(tb.rates(empty, people)).instead == ["The tally has no row, so there is no rate."]


def test_the_texts_stay_short(found, rates):
    assert repr(tb.tally(found, "month", KILLED, PALE)) == "<Tally by township and month within MMR005019: 4 rows>"
    assert repr(tb.tally(found, "whole", KILLED, PALE)) == "<Tally by township and whole within MMR005019: 1 row>"
    assert repr(tb.stocks(found.claims, "township,month", within=PALE)) == (
        "<Stocks by township and month within MMR005019: 1 row>"
    )
    assert repr(rates) == "<Rates for 100,000 people of 2014 within MMR: 5 rows>"
