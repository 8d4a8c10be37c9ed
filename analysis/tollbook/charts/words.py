"""One text layer for charts and pages: messages, plurals, numbers and days in the language of a brief.

Every piece of text that a reader sees goes through `Words`. English is the language of the messages themselves; another
language is one gettext catalogue (`charts.catalogue`), and nothing else changes.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.charts.catalogue import Catalogue, catalogue, languages
from tollbook.charts.messages import mark as _

#: Languages that have a catalogue. English is the source of all others.
LANGUAGES = languages()
#: The digits that a brief may have: those of its language, or Western ones.
DIGITS = ("native", "western")

_WESTERN = "0123456789"
#: Digits by the name of their numbering system, as Unicode's locale data has it. Babel names the system of a language
#: and does not write its digits.
_SYSTEMS = {"latn": _WESTERN, "mymr": "၀၁၂၃၄၅၆၇၈၉", "mymrshan": "႐႑႒႓႔႕႖႗႘႙"}
_SMALL = (
    _("no"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
)


class UnknownLanguage(ValueError):
    """A language that has no catalogue."""

    def __init__(self, language: str) -> None:
        super().__init__(f"There is no catalogue for the language {language!r}. There is: {', '.join(LANGUAGES)}.")


class UnknownDigits(ValueError):
    """A name of digits that is none of `DIGITS`."""

    def __init__(self, digits: str) -> None:
        super().__init__(f"There are no digits {digits!r}. There are: {', '.join(DIGITS)}.")


@dataclass(frozen=True)
class Words:
    """Text in one language.

    Attributes
    ----------
    language : str
        Of `LANGUAGES`.
    digits : str
        Of `DIGITS`.
    catalogue : gettext.NullTranslations
        Messages; the English ones are their own keys.
    locale : str
        Of months and numbers, whatever the machine's own locale is.
    numerals : str
        The ten digits, from nought to nine.
    """

    language: str = "en"
    digits: str = "native"
    catalogue: gettext.NullTranslations = field(default_factory=Catalogue, repr=False)
    locale: str = "en"
    numerals: str = field(default=_WESTERN, repr=False)

    @property
    def reviewed(self) -> bool:
        """Whether somebody who reads the language has put a name to its catalogue."""
        return bool(getattr(self.catalogue, "reviewed", True))

    @property
    def unreviewed(self) -> str:
        """What a page says where nobody has reviewed its translation, in its language and in English; else ''."""
        if self.reviewed:
            return ""
        english = _("Translation not reviewed")
        own = self.say(english)
        return english if own == english else f"{own} · {english}"

    def say(self, message: str, **values: Any) -> str:
        """A message with its places filled. Values are put in as they are: braces in them mean nothing."""
        return self.catalogue.gettext(message).format_map(values)

    def count(self, one: str, many: str, n: int, **values: Any) -> str:
        """A message in its singular or plural; ``{n}`` is the number, written in the language's digits."""
        return self.catalogue.ngettext(one, many, n).format_map({"n": self.number(n), **values})

    def number(self, value: float) -> str:
        """A whole number with its thousands set apart."""
        from babel.numbers import format_decimal

        return self._digits(format_decimal(int(value), locale=self.locale, numbering_system="latn"))

    def tick(self, value: float) -> str:
        """A round number for a narrow axis: from a hundred thousand on in the language's short form, "250K"."""
        from babel.numbers import format_compact_decimal

        if value < 100_000:
            return self.number(value)
        short = format_compact_decimal(int(value), locale=self.locale, numbering_system="latn", fraction_digits=1)
        return self._digits(short.replace(".0", ""))

    def number_plain(self, value: int) -> str:
        """A whole number without marks between its thousands, as years are written."""
        return self._digits(str(int(value)))

    def place_name(self, pcode: str) -> str:
        """Name of a place without its level: "Pale", "ပုလဲ"; see `places.name`."""
        return places.name(pcode, self.language)

    def place_label(self, pcode: str) -> str:
        """Name of a place with its level: "Pale Township", "ပုလဲမြို့နယ်"; see `places.label`."""
        return places.label(pcode, self.language)

    def small(self, value: float) -> str:
        """A number in running text: below ten as a word, where the language has it so."""
        return self.say(_SMALL[int(value)]) if float(value).is_integer() and 0 <= value < 10 else self.number(value)

    def listing(self, items: Sequence[str]) -> str:
        """Items with commas, and "and" before the last.

        Its patterns are messages: Babel's for Burmese put hyphens between the items.
        """
        if not items:
            return ""
        *before, last = items
        if not before:
            return last
        text = before[0]
        for item in before[1:]:
            text = self.say("{items}, {item}", items=text, item=item)
        return self.say("{items} and {last}", items=text, last=last)

    def day(self, day: pd.Timestamp, short: bool = False) -> str:
        """A day: "18 November 2024", or "18 Nov 2024"."""
        values = self._parts(day)
        return self.say("{day} {mon} {year}", **values) if short else self.say("{day} {month} {year}", **values)

    def month(self, day: pd.Timestamp, short: bool = False) -> str:
        """A month with its year: "November 2024", or "Nov 2024"."""
        values = self._parts(day)
        return self.say("{mon} {year}", **values) if short else self.say("{month} {year}", **values)

    def days(self, start: pd.Timestamp, end: pd.Timestamp, short: bool = False) -> str:
        """A span of days, saying month and year once where it can: "11–14 November 2024"."""
        if start == end:
            return self.day(end, short)
        first, last = self._parts(start), self._parts(end)
        values = {**last, **{f"first_{name}": text for name, text in first.items()}}
        if (start.year, start.month) == (end.year, end.month):
            return self._either(
                _("{first_day}–{day} {month} {year}"), _("{first_day}–{day} {mon} {year}"), short, values
            )
        if start.year == end.year:
            return self._either(
                _("{first_day} {first_month} – {day} {month} {year}"),
                _("{first_day} {first_mon} – {day} {mon} {year}"),
                short,
                values,
            )
        return self._either(
            _("{first_day} {first_month} {first_year} – {day} {month} {year}"),
            _("{first_day} {first_mon} {first_year} – {day} {mon} {year}"),
            short,
            values,
        )

    def span(self, start: pd.Timestamp, end: pd.Timestamp) -> str:
        """A span of days as a sentence has it: "11 to 14 November 2024"."""
        if start == end:
            return self.day(end)
        first, last = self._parts(start), self._parts(end)
        values = {**last, **{f"first_{name}": text for name, text in first.items()}}
        if (start.year, start.month) == (end.year, end.month):
            return self.say("{first_day} to {day} {month} {year}", **values)
        if start.year == end.year:
            return self.say("{first_day} {first_month} to {day} {month} {year}", **values)
        return self.say("{first_day} {first_month} {first_year} to {day} {month} {year}", **values)

    def period(self, start: pd.Timestamp, end: pd.Timestamp) -> str:
        """A span as running text calls it: "November 2024", "2024" for a whole year, else the days."""
        if not has_a_name(start, end):
            return self.days(start, end)
        return self.month(end) if start.month == end.month else self.year(end)

    def year(self, day: pd.Timestamp) -> str:
        """A year as running text calls it: "2024", "၂၀၂၄ ခုနှစ်"."""
        return self.say("{year}", year=self.number_plain(day.year))

    def letters(self, day: pd.Timestamp) -> str:
        """The letter of a month, for narrow axes."""
        return self._month_name(day, "narrow")

    def _either(self, long: str, short: str, is_short: bool, values: dict[str, str]) -> str:
        return self.say(short if is_short else long, **values)

    def _parts(self, day: pd.Timestamp) -> dict[str, str]:
        """Day, month (in full and short) and year, as the patterns of days name them."""
        short = getattr(self.catalogue, "settings", {}).get("X-Short-Months") or "abbreviated"
        return {
            "day": self.number_plain(day.day),
            "month": self._month_name(day, "wide"),
            "mon": self._month_name(day, short),
            "year": self.number_plain(day.year),
        }

    def _month_name(self, day: pd.Timestamp, width: str) -> str:
        return _months(self.locale, width)[day.month]

    def _digits(self, text: str) -> str:
        return text if self.numerals == _WESTERN else text.translate(str.maketrans(_WESTERN, self.numerals))


def has_a_name(start: pd.Timestamp, end: pd.Timestamp) -> bool:
    """Whether days are a whole month or a whole year, which text calls by its name."""
    whole = start.is_month_start and end.is_month_end and start.year == end.year
    return bool(whole and (start.month == end.month or (start.month, end.month) == (1, 12)))


@cache
def _months(locale: str, width: str) -> dict[int, str]:
    """Names of the months by their number; ``wide, abbreviated, narrow``."""
    from babel import Locale

    # A name within a day's text has another form than one that stands alone, in some languages.
    context = "stand-alone" if width == "narrow" else "format"
    return {number: str(name) for number, name in Locale.parse(locale).months[context][width].items()}


def words_in(language: Words | str | None) -> Words:
    """The text layer that a caller gave, by itself or by the code of its language; English where none was given.

    Raises
    ------
    UnknownLanguage
        It has no catalogue.
    """
    return language if isinstance(language, Words) else words(language or "en")


@cache
def words(language: str = "en", digits: str | None = None) -> Words:
    """The text layer of a language.

    Parameters
    ----------
    language : str
        Of `LANGUAGES`.
    digits : str, optional
        Of `DIGITS`; by default those of the language: Burmese ones in Burmese.

    Raises
    ------
    UnknownLanguage
        It has no catalogue.
    UnknownDigits
        There are no such digits.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    asked = digits or "native"
    if asked not in DIGITS:
        raise UnknownDigits(asked)
    if language == "en":
        return Words(digits=asked)
    from babel import Locale

    read = catalogue(language)
    locale = read.settings.get("X-Locale") or language
    system = Locale.parse(locale).default_numbering_system if asked == "native" else "latn"
    numerals = _SYSTEMS.get(system, _WESTERN)
    return Words(language, asked, read.in_digits(numerals), locale, numerals)
