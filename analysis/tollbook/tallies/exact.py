"""Sums that are the same to the last bit, whatever the order in which numbers come and however they were parted.

Adding binary fractions rounds at every step, so that the order of rows could move the last digits of a sum. Here each
number is taken apart into a whole number, a multiple of 2^-26 and a multiple of 2^-52 (what is finer is rounded away, a
tenth of a millionth of a billionth of a person). Each of the three adds up without rounding; only the result is
rounded, once they are put together. It holds for whole numbers up to 2^53, nine million billion, and for 2^28, 268
million, fractions in one slot.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_COARSE, _FINE = 2.0**26, 2.0**52


class ExactSums:
    """Sums in a number of slots, all of them 0 at first.

    Parameters
    ----------
    size : int
        Number of slots.
    """

    def __init__(self, size: int) -> None:
        # Most numbers are whole: what fractions need is made with the first of them.
        self._kept: list[Floats] = [np.zeros(size)]

    def __len__(self) -> int:
        return len(self._kept[0])

    def add(self, slot: Ints, values: Floats) -> None:
        """Add numbers up, each in its slot.

        Parameters
        ----------
        slot : array of int64, shape (n,)
        values : array of float64, shape (n,)
            No NaN.
        """
        whole = np.rint(values)
        np.add.at(self._kept[0], slot, whole)
        broken = whole != values
        if broken.any():
            at = np.flatnonzero(broken)
            self._add_fractions(slot[at], values[at] - whole[at])

    def _add_fractions(self, slot: Ints, values: Floats) -> None:
        coarse = np.rint(values * _COARSE) / _COARSE
        fine = np.rint((values - coarse) * _FINE) / _FINE
        for kept, each in zip(self._with_fractions()[1:], (coarse, fine), strict=True):
            np.add.at(kept, slot, each)

    def _with_fractions(self) -> list[Floats]:
        while len(self._kept) < 3:
            self._kept.append(np.zeros(len(self)))
        return self._kept

    def add_sums(self, slot: Ints, other: ExactSums) -> None:
        """Add other sums up, each in a slot of these; as exact as adding the numbers themselves."""
        kept = self._kept if len(other._kept) == 1 else self._with_fractions()
        for own, each in zip(kept, other._kept, strict=False):
            np.add.at(own, slot, each)

    def keep(self, slots: Ints) -> None:
        """Keep some slots alone, in this order."""
        for at, each in enumerate(self._kept):
            self._kept[at] = each[slots]

    def resized(self, kept: int, size: int) -> ExactSums:
        """The sums of the first slots, and 0 in further ones."""
        return self.of_plain([resized(each, kept, size) for each in self._kept])

    def values(self, less: ExactSums | None = None, more: ExactSums | None = None) -> Floats:
        """The sums as numbers, shape (size,); less some others, and with others added, before anything is rounded."""
        if len(self._kept) == 1 and less is None and more is None:
            return self._kept[0]
        whole, coarse, fine = self._parts()
        if less is not None:
            whole, coarse, fine = (own - each for own, each in zip((whole, coarse, fine), less._parts(), strict=True))
        if more is not None:
            whole, coarse, fine = (own + each for own, each in zip((whole, coarse, fine), more._parts(), strict=True))
        return np.asarray(whole + (coarse + fine))

    def _parts(self) -> tuple[Any, Any, Any]:
        return (self._kept[0], 0.0, 0.0) if len(self._kept) == 1 else (*self._kept,)  # type: ignore[return-value]

    def plain(self) -> list[Floats]:
        """The sums as arrays, one or three, each of shape (size,), for `of_plain`."""
        return list(self._kept)

    @classmethod
    def of_plain(cls, arrays: list[Floats]) -> ExactSums:
        """The sums that `plain` gave."""
        made = cls(0)
        made._kept = arrays
        return made


def resized(values: npt.NDArray[Any], kept: int, size: int) -> npt.NDArray[Any]:
    """An array with the first numbers of another, and 0 in further places."""
    made = np.zeros(size, dtype=values.dtype)
    made[:kept] = values[:kept]
    return made
