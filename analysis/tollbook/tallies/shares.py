"""What share of a total that others published a tally of the same place, days and unit reaches.

The one is no part of the other: each counts its own happenings in its own way. A share says how much of what others
count a sample holds. A small one tells that the sample is incomplete, and never that the others are wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.amounts import Amount


@dataclass(frozen=True)
class Share:
    """What of another's total a tally reaches, as fractions of one.

    Attributes
    ----------
    low, high : float or None
        The least and the most that the bounds of both allow; None where a bound is missing.
    best : float or None
        Of the two bests.
    """

    low: float | None
    best: float | None
    high: float | None

    @property
    def passes(self) -> bool:
        """Whether the tally holds more than the total whatever is true within the bounds: it is no share then."""
        return self.low is not None and self.low > 1.0


def share(own: Amount, theirs: Amount) -> Share | None:
    """What share of a total a tally reaches.

    Parameters
    ----------
    own : Amount
        The tally's.
    theirs : Amount
        Of the same place and days, counted in the same unit and on the same base: that is for the caller to know.

    Returns
    -------
    Share or None
        At least own low / their high, at most own high / their low, best own best / their best. None where neither
        bound can be had, as of "at least 50" beside "at least 400".

    Examples
    --------
    >>> share(Amount(50.0, 168.0, 174.0, False), Amount(687.0, 687.0, 687.0, False))
    Share(low=0.07278020378457059, best=0.24454148471615722, high=0.25327510917030566)
    """
    low = _over(own.low, None if theirs.open else theirs.high)
    high = _over(None if own.open else own.high, theirs.low)
    # A low of nothing bounds nothing: it is left out, and what is left reads "at most".
    low = low if low else None
    if low is None and high is None:
        return None
    return Share(low, _over(own.best, theirs.best), high)


def _over(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole
