"""Printing a table of results: for people, as CSV, or as JSON."""

from __future__ import annotations

import sys
from typing import Any

import click
import pandas as pd

from tollbook.plain import as_csv, as_json, records


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
