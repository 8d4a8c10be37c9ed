"""Population by township, from a file that the user brings: the common operational data set's tables, or one's own.

No population ships with Tollbook. A rate names the figure and its year, so a year is required; nothing is filled in
for a township that the file does not have.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from tollbook.places.columns import ColumnsError, columns_of
from tollbook.places.foreign_table import ForeignTable, ForeignTableError, tables_of
from tollbook.places.gazetteer import townships

#: Columns of all people, both sexes and all ages, in the order in which they are looked for.
_PEOPLE = (r"t_?tl", r"t(?:otal)?_?pop(?:ulation)?", r"pop(?:ulation)?_?(?:total|t)?", r"total", r"people")
_YEAR = re.compile(r"year|(?:ref|reference|pop|population)_?year", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Projections of the common operational data set are printed with decimals; they are rounded to whole people.
_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:[,\u00a0\u202f ]\d{3})+)(?:\.\d*)?")


class PopulationError(ValueError):
    """A population file can't be used; the message lists all its problems.

    Attributes
    ----------
    problems : tuple of str
        Each names the file, the row, the column, the value and what to do.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["The population file can't be used:", *problems]))


#: How rates call a population whose source nobody named.
UNNAMED = "figures that the publisher has"


@dataclass(frozen=True, repr=False)
class Population:
    """People by township.

    Attributes
    ----------
    people : Series of int64
        Indexed by p-code of township, sorted, as the file has them.
    year : int
        The year that the figures are for.
    source : str
        What to name beside a rate.
    missing : tuple of str
        p-codes of the usual townships without a figure, counting a whole and its two parts as one. They have no rate.
    """

    people: pd.Series
    year: int
    source: str
    missing: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Population: {len(self.people):,} townships, {self.year}, from {self.source}>"

    def of(self, pcodes: Iterable[str]) -> pd.Series:
        """People of townships, districts, states or the country.

        Parameters
        ----------
        pcodes : iterable of str

        Returns
        -------
        Series of Int64
            Indexed by the codes given. NA where the file has no figure for all of a place: the half of a township is
            not known from the whole, nor a district's people from some of its townships. A whole that was split has
            the sum of its parts.
        """
        table, held = _with_sums(self.people), {}
        for pcode in dict.fromkeys(pcodes):
            inside = table[pcode == table["pcode"]] if pcode in table["pcode"].values else table[_lies_in(table, pcode)]
            figures = inside["people"]
            held[pcode] = pd.NA if inside.empty or figures.isna().any() else figures.sum()
        return pd.Series(held, dtype="Int64", name="people")


def population(
    file: str | os.PathLike[str],
    *,
    year: int | None = None,
    source: str | None = None,
    sheet: str | None = None,
    pcode: str | None = None,
    people: str | None = None,
) -> Population:
    """Read a table of people by township.

    Parameters
    ----------
    file : path-like
        CSV or XLSX with a column of township codes (``ADM3_PCODE``, ``adm3_pcode``, ``TS_PCODE``) and one of all people
        (``T_TL``, ``population``). A row of HXL tags is passed over; decimals of a projection are rounded.
    year : int, optional
        Year of the figures. Default: the file's column of years, or the year in its name. Where the column has several
        years, those rows are taken.
    source : str, optional
        What to name beside a rate. Default: `UNNAMED`, because the name of a file is whatever somebody chose.
    sheet : str, optional
        Sheet of the workbook, where several hold townships.
    pcode, people : str, optional
        The two columns, where their names are others.

    Returns
    -------
    Population

    Raises
    ------
    PopulationError
        With all problems at once: no such columns, an unknown or repeated code, a figure that is missing, negative or
        no number, a township beside its own parts, no year.
    """
    try:
        table, code_column, people_column = _chosen(tables_of(file), sheet, pcode, people)
    except (ForeignTableError, ColumnsError) as error:
        raise PopulationError([str(error)]) from error
    problems: list[str] = []
    rows, found_year = _of_year(table, year, problems)
    figures = _figures(table.file, rows, code_column, people_column, problems)
    _never_both(table, code_column, figures, problems)
    if problems or found_year is None:
        raise PopulationError(problems)
    series = pd.Series({code: count for code, (_, count) in sorted(figures.items())}, dtype="int64", name="people")
    series.index.name = "pcode"
    return Population(series, found_year, source or UNNAMED, _missing(series))


def _figures(
    file: str, rows: Sequence[tuple[int, dict[str, str]]], code_column: str, people_column: str, problems: list[str]
) -> dict[str, tuple[int, int]]:
    """Row and people by code."""
    figures: dict[str, tuple[int, int]] = {}
    known = set(townships()["pcode"])
    for number, cells in rows:
        where = f"{file}, row {number}"
        code = _code(where, code_column, cells[code_column], known, problems)
        count = _count(where, people_column, cells[people_column], problems)
        if code and code in figures:
            problems.append(_twice(where, code_column, code, figures[code][0]))
        elif code:
            figures[code] = (number, count or 0)
    return figures


def _chosen(
    tables: list[ForeignTable], sheet: str | None, pcode: str | None, people: str | None
) -> tuple[ForeignTable, str, str]:
    """The one table with townships, and its columns of codes and of people."""
    if sheet is not None:
        held = [table for table in tables if table.sheet == sheet]
        if not held:
            names = ", ".join(table.sheet for table in tables)
            raise ForeignTableError(f'{tables[0].file} has no sheet "{sheet}" with rows. It has: {names}.')
        tables = held
    fitting, refused = [], []
    for table in tables:
        try:
            code = columns_of(table.header, "township", pcode=pcode).pcode
            fitting.append((table, code, _people_column(table.header, people)))
        except ColumnsError as error:
            refused.append(f"{table.file}{f', sheet {table.sheet}' if table.sheet else ''}: {error}")
    if not fitting:
        raise ColumnsError("\n".join(refused))
    if len(fitting) > 1:
        names = ", ".join(table.sheet for table, _, _ in fitting)
        raise ForeignTableError(
            f"{fitting[0][0].file} has townships in several sheets: {names}. Leave the one that is meant."
        )
    return fitting[0]


def _people_column(header: Sequence[str], named: str | None) -> str:
    if named is not None:
        if named not in header:
            raise ColumnsError(f'There is no column "{named}". The columns are: {", ".join(header)}.')
        return named
    for pattern in _PEOPLE:
        found = [column for column in header if re.fullmatch(pattern, column.strip(), re.IGNORECASE)]
        if len(found) > 1:
            raise ColumnsError(f"{' and '.join(found)} may all hold the people. Rename all but the one that is meant.")
        if found:
            return found[0]
    raise ColumnsError(
        "No column of all people: looked for T_TL, T_Pop, Population, Total, People. "
        f"The columns are: {', '.join(header)}. Rename the one that holds all people to T_TL."
    )


def _of_year(
    table: ForeignTable, asked: int | None, problems: list[str]
) -> tuple[Sequence[tuple[int, dict[str, str]]], int | None]:
    """The rows of the year meant, and that year."""
    column = next((name for name in table.header if _YEAR.fullmatch(name.strip())), None)
    years = set() if column is None else {cells[column] for _, cells in table.rows}
    if column is not None and (len(years) > 1 or asked is not None):
        rows = [row for row in table.rows if row[1][column] == str(asked)]
        if rows:
            return rows, asked
        said = "The rows are of several years" if asked is None else f"There is no row of {asked}"
        named = ", ".join(sorted(years))
        problems.append(f"{table.file}, column {column}: {said}; it has {named}. Leave the rows of one year.")
        return (), None
    stated = years or set(_IN_NAME.findall(f"{table.file} {table.sheet}"))
    if asked is None and len(stated) == 1 and _IN_NAME.fullmatch(next(iter(stated))):
        return table.rows, int(next(iter(stated)))
    if asked is None:
        problems.append(
            f"{table.file}: The year of the figures is stated nowhere, or not as one year. "
            "Put the year, and no other, in the file's name, as in people_2024.csv."
        )
    return table.rows, asked


def _code(where: str, column: str, text: str, known: set[str], problems: list[str]) -> str | None:
    code = text.strip().upper()
    if code in known:
        return code
    what = "The row has no code." if not code else "This is no township's code."
    value = f', "{text}"' if text else ""
    problems.append(f"{where}, column {column}{value}: {what} Correct it, or delete the row if it is a total.")
    return None


def _count(where: str, column: str, text: str, problems: list[str]) -> int | None:
    if _NUMBER.fullmatch(text):
        count = float(re.sub(r"[^\d.-]", "", text))
        if count >= 0:
            return round(count)
        problems.append(f'{where}, column {column}, "{text}": People can\'t be fewer than none. Correct the figure.')
        return None
    if not text:
        problems.append(f"{where}, column {column}: The figure is missing. Write it, or delete the row.")
    else:
        problems.append(f'{where}, column {column}, "{text}": This is no number. Write it in digits.')
    return None


def _twice(where: str, column: str, code: str, first: int) -> str:
    return (
        f'{where}, column {column}, "{code}": The township stands in row {first} already. Give one row a township, '
        "with all sexes and ages together."
    )


def _never_both(table: ForeignTable, column: str, figures: dict[str, tuple[int, int]], problems: list[str]) -> None:
    for whole, parts in _parts().items():
        both = [part for part in parts if part in figures]
        if whole in figures and both:
            problems.append(
                f'{table.file}, row {figures[whole][0]}, column {column}, "{whole}": The township was split in '
                f"{' and '.join(parts)}, and the file has {' and '.join(both)} too. Keep the whole or the parts."
            )


def _parts() -> dict[str, list[str]]:
    table = townships()
    pairs = zip(table["pcode"].to_list(), table["became"].to_list(), strict=True)
    return {str(whole): str(became).split("; ") for whole, became in pairs if became}


def _with_sums(people: pd.Series) -> pd.DataFrame:
    """The usual townships and whatever else has a figure, with the units they lie in; a whole has its parts' sum."""
    table = townships().set_index("pcode", drop=False)
    figures = people.reindex(table.index).astype("Int64")
    for whole, parts in _parts().items():
        if figures[[whole]].isna().all() and figures[parts].notna().all():
            figures[whole] = figures[parts].sum()
    return table.assign(people=figures)


def _lies_in(table: pd.DataFrame, pcode: str) -> pd.Series:
    """Whether each is a usual township of a district, a state or the country: units that overlap are never added."""
    inside = (table["district_pcode"] == pcode) | (table["state_pcode"] == pcode) | (pcode == "MMR")
    return inside & (table["usual"] == "yes")


def _missing(people: pd.Series) -> tuple[str, ...]:
    table = _with_sums(people)
    return tuple(table.index[(table["usual"] == "yes") & table["people"].isna()])
