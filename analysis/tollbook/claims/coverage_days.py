"""Coverage by day: what the rows of the coverage table say together about a place on a day, and about a cell.

Three rules decide where rows overlap. Of one source, the row of the smallest place speaks: a township's own row goes
before its state's. Of several sources, one that was counting is enough; "not covered" speaks where nobody was
counting, and "unknown" only where nothing else is said. A cell is counted, or not covered, only if every day of it
in every township of it is; anything mixed is unknown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places

#: What is known of a place on a day. The order is that of the codes below: the highest of several sources speaks.
STATUSES = ("counted", "not covered", "unknown")

Ints = npt.NDArray[np.int64]

_COUNTED, _NOT_COVERED, _UNKNOWN = 2, 1, 0
CODE = {"counted": _COUNTED, "not covered": _NOT_COVERED, "unknown": _UNKNOWN}
_DEPTH = {"country": 0, "state": 1, "district": 2, "township": 3}

# Days are numbered from 1970; townships are laid behind one another on one line of days, this far apart.
_LINE = 1_000_000
_ZERO = 500_000


def status(cells: pd.DataFrame, cover: pd.DataFrame) -> pd.Series:
    """Whether cells of a tally are counted, not covered, or unknown.

    Parameters
    ----------
    cells : DataFrame, n rows
        ``pcode`` (str or category; any level, a place inside a township is taken as its township), ``start`` and
        ``end`` (datetime64, both days included).
    cover : DataFrame
        As `coverage.read` gives it.

    Returns
    -------
    Series of category (`STATUSES`), shape (n,)
        Under the index of `cells`. A cell without a place, a start or an end is unknown.
    """
    return Days(cover).status(cells)


class Days:
    """What a coverage table says of every township and day, made once for many questions."""

    def __init__(self, cover: pd.DataFrame) -> None:
        # Rows of "unknown" stay in: of one source, a township's own "unknown" goes before its state's "counted".
        self._line = _Line(cover) if (cover["status"] != "unknown").any() else None

    @property
    def says_nothing(self) -> bool:
        """Whether all is unknown."""
        return self._line is None

    def status(self, cells: pd.DataFrame) -> pd.Series:
        """Whether cells are counted, not covered, or unknown; see the function `status`."""
        codes = np.full(len(cells), STATUSES.index("unknown"), dtype=np.int8)
        if self._line is not None and len(cells):
            start, end = _day_numbers(cells["start"]), _day_numbers(cells["end"])
            values = pd.Categorical(cells["pcode"])
            for name, meant in (("counted", _COUNTED), ("not covered", _NOT_COVERED)):
                codes[self._line.holds(values, start, end, meant)] = STATUSES.index(name)
        said = pd.Categorical.from_codes(codes, pd.Index(STATUSES, dtype="str"))
        return pd.Series(said, index=cells.index, name="coverage")

    def counts(self, cells: pd.DataFrame) -> pd.DataFrame:
        """On how many days of the townships of each cell a source was counting, or none was looking.

        Parameters
        ----------
        cells : DataFrame, n rows
            As the function `status` takes them.

        Returns
        -------
        DataFrame
            Under their index: ``counted, not_covered, unknown`` (int64, days of townships: a place of four has four a
            day; 0 throughout for a cell without a place, a start or an end).
        """
        start, end = _day_numbers(cells["start"]), _day_numbers(cells["end"])
        values = pd.Categorical(cells["pcode"])
        line = self._line or _Line(pd.DataFrame(columns=["source", "pcode", "start", "end", "status"]))
        every = line.days(values, start, end, None)
        counted, not_covered = (line.days(values, start, end, meant) for meant in (_COUNTED, _NOT_COVERED))
        told = {"counted": counted, "not_covered": not_covered, "unknown": every - counted - not_covered}
        return pd.DataFrame(told, index=cells.index)


def _day_numbers(days: pd.Series) -> Ints:
    numbers = days.to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.asarray(np.where(days.isna(), np.iinfo(np.int64).min, numbers))


class _Line:
    """All townships' days on one line, cut into pieces of one status.

    Attributes
    ----------
    starts, ends : array of int64, shape (pieces,)
        First position of each piece and the position behind its last, ascending.
    codes : array of int64, shape (pieces,)
        Status of each piece.
    """

    def __init__(self, cover: pd.DataFrame) -> None:
        self.townships = places.units_at("township")
        self._number = {code: i for i, code in enumerate(self.townships)}
        rows = Rows(cover)
        pieces: list[Ints] = []
        made: dict[bytes, Ints] = {}
        for number, about in enumerate(rows.about(self.townships)):
            key = about.tobytes()
            if key not in made:
                made[key] = rows.pieces(np.flatnonzero(about))
            shift = np.array([[number * _LINE], [number * _LINE], [0]])
            pieces.append(made[key] + shift)
        self.starts, self.ends, self.codes = np.concatenate(pieces, axis=1)
        self._pieces: dict[int, tuple[Ints, Ints, Ints]] = {}

    def holds(self, values: pd.Categorical, start: Ints, end: Ints, meant: int) -> npt.NDArray[np.bool_]:
        """Whether every day of each cell, in every township of it, has a status."""
        days = self.days(values, start, end, meant)
        return np.asarray((days > 0) & (days == self.days(values, start, end, None)))

    def days(self, values: pd.Categorical, start: Ints, end: Ints, meant: int | None) -> Ints:
        """Days of each cell, in all townships of it, that have a status; all of them where none is named."""
        usable = (end >= start) & (start > -_ZERO) & (end < _ZERO - 1)
        rows, townships = self._expanded(values, usable)
        out = np.zeros(len(start), dtype=np.int64)
        if len(rows) == 0:
            return out
        first = townships * _LINE + _ZERO + start[rows]
        last = townships * _LINE + _ZERO + end[rows] + 1
        inside = last - first if meant is None else self._before(last, meant) - self._before(first, meant)
        np.add.at(out, rows, inside)
        return out

    def _before(self, position: Ints, meant: int) -> Ints:
        """Days of a status before each position of the line."""
        starts, ends, before = self._pieces_of(meant)
        at = np.searchsorted(starts, position, side="right")
        inside = np.minimum(position, ends[at - 1]) - starts[at - 1] if len(starts) else position * 0
        return np.asarray(np.where(at > 0, before[np.maximum(at - 1, 0)] + inside, 0))

    def _pieces_of(self, meant: int) -> tuple[Ints, Ints, Ints]:
        """Pieces of one status: first positions, positions behind the last, and the days in all pieces before."""
        if meant not in self._pieces:
            mine = self.codes == meant
            starts, ends = self.starts[mine], self.ends[mine]
            self._pieces[meant] = starts, ends, np.concatenate([[0], np.cumsum(ends - starts)])
        return self._pieces[meant]

    def _expanded(self, values: pd.Categorical, usable: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Each usable cell once for each township of its place: number of the cell, number of the township."""
        inside = [self._townships_of(str(code)) for code in values.categories]
        lengths = np.array([*map(len, inside), 0], dtype=np.int64)
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        flat = np.array([number for held in inside for number in held], dtype=np.int64)
        rows = np.flatnonzero(usable & (lengths[values.codes] > 0))
        code = values.codes[rows].astype(np.int64)
        repeat = lengths[code]
        within = np.arange(repeat.sum()) - np.repeat(np.cumsum(repeat) - repeat, repeat)
        return np.repeat(rows, repeat), flat[np.repeat(offsets[code], repeat) + within]

    def _townships_of(self, pcode: str) -> list[int]:
        held = places.unit(pcode)
        if held.township:
            return [self._number[held.township]]
        return [self._number[code] for code in places.units_at("township", pcode)] if held.level else []


class Rows:
    """The rows of a coverage table as arrays."""

    def __init__(self, cover: pd.DataFrame) -> None:
        self.source = pd.factorize(cover["source"].astype(str))[0].astype(np.int64)
        self.pcode = cover["pcode"].astype(str).to_numpy(dtype=object)
        self.start = _day_numbers(cover["start"])
        self.end = _day_numbers(cover["end"]) + 1
        self.code = np.array([CODE[str(value)] for value in cover["status"]], dtype=np.int64)
        levels = places.units(self.pcode)["level"].reindex(self.pcode)
        self.depth = np.array([_DEPTH[str(level)] for level in levels], dtype=np.int64)

    def about(self, townships: list[str]) -> npt.NDArray[np.bool_]:
        """Which rows speak of each township: shape (townships, rows)."""
        ladder = places.units(townships)
        held: Any = np.zeros((len(townships), len(self.pcode)), dtype=np.bool_)
        # As numbers: an organisation's table may have a row for each township and month, and texts compare slowly.
        codes, names = pd.factorize(self.pcode)
        for level in ("township", "district", "state"):
            unit = pd.Index(names).get_indexer(pd.Index(ladder[level].astype(str).to_numpy(dtype=object)))
            held |= unit[:, None] == codes[None, :]
        held |= self.pcode[None, :] == places.COUNTRY
        return np.asarray(held)

    def pieces(self, rows: Ints) -> Ints:
        """Spans of one status that some rows of one township make: start, end and code, shape (3, pieces)."""
        edges = np.unique(np.concatenate([self.start[rows], self.end[rows]]))
        begin = edges[:-1]
        best = np.full(len(begin), -1, dtype=np.int64)
        for source in np.unique(self.source[rows]):
            said = np.full(len(begin), -1, dtype=np.int64)
            mine = rows[self.source[rows] == source]
            for row in mine[np.argsort(self.depth[mine], kind="stable")]:
                said[(begin >= self.start[row]) & (begin < self.end[row])] = self.code[row]
            best = np.maximum(best, said)
        return np.stack([begin + _ZERO, edges[1:] + _ZERO, best])
