"""One text layer for charts and pages: messages, plurals, numbers and days in the language of a brief.

Every piece of text that a reader sees goes through `Words`. English is the language of the messages themselves; another
language is one gettext catalogue, and nothing else changes.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

from tollbook import places

#: Languages that have a catalogue. English is the source of all others.
LANGUAGES = ("en",)


class UnknownLanguage(ValueError):
    """A language that has no catalogue."""

    def __init__(self, language: str) -> None:
        super().__init__(f"There is no catalogue for the language {language!r}. There is: {', '.join(LANGUAGES)}.")


@dataclass(frozen=True)
class Words:
    """Text in one language.

    Attributes
    ----------
    language : str
        Of `LANGUAGES`; also the locale of numbers and days, whatever the machine's own locale is.
    catalogue : gettext.NullTranslations
        Messages; the English ones are their own keys.
    """

    language: str = "en"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, repr=False)

    def say(self, message: str, **values: Any) -> str:
        """A message with its places filled. Values are put in as they are: braces in them mean nothing."""
        return self.catalogue.gettext(message).format_map(values)

    def count(self, one: str, many: str, n: int, **values: Any) -> str:
        """A message in its singular or plural; ``{n}`` is the number, written in the language's digits."""
        return self.catalogue.ngettext(one, many, n).format_map({"n": self.number(n), **values})

    def number(self, value: float) -> str:
        """A whole number with its thousands set apart."""
        from babel.numbers import format_decimal

        return str(format_decimal(int(value), locale=self.language))

    def tick(self, value: float) -> str:
        """A round number for a narrow axis: from a hundred thousand on in the language's short form, "250K"."""
        from babel.numbers import format_compact_decimal

        if value < 100_000:
            return self.number(value)
        return str(format_compact_decimal(int(value), locale=self.language, fraction_digits=1)).replace(".0", "")

    def number_plain(self, value: int) -> str:
        """A whole number without marks between its thousands, as years are written."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, format="0", locale=self.language))

    def place_name(self, pcode: str) -> str:
        """Name of a place without its level: "Pale", "ပုလဲ"; see `places.name`."""
        return places.name(pcode, self.language)

    def place_label(self, pcode: str) -> str:
        """Name of a place with its level: "Pale Township", "ပုလဲမြို့နယ်"; see `places.label`."""
        return places.label(pcode, self.language)

    def small(self, value: float) -> str:
        """A number in running text: below ten as a word."""
        names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
        return self.say(names[int(value)]) if float(value).is_integer() and 0 <= value < 10 else self.number(value)

    def listing(self, items: Sequence[str]) -> str:
        """Items with commas, and "and" before the last."""
        from babel.lists import format_list

        return str(format_list(list(items), style="standard", locale=self.language)).replace(", and ", " and ")

    def day(self, day: pd.Timestamp, short: bool = False) -> str:
        """A day: "18 November 2024", or "18 Nov 2024"."""
        return self._date(day, "d MMM y" if short else "d MMMM y")

    def month(self, day: pd.Timestamp, short: bool = False) -> str:
        """A month with its year: "November 2024", or "Nov 2024"."""
        return self._date(day, "MMM y" if short else "MMMM y")

    def days(self, start: pd.Timestamp, end: pd.Timestamp, short: bool = False) -> str:
        """A span of days, saying month and year once where it can: "11–14 November 2024"."""
        if start == end:
            return self.day(end, short)
        name = "MMM" if short else "MMMM"
        if (start.year, start.month) == (end.year, end.month):
            return f"{self._date(start, 'd')}–{self.day(end, short)}"
        first = self._date(start, f"d {name}" if start.year == end.year else f"d {name} y")
        return f"{first} – {self.day(end, short)}"

    def period(self, start: pd.Timestamp, end: pd.Timestamp) -> str:
        """A span as running text calls it: "November 2024", "2024" for a whole year, else the days."""
        whole = start.is_month_start and end.is_month_end
        if whole and (start.year, start.month) == (end.year, end.month):
            return self.month(end)
        if whole and start.year == end.year and (start.month, end.month) == (1, 12):
            return self._date(end, "y")
        return self.days(start, end)

    def letters(self, day: pd.Timestamp) -> str:
        """The letter of a month, for narrow axes."""
        return self._date(day, "MMMMM")

    def _date(self, day: pd.Timestamp, pattern: str) -> str:
        from babel.dates import format_date

        return str(format_date(day.date(), pattern, locale=self.language))


@cache
def words(language: str = "en") -> Words:
    """The text layer of a language.

    Raises
    ------
    UnknownLanguage
        It has no catalogue.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    return Words(language)
