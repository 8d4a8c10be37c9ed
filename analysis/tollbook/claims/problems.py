"""Problems of a claims file: each with its file, row, column, value, message and remedy, and all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning"]

#: How much of a cell a problem shows: a cell may hold ten million characters.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or looks wrong, in a claims file.

    Attributes
    ----------
    severity : str
        ``error`` (the row is left out of the table) or ``warning`` (the row counts; a person should look).
    code : str
        A fixed name of the kind of problem, for programs.
    file : str
        Name of the file, without its folder.
    row : int
        Row as a spreadsheet numbers it, the header being row 1; 0 where the problem is the file's.
    column : str
        Column of the claims table, or empty where the problem is the row's.
    value : str
        The cell as it stands, cut to 60 characters.
    message : str
        What is wrong, as a sentence.
    remedy : str
        What to do about it, as a sentence.
    """

    severity: Severity
    code: str
    file: str
    row: int
    column: str
    value: str
    message: str
    remedy: str

    @property
    def where(self) -> str:
        """File, row and column, in words."""
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}"

    def __str__(self) -> str:
        value = f', "{self.value}"' if self.value else ""
        return f"{self.severity}: {self.where}{value}: {self.message} {self.remedy} [{self.code}]"


#: Names of the fields of a problem, in the order of reports and exports.
FIELDS = tuple(field.name for field in fields(Problem))


class Problems:
    """All problems of one file: those of the file first, then by row, errors before warnings within a row."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._all = tuple(sorted(problems, key=lambda p: (p.row, p.severity, p.column, p.code, p.message)))

    @property
    def errors(self) -> Problems:
        """Those that keep a row, or the file, out of every figure."""
        return Problems(p for p in self._all if p.severity == "error")

    @property
    def warnings(self) -> Problems:
        """Those that a person should look at."""
        return Problems(p for p in self._all if p.severity == "warning")

    def of(self, code: str) -> Problems:
        """Those of one kind."""
        return Problems(p for p in self._all if p.code == code)

    def named(self, file: str) -> Problems:
        """The same problems under another file name."""
        return Problems(replace(p, file=file) for p in self._all)

    def to_frame(self) -> pd.DataFrame:
        """A table of the problems, shape (n, 8): `row` int64, all else str."""
        import pandas as pd

        frame = pd.DataFrame([asdict(p) for p in self._all], columns=list(FIELDS))
        return frame.astype({name: "int64" if name == "row" else "str" for name in FIELDS})

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, position: int) -> Problem:
        return self._all[position]

    def __add__(self, other: Problems) -> Problems:
        return Problems((*self._all, *other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problems) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self._all)

    def __str__(self) -> str:
        return "\n".join(str(p) for p in self._all) if self._all else "no problems"

    def __repr__(self) -> str:
        return f"<Problems: {counted(len(self.errors), 'error')}, {counted(len(self.warnings), 'warning')}>"

    def _repr_html_(self) -> str:
        from tollbook.claims.shown import of_problems
        from tollbook.html_table import html

        return html(of_problems(self))


class ClaimsError(Exception):
    """Claims that can't be used as they are; `problems` holds every reason."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        errors = problems.errors
        head = "\n".join(str(p) for p in list(errors)[:20])
        more = f"\n... and {counted(len(errors) - 20, 'more error')}" if len(errors) > 20 else ""
        super().__init__(f"{counted(len(errors), 'error')} in the claims.\n{head}{more}")


class ClaimsFileError(ClaimsError):
    """A file from which no table of claims could be read at all."""

    def __init__(self, file: str, code: str, message: str, remedy: str, row: int = 0, value: str = "") -> None:
        self.problem = Problem("error", code, file, row, "", shown(value), message, remedy)
        super().__init__(Problems([self.problem]))


class ChangedWhileRead(ClaimsFileError):
    """The file was written to while it was being read."""


def shown(value: str) -> str:
    """A cell as a problem shows it: one line, at most 60 characters, control characters spelt out."""
    short = value[:SHOWN]
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short)
    return f"{text}... ({len(value):,} characters)" if len(value) > SHOWN else text


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 error", "2,000 errors"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
