"""Hidden figures that published ones give away: by sums and differences, over all outputs, levels and editions.

Two tests. The first asks which hidden figures are sums and differences of published ones, whatever their numbers are:
an older figure is a good guess of a newer one, so that all editions are taken together. The second also looks at the
numbers: two parts of a total of nought are nought. It takes the outputs of one day of knowledge only, since figures of
different days need not add up. Bests alone are looked at: they add up exactly, while the low of a year is at least the
sum of its months' (design, rule 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from tollbook import measures
from tollbook.release.elementary import Figure, System, merged, system
from tollbook.release.hiding import DoNotAddUp, Sums, exposed
from tollbook.release.published.cells import HELD, NOTHING, Cell, Knowledge, Output, is_fine
from tollbook.release.ways import Term, way

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

#: Rules of what must not be had in any edition; and in one day of knowledge, where time opens what is too fresh.
LASTING = ("small cell", "second cell", "level", "period", "not said")
OF_THE_DAY = ("small cell", "delay", "level", "period", "not said")
#: Rules that hold back every place of a level, and so say nothing of where something is recorded.
_WHOLESALE = ("delay", "level", "period")


@dataclass(frozen=True)
class Exposed:
    """A hidden figure that can be had.

    Attributes
    ----------
    figure : Figure
    terms : list of Term
        The published figures that add up to it; none where it is their numbers that leave one number only.
    """

    figure: Figure
    terms: list[Term]


@dataclass
class Subtraction:
    """What was found, and what could not be tested.

    Attributes
    ----------
    exposed : list of Exposed
    notes : list of str
        Sentences.
    """

    exposed: list[Exposed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def subtracted(outputs: Iterable[Output], progress: Callable[[str], None] | None = None) -> Subtraction:
    """Hidden figures that can be had from published ones.

    Parameters
    ----------
    outputs : iterable of Output
    progress : callable, optional
        Called with the name of each measure before it is tested.

    Returns
    -------
    Subtraction
        Levels of a stock are left out: each is a report of its own, and they are no sums of one another.
    """
    listed = list(outputs)
    result = Subtraction()
    for (measure, base), asked in sorted(_of_interest(listed).items()):
        if progress:
            progress(f"{measure} {base}".strip())
        _test(listed, measure, base, asked, result)
    return result


def _of_interest(outputs: list[Output]) -> dict[tuple[str, str], list[Figure]]:
    """Flows of which something is hidden, each with its figures."""
    stocks = {each.name for each in measures.all_measures().values() if each.is_stock}
    kinds = {
        (each.cell.measure, each.cell.base)
        for output in outputs
        for each in output.printed
        if each.state == HELD and each.cell.measure not in stocks
    }
    printed: dict[tuple[str, str], list[Figure]] = {kind: [] for kind in kinds}
    for figure in merged(each for output in outputs for each in output.printed):
        kind = (figure.cell.measure, figure.cell.base)
        if kind in printed:
            printed[kind].append(figure)
    return printed


def _test(outputs: list[Output], measure: str, base: str, figures: list[Figure], result: Subtraction) -> None:
    """Test one measure and base: whole figures, then each kind of class, over all editions and in each of them."""
    seen: set[Cell] = set()

    def add(found: Iterable[Exposed]) -> None:
        for each in found:
            if each.figure.cell not in seen:
                seen.add(each.figure.cell)
                result.exposed.append(each)

    silent = _silent(outputs, measure, base)
    tables = [
        table for output in outputs for table in output.tables if (table[0].measure, table[0].base) == (measure, base)
    ]
    every = {cell for cells in silent.values() for cell in cells}
    for made in _systems(figures, every, tables):
        add(_by_structure(made))
    for knowledge, cells in sorted(silent.items()):
        own = [figure for figure in (_of_day(figure, knowledge) for figure in figures) if figure is not None]
        if not any(figure.is_hidden and figure.held_by(OF_THE_DAY) for figure in own):
            continue
        mine = [table for table in tables if any(figure.cell == table[0] for figure in own)]
        for made in _systems(own, cells, mine):
            try:
                add(_by_values(made))
            except DoNotAddUp:
                result.notes.append(
                    f"The figures of {measure} that were made on {knowledge.issued or 'a day that is not said'} do not "
                    "add up, so their numbers were not tested, only which of them are sums of which."
                )


def _of_day(figure: Figure, knowledge: Knowledge) -> Figure | None:
    shown = [each for each in figure.shown if each.knowledge == knowledge]
    held = [each for each in figure.held if each.knowledge == knowledge]
    return Figure(figure.cell, shown, held) if shown or held else None


def _silent(outputs: list[Output], measure: str, base: str) -> dict[Knowledge, set[Cell]]:
    """Where outputs say or imply that nothing is recorded, by what they were made from."""
    closed: dict[Knowledge, list[tuple[Cell, str]]] = {}
    found: dict[Knowledge, set[Cell]] = {}
    for output in outputs:
        found.setdefault(output.knowledge, set()).update(
            cell for cell in output.silent if (cell.measure, cell.base) == (measure, base)
        )
        for each in output.printed:
            if each.cell.measure != measure:
                continue
            cells = found.setdefault(each.knowledge, set())
            if each.state == NOTHING and each.cell.base == base and not each.cell.name:
                cells.add(each.cell)
            elif each.state == HELD and each.rule in _WHOLESALE:
                closed.setdefault(each.knowledge, []).append((each.cell, each.rule))
    return {
        knowledge: {cell for cell in cells if not _is_closed(cell, _limits(closed.get(knowledge, [])))}
        for knowledge, cells in found.items()
    }


def _limits(held: list[tuple[Cell, str]]) -> dict[tuple[bool, str], str]:
    """For fine places and for others, and by rule: the first last day that is held, or the longest days."""
    limits: dict[tuple[bool, str], str] = {}
    for cell, rule in held:
        key = (is_fine(cell.area), rule)
        value = cell.last if rule == "delay" else _length(cell)
        chosen = min if rule == "delay" else max
        limits[key] = chosen(limits.get(key, value), value)
    return limits


def _length(cell: Cell) -> str:
    """How long the days of a cell are, in months, as a text that sorts."""
    months = (int(cell.last[:4]) - int(cell.first[:4])) * 12 + int(cell.last[5:7]) - int(cell.first[5:7])
    return f"{months:06d}"


def _is_closed(cell: Cell, limits: dict[tuple[bool, str], str]) -> bool:
    """Whether a row of a cell would be left out whatever is recorded, so that its silence says nothing."""
    fine = is_fine(cell.area)
    if (fine, "level") in limits:
        return True
    if (fine, "delay") in limits and cell.last >= limits[fine, "delay"]:
        return True
    return (fine, "period") in limits and _length(cell) <= limits[fine, "period"]


def _systems(
    figures: list[Figure], silent: set[Cell], tables: list[tuple[Cell, str, tuple[str, ...]]]
) -> Iterator[System]:
    """The figures as sums: whole, and with the classes of each kind by which something is taken apart."""
    whole = [figure for figure in figures if not figure.cell.name]
    yield system(whole, silent)
    known = {figure.cell: figure for figure in whole}
    for of in sorted({table[1] for table in tables}):
        classes = [figure for figure in figures if figure.cell.of == of]
        if not any(figure.is_hidden for figure in [*classes, *whole]) or not classes:
            continue
        totals = [
            Figure(cell, known[cell].shown, known[cell].held, names)
            for cell, by, names in dict.fromkeys(tables)
            if by == of and cell in known
        ]
        yield system([*whole, *totals, *classes], silent, sorted({figure.cell.name for figure in classes}))


def _by_structure(made: System) -> Iterator[Exposed]:
    """Hidden figures that are sums and differences of published ones, whatever their numbers are."""
    made = _connected(made, LASTING)
    if not made.figures:
        return
    # Large numbers that are no whole ones: nothing is near to nought, and nothing fits by chance.
    unknown = 60.0 + 40.0 * np.modf(np.arange(made.matrix.shape[1]) * 0.6180339887)[0]
    hidden = _hidden(made)
    values = np.asarray(made.matrix @ unknown)
    yield from _told(made, _exposed(made, values, hidden, np.zeros(len(hidden), dtype=np.int64)), LASTING)


def _by_values(made: System) -> Iterator[Exposed]:
    """Hidden figures that the numbers of published ones leave one value for.

    Raises
    ------
    DoNotAddUp
        No numbers fit those that are published.
    """
    made = _connected(made, OF_THE_DAY)
    if not made.figures:
        return
    hidden = _hidden(made)
    values = np.full(len(hidden), np.nan)
    below = np.zeros(len(hidden), dtype=np.int64)
    for at, figure in enumerate(made.figures):
        bests = [each.best for each in figure.shown if each.best is not None]
        if bests and max(bests) - min(bests) > 1e-6:
            raise DoNotAddUp("a figure is printed with two numbers")
        if bests:
            values[at] = bests[0]
        if hidden[at]:
            below[at] = min((each.below for each in figure.held if each.below > 1), default=0)
    yield from _told(made, _exposed(made, values, hidden, below), OF_THE_DAY)


def _hidden(made: System) -> Bools:
    return np.array([figure.is_hidden for figure in made.figures], dtype=np.bool_)


def _exposed(made: System, values: Floats, hidden: Bools, below: npt.NDArray[np.int64]) -> Bools:
    names = np.array([f"{at:07d}" for at in range(len(hidden))])
    return exposed(Sums(made.matrix, values[:, None], hidden, below, np.ones(len(hidden)), names))


def _told(made: System, found: Bools, rules: tuple[str, ...]) -> Iterator[Exposed]:
    """The figures that are exposed and asked for, each with its way."""
    published = np.flatnonzero(~_hidden(made))
    for at in np.flatnonzero(found):
        figure = made.figures[at]
        if figure.held_by(rules) and not figure.names:
            yield Exposed(figure, way(made, published, int(at)))


def _connected(made: System, rules: tuple[str, ...]) -> System:
    """Only what hangs together with a hidden figure that is asked for."""
    asked = [at for at, figure in enumerate(made.figures) if figure.is_hidden and figure.held_by(rules)]
    if not asked:
        return System([], made.matrix[:0])
    both = sparse.block_array([[None, made.matrix], [made.matrix.T, None]])
    labels = connected_components(both, directed=False)[1]
    rows, columns = labels[: len(made.figures)], labels[len(made.figures) :]
    wanted = np.unique(rows[asked])
    kept = np.flatnonzero(np.isin(rows, wanted))
    return System([made.figures[at] for at in kept], made.matrix[kept][:, np.isin(columns, wanted)])
