"""The conventions: which low, best and high stand for "about N", "dozens" and the like.

They are a data file, ``data/reference/wording_conventions.csv``, with a citation or the word "proposal" on each row,
so that an organisation can put its own in place. A rule in it is a number, ``open`` (no upper bound), ``unknown``,
``<100`` (anything below it) or a formula in ``N``, ``M`` and ``deaths``, such as ``ceil(0.9 * N)``.
"""

from __future__ import annotations

import ast
import csv
import operator
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tollbook import shipped

Array = NDArray[np.float64]

# Every class that the grammar and the cells ask for. A file that lacks one is refused when it is read.
NEEDED = (
    "exact", "floor", "more", "nearly", "just_under", "about", "up_to", "fewer", "range", "either", "counted_dozens",
    "casualties", "missing", "bodies_found", "couple", "several",
)  # fmt: skip
COLUMNS = ("class", "words", "low", "best", "high", "citation", "note")


class ConventionsError(ValueError):
    """A conventions file that can't be used; the message says which row and what to write instead."""


def _exactly(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """`function` after the dust of binary fractions is wiped off: 1.1 * 30 is 33, not a hair above it."""
    return lambda value: function(np.round(value, 6))


_CALLS: dict[str, Callable[..., Any]] = {
    "ceil": _exactly(np.ceil),
    "floor": _exactly(np.floor),
    "round": _exactly(np.rint),
    "min": np.minimum,
    "max": np.maximum,
}
_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
}


def _evaluate(node: ast.AST, names: Mapping[str, Any]) -> Any:
    """The value of one node of a formula; nothing but arithmetic is known."""
    match node:
        case ast.Expression(body=body):
            return _evaluate(body, names)
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_evaluate(left, names), _evaluate(right, names))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_evaluate(left, names), _evaluate(right, names))
        case ast.IfExp(test=test, body=body, orelse=other):
            return np.where(_evaluate(test, names), _evaluate(body, names), _evaluate(other, names))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _CALLS:
            return _CALLS[name](*(_evaluate(arg, names) for arg in args))
    raise ValueError("only numbers, N, M, deaths, + - * /, comparisons, if-else and " + ", ".join(_CALLS))


@dataclass(frozen=True)
class Rule:
    """One cell of the file: how a bound follows from the number (or two numbers) in the wording.

    Attributes
    ----------
    text : str
        As written in the file.
    tree : ast.Expression or None
        The formula; None for ``open`` and ``unknown``.
    below : bool
        Written ``<100``: the bound is the whole number below the formula's value.
    """

    text: str
    tree: ast.Expression | None
    below: bool

    @property
    def is_open(self) -> bool:
        """Whether the rule says that there is no upper bound."""
        return self.text == "open"

    def __call__(
        self, n: Array | float = np.nan, m: Array | float = np.nan, deaths: Any = False, scale: float = 1.0
    ) -> Array:
        """The bound for `n` (and `m`); NaN for open and unknown.

        Parameters
        ----------
        n, m : array of float64, or float
            The numbers in the wording.
        deaths : array of bool, or bool
            Whether what is counted are deaths.
        scale : float
            1000 in "several thousand".
        """
        if self.tree is None:
            return np.broadcast_to(np.nan, np.shape(n)).astype(np.float64)
        value = np.asarray(_evaluate(self.tree, {"N": n, "M": m, "deaths": deaths}), dtype=np.float64) * scale
        return value - 1 if self.below else value


def _rule(text: str) -> Rule:
    text = text.strip()
    if text in ("open", "unknown"):
        return Rule(text, None, False)
    below = text.startswith("<")
    rule = Rule(text, ast.parse(text.lstrip("<").strip(), mode="eval"), below)
    rule(20.0, 30.0)  # an unknown name or call is refused now, not in the middle of a table
    return rule


@dataclass(frozen=True)
class Convention:
    """One row of the file: a class of phrases and its three rules."""

    name: str
    words: tuple[str, ...]
    low: Rule
    best: Rule
    high: Rule
    citation: str
    note: str

    def bounds(
        self, n: Array | float = np.nan, m: Array | float = np.nan, deaths: Any = False, scale: float = 1.0
    ) -> tuple[Array, Array, Array]:
        """Low, best and high for numbers `n` (and `m`); never below zero, best within the bounds.

        Returns
        -------
        tuple of three float64 arrays (or scalars)
            NaN where open or unknown.
        """
        low, best, high = (rule(n, m, deaths, scale) for rule in (self.low, self.best, self.high))
        high = np.maximum(high, 0.0)
        low = np.fmax(np.fmin(low, high), 0.0)
        best = np.where(np.isnan(best), np.nan, np.fmin(np.fmax(best, low), high))
        return low, best, high


@dataclass(frozen=True)
class Conventions:
    """All rows of one conventions file, by class."""

    rows: Mapping[str, Convention]
    source: str

    def __getitem__(self, name: str) -> Convention:
        return self.rows[name]

    def __hash__(self) -> int:
        return id(self)


def load(path: str | os.PathLike[str] | None = None) -> Conventions:
    """The conventions in a file; those that ship where `path` is None.

    Raises
    ------
    ConventionsError
        A column or a class is missing, a class stands twice, or a rule can't be read.
    """
    file = Path(path) if path is not None else shipped.reference("wording_conventions.csv")
    return _load(os.fspath(file), file.stat().st_mtime_ns)


@cache
def _load(path: str, _written: int) -> Conventions:
    """Read a file once for each time that it was written."""
    with open(path, encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise ConventionsError(f"{Path(path).name} has no column {missing[0]!r}. Add it to the header line.")
        rows: dict[str, Convention] = {}
        for record in reader:
            row = _convention(record, Path(path).name, reader.line_num)
            if row.name in rows:
                raise ConventionsError(
                    f"{Path(path).name}, line {reader.line_num}: {row.name!r} stands there twice. Keep one."
                )
            rows[row.name] = row
    for name in NEEDED:
        if name not in rows:
            raise ConventionsError(f"{Path(path).name} has no row {name!r}. Copy it from the file that ships.")
    return Conventions(rows, path)


def _convention(record: Mapping[str, str], file: str, line: int) -> Convention:
    rules = {}
    for column in ("low", "best", "high"):
        try:
            rules[column] = _rule(record[column] or "")
        except (SyntaxError, ValueError) as error:
            reason = error.msg if isinstance(error, SyntaxError) else error
            raise ConventionsError(
                f"{file}, line {line}, column {column}: {record[column]!r} is no rule ({reason}). "
                "Write a number, 'open', 'unknown', '<100', or a formula such as 'ceil(0.9 * N)'."
            ) from error
    low, best, high = (rules[column](24.0, 36.0) for column in ("low", "best", "high"))
    if low > best or best > high or low > high:
        raise ConventionsError(
            f"{file}, line {line}: {record['class']!r} gives low {low:g}, best {best:g}, high {high:g}. "
            "Put them in order."
        )
    if not (record["citation"] or "").strip():
        raise ConventionsError(
            f"{file}, line {line}: {record['class']!r} has no citation. Name the source, or write 'proposal'."
        )
    words = tuple(word.strip() for word in (record["words"] or "").split(";") if word.strip())
    return Convention(record["class"].strip(), words, **rules, citation=record["citation"], note=record["note"] or "")
