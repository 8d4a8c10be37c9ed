"""What no cell may hold, whatever its column: formulas, control characters, text of any length."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from tollbook.claims.collecting import Collector, Rows
from tollbook.claims.problems import Severity

#: The most characters that a cell of a spreadsheet can hold (Excel specifications and limits).
LONGEST_CELL = 32_767

# Control characters other than line breaks and tabs; C1 controls; marks that turn the direction of text around and
# can make a page show other than what is stored.
_CONTROL = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}"
_SUSPECT = f"[{_CONTROL}\\n\\r\\t\\x{{fffd}}]|^[=@+\\-#]|\\x{{e2}}\\x{{20ac}}|\\x{{c3}}[\\x{{a0}}-\\x{{bf}}]"
_CONTROL_PYTHON = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SIGNED_NUMBER = re.compile(r"[+-]\s*\d[\d,.' ]*")
_ERROR_VALUE = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_MOJIBAKE = re.compile("\u00e2\u20ac|\u00c3[\u00a0-\u00bf]")


@dataclass(frozen=True)
class Encoded:
    """A column as its distinct values and, for each claim, which of them it has.

    Attributes
    ----------
    values : list of str
        Distinct cells.
    codes : int64 array, shape (n,)
        Position in `values` of each claim's cell.
    """

    values: list[str]
    codes: Rows

    def at(self, position: int) -> str:
        """The cell of one claim."""
        return self.values[int(self.codes[position])]

    def where(self, chosen: set[int]) -> Rows:
        """Positions of the claims that have one of these values."""
        if not chosen:
            return np.empty(0, dtype=np.int64)
        mask = np.zeros(len(self.values), dtype=bool)
        mask[list(chosen)] = True
        return np.flatnonzero(mask[self.codes])


def encode(column: pa.Array) -> Encoded:
    """A column by its distinct values."""
    encoded = pc.dictionary_encode(column)
    return Encoded(encoded.dictionary.to_pylist(), np.asarray(encoded.indices, dtype=np.int64))


def clean(name: str, column: pa.Array, collect: Collector) -> Encoded:
    """A column by its distinct values, each of which was looked at for what no cell may hold.

    Parameters
    ----------
    name : str
        The column.
    column : pyarrow string array, shape (n,)
        Its cells, trimmed.
    collect : Collector
        Is told of formulas, control characters and cells beyond 32,767 characters (errors), and of damaged text
        (warning).

    Returns
    -------
    Encoded
        Line breaks outside `note` are read as a space, and a cell with an error as empty, so that it is reported once.
    """
    encoded = encode(column)
    if not encoded.values:
        return encoded
    distinct = pa.array(encoded.values, type=pa.large_string())
    suspect = pc.or_(pc.match_substring_regex(distinct, _SUSPECT), pc.greater(pc.utf8_length(distinct), LONGEST_CELL))
    suspects = np.flatnonzero(np.asarray(suspect)).tolist()
    marked = {number: fault for number in suspects if (fault := _fault(encoded.values[number]))}
    for position in encoded.where(set(marked)):
        severity, code, message, remedy = marked[int(encoded.codes[position])]
        collect.add(severity, code, int(position), name, encoded.at(int(position)), message, remedy)
    values = list(encoded.values)
    for number in suspects:
        values[number] = _kept(name, values[number], marked.get(number))
    return Encoded(values, encoded.codes)


Fault = tuple[Severity, str, str, str]


def _fault(cell: str) -> Fault | None:
    """Severity, code, message and remedy for a cell; None where there is nothing wrong with it."""
    if len(cell) > LONGEST_CELL:
        message = f"The cell holds {len(cell):,} characters; a spreadsheet's cell holds at most {LONGEST_CELL:,}."
        return "error", "huge_cell", message, "Cut it down to what the claim needs; the report itself is at its url."
    if _CONTROL_PYTHON.search(cell):
        message = "The cell holds control characters, which can't be seen and can make a page show another text."
        return "error", "control_character", message, "Type the cell afresh."
    if _is_formula(cell):
        message = "The cell begins like a formula, which a spreadsheet would run."
        return "error", "formula", message, "Write the value itself, or begin the text with another character."
    if _ERROR_VALUE.match(cell):
        return (
            "error",
            "error_value",
            "The cell holds the error of a formula.",
            "Write the value, or leave the cell empty.",
        )
    if "\ufffd" in cell or _MOJIBAKE.search(cell):
        message = "The text was damaged before it reached this file."
        return "warning", "damaged_text", message, "Copy it from the report again, and save the file as UTF-8."
    return None


def _kept(column: str, value: str, fault: Fault | None) -> str:
    if fault and fault[0] == "error":
        return ""
    if column == "note":
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\s*[\n\r\t]+\s*", " ", value)


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula; a signed number and a dash before a space are none."""
    if cell[:1] in ("=", "@"):
        return True
    return cell[:1] in ("+", "-") and len(cell) > 1 and not cell[1].isspace() and not _SIGNED_NUMBER.fullmatch(cell)
