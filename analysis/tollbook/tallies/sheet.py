"""A sheet on which findings are added up batch by batch: only the sums are held, however many findings there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tollbook.incidents.batches import AT_ONCE, Batch
from tollbook.incidents.stored import FindingsFileError
from tollbook.tallies import periods
from tollbook.tallies.adding import Sums, named_by
from tollbook.tallies.cutting import cut
from tollbook.tallies.layout import Layout
from tollbook.tallies.lookups import OUTSIDE, Lookups
from tollbook.tallies.totals import SUMMED, Totals

Ints = npt.NDArray[np.int64]

#: Cells that a sheet has room for, some 60 bytes each. Where more are possible, only those that occur are kept.
ROOM = 2_000_000
#: Measures and bases that room is made for at once.
_KINDS = 8


class Sheet:
    """Adds findings up, batch by batch.

    A cell is a measure and base, a unit and a period; its key counts up in that order.

    Parameters
    ----------
    asked : Layout
    wanted : list of str or None
        Measures; None for all.
    first, last : int
        Days between which all findings lie that will come, in days since 1970-01-01.
    room : int
        Cells that it may have at once.
    """

    def __init__(self, asked: Layout, wanted: list[str] | None, first: int, last: int, room: int = ROOM) -> None:
        self.asked, self.first, self.last, self._room = asked, first, last, room
        self.lookups = Lookups(asked, wanted)
        begin = first if asked.first is None else max(first, asked.first)
        finish = last if asked.last is None else min(last, asked.last)
        ends = periods.number_of(np.array([begin, max(begin, finish)], dtype=np.int64), asked.period)
        self._lowest, self._span = int(ends[0]), int(ends[1] - ends[0]) + 1
        self._calendar = self._period_of_each_day()
        self._block = len(self.lookups.units) * self._span
        self._totals: Totals | None = Totals(1)
        self._many: list[tuple[Ints, Totals]] = []
        # Memory that is asked for anew costs more than the work that is done in it.
        self._buffers = [np.empty(AT_ONCE, dtype=np.int64) for _ in range(2)]
        #: First and last day of what was added up, where the tally is of the whole.
        self.touched: tuple[int, int] | None = None

    def _period_of_each_day(self) -> Ints:
        days = np.arange(self.first, self.last + 1, dtype=np.int64)
        period = periods.number_of(days, self.asked.period) - self._lowest
        period[_outside(days, days, self.asked)] = OUTSIDE
        return period

    # ---------------------------------------------------------------------------------------------------- adding up

    def add(self, batch: Batch) -> None:
        """Add the findings of a batch up.

        Raises
        ------
        FindingsFileError
            A measure or a p-code is none, or a day lies outside of what the file said of itself.
        """
        if not len(batch):
            return
        start, end = self._days(batch)
        place, key = (each[: len(batch)] for each in self._buffers)
        self.lookups.kinds_of(batch, place)
        place *= self._block
        self.lookups.units_of(batch, key)
        key *= self._span
        place += key
        self._touch(start, end, place)
        np.take(self._calendar, start, out=key, mode="clip")
        key += place
        # What crosses the end of a period, or of the days asked for, is no one piece, and added up apart.
        longer = np.flatnonzero(start != end)
        crossing = longer[self._crosses(start[longer], end[longer])]
        key[crossing] = OUTSIDE
        columns = {name: batch.columns[name] for name in SUMMED if name in batch.columns}
        self._add(key, columns, None)
        if len(crossing):
            self._add_pieces(crossing, place, start, end, columns)

    def _crosses(self, start: Any, end: Any) -> npt.NDArray[np.bool_]:
        if self.asked.period == "whole" and self.asked.first is None and self.asked.last is None:
            return np.zeros(len(start), dtype=np.bool_)
        begins, finishes = self._calendar[start], self._calendar[end]
        # Outside of the days asked for, the days between may be inside.
        return np.asarray((begins != finishes) | (begins == OUTSIDE))

    def _add_pieces(self, rows: Ints, place: Ints, start: Any, end: Any, columns: Mapping[str, Any]) -> None:
        first, last = (each[rows].astype(np.int64) + self.first for each in (start, end))
        pieces = cut(first, last, self.asked)
        rows = rows if pieces.rows is None else rows[pieces.rows]
        key = place[rows] + (pieces.period - self._lowest)
        self._add(key, {name: values[rows] for name, values in columns.items()}, pieces.share)

    def _days(self, batch: Batch) -> tuple[Any, Any]:
        """First and last day of each finding, in days since the first that any can lie on."""
        start, end = (batch.columns[name] for name in ("start", "end"))
        if start.min() < self.first or end.max() > self.last or (end < start).any():
            raise FindingsFileError(
                f"{batch.part.file}, row group {batch.part.number + 1}: a finding ends before it starts, or lies on "
                "other days than the file says of itself. Write the file anew."
            )
        return start - np.int32(self.first), end - np.int32(self.first)

    def _touch(self, start: Any, end: Any, place: Ints) -> None:
        if self.asked.period != "whole" or (self.asked.first is not None and self.asked.last is not None):
            return
        counts = (place < OUTSIDE) & ~_outside(start + self.first, end + self.first, self.asked)
        if counts.any():
            self._touch_days(int(start[counts].min()) + self.first, int(end[counts].max()) + self.first)

    def _touch_days(self, first: int, last: int) -> None:
        before = self.touched or (first, last)
        self.touched = (min(before[0], first), max(before[1], last))

    def _add(self, key: Ints, columns: Mapping[str, Any], share: Any) -> None:
        if self._make_room() is not None:
            # The last slot is for what counts nowhere.
            self._totals.add(np.minimum(key, self._totals.size - 1, out=key), columns, share)  # type: ignore[union-attr]
            return
        inside = np.flatnonzero(key < OUTSIDE)
        present, slot = np.unique(key[inside], return_inverse=True)
        totals = Totals(len(present))
        if len(present):
            rows = {name: values[inside] for name, values in columns.items()}
            totals.add(slot, rows, None if share is None else share[inside])
        self._keep(present, totals)

    def _make_room(self) -> Totals | None:
        """The totals of all cells that are possible now; None where these are too many to be held."""
        if self._totals is None:
            return None
        cells = -(-max(1, len(self.lookups.kinds)) // _KINDS) * _KINDS * self._block
        if cells > self._room:
            keys, slots, totals = self._used()
            self._many, self._totals = [(keys, totals.keep(slots))], None
        elif cells >= self._totals.size:
            self._totals = self._totals.resized(self._totals.size - 1, cells + 1)
        return self._totals

    def _used(self) -> tuple[Ints, Ints, Totals]:
        """The keys that something was added up in, in order; the slots of their totals, and these."""
        if self._totals is None:
            self._merge()
            keys, totals = self._many[0]
            return keys, np.arange(len(keys)), totals
        used = self._totals.used()
        used = used[used < self._totals.size - 1]
        return used, used, self._totals

    def _keep(self, keys: Ints, totals: Totals) -> None:
        """Keep totals of some cells; those that wait are added to the others when they are as many."""
        self._many.append((keys, totals))
        waiting = sum(len(each) for each, _ in self._many[1:])
        if waiting > max(len(self._many[0][0]), self._room // 4):
            self._merge()

    def _merge(self) -> None:
        keys = np.unique(np.concatenate([each for each, _ in self._many]))
        totals = Totals(len(keys))
        for each, other in self._many:
            totals.add_totals(np.searchsorted(keys, each), other)
        self._many = [(keys, totals)]

    # ------------------------------------------------------------------------------------------- from one to another

    def plain(self) -> dict[str, Any]:
        """What was added up as plain data, for `add_plain` of a sheet of the same layout. It ends the sheet."""
        keys, slots, totals = self._used()
        kind, rest = np.divmod(keys, self._block)
        arrays = {
            "kind": kind,
            "unit": rest // self._span,
            "period": rest % self._span + self._lowest,
            **totals.keep(slots).plain(),
        }
        return {
            "kinds": [list(each) for each in self.lookups.kinds],
            "units": self.lookups.units,
            "measures": sorted(self.lookups.measures),
            "touched": self.touched and list(self.touched),
            "arrays": arrays,
        }

    def add_plain(self, told: Mapping[str, Any]) -> None:
        """Add up what `plain` told; as exact as adding the findings themselves."""
        arrays = dict(told["arrays"])
        kinds = [self.lookups.kinds.setdefault((m, b), len(self.lookups.kinds)) for m, b in told["kinds"]]
        units = [self.lookups.units.index(name) for name in told["units"]]
        where = {name: arrays.pop(name) for name in ("kind", "unit", "period")}
        key = np.array(kinds or [0], dtype=np.int64)[where["kind"]] * self._block
        key += np.array(units or [0], dtype=np.int64)[where["unit"]] * self._span + (where["period"] - self._lowest)
        self.lookups.measures.update(told["measures"])
        if told["touched"]:
            self._touch_days(*told["touched"])
        other = Totals.of_plain(len(key), arrays)
        totals = self._make_room()
        if totals is not None:
            totals.add_totals(key, other)
        else:
            self._keep(key, other)

    # --------------------------------------------------------------------------------------------- what was added up

    def sums(self) -> Sums:
        """What was added up, in the order of a tally's rows. It ends the sheet, so that its memory is free."""
        keys, slots, totals = self._used()
        names = [sorted({each[at] for each in self.lookups.kinds}) for at in (0, 1)]
        pairs, bases = max(1, len(names[0]) * len(names[1])), max(1, len(names[1]))
        # The number of a cell in the order of rows: by unit, period, measure and base.
        at = [names[0].index(measure) * bases + names[1].index(base) for measure, base in self.lookups.kinds]
        number = keys % self._block * pairs + np.array(at or [0], dtype=np.int64)[keys // self._block]
        order = np.argsort(number)
        number = number[order]
        totals.keep(slots[order])
        self._totals, self._many = None, []
        del keys, slots, order
        first, last = self.touched or (0, 0)
        named = [named_by(names[0], number % pairs // bases), named_by(names[1], number % bases)]
        number //= pairs
        return Sums(
            unit_names=self.lookups.units,
            unit=number // self._span,
            number=number % self._span + self._lowest,
            first=first if self.asked.first is None else self.asked.first,
            last=last if self.asked.last is None else self.asked.last,
            columns={"measure": named[0], "base": named[1], **totals.columns()},
        )


def _outside(start: Any, end: Any, asked: Layout) -> npt.NDArray[np.bool_]:
    """Which spans of days lie wholly outside of those asked for."""
    outside = np.zeros(len(start), dtype=np.bool_)
    if asked.first is not None:
        outside |= end < asked.first
    if asked.last is not None:
        outside |= start > asked.last
    return outside
