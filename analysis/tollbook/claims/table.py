"""`Claims`: one validated table of claims with every problem found on the way to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from tollbook.claims import checking, converting, disagreeing, headers, miscoding, placing, schema
from tollbook.claims.cells import Encoded, clean, encode
from tollbook.claims.collecting import Collector, Rows
from tollbook.claims.grid import Grid
from tollbook.claims.problems import ClaimsError, Problems, counted
from tollbook.claims.quantities import quantify


@dataclass(frozen=True, eq=False)
class Claims:
    """A table of claims.

    Attributes
    ----------
    table : DataFrame, shape (n, columns)
        One valid claim a row, in the order of the file, RangeIndex. All columns of `schema.COLUMNS` with their dtypes:
        an empty text is an empty string, an empty day NaT, an empty count NaN. Further `linked` (bool: whether the
        claim names its incident) and the quantity that the claim supports: `kind` (category), `q_low`, `q_best`,
        `q_high`, `stated` (float64, unit of the measure, NaN for none) and `q_open` (bool).
    problems : Problems
        Every error and warning. Rows with an error are not in the table.
    name : str
        Name of the file, without its folder.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    rows : int64 array, shape (n,)
        Row of each claim as a spreadsheet numbers it.
    rejected : int
        Number of rows that were left out.
    """

    table: pd.DataFrame
    problems: Problems
    name: str
    sha256: str
    rows: Rows = field(repr=False)
    rejected: int = 0

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, name: str = "claims in memory", today: date | None = None) -> Claims:
        """Claims of a frame in memory, checked like a file.

        Parameters
        ----------
        frame : DataFrame
            Columns as in a file; days may be dates or text, counts numbers or text, NaN and NaT are empty.
        name : str
            Stands for the file's name in problems.
        today : date, optional
            Days after it are errors; without it no clock is looked at.

        Returns
        -------
        Claims
            With `problems`; nothing is raised for wrong rows. `sha256` is that of the frame's content.

        Examples
        --------
        >>> from tollbook import shipped
        >>> claims = tb.read_claims(shipped.claims_file())
        >>> len(tb.Claims.from_frame(claims.table.head(9)))
        9
        """
        from tollbook.claims import frames

        grid = frames.grid_of(frame)
        return from_grid(grid, name, frames.digest(grid), today)

    @property
    def linked(self) -> int:
        """Number of claims that name their incident."""
        return int(self.table["linked"].sum())

    def require_valid(self) -> None:
        """Raise where any row was in error.

        Raises
        ------
        ClaimsError
            With every problem.
        """
        if self.problems.errors:
            raise ClaimsError(self.problems)

    def without_rejected(self) -> Claims:
        """The same claims with the rows in error knowingly left out; `rejected` still counts them."""
        return replace(self, problems=self.problems.warnings)

    def summary(self) -> str:
        """What was read, as one line of text."""
        table = self.table
        parts = [
            f"{counted(len(table), 'claim')} of {counted(int(table['incident_id'].nunique()), 'incident')}",
            f"{counted(int((table['url'].astype('str').replace('', None)).nunique()), 'report')}",
            f"{len(table) - self.linked:,} not linked to an incident",
            f"{int(table['published'].isna().sum()):,} without a publication day",
        ]
        left = [f"{counted(self.rejected, 'row')} left out"] if self.rejected else []
        return f"{self.name}: " + ", ".join(parts + left) + "."

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"<Claims: {self.summary()} {self.problems!r}>"

    def _repr_html_(self) -> str:
        from tollbook.claims.shown import of_claims
        from tollbook.html_table import html

        return html(of_claims(self))


def from_grid(grid: Grid, name: str, sha256: str, today: date | None) -> Claims:
    """Claims of a grid of text: columns matched, cells converted, rows checked, quantities worked out.

    Raises
    ------
    Nothing for wrong rows; they are in `problems` and not in `table`.
    """
    grid = headers.without_tags(grid)
    collect = Collector(name, grid.rows)
    collect.extend(grid.problems)
    columns = headers.match(grid, collect)
    if not len(grid.rows):
        message, remedy = "The file has a header and no claims.", "Add one row a claim."
        collect.about_file("error", "no_claims", message, remedy)
    columns["incident_id"] = _without_marks(columns)
    cells: dict[str, Encoded] = {}
    for column, values in columns.items():
        if schema.BY_NAME[column].required and column not in collect.missing:
            checking.required(column, encode(values), collect)
        cells[column] = clean(column, values, collect)
    frame = _typed(cells, collect, grid)
    rows = checking.Rows(frame, cells, collect)
    checking.check(rows, today)
    frame["pcode"] = placing.place(rows)
    good = ~collect.bad
    table = _finished(frame[good].reset_index(drop=True))
    collect.extend(miscoding.look(table, grid.rows[good], name))
    collect.extend(disagreeing.look(table, grid.rows[good], name))
    rejected = int(collect.bad.sum()) + sum(problem.code == "ragged_row" for problem in grid.problems)
    return Claims(table, collect.problems(), name, sha256, grid.rows[good], rejected)


def _typed(cells: dict[str, Encoded], collect: Collector, grid: Grid) -> pd.DataFrame:
    made: dict[str, object] = {}
    for column in schema.COLUMNS:
        values = cells[column.name]
        if column.kind == "day":
            made[column.name] = converting.days(column, values, collect, grid.serials)
        elif column.kind == "count":
            made[column.name] = converting.counts(column, values, collect)
        elif column.kind == "code":
            made[column.name] = converting.codes(column, values, collect)
        else:
            made[column.name] = converting.texts(values) if column.kind == "text" else converting.categories(values)
    return pd.DataFrame(made, index=pd.RangeIndex(len(grid.rows)))


def _finished(table: pd.DataFrame) -> pd.DataFrame:
    """The valid rows with what follows from them: extent, a name for claims that stand alone, the quantity."""
    for name in schema.of_kind("category", "code"):
        table[name] = table[name].cat.remove_unused_categories()
    table["extent"] = _or_else(table["extent"], pd.Series("whole", index=table.index))
    table["linked"] = (table["incident_id"] != "").to_numpy(dtype=bool)
    if not table["linked"].all():
        table["incident_id"] = _or_else(table["incident_id"], checking.ALONE + table["claim_id"])
    return pd.concat([table, quantify(table)], axis=1)


def _without_marks(columns: dict[str, pa.Array]) -> pa.Array:
    """The incidents' names without those that an earlier reading gave to claims that stand alone."""
    names = columns["incident_id"]
    mark, join = (pa.scalar(text, type=names.type) for text in (checking.ALONE, ""))
    alone = pc.binary_join_element_wise(mark, columns["claim_id"], join)
    return pc.if_else(pc.equal(names, alone), join, names)


def _or_else(column: pd.Series, other: pd.Series) -> pd.Series:
    """A column with its empty cells taken from another."""
    text = column.astype("str")
    values = np.where(text == "", other, text)
    return pd.Series(pd.Categorical(values, categories=pd.Index(sorted(set(values)), dtype="str")), index=column.index)
