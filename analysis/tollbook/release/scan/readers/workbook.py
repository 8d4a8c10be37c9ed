"""Workbooks (XLSX): every sheet, hidden ones too, and every part of the file that is not a sheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from tollbook.release.scan.pieces import Inner, Piece, Unreadable, Where, keys, row
from tollbook.release.scan.readers import archive, markup

_HIDDEN = re.compile(r'<(row|col)\b[^>]*\shidden="(?:1|true)"')

_VALUES = re.compile(r"<c\b[^>]*/>|<c\b[^>]*>(?:<v>[^<]*</v>|<is>.*?</is>)?</c>", re.DOTALL)


def is_workbook(data: bytes) -> bool:
    """Whether an archive is a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return "xl/workbook.xml" in opened.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def read(data: bytes, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of a workbook.

    Raises
    ------
    Unreadable
        calamine can't read its sheets.
    """
    yield from _sheets(data, where)
    for each in archive.read(data, where):
        if isinstance(each, Inner):
            yield from _part(each)
        else:
            yield each


def _sheets(data: bytes, where: Where) -> Iterator[Piece]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            at = (*where, f"sheet {sheet.name}")
            yield Piece(sheet.name, at)
            if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
                yield Piece(f"the sheet {sheet.name!r} is hidden", at, "found", "hidden")
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                yield from _rows(book.get_sheet_by_name(sheet.name), at)
    except python_calamine.CalamineError as error:
        raise Unreadable(f"the workbook can't be read ({error})") from error


def _rows(sheet: object, where: Where) -> Iterator[Piece]:
    header: list[str] = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):  # type: ignore[attr-defined]
        cells = [str(int(value)) if isinstance(value, float) and value.is_integer() else str(value) for value in values]
        at = (*where, f"row {number}")
        if not header and any(cells):
            header = cells
            yield from keys(header, at)
        yield row([(f"{_letters(place)} {header[place]}".strip(), cell) for place, cell in enumerate(cells)], at)


def _letters(place: int) -> str:
    """The letters of a column, from its place counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _part(part: Inner) -> Iterator[Piece | Inner]:
    """A part of the file. Sheets were read by their cells; here, what is hidden in them, and everything else."""
    name = part.name
    if name.startswith("docProps/") and name.endswith(".xml"):
        yield from markup.read(part.data.decode("utf-8", errors="replace"), part.where, "properties")
    elif name.startswith("docProps/"):
        yield Piece("a small preview of the workbook", part.where, "found", "authoring")
        yield part
    elif name.startswith("xl/worksheets/sheet"):
        found = sorted({match.group(1) for match in _HIDDEN.finditer(part.data.decode("utf-8", errors="replace"))})
        # Cells were read by their values; formulas, links, headers and footers are nowhere else.
        yield Inner(_VALUES.sub("", part.data.decode("utf-8", errors="replace")).encode(), "", part.where, "text/html")
        for what in found:
            yield Piece("hidden rows" if what == "row" else "hidden columns", part.where, "found", "hidden")
    elif re.match(r"xl/(?:threadedComments|persons|comments)", name):
        yield Piece("comments on cells", part.where, "found", "authoring")
        yield Inner(part.data, "", part.where, "text/html")
    elif name.endswith((".xml", ".rels", ".vml")):
        # Read as a page is, for the names of its elements are not those of a table.
        yield Inner(part.data, "", part.where, "text/html")
    else:
        yield part
