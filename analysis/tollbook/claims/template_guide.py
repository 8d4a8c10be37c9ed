"""The sheet `how to` of the template: ten lines for the coder, and one report's claim as it is coded."""

from __future__ import annotations

import csv
from typing import Any

from tollbook import shipped
from tollbook.claims import schema

LINES = (
    "One row is one claim: what one report says about one measure, at one place, over one span of days. An article "
    "that says how many died and how many fled is two rows.",
    "Code what the report says, not what you conclude. Nothing is added up at your desk, and nothing is guessed.",
    "Columns with a dark head are filled in every row. An empty cell of the others says that the report does not "
    "tell; it never means zero.",
    "Point at a head: its comment says what goes into the column. Cells with an arrow take a word of a list; the sheet "
    "lists says what each measure means.",
    "All rows about the same happening carry the same incident_id. Each row has a claim_id of its own.",
    "Type the words of the quantity into wording, and only the numbers that they give: seven is low 7, best 7, high 7; "
    "at least seven is low 7, best 7; about seven is best 7; up to seven is high 7; dozens is no number.",
    "scope is incident for one happening, aggregate for a total over many, level for people displaced on a day. extent "
    "is part for one day or one village of what the same report tells.",
    "start and end are the days on which the harm was done, written year-month-day. A weekday is worked out from the "
    "day of publication; a doubt goes into note.",
    "The place is typed as the report names it. pcode is the finest code that is certain; `tollbook place NAME` finds "
    "it, and an empty one is looked up where the name leaves no doubt.",
    "Save, then run: tollbook check FILE. It lists every problem at once, with its row and what to do. Keep the file "
    "where only those see it who may: what people told is not for everybody.",
)

#: The claim that is shown: the toll of the report that docs/coding.md works line by line.
EXAMPLE = "c0655"


def write(book: Any, sheet: Any) -> None:
    """Write the lines, and below them the example with its source.

    Parameters
    ----------
    book, sheet : xlsxwriter.Workbook, xlsxwriter.Worksheet
        The sheet is empty.
    """
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    top = book.add_format({"valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, "How to fill in the sheet claims", title)
    for row, line in enumerate(LINES, start=1):
        sheet.write_number(row, 0, row, top)
        sheet.write_string(row, 1, line, wrapped)
    _example(sheet, len(LINES) + 2, {"title": title, "head": head, "top": top, "wrapped": wrapped})


def _example(sheet: Any, row: int, formats: dict[str, Any]) -> None:
    claim = example()
    told = (
        f'{claim["source"]} wrote on {claim["published"]} that "{claim["wording"]}" civilians had been killed in '
        f"{claim['place_name']} from {claim['start']} to {claim['end']}. This is one row: it stands here to be looked "
        f"at, and is not in the sheet claims. It is claim {EXAMPLE} of the coded sample that comes with Tollbook "
        "(CC BY 4.0); docs/coding.md codes the whole report line by line."
    )
    sheet.write_string(row, 0, "An example", formats["title"])
    sheet.write_string(row + 1, 1, told, formats["wrapped"])
    sheet.write_string(row + 3, 0, "column", formats["head"])
    sheet.write_string(row + 3, 1, "cell", formats["head"])
    for at, (name, cell) in enumerate(((name, cell) for name, cell in claim.items() if cell), start=row + 4):
        sheet.write_string(at, 0, name, formats["top"])
        sheet.write_string(at, 1, cell, formats["wrapped"])


def example() -> dict[str, str]:
    """The cells of the claim that is shown, by column, as they stand in the sample that ships."""
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        row = next(row for row in csv.DictReader(handle) if row["claim_id"] == EXAMPLE)
    return {name: row.get(name, "") for name in schema.NAMES}
