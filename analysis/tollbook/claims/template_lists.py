"""The sheet `lists` of the template: what the drop-downs offer, and what each measure means."""

from __future__ import annotations

from typing import Any

from tollbook import measures
from tollbook.claims import schema

#: Where a column's drop-down takes its values from: a range of the sheet, by the name of the column.
Lists = dict[str, str]

#: Last row of a sheet, counted from 0 (Excel specifications and limits).
LAST_ROW = 1_048_575

_MEASURE_HEADS = ("measure", "what is counted", "unit", "kind", "part of")
_MEASURE_WIDTHS = (28, 90, 12, 8, 18)


def write(book: Any, sheet: Any) -> Lists:
    """Write the lists, a column each, and say where each stands.

    Parameters
    ----------
    book, sheet : xlsxwriter.Workbook, xlsxwriter.Worksheet
        The sheet is empty, and named lists.

    Returns
    -------
    dict of str to str
        Ranges such as ``=lists!$G$2:$G$4``, for each column with values to choose from.
    """
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    top = book.add_format({"valign": "top"})
    rows = [(m.name, m.definition + ".", m.unit, m.kind, m.part_of) for m in measures.all_measures().values()]
    for at, (name, width) in enumerate(zip(_MEASURE_HEADS, _MEASURE_WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, head)
        for row, cells in enumerate(rows, start=1):
            sheet.write_string(row, at, cells[at], wrapped if at == 1 else top)
    sheet.write_string(len(rows) + 2, 0, "A flow adds up over time. A stock is a level at a date, and never does.")
    sheet.freeze_panes(1, 0)
    return {"measure": _range(0, len(rows)), **_others(sheet, head, top)}


def _others(sheet: Any, head: Any, top: Any) -> Lists:
    lists: Lists = {}
    chosen = [column for column in schema.COLUMNS if column.name != "measure" and (column.allowed or column.proposed)]
    for at, column in enumerate(chosen, start=len(_MEASURE_HEADS) + 1):
        values = column.allowed or column.proposed
        sheet.set_column(at, at, max(len(column.name), *map(len, values)) + 3)
        sheet.write_string(0, at, column.name, head)
        for row, value in enumerate(values, start=1):
            sheet.write_string(row, at, value, top)
        lists[column.name] = _range(at, len(values))
    return lists


def _range(at: int, values: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

    letters = xl_col_to_name(at)
    return f"=lists!${letters}$2:${letters}${values + 1}"
