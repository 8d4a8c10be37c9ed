"""Classes of a map: spans of whole numbers, none of which holds zero, that follow the gaps in the data."""

from __future__ import annotations

import math
import warnings
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tollbook.charts.words import Words

#: Shades that the eye keeps apart in grey print.
MOST = 5


@dataclass(frozen=True)
class Classes:
    """Classes of whole numbers.

    Attributes
    ----------
    first, last : tuple of int
        Least and greatest number of each class, ascending. They are at least 1: zero is a sign of its own. Only the
        first class may be (0, 0), which stands for more than nothing and fewer than one: a share of a longer incident.
    """

    first: tuple[int, ...]
    last: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.last)

    def of(self, value: float) -> int:
        """Position of the class that a value falls in once it is rounded as it is shown, halves upwards."""
        return min(bisect_left(self.last, whole(value)), len(self) - 1)

    def labels(self, words: Words) -> list[str]:
        """How a legend names each class: "1–4", "7", "fewer than 1"."""
        named = []
        for first, last in zip(self.first, self.last, strict=True):
            if last == 0:
                named.append(words.say("fewer than 1"))
            elif first == last:
                named.append(words.number(first))
            else:
                named.append(words.say("{first}–{last}", first=words.number(first), last=words.number(last)))
        return named


def whole(value: float) -> int:
    """A value as a legend can name it: to the nearest whole number, halves upwards."""
    return math.floor(value + 0.5)


def classes(values: Iterable[float], most: int = MOST) -> Classes:
    """Classes for values above zero.

    Where no more than `most` numbers differ, each is a class of its own. Else the classes are natural breaks
    (Fisher-Jenks, through mapclassify) of the logarithms of the numbers that differ: tolls are many small numbers and
    a few great ones, and breaks of the numbers themselves would put nearly all townships in one class. A class then
    begins at the roundest number that moves no township to another class, and one that holds a single number is that
    number.

    Parameters
    ----------
    values : iterable of float
        Above zero; their order means nothing.
    most : int
        How many classes there may be.

    Returns
    -------
    Classes

    Raises
    ------
    ValueError
        A value is not above zero: zero and what is not known have signs of their own.
    """
    numbers = list(values)
    if any(not value > 0 for value in numbers):
        raise ValueError("Classes are of numbers above zero; zero and what is not known have signs of their own.")
    return _classes(tuple(sorted({whole(value) for value in numbers})), most)


@lru_cache(maxsize=64)
def _classes(distinct: tuple[int, ...], most: int) -> Classes:
    if len(distinct) <= most:
        return Classes(distinct, distinct)
    # A share of an incident is no number of one: it can't have a logarithm, and shares no class with whole ones.
    below, counted = [n for n in distinct if n == 0], [n for n in distinct if n > 0]
    tops = _breaks(counted, most - len(below))
    starts = [1, *(_roundest(top + 1, _next(counted, top)) for top in tops[:-1])]
    ends = [*(start - 1 for start in starts[1:]), tops[-1]]
    for at, (first, last) in enumerate(zip(starts, ends, strict=True)):
        held = [n for n in counted if first <= n <= last]
        if len(held) == 1:
            # "20–169" of one township with 169 would seem to be less.
            starts[at] = ends[at] = held[0]
    return Classes((*below, *starts), (*below, *ends))


def _breaks(counted: list[int], most: int) -> list[int]:
    """The greatest number of each class."""
    import numpy as np

    # Taken in late: mapclassify brings scipy and more with it, and most maps of a month need no breaks.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that numba would be quicker
        from mapclassify import FisherJenks

        found = FisherJenks(np.log(np.array(counted, dtype=np.float64)), k=most)
    return sorted({counted[int(np.searchsorted(np.log(counted), edge - 1e-9))] for edge in found.bins})


def _next(counted: list[int], top: int) -> int:
    """The next number above, or twice the number where that lies far off: an empty span says little in a class."""
    return min(counted[bisect_left(counted, top + 1)], max(2 * top, top + 1))


def _roundest(least: int, greatest: int) -> int:
    """The number of a span that ends in the most zeros, else in a five, the smallest of equals."""
    power: int = 10 ** len(str(greatest))
    while power > 1:
        for step in (power, power // 2):
            first = -(-least // step) * step
            if first <= greatest:
                return first
        power //= 10
    return least
