"""Single findings beside the figures that add them up: which hidden ones can be had.

A finding lies in its place and months. Outputs list those behind their own figures; where a figure counts more
incidents than are listed, it is left out, for what it adds beside them is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from tollbook.release.elementary import Figure, System
from tollbook.release.hiding import Sums, exposed
from tollbook.release.published.cells import Cell, Output, Printed, Single, parts
from tollbook.release.subtraction import LASTING
from tollbook.release.ways import Term, way


@dataclass(frozen=True)
class ExposedSingle:
    """A hidden finding, or a hidden figure, that the findings of an output give away.

    Attributes
    ----------
    single : Single or None
        The finding; None where it is a figure.
    figure : Figure
        The figure; of a finding, its row as one.
    terms : list of Term
    """

    single: Single | None
    figure: Figure
    terms: list[Term]


def from_findings(output: Output, figures: list[Figure], known: set[Cell]) -> Iterator[ExposedSingle]:
    """What the findings that an output lists give away, together with the figures of all outputs.

    Parameters
    ----------
    output : Output
    figures : list of Figure
        Whole figures of all outputs.
    known : set of Cell
        Hidden ones that can be had otherwise.
    """
    kinds = sorted({(each.measure, each.base) for each in output.singles})
    for measure, base in kinds:
        singles = [each for each in output.singles if (each.measure, each.base) == (measure, base)]
        own = [each for each in figures if (each.cell.measure, each.cell.base) == (measure, base)]
        own = [each for each in own if not each.cell.name and _inside(each.cell, output)]
        if any(each.rule for each in singles) or any(each.is_hidden and each.cell not in known for each in own):
            yield from _tested(singles, own, known, output)


def _inside(cell: Cell, output: Output) -> bool:
    """Whether all findings of a cell would be listed by an output, if they may be."""
    if output.area is None or cell.first < output.first or cell.last > output.last:
        return False
    return parts(cell.area) <= parts(output.area)


def _tested(singles: list[Single], figures: list[Figure], known: set[Cell], output: Output) -> Iterator[ExposedSingle]:
    rows = [_row(each, output) for each in singles]
    shares = [sparse.identity(len(singles), format="csr")]
    for figure in figures:
        share = np.array([_share(each, figure.cell) for each in singles])
        if share.any() and _is_whole(figure, share):
            rows.append(figure)
            shares.append(sparse.csr_array(share[None, :]))
    made = System(rows, sparse.csr_array(sparse.vstack(shares)))
    hidden = np.array([each.is_hidden and each.cell not in known for each in rows], dtype=np.bool_)
    if not hidden.any():
        return
    unknown = 60.0 + 40.0 * np.modf(np.arange(len(singles)) * 0.6180339887)[0]
    names = np.array([f"{at:07d}" for at in range(len(rows))])
    values = np.asarray(made.matrix @ unknown)[:, None]
    sums = Sums(made.matrix, values, hidden, np.zeros(len(rows), dtype=np.int64), np.ones(len(rows)), names)
    for at in np.flatnonzero(exposed(sums)):
        if rows[at].held_by(LASTING):
            terms = way(made, np.flatnonzero(~hidden), int(at))
            yield ExposedSingle(singles[at] if at < len(singles) else None, rows[at], terms)


def _row(each: Single, output: Output) -> Figure:
    """A finding as a figure of its place and days."""
    cell = Cell(each.area, each.first, each.last, each.measure, each.base, "incident", str(each.incident))
    state = "held" if each.rule else "shown"
    told = Printed(
        cell, state, each.best, None, None, each.rule, each.below, 1, each.file, each.at, output.knowledge
    )  # fmt: skip
    return Figure(cell, [] if each.rule else [told], [told] if each.rule else [])


def _share(each: Single, cell: Cell) -> float:
    """How much of a finding's best a figure counts: the share of its days, as far as these are public."""
    if not parts(each.area) <= parts(cell.area):
        return 0.0
    first, last, start, end = (date.fromisoformat(day) for day in (cell.first, cell.last, each.first, each.last))
    inside = (min(end, last) - max(start, first)).days + 1
    return max(inside, 0) / ((end - start).days + 1)


def _is_whole(figure: Figure, share: np.ndarray) -> bool:
    """Whether a figure adds up nothing but findings that are listed, as far as it says how many it adds up."""
    counts = [each.incidents for each in figure.shown if each.incidents is not None]
    return not counts or min(counts) <= int((share > 0).sum())


def listed_otherwise(outputs: Iterable[Output]) -> Iterator[tuple[Single, Single]]:
    """Findings that one output holds back and another prints, as far as their number tells.

    A finding bears no name that outputs share. Of the same place, months, measure and base, an output that prints more
    of them than another prints what that holds back: always where both were made from the same, and else where they
    list as many.
    """
    listed: dict[tuple[object, ...], list[tuple[Output, list[Single]]]] = {}
    for output in outputs:
        own: dict[tuple[object, ...], list[Single]] = {}
        for each in output.singles:
            own.setdefault((each.area, each.first[:7], each.last[:7], each.measure, each.base), []).append(each)
        for key, singles in own.items():
            listed.setdefault(key, []).append((output, singles))
    for places in listed.values():
        for output, singles in places:
            held = [each for each in singles if each.rule]
            for other, others in places if held else []:
                shown = [each for each in others if not each.rule]
                same = other.knowledge == output.knowledge or len(others) == len(singles)
                if same and len(shown) > len(singles) - len(held):
                    yield held[0], shown[-1]
                    break
