"""Reading a whole number from a cell: every notation that has one meaning, and a reason for every one that has not."""

from __future__ import annotations

import re

from tollbook.claims.digits import plain_digits
from tollbook.claims.schema import GREATEST_COUNT

_PLAIN = re.compile(r"\d+(?:\.0{1,2}|\.0{4,})?")
# 1,200 and 12,34,567: thousands as in English, or lakhs as Burmese writers of English group them.
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_SPACED = re.compile(r"\d{1,3}(?:[ '\u2019]\d{3})+")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_FRACTION = re.compile(r"\d+[.,]\d+")
_NEGATIVE = re.compile(r"[-\u2212\u2013]\s*\d.*")

WHOLE_REMEDY = "Write a whole number in digits, such as 1200, or leave the cell empty."


class CountError(ValueError):
    """A cell that is not one certain whole number.

    Attributes
    ----------
    code, message, remedy : str
        As in `Problem`.
    """

    def __init__(self, code: str, message: str, remedy: str = WHOLE_REMEDY) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def read_count(text: str) -> float:
    """The whole number that a cell holds, exactly.

    Parameters
    ----------
    text : str
        A cell, not empty. Digits of any script are read.

    Returns
    -------
    float
        Whole, from 0 to 2**53.

    Raises
    ------
    CountError
        The cell is no number, a negative one, a fraction, or one with two readings such as "1.200".

    Examples
    --------
    >>> read_count("1,200"), read_count("၅၀")
    (1200.0, 50.0)
    """
    cell = " ".join(plain_digits(text).split()).removeprefix("+")
    if _PLAIN.fullmatch(cell):
        return _exact(int(cell.split(".")[0]))
    if _GROUPED.fullmatch(cell) or _SPACED.fullmatch(cell):
        return _exact(int(re.sub(r"\D", "", cell)))
    if _EXPONENT.fullmatch(cell) and float(cell).is_integer():
        return _exact(int(float(cell)))
    raise _why_not(cell)


def _exact(number: int) -> float:
    if number > GREATEST_COUNT:
        raise CountError("too_large", "The number is larger than any count can be.")
    return float(number)


def _why_not(cell: str) -> CountError:
    if _NEGATIVE.fullmatch(cell):
        return CountError("negative_count", "A count can't be negative.")
    if _DOTTED.fullmatch(cell):
        if cell.count(".") > 1:
            return CountError("ambiguous_number", "The number is grouped with full stops, which may also be decimals.")
        whole = cell.replace(".", "")
        return CountError("ambiguous_number", f"The number can be read as {int(whole):,} or as the fraction {cell}.")
    if _FRACTION.fullmatch(cell) or _EXPONENT.fullmatch(cell):
        return CountError("not_whole", "A count must be a whole number.")
    return CountError(
        "not_a_number",
        "This is not a number.",
        "Write a whole number in digits, or leave the cell empty; words of quantity go into the column wording.",
    )
