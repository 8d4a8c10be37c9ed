"""What a map reads from a tally: which sign each township gets, and what is said instead of drawn."""

from __future__ import annotations

import pytest

from tests.charts.invented import NAN
from tests.charts.squares import PALE, SAGAING, areas, row, silent, table
from tollbook.charts import map_notes
from tollbook.charts.reading import MapError, read
from tollbook.charts.words import words
from tollbook.places.areas import SOURCE

KILLED = "civilians_killed"
FIRST = SAGAING[0]


def cell(made):
    return read(table(made), KILLED).cell(made["pcode"])


@pytest.mark.parametrize(
    ("made", "sign", "value", "floor"),
    [
        (row(PALE, 10, 11, 12), "figure", 11, False),
        (row(PALE, 7, 7, NAN, True), "figure", 7, True),
        (row(PALE, 5, NAN, 9), "figure", 5, True),
        (row(PALE, NAN, NAN, 9), "no figure", None, False),
        (row(PALE, 0, NAN, 9), "no figure", 0, False),
        (row(PALE), "no figure", None, False),
        (row(PALE, 0, 0, 0), "zero", 0, False),
        (silent(PALE, "counted", 0.0), "zero", None, False),
        (silent(PALE, "not covered"), "not covered", None, False),
        (silent(PALE, "unknown"), "no report", None, False),
    ],
)  # fmt: skip
def test_each_township_has_one_sign(made, sign, value, floor):
    found = cell(made)
    assert (found.sign, found.value, found.is_floor) == (sign, value, floor)


def test_a_township_without_a_row_is_no_report_and_no_zero():
    assert read(table(), KILLED).cell(PALE).sign == "no report"


def test_a_number_on_another_base_is_not_drawn_and_no_silence():
    found = cell(row(PALE, 9, 9, 9, base="includes fighters"))
    assert (found.sign, found.other_base) == ("no figure", True)
    both = read(table(row(PALE, 9, 9, 9, base="includes fighters"), row(PALE, 3, 3, 3)), KILLED).cell(PALE)
    assert (both.sign, both.value, both.other_base) == ("figure", 3, False)


def test_what_has_no_township_is_read_apart():
    found = read(table(row("MMR005", 3, 3, NAN, True), row("MMR005D009", 1, 1, 1), row(PALE, 2, 2, 2)), KILLED)
    assert set(found.cells) == {PALE}
    assert {code: amount.best for code, amount in found.not_stated.items()} == {"MMR005": 3, "MMR005D009": 1}


def test_other_measures_are_not_read():
    assert read(table(row(PALE, 5, 5, 5, measure="airstrikes")), KILLED).cells == {}


def test_an_unknown_measure_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="The nearest is 'civilians_killed'"):
        read(table(), "civilian_killed")


def test_several_periods_are_refused():
    import pandas as pd

    later = row(PALE, 1, 1, 1) | {"start": pd.Timestamp("2024-02-01"), "end": pd.Timestamp("2024-02-29")}
    with pytest.raises(MapError) as error:
        read(table(row(PALE, 1, 1, 1), later), KILLED)
    assert str(error.value) == (
        "A map draws one period, and this tally holds 2. Make it with tb.tally(found, by=['township', 'whole'], "
        "start=..., end=...), or choose the rows of one."
    )


def notes(*rows, held=None, where="MMR005"):
    return map_notes.lines(read(table(*rows), KILLED), KILLED, held or areas(), where, None, words())


def test_what_is_known_for_no_township_is_said():
    said = notes(row("MMR005", 3, 3, NAN, True), row(PALE, 2, 2, 2))
    assert "Reported without a township, so not drawn: Sagaing Region (3 or more)." in said


def test_a_township_without_an_area_is_not_lost():
    held = areas([code for code in SAGAING if code != PALE])
    assert "No area is known for: Pale (7 or more)." in notes(row(PALE, 7, 7, NAN, True), held=held)


WHOLE, EAST, WEST = "MMR013008", "MMR013046", "MMR013047"
YANGON = areas(["MMR013001", WHOLE, "MMR013009"])


def test_what_is_recorded_under_the_code_of_a_half_is_told_of_its_ground_and_added_to_nothing():
    rows = [row(EAST, 7, 7, 7), row(WEST, 8, 8, 8), row(WHOLE, 6, 6, 6)]
    found = read(table(*rows), KILLED)
    assert {code: [cell.pcode for cell in cells] for code, cells in found.lying(YANGON.pcodes).items()} == {
        WHOLE: [EAST, WEST]
    }
    assert found.cell(WHOLE).value == 6
    said = notes(*rows, held=YANGON, where="MMR013")
    assert "On the ground drawn as Hlaingtharya: Hlaingtharya (West) (8) and Hlaingtharya (East) (7)." in said
    assert not any("No area is known" in line for line in said)


@pytest.mark.parametrize(
    ("made", "sign"),
    [
        (silent(WHOLE, "unknown"), "other code"), (silent(WHOLE, "not covered"), "other code"),
        (silent(WHOLE, "counted", 0.0), "other code"), (row(WHOLE, 0, 0, 0), "other code"),
        (row(WHOLE, 6, 6, 6), "figure"), (row(WHOLE, NAN, NAN, 9), "no figure"),
    ],
)  # fmt: skip
def test_ground_with_something_recorded_under_another_code_is_neither_silent_nor_zero(made, sign):
    from dataclasses import replace

    assert replace(cell(made), elsewhere=True).sign == sign


def test_a_half_with_an_area_of_its_own_lies_on_no_other_ground():
    found = read(table(row(EAST, 7, 7, 7), silent(WEST, "unknown")), KILLED)
    assert found.lying([WHOLE, EAST, WEST]) == {}
    assert list(found.lying([WHOLE, WEST])) == [WHOLE]
    assert read(table(silent(EAST, "unknown")), KILLED).lying([WHOLE]) == {}, "silence is recorded nowhere"


def test_what_has_no_class_is_said_with_its_reason():
    said = notes(row(PALE, NAN, NAN, 9), row(FIRST, 4, 4, 4, base="includes fighters"))
    assert "Bounded only from above, so in no class: Pale (up to 9)." in said
    assert "Counted on another base, so in no class: Sagaing." in said


def test_what_was_mostly_spread_by_day_is_said():
    said = notes(row(PALE, 0, 3.4, 9, spread_share=0.9), row(FIRST, 5, 5, 5, spread_share=0.2))
    assert "Resting mostly on longer incidents, spread by day: Pale (about 3 (0 to 9))." in said


def test_the_days_the_place_and_the_source_are_said():
    said = notes(row(PALE, 2, 2, 2))
    assert said[0] == "Civilians killed, Sagaing Region, 1–31 January 2024."
    assert said[-2:] == [
        "Township areas are approximate and no official boundaries: invented squares.",
        "Names and boundaries imply no opinion.",
    ]


def test_official_boundaries_are_not_called_approximate():
    said = notes(row(PALE, 2, 2, 2), held=areas(approximate=False, source="an invented file."))
    assert said[-2] == "Township areas: an invented file."
    assert not any("approximate" in line for line in said)


def test_many_names_are_counted():
    said = notes(*(row(code, NAN, NAN, 100 - at) for at, code in enumerate(SAGAING[:9])))
    line = next(each for each in said if each.startswith("Bounded only"))
    assert line.count("(") == 6
    assert line.endswith(" and 3 more.")


def test_our_own_areas_say_of_themselves_what_the_catalogues_translate():
    assert map_notes.DERIVED == SOURCE
