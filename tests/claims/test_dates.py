"""Reading a day from a cell: every notation with one meaning, and the reason for every one without."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.claims.dates import DayError, read_day

THE_DAY = date(2024, 11, 14)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-11-14", "2024/11/14", "2024.11.14", "20241114", "2024-11-14T00:00:00", "2024-11-14 00:00:00Z",
        "14/11/2024", "14.11.2024", "14-11-2024", "14 11 2024", "11/14/2024", "11-14-2024", "14 / 11 / 2024",
        "14 Nov 2024", "14-Nov-2024", "14 November 2024", "14th November, 2024", "Nov 14, 2024", "November 14th 2024",
        "Thursday, 14 November 2024", "Thu 14 Nov 2024", "Thursday, November 14, 2024",
        "၁၄/၁၁/၂၀၂၄", "၂၀၂၄-၁၁-၁၄", "၁၄ November ၂၀၂၄", "  14  Nov   2024 ",
    ],
)  # fmt: skip
def test_one_day_in_every_notation(cell):
    assert read_day(cell) == THE_DAY


def test_two_equal_numbers_are_one_day_in_either_order():
    assert read_day("11/11/2024") == date(2024, 11, 11)


@pytest.mark.parametrize(
    ("cell", "code", "message"),
    [
        ("03/04/2024", "ambiguous_day", "The day can be read as 3 April 2024 or as 4 March 2024."),
        ("၀၃/၀၄/၂၀၂၄", "ambiguous_day", "The day can be read as 3 April 2024 or as 4 March 2024."),
        ("03.04.2024", "ambiguous_day", "The day can be read as 3 April 2024 or as 4 March 2024."),
        ("14/11/24", "short_year", "The year '24' does not have four digits, so its century is a guess."),
        ("14 Nov 24", "short_year", "The year '24' does not have four digits, so its century is a guess."),
        ("2024-11", "not_one_day", "This is a month or a year, not a day."),
        ("November 2024", "not_one_day", "This is a month or a year, not a day."),
        ("2024", "not_one_day", "This is a month or a year, not a day."),
        ("2024-02-30", "no_such_day", "There is no such day in the calendar."),
        ("31/11/2024", "no_such_day", "There is no such day in the calendar."),
        ("32/13/2024", "no_such_day", "There is no such day in the calendar."),
        ("1024-11-14", "year_out_of_range", "The year 1024 lies outside 1900 to 2100."),
        ("2567-11-14", "year_out_of_range", "The year 2567 lies outside 1900 to 2100."),
        ("Friday, 14 November 2024", "wrong_weekday", "2024-11-14 is a Thursday, not a Friday."),
        ("14 Novembre 2024", "not_a_day", "'novembre' is not the name of a month."),
        ("someday 14 November 2024", "not_a_day", "'someday' is not the name of a weekday."),
        (
            "2024-11-14 13:05",
            "time_of_day",
            "The cell holds a time of day, and which day that is depends on the time zone.",
        ),
        (
            "2024-11-14T00:00:00+06:30",
            "time_of_day",
            "The cell holds a time of day, and which day that is depends on the time zone.",
        ),
        (
            "45610",
            "day_number",
            "This is a spreadsheet's day number, which means 2024-11-14 in most workbooks and four years later in others.",
        ),
        ("last Thursday", "not_a_day", "This is not a day."),
        ("0000-00-00", "no_such_day", "There is no such day in the calendar."),
    ],
)
def test_what_is_not_one_day_is_refused_with_the_reason(cell, code, message):
    with pytest.raises(DayError) as caught:
        read_day(cell)
    assert (caught.value.code, caught.value.message) == (code, message)
    assert caught.value.remedy.endswith(".")


def test_day_numbers_of_a_workbook_follow_its_date_system():
    assert read_day("45610", 1900) == THE_DAY
    assert read_day("44148", 1904) == THE_DAY


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_written_day_first_or_month_first_is_itself_or_ambiguous(day):
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day:%d %B %Y}") == day
    for pattern in ("%d/%m/%Y", "%m/%d/%Y"):
        if day.day > 12 or day.day == day.month:
            assert read_day(day.strftime(pattern)) == day
        else:
            with pytest.raises(DayError):
                read_day(day.strftime(pattern))


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_day_error(cell):
    try:
        assert isinstance(read_day(cell), date)
    except DayError as error:
        assert error.message.endswith(".")
        assert error.remedy.endswith(".")
