"""The claims table described for other people and programs, all of it from `schema.COLUMNS`."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

from tollbook import measures
from tollbook.claims import schema
from tollbook.claims.schema import Column

#: Frictionless Table Schema type of each kind of column. A day is a full date; a count is whole.
_TYPES = {"text": "string", "category": "string", "code": "string", "day": "date", "count": "integer"}
_KINDS = {"text": "text", "category": "text", "code": "code", "day": "day", "count": "whole number"}

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def table_schema(names: tuple[str, ...] = schema.NAMES) -> dict[str, Any]:
    """The Table Schema (Data Package v2) of some columns of the claims table.

    Parameters
    ----------
    names : tuple of str
        Columns, in the order of the file described.

    Returns
    -------
    dict
        Plain data, ready for JSON.
    """
    return {
        "$schema": _TABLE_PROFILE,
        "fields": [_field(schema.BY_NAME[name]) for name in names],
        "missingValues": [""],
        "primaryKey": ["claim_id"],
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.name == "claim_id":
        constraints["unique"] = True
    if column.kind == "count":
        constraints["minimum"] = 0
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    described = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.meaning if column.required else f"{column.meaning} Empty: {column.empty}.",
        "example": int(column.example) if column.kind == "count" else column.example,
    }
    return {**described, "constraints": constraints} if constraints else described


def resource(path: Path, title: str) -> dict[str, Any]:
    """A claims file as a resource of a data package, with its size and hash."""
    data = path.read_bytes()
    header = next(csv.reader(data.decode("utf-8").splitlines()[:1]))
    return {
        "name": path.stem.lower(),
        "title": title,
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": table_schema(tuple(header)),
    }


def sample_package(claims: Path) -> dict[str, Any]:
    """The data package descriptor of the coded sample that ships."""
    return {
        "$schema": _PROFILE,
        "name": "tollbook-claims-sample",
        "title": "A coded sample of public reporting on violence in Myanmar",
        "description": (
            "One row for each statement of a number in a public article or report, with the words of the quantity, who "
            "said it, and where and when. A sample to learn the method with, not a data set to publish totals from."
        ),
        "version": "0.1.0",
        "keywords": ["Myanmar", "casualty recording", "displacement", "claims"],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "sources": [{"title": "Public articles and reports; the column url gives the address of each"}],
        "resources": [resource(claims, "Claims")],
    }


def in_short(column: Column) -> str:
    """One column for the person who fills it in: what a cell says, whether it may be empty, an example; a line each."""
    typed = {"day": "A day, written year-month-day.", "count": "A whole number."}.get(column.kind, "")
    lines = [
        column.meaning,
        f"One of: {', '.join(column.allowed)}." if column.allowed else typed,
        "Fill it in every row." if column.required else f"Empty: {column.empty}.",
        f"Example: {column.example}",
    ]
    return "\n".join(line for line in lines if line)


def markdown() -> str:
    """The claims table as a page of documentation."""
    rows = "\n".join(_row(column) for column in schema.COLUMNS)
    measured = "\n".join(
        f"| `{m.name}` | {m.definition} | {m.unit} | {m.kind} | {f'`{m.part_of}`' if m.part_of else ''} |"
        for m in measures.all_measures().values()
    )
    return _PAGE.format(rows=rows, measures=measured)


def _row(column: Column) -> str:
    kind = _KINDS[column.kind]
    if column.name == "measure":
        kind = "code: one of the measures below"
    elif column.allowed or column.proposed:
        values = ", ".join(f"`{value}`" for value in column.allowed or column.proposed)
        kind = f"code: {values}" if column.allowed else f"text, often {values}"
    empty = "**never empty**" if column.required else column.empty
    return f"| `{column.name}` | {column.meaning} | {kind} | {empty} | `{column.example}` |"


_PAGE = """<!-- Made by scripts/describe_claims.py from analysis/tollbook/claims/schema.py. -->

# The claims table

One row is one claim: one report's statement of one measure, at one place, over one span of days. A file of claims is
CSV (comma, semicolon or tab; UTF-8) or XLSX, with these columns in any order. Columns that may be empty may also be
left out. `tollbook template my-claims.xlsx` makes a workbook to type into, with a drop-down for each list below;
`tollbook check FILE` lists everything that is wrong with a file, all at once.

An empty cell means "not stated" or "not known", never zero. Days are written year-month-day; any notation that has only
one reading is accepted, and one that has two ("03/04/2024") is refused. Digits may be Burmese.

| column | what a cell says | kind | empty means | example |
| --- | --- | --- | --- | --- |
{rows}

Which of `low`, `best` and `high` are filled says what the report said:

| the report says | low | best | high |
| --- | --- | --- | --- |
| seven | 7 | 7 | 7 |
| at least seven | 7 | 7 | |
| more than seven | 8 | 8 | |
| about seven | | 7 | |
| nearly seven | | 7 | 7 |
| up to seven | | | 7 |
| seven to nine | 7 | | 9 |
| dozens, several, thousands | | | |

## Measures

| measure | what is counted | unit | kind | part of |
| --- | --- | --- | --- | --- |
{measures}

A flow adds up over time; a stock is a level at a date and never does.
"""
