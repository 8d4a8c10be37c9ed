"""Rates: what is recorded for a township, for so many of its people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tollbook.claims.problems import counted
from tollbook.places import Population
from tollbook.tallies.tally import Tally

#: People that a rate is for.
PER = 100_000
#: Below so many people a rate is marked: where 10,000 live, one person moves it by ten. A proposal of our own.
SMALL = 10_000

_DIVIDED = ("low", "best", "high", "highest_stated")


@dataclass(frozen=True, repr=False)
class Rates:
    """The rows of a tally by township as rates.

    Attributes
    ----------
    table : DataFrame
        The tally's columns; ``low, best, high, highest_stated`` of townships are for `PER` people, and NaN where there
        is no rate. Also ``people`` (Int64, NA where it is not known) and ``small`` (bool: fewer than `SMALL` people).
        Rows above township level are as they were.
    within : str
        p-code of the unit that it is about.
    year : int
        That the population is of.
    source : str
        Whose figures of the population these are.
    tally : Tally or None
        What the rates are of; None where they were made from a bare table.
    """

    table: pd.DataFrame
    within: str
    year: int
    source: str
    tally: Tally | None = None

    level = "township"
    per = PER
    small = SMALL

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"<Rates for {PER:,} people of {self.year} within {self.within}: {counted(len(self), 'row')}>"

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.tallies.shown import of_rates

        return html(of_rates(self))


def rates(tally: Tally | pd.DataFrame, population: Population, within: str = "MMR") -> Rates:
    """Divide what a tally has for each township by its people: rates for 100,000 of them.

    There is a rate only where coverage says that a source was counting, and where the people are known. Of a township
    that nobody may have watched, more recorded means more read as much as more happened (design, "What the numbers
    mean", rules 6 and 9).

    Parameters
    ----------
    tally : Tally or DataFrame
        By township, of any period.
    population : Population
        People by township, as `tollbook.places.population` reads them from a file.
    within : str
        p-code of the unit that a DataFrame is about; a Tally knows its own.

    Returns
    -------
    Rates
        Numbers for 100,000 people of one year; NaN where there is no rate.

    Examples
    --------
    >>> people = tb.places.population("cod-ps-2024.xlsx", year=2024)  # doctest: +SKIP
    >>> tb.rates(tb.tally(found, by="township,year"), people)  # doctest: +SKIP
    <Rates for 100,000 people of 2024 within MMR: 61 rows>
    """
    table = tally.table if isinstance(tally, Tally) else tally
    codes = table["pcode"].astype(str)
    people = population.of(codes.unique()).reindex(codes).set_axis(table.index)
    living = people.astype("Float64").to_numpy(dtype="float64", na_value=float("nan"))
    township = (table["level"].astype(str) == "township").to_numpy()
    rated = township & (table["coverage"].astype(str) == "counted").to_numpy() & (living > 0)
    # What is known for no township has no people to be set against, and stays as it is.
    factor = np.where(rated, PER / np.where(rated, living, 1.0), np.where(township, np.nan, 1.0))
    divided = {name: table[name].astype("float64") * factor for name in _DIVIDED if name in table}
    made = table.assign(**divided, people=people, small=township & (living < SMALL))
    where = tally.within if isinstance(tally, Tally) else within
    made_of = tally if isinstance(tally, Tally) else None
    return Rates(made, where, population.year, population.source, made_of)
