"""The measures: what is counted, in which unit, and which measure is part of which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tollbook import shipped

__all__ = ["Measure", "UnknownMeasure", "all_measures", "get"]


def __dir__() -> list[str]:
    """Names for autocomplete."""
    return __all__


@dataclass(frozen=True, repr=False)
class Measure:
    """One measure of the reference table ``data/reference/measures.csv``.

    Attributes
    ----------
    name : str
        The code used in the ``measure`` column of claims.
    label, short_label : str
        Names for people, long and for table heads.
    unit : str
        What one of it is: people, strikes, houses, villages.
    kind : str
        ``flow`` (adds up over time) or ``stock`` (a level at a date, which never does).
    part_of : str
        The measure that this one is part of, or an empty string.
    part_name : str
        What such a part is called beside its whole, such as children; empty where the measure is part of none.
    counts : str
        ``deaths``, ``people``, ``events`` or ``objects``.
    public_level : str
        The finest level of place for which a public output may show it: township or state.
    public_period : str
        The shortest period for which it may be shown at that level: month or quarter.
    delay_days : int
        Days from the end of what a figure is about to the day of issue, before which it is not public.
    smallest : int
        A figure below this is a small cell: it is not shown for places below a state; 0: none is.
    smallest_class : int
        The same for a figure that is one class of several, such as those killed by one means.
    rounded_to : int
        Levels of townships are rounded to so many; 0: they are not.
    by_incident : bool
        Whether single findings may be public, and not only their sums.
    definition : str
        One sentence for the method note.
    """

    name: str
    label: str
    short_label: str
    unit: str
    kind: str
    part_of: str
    part_name: str
    counts: str
    public_level: str
    public_period: str
    delay_days: int
    smallest: int
    smallest_class: int
    rounded_to: int
    by_incident: bool
    definition: str

    def __repr__(self) -> str:
        return f"<Measure {self.name}: {self.label}, a {self.kind} of {self.unit}>"

    @property
    def running_label(self) -> str:
        """The label as a sentence has it, in English and so for the catalogues: "civilians killed"."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def is_stock(self) -> bool:
        """Whether this is a level at a date, which never adds up over time."""
        return self.kind == "stock"


@cache
def all_measures() -> dict[str, Measure]:
    """All measures by name, in the order of the reference table.

    Examples
    --------
    >>> [name for name, each in tb.measures.all_measures().items() if each.is_stock]
    ['displaced_total']
    """
    import csv

    with open(shipped.reference("measures.csv"), encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {row["measure"]: _measure(row) for row in rows}


def _measure(row: dict[str, str]) -> Measure:
    counts = {name: int(row.pop(name) or 0) for name in ("delay_days", "smallest", "smallest_class", "rounded_to")}
    return Measure(name=row.pop("measure"), by_incident=row.pop("by_incident") == "yes", **counts, **row)  # type: ignore[arg-type]


def get(name: str) -> Measure:
    """The measure of that name.

    Parameters
    ----------
    name : str
        Its code, as claims have it in the column ``measure``.

    Raises
    ------
    UnknownMeasure
        There is none; the message names the nearest.

    Examples
    --------
    >>> tb.measures.get("displaced_new")
    <Measure displaced_new: People newly displaced, a flow of people>
    """
    try:
        return all_measures()[name]
    except KeyError:
        raise UnknownMeasure(name) from None


class UnknownMeasure(ValueError):
    """A name that is not in the table of measures."""

    def __init__(self, name: str) -> None:
        import difflib

        near = difflib.get_close_matches(name, all_measures(), n=1, cutoff=0.0)
        super().__init__(
            f"There is no measure {name!r}. The nearest is {near[0]!r}; all of them: {', '.join(all_measures())}."
        )
