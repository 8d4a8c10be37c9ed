"""Reading a day from a cell: every notation that has one meaning, and a reason for every one that has not."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from tollbook.claims.digits import plain_digits

#: First and last year that a claim may be about; a year outside is a slip of the keyboard or another calendar.
YEARS = (1900, 2100)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_TIME = r"[ T]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?:{_TIME})?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(rf"(\d{{1,2}})\s*([-/. ])\s*(\d{{1,2}})\s*\2\s*(\d{{2,4}})(?:{_TIME})?")
_DAY_FIRST = re.compile(r"(?:([a-z]+)\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-\s]+([a-z]+)\.?,?[-\s]+(\d{2,4})")
_MONTH_FIRST = re.compile(r"(?:([a-z]+)\.?,?\s+)?([a-z]+)\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{2,4})")
_MONTH_ONLY = re.compile(r"\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}|[a-z]+\.?,?[-\s]+\d{4}|\d{4}[-\s]+[a-z]+")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")

#: The day before day 1 of a spreadsheet's count, by its date system. In the 1900 system it is one earlier than its
#: name says, because that system counts a 29 February 1900 that never was (ECMA-376, part 1, 18.17.4.1).
_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}

ISO_REMEDY = "Write the day as year-month-day, such as 2024-11-14."


class DayError(ValueError):
    """A cell that is not one certain day.

    Attributes
    ----------
    code, message, remedy : str
        As in `Problem`.
    """

    def __init__(self, code: str, message: str, remedy: str = ISO_REMEDY) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def read_day(text: str, serials: Literal[1900, 1904] | None = None) -> date:
    """The day that a cell names.

    Parameters
    ----------
    text : str
        A cell, not empty. Digits of any script are read.
    serials : 1900, 1904 or None
        The date system of the workbook that the cell comes from; None where five digits are no day number.

    Returns
    -------
    datetime.date

    Raises
    ------
    DayError
        The cell is no day, names no certain day, or a day outside 1900 to 2100.

    Examples
    --------
    >>> read_day("14 Nov 2024"), read_day("13/11/2024")
    (datetime.date(2024, 11, 14), datetime.date(2024, 11, 13))
    """
    cell = " ".join(plain_digits(text).split())
    folded = cell.casefold()
    if match := _ISO.fullmatch(cell):
        _refuse_time(match.groups()[4:])
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(cell):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(cell):
        _refuse_time(match.groups()[4:])
        return _either_order(int(match[1]), int(match[3]), match[4])
    if match := _DAY_FIRST.fullmatch(folded):
        return _named(match[1], int(match[2]), match[3], match[4])
    if match := _MONTH_FIRST.fullmatch(folded):
        return _named(match[1], int(match[3]), match[2], match[4])
    if _SERIAL.fullmatch(cell):
        return _serial(int(float(cell)), serials)
    raise _no_day(folded)


def _named(weekday: str | None, day: int, month: str, year: str) -> date:
    number = _month(month)
    if number is None:
        raise DayError("not_a_day", f"{month!r} is not the name of a month.")
    found = _day(_year(year), number, day)
    if weekday and weekday[:3] not in {name[:3] for name in _WEEKDAYS}:
        raise DayError("not_a_day", f"{weekday!r} is not the name of a weekday.")
    if weekday and weekday[:3] != _WEEKDAYS[found.weekday()][:3]:
        fact = f"{found.isoformat()} is a {_WEEKDAYS[found.weekday()].capitalize()}, not a {weekday.capitalize()}."
        raise DayError("wrong_weekday", fact, "Find out which of the two is wrong, and write the day as 2024-11-14.")
    return found


def _month(name: str) -> int | None:
    short = name[:3]
    if short not in _MONTHS or not (name == "sept" or _FULL_MONTHS[_MONTHS.index(short)].startswith(name)):
        return None
    return _MONTHS.index(short) + 1


def _either_order(first: int, second: int, year: str) -> date:
    """The day of two numbers and a year, where only one order makes a day or both make the same."""
    full = _year(year)
    readings = [_made(full, second, first), _made(full, first, second)]
    days = sorted({day for day in readings if day is not None})
    if len(days) == 2:
        raise DayError(
            "ambiguous_day",
            f"The day can be read as {_spelt(readings[0])} or as {_spelt(readings[1])}.",
            "Write it as year-month-day, such as 2024-11-14; the order is never guessed from other rows.",
        )
    if not days:
        raise DayError("no_such_day", "There is no such day in the calendar.")
    return _day(days[0].year, days[0].month, days[0].day)


def _spelt(day: date | None) -> str:
    assert day is not None
    return f"{day.day} {_FULL_MONTHS[day.month - 1].capitalize()} {day.year}"


def _year(digits: str) -> int:
    if len(digits) != 4:
        raise DayError("short_year", f"The year {digits!r} does not have four digits, so its century is a guess.")
    return int(digits)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date:
    made = _made(year, month, day)
    if made is None:
        raise DayError("no_such_day", "There is no such day in the calendar.")
    if not YEARS[0] <= year <= YEARS[1]:
        raise DayError("year_out_of_range", f"The year {year} lies outside {YEARS[0]} to {YEARS[1]}.")
    return made


def _refuse_time(parts: tuple[str | None, ...]) -> None:
    """A midnight is how software writes a day; any other time is a moment, whose day depends on the time zone."""
    hour, minute, second, zone = parts
    if hour is None:
        return
    if any(int(part or 0) for part in (hour, minute, second)) or (zone or "Z") not in ("Z", "+00:00", "+0000"):
        raise DayError(
            "time_of_day",
            "The cell holds a time of day, and which day that is depends on the time zone.",
            "Write the day alone, as it was in Myanmar, such as 2024-11-14.",
        )


def _serial(number: int, serials: Literal[1900, 1904] | None) -> date:
    day = _EPOCHS[serials or 1900] + timedelta(days=number)
    if serials is None:
        raise DayError(
            "day_number",
            f"This is a spreadsheet's day number, which means {day.isoformat()} in most workbooks and four years later "
            "in others.",
            f"Write {day.isoformat()} if that is the day, or format the column as a date and save again.",
        )
    return _day(day.year, day.month, day.day)


def _no_day(folded: str) -> DayError:
    if re.fullmatch(r"\d{4}", folded) or _MONTH_ONLY.fullmatch(folded):
        return DayError(
            "not_one_day",
            "This is a month or a year, not a day.",
            "Write the first day in start and the last in end, and month or year in date_precision.",
        )
    return DayError("not_a_day", "This is not a day.")
