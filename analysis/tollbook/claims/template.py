"""`template`: an empty workbook to type claims into, made from the schema, so that it asks for what reading takes."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tollbook.claims import dates, schema, template_guide, template_lists
from tollbook.claims.describing import in_short
from tollbook.claims.schema import Column
from tollbook.claims.template_lists import LAST_ROW, Lists
from tollbook.files import OutputError, write_whole

#: Widths of columns in characters, where the width of their kind is too narrow for what they usually hold.
_WIDTHS = {
    "claim_id": 10,
    "incident_id": 24,
    "source": 20,
    "url": 34,
    "attributed_to": 30,
    "place_name": 24,
    "date_precision": 16,
    "measure": 24,
    "base": 20,
    "wording": 24,
    "note": 40,
    "source_release": 16,
}
_WIDTH_OF_KIND = {"text": 14, "category": 14, "code": 13, "day": 12, "count": 9}

#: A required column has a dark head, so that it can be told from the others in grey print too.
REQUIRED_FILL, OTHER_FILL, LACKING_FILL = "#0f4a5a", "#e2edf0", "#f6dfc0"

#: The built-in number format of text (ECMA-376, part 1, 18.8.30).
_TEXT = 49

_ASK = "If it is meant so, choose Yes."


def template(path: str | os.PathLike[str], force: bool = False) -> Path:
    """Write an empty workbook for claims: a column for each of the table's, and what a cell takes at hand.

    The sheet ``claims`` has nothing but a header: claims are typed below it, one a row. Each head carries a comment
    that says what goes into its column. Columns with a closed list have a drop-down; days and whole numbers are
    checked as they are typed; the others are text, so that no code loses its zeros and "4-5" does not become a day.
    The sheets ``how to`` and ``lists`` explain, and are not read.

    Parameters
    ----------
    path : path-like
        Ends in .xlsx.
    force : bool
        Replace a file that is there already, with everything typed into it.

    Returns
    -------
    Path
        The file. The same version of Tollbook writes the same bytes.

    Raises
    ------
    OutputError
        The file is there already, has another ending, or can't be written.

    Examples
    --------
    >>> tb.template("my-claims.xlsx")  # doctest: +SKIP
    PosixPath('my-claims.xlsx')
    """
    final = Path(path)
    if final.suffix.lower() != ".xlsx":
        raise OutputError(
            f"{final.name} does not end in .xlsx. A template has drop-downs, which only a workbook holds; "
            "give it a name such as my-claims.xlsx."
        )
    if os.path.lexists(final) and not force:
        raise OutputError(
            f"{final} is there already, and was left as it is. Give another name; or, to lose what was typed into it, "
            "say so (--force on the command line, force=True in Python)."
        )
    return write_whole(final, _workbook())


def _workbook() -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        # A fixed day of making, so that the template is the same bytes whenever it is made.
        made_on = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zone
        book.set_properties({"title": "Claims", "created": made_on})
        sheets = [book.add_worksheet(name) for name in ("claims", "how to", "lists")]
        lists = template_lists.write(book, sheets[2])
        _claims(book, sheets[0], lists)
        template_guide.write(book, sheets[1])
    return made.getvalue()


def _claims(book: Any, sheet: Any, lists: Lists) -> None:
    """The sheet to type into: heads with comments, and below them formats and rules for columns, but no cells."""
    heads = {
        True: book.add_format({"bold": True, "bg_color": REQUIRED_FILL, "font_color": "#ffffff", "border": 1}),
        False: book.add_format({"bg_color": OTHER_FILL, "font_color": "#182226", "border": 1}),
    }
    # A count keeps the general format: one without decimals would show 12.5 as 13.
    formats = {"day": book.add_format({"num_format": "yyyy-mm-dd"}), "count": None}
    text = book.add_format({"num_format": _TEXT})
    lacking = book.add_format({"bg_color": LACKING_FILL})
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(schema.COLUMNS):
        width = _WIDTHS.get(column.name, _WIDTH_OF_KIND[column.kind])
        sheet.set_column(at, at, width, formats.get(column.kind, text))
        sheet.write_string(0, at, column.name, heads[column.required])
        _comment(sheet, at, in_short(column))
        rule = _rule(column, lists)
        if rule:
            sheet.data_validation(1, at, LAST_ROW, at, rule)
        if column.required:
            lacks = {"type": "formula", "criteria": _lacks(at), "format": lacking}
            sheet.conditional_format(1, at, LAST_ROW, at, lacks)


def _comment(sheet: Any, at: int, words: str) -> None:
    lines = sum(1 + len(line) // 44 for line in words.split("\n"))
    sheet.write_comment(0, at, words, {"font_size": 10, "width": 280, "height": 16 + 17 * lines})


def _lacks(at: int) -> str:
    """The formula for a cell that is empty in a row that is not."""
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

    last = xl_col_to_name(len(schema.COLUMNS) - 1)
    return f'=AND({xl_col_to_name(at)}2="",COUNTA($A2:${last}2)>0)'


def _rule(column: Column, lists: Lists) -> dict[str, Any] | None:
    """What a column's cells are checked for as they are typed; a closed list stops, everything else asks."""
    if column.name in lists:
        closed = bool(column.allowed)
        return {
            "validate": "list",
            "source": lists[column.name],
            "error_type": "stop" if closed else "warning",
            "error_title": "Not in the list" if closed else "Not one of the usual words",
            "error_message": _not_listed(column) if closed else _unusual(column),
        }
    if column.kind == "day":
        first, last = date(dates.YEARS[0], 1, 1), date(dates.YEARS[1], 12, 31)
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": first,
            "maximum": last,
            # It asks and does not stop, because a day in Burmese digits is text to a spreadsheet, and reads well here.
            "error_type": "warning",
            "error_title": "Not a day",
            "error_message": "Write the day as year-month-day, such as 2024-11-14. A month or a year is written with "
            f"its first and its last day. A day in Burmese digits may stay. {_ASK}",
        }
    if column.kind == "count":
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": schema.GREATEST_COUNT,
            "error_type": "warning",
            "error_title": "Not a whole number",
            "error_message": "Write a whole number, or leave the cell empty. Words such as dozens go into wording; "
            f'"more than 30" is 31. A number in Burmese digits may stay. {_ASK}',
        }
    return None


def _not_listed(column: Column) -> str:
    said = f"{column.name} takes one of: {', '.join(column.allowed)}."
    # A spreadsheet shows 255 characters at most.
    return said if len(said) <= 255 else f"{column.name} takes one of the words on the sheet lists."


def _unusual(column: Column) -> str:
    return (
        f"{column.name} is usually empty, or one of: {', '.join(column.proposed)}. Use the same words each time: "
        f"claims of different {column.name} are never joined. {_ASK}"
    )
