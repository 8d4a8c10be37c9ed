"""What a workbook's own XML says that its reader does not: formulas, error values, the date system, stray cells.

`python-calamine` gives the values that a spreadsheet program last saved. A formula's saved value may be out of date, or
missing, or depend on another file; so formulas are found here and refused, cell by cell.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from dataclasses import dataclass
from typing import Literal

from tollbook.claims.problems import ClaimsFileError

#: A workbook that unpacks to more than this is refused before it is read, so that a small file can't fill the memory.
MOST_BYTES = 4 << 30
MOST_CELLS = 80_000_000

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\b\w+:id=\"([^\"]*)\"")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b")
_ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=\"e\"[^>]*)>")
_WHERE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\br=\"(\d+)\"")
_WIDE = re.compile(rb"\br=\"([A-Z]{2,3})\d+\"")


@dataclass(frozen=True)
class SheetXml:
    """What the XML of one sheet says.

    Attributes
    ----------
    serials : 1900 or 1904
        Date system of the workbook.
    formulas, errors : list of (row, column)
        Where they are, both counted from 1; (0, 0) where the cell does not say.
    """

    serials: Literal[1900, 1904]
    formulas: list[tuple[int, int]]
    errors: list[tuple[int, int]]


def inspect(name: str, data: bytes, number: int) -> SheetXml:
    """Look into a workbook's sheet.

    Parameters
    ----------
    name : str
        Name of the file, for errors.
    data : bytes
        The workbook.
    number : int
        Position of the sheet, from 0.

    Raises
    ------
    ClaimsFileError
        It is no workbook, is damaged, or would unpack to more than memory holds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise _too_large(name)
            book = archive.read("xl/workbook.xml")
            xml = _plain(archive.read(_part(archive, book, number)))
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged(name) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise damaged(name) from error
        raise
    _refuse_stray(name, xml)
    serials: Literal[1900, 1904] = 1904 if re.search(rb"date1904=\"(?:1|true)\"", book) else 1900
    formulas = _cells(_FORMULA, xml) if re.search(rb"<(?:\w+:)?f[ />]", xml) else []
    return SheetXml(serials, formulas, [at for at in _cells(_ERROR, xml) if at not in set(formulas)])


def damaged(name: str) -> ClaimsFileError:
    """The error for a file that begins like a workbook and is none that can be read."""
    return ClaimsFileError(
        name,
        "damaged_workbook",
        "The file begins like a workbook (.xlsx) but can't be read as one; it may have been cut off while it was "
        "copied.",
        "Open it in a spreadsheet program, save it again as .xlsx or CSV UTF-8, and give that file.",
    )


def _part(archive: zipfile.ZipFile, book: bytes, number: int) -> str:
    """Path of the sheet's XML: the workbook names a relation, the relation names the part."""
    wanted = _SHEET.findall(book)[number : number + 1]
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        if wanted and re.search(rb"\bId=\"" + re.escape(wanted[0]) + rb"\"", relation):
            target = re.search(rb"\bTarget=\"([^\"]*)\"", relation)
            path = target[1].decode("utf-8") if target else ""
            return path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    raise KeyError("no such sheet")


def _plain(xml: bytes) -> bytes:
    if xml.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return xml.decode("utf-16").encode("utf-8")
    return xml


def _cells(pattern: re.Pattern[bytes], xml: bytes) -> list[tuple[int, int]]:
    found = []
    for attributes in pattern.findall(xml):
        where = _WHERE.search(attributes)
        found.append((int(where[2]), _column(where[1])) if where else (0, 0))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse_stray(name: str, xml: bytes) -> None:
    """Refuse a sheet whose furthest cell spans an area that no table of claims has: it would be read as a whole."""
    last = xml.rfind(b"<row ")
    height = max((int(row) for row in _ROW.findall(xml[last:] if last >= 0 else xml)), default=0)
    width = max((_column(letters) for letters in set(_WIDE.findall(xml))), default=26)
    if height * width > MOST_CELLS:
        raise ClaimsFileError(
            name,
            "stray_cells",
            f"The sheet spans {height:,} rows and {width:,} columns, far more than its claims; some cell lies far out.",
            "Copy the claims alone into a new sheet, and save that.",
        )


def _too_large(name: str) -> ClaimsFileError:
    return ClaimsFileError(
        name,
        "too_large",
        f"The workbook unpacks to more than {MOST_BYTES >> 30} GiB.",
        "Save the claims as CSV UTF-8, which can be of any size.",
    )
