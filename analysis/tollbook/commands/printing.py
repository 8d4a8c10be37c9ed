"""Printing a table of results: for people, as CSV, or as JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import Any

import click
import numpy as np
import pandas as pd

# Sums of fractions carry noise in their last digits; the ninth decimal of a person is beyond any meaning.
_DECIMALS = 9


def plain(value: Any) -> Any:
    """A cell as plain data: whole numbers without a fraction, days in ISO form, None for what is absent."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float | np.floating):
        if np.isnan(value):
            return None
        rounded = round(float(value), _DECIMALS)
        return int(rounded) if rounded.is_integer() else rounded
    if isinstance(value, int | np.integer):
        return int(value)
    return str(value)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain data."""
    columns = list(table.columns)
    rows = zip(*(table[name] for name in columns), strict=True) if columns else iter(())
    return [dict(zip(columns, map(plain, row), strict=True)) for row in rows]


def as_csv(table: pd.DataFrame) -> str:
    """A table as CSV text: UTF-8, line feeds, an empty cell for what is absent."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if cell is None else cell for cell in row.values()] for row in records(table))
    return out.getvalue()


def as_json(table: pd.DataFrame) -> str:
    """A table as JSON text: a list of objects, null for what is absent."""
    return json.dumps(records(table), ensure_ascii=False, indent=1) + "\n"


def show(table: pd.DataFrame, style: str, empty: str) -> None:
    """Print a table to standard output.

    Parameters
    ----------
    table : DataFrame
    style : str
        ``table``, ``csv`` or ``json``.
    empty : str
        What to say, on standard error, where there is no row.
    """
    if table.empty:
        click.echo(empty, err=True)
    if style == "csv":
        click.echo(as_csv(table), nl=False)
    elif style == "json":
        click.echo(as_json(table), nl=False)
    elif not table.empty:
        _show_people(table)


def _show_people(table: pd.DataFrame) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for name in table.columns:
        numeric = pd.api.types.is_numeric_dtype(table[name]) and not pd.api.types.is_bool_dtype(table[name])
        grid.add_column(name, justify="right" if numeric else "left", overflow="fold", no_wrap=not sys.stdout.isatty())
    for row in records(table):
        if row.get("open") is True and "high" in row:
            row["high"] = "open"
        grid.add_row(*(Text(_people(cell)) for cell in row.values()))
    # A pipe has no width: rows stay whole there, and are folded to the window in a terminal.
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 10_000, highlight=False)
    console.print(grid)


def _people(cell: Any) -> str:
    if cell is None:
        return ""
    if cell is True or cell is False:
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)
