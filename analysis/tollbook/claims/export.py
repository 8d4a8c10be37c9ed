"""Writing claims so that reading them back gives the same claims: open floors stay open, empty cells stay empty."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tollbook.claims import schema
from tollbook.claims.table import Claims
from tollbook.files import OutputError, whole_file

#: Rows of a sheet, header included (Excel specifications and limits).
_MOST_ROWS = 1_048_576

#: How an open bound is written in our own tables; it is never a number.
OPEN = "open"


def write(claims: Claims, path: str | os.PathLike[str], with_quantities: bool = False) -> Path:
    """Write claims as CSV, XLSX or Parquet, by the ending of the path.

    Parameters
    ----------
    claims : Claims
        Without errors, or after `without_rejected()`.
    path : path-like
        Ends in .csv, .xlsx or .parquet.
    with_quantities : bool
        Add `quantity_low`, `quantity_best` and `quantity_high`: what each claim's wording and cells were taken for. An
        open bound is the word "open". Reading leaves these columns aside and works them out again.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ClaimsError
        The claims have errors.
    OutputError
        The ending is another, there are more claims than a sheet has rows, or the file can't be written.
    """
    claims.require_valid()
    final = Path(path)
    writers = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
    writer = writers.get(final.suffix.lower())
    if writer is None:
        raise OutputError(f"{final.name} ends in none of {', '.join(writers)}. Give the file one of these endings.")
    frame = _frame(claims.table, with_quantities)
    with whole_file(final) as beside:
        writer(frame, beside)
    return final


def _frame(table: pd.DataFrame, with_quantities: bool) -> pd.DataFrame:
    """The columns of the schema as a coder would fill them, without what reading works out."""
    frame = table[list(schema.NAMES)].copy()
    frame["incident_id"] = table["incident_id"].astype("str").where(table["linked"], "")
    for name in schema.of_kind("category", "code"):
        frame[name] = frame[name].astype("str")
    if with_quantities:
        for bound in ("low", "best", "high"):
            frame[f"quantity_{bound}"] = _texts(table[f"q_{bound}"])
        frame["quantity_high"] = frame["quantity_high"].mask(table["q_open"].to_numpy(dtype=bool), OPEN)
    return frame


def _texts(column: pd.Series) -> pd.Series:
    """Counts as text, without a point; nothing for none. Conventions may give fractions, which are kept."""
    return pd.Series(
        ["" if np.isnan(v) else str(int(v)) if float(v).is_integer() else repr(float(v)) for v in column],
        index=column.index,
        dtype="str",
    )


def _csv(frame: pd.DataFrame, path: Path) -> None:
    """UTF-8, line feeds, whole numbers without a point: the same bytes on every system."""
    text = frame.copy()
    for name in schema.of_kind("count"):
        text[name] = _texts(frame[name])
    text.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", date_format="%Y-%m-%d")


def _parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False, compression="zstd")


def _xlsx(frame: pd.DataFrame, path: Path) -> None:
    """One sheet named claims; days are real dates, counts real numbers, and no text can become a formula."""
    import xlsxwriter  # type: ignore[import-untyped]

    if len(frame) + 1 > _MOST_ROWS:
        raise OutputError(
            f"A sheet holds {_MOST_ROWS - 1:,} claims at most, and these are {len(frame):,}. Write .csv or .parquet."
        )
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        # A fixed day of making, so that the same claims give the same bytes.
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the format knows no time zone
        sheet = book.add_worksheet("claims")
        sheet.freeze_panes(1, 1)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, name in enumerate(frame.columns):
            sheet.write_string(0, at, str(name))
            _fill(sheet, at, frame[name], day)


def _fill(sheet: Any, at: int, column: pd.Series, day: Any) -> None:
    for row, value in enumerate(column, start=1):
        if isinstance(value, str):
            if value:
                sheet.write_string(row, at, value)
        elif isinstance(value, pd.Timestamp):
            sheet.write_datetime(row, at, value.to_pydatetime(), day)
        elif isinstance(value, float) and not np.isnan(value):
            sheet.write_number(row, at, value)
