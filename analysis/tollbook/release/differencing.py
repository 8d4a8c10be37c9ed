"""Whether figures that public outputs hold back can be had from the others: over all formats, levels and editions.

Each output guards itself (`release.second_cells`). What is published beside it, and what was published before, it does
not know: that is looked at here, when outputs are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from tollbook.release.clearance import FINE
from tollbook.release.elementary import Figure, merged
from tollbook.release.policy import Policy
from tollbook.release.policy import read as read_policy
from tollbook.release.published.cells import (
    Cell,
    Knowledge,
    Output,
    Printed,
    files_in_words,
    in_words,
    is_fine,
)
from tollbook.release.published.reading import read
from tollbook.release.single_findings import ExposedSingle, from_findings, listed_otherwise
from tollbook.release.subtraction import Exposed, subtracted
from tollbook.release.ways import Term
from tollbook.release.ways import in_words as way_in_words

#: Kinds of what is found, each with what to do.
REMEDIES = {
    "same cell": "Hold it back in all outputs, or in none: make the one that prints it again.",
    "subtraction": "Hold one more of these figures back, in every output that prints it, or leave one of the outputs "
    "unpublished. Where what is said of it gives it away, say only that it is held back.",
    "edition": "Leave the older figure standing until more is known, or hold the newer one back.",
    "internal": "Take it out: it prints what public outputs hold back.",
}


@dataclass(frozen=True)
class Difference:
    """A hidden figure that can be had.

    Attributes
    ----------
    kind : str
        Of `REMEDIES`.
    file, at : str
        The file that holds it back, or that gives it away, and the place in it.
    cell : Cell or None
        None where it is a whole output.
    how : str
        A sentence.
    of : list of Printed
        The published figures that give it.
    """

    kind: str
    file: str
    at: str
    cell: Cell | None
    how: str
    of: list[Printed] = field(default_factory=list)

    @property
    def what(self) -> str:
        """The figure in words."""
        return "the whole output" if self.cell is None else in_words(self.cell)

    @property
    def remedy(self) -> str:
        """What to do."""
        return REMEDIES[self.kind]


@dataclass
class Differences:
    """What was found.

    Attributes
    ----------
    found : list of Difference
    files : list of str
        That were read.
    outputs, hidden : int
        How many outputs they are, and how many different figures are held back in them.
    notes : list of str
        What could not be tested: sentences.
    """

    found: list[Difference] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    outputs: int = 0
    hidden: int = 0
    notes: list[str] = field(default_factory=list)


def differences(
    paths: Iterable[Path], policy: Policy | None = None, progress: Callable[[str], None] | None = None
) -> Differences:
    """Read outputs, and list the hidden figures that can be had from them.

    Parameters
    ----------
    paths : iterable of Path
        Files, and folders with all that is in them.
    policy : Policy, optional
        The rules of release, for what a small difference is; by default those of the nearest ``tollbook.toml``.
    progress : callable, optional
        Called with what is looked at.

    Returns
    -------
    Differences

    Raises
    ------
    NotRead
        A path is not there, or a file is broken.
    SettingsError
        The rules of release can't be read.
    """
    policy = policy or read_policy()
    published = read(paths, progress)
    internal = [output for output in published.outputs if output.release == "internal"]
    outputs = [output for output in published.outputs if output.release != "internal"]
    figures = merged(each for output in outputs for each in output.printed)
    lines = subtracted(outputs, progress)
    found = [
        *(_internal(output) for output in internal),
        *_printed_elsewhere(figures),
        *_listed(outputs),
        *(_by_subtraction(each) for each in lines.exposed),
        *_by_findings(outputs, figures, {each.figure.cell for each in lines.exposed}),
        *_late(figures, policy),
    ]
    hidden = sum(bool(figure.held) for figure in figures)
    if not published.told:
        lines.notes.append("No file in these paths holds figures: give the outputs with their data.")
    return Differences(found, published.files, len(published.outputs), hidden, lines.notes)


def _internal(output: Output) -> Difference:
    return Difference("internal", output.file, "brief, release", None, "It is an internal output.")


def _printed_elsewhere(figures: Iterable[Figure]) -> Iterator[Difference]:
    """Figures that one output holds back and another prints."""
    told: set[tuple[str, str]] = set()
    for figure in figures:
        for held in figure.held:
            shown = [each for each in figure.shown if not _has_become_old_enough(held, each)]
            if shown and (held.file, held.at) not in told:
                told.add((held.file, held.at))
                where = files_in_words(f"{each.file} ({_as_of(each.knowledge)})" for each in shown)
                how = f"It is held back here ({held.rule}), {_as_of(held.knowledge)}, and printed in {where}."
                yield Difference("same cell", held.file, held.at, figure.cell, how, shown)
                break


def _has_become_old_enough(held: Printed, shown: Printed) -> bool:
    """Whether a figure that was too fresh is printed later, which is what the delay is for."""
    return held.rule == "delay" and "" < held.knowledge.issued < shown.knowledge.issued


def _as_of(knowledge: Knowledge) -> str:
    return f"as of {knowledge.cut_off}" if knowledge.cut_off else "as of a day that it does not say"


def _listed(outputs: list[Output]) -> Iterator[Difference]:
    """Findings that one output holds back and another prints."""
    for held, shown in listed_otherwise(outputs):
        cell = Cell(held.area, held.first, held.last, held.measure, held.base, "incident", str(held.incident))
        how = f"The finding is held back here ({held.rule}), and {shown.file} ({shown.at}) prints it."
        yield Difference("same cell", held.file, held.at, cell, how)


def _by_subtraction(each: Exposed) -> Difference:
    held = each.figure.held[0]
    return Difference(
        "subtraction", held.file, held.at, each.figure.cell, _how(each.figure.cell, each.terms), _shown(each.terms)
    )


def _by_findings(outputs: list[Output], figures: list[Figure], known: set[Cell]) -> Iterator[Difference]:
    told: set[Cell] = set(known)
    for output in outputs:
        for each in from_findings(output, figures, known):
            if each.figure.cell not in told:
                told |= {each.figure.cell} if each.single is None else set()
                yield _of_finding(each)


def _of_finding(each: ExposedSingle) -> Difference:
    held = each.figure.held[0]
    how = _how(each.figure.cell, each.terms)
    return Difference("subtraction", held.file, held.at, each.figure.cell, how, _shown(each.terms))


def _how(cell: Cell, terms: list[Term]) -> str:
    if not terms:
        return "No other number fits what is printed around it and what is said of figures that are held back."
    return f"It is {way_in_words(cell, terms)}."


def _shown(terms: list[Term]) -> list[Printed]:
    return [term.said for term in terms]


def _late(figures: Iterable[Figure], policy: Policy) -> Iterator[Difference]:
    """Figures that two editions print, and that differ by a group so small that a figure of it would be held back."""
    told: set[tuple[str, ...]] = set()
    for figure in figures:
        least = _smallest(figure.cell, policy)
        # Each number of each day of knowledge once: the forms of an output all say the same.
        numbers = {(each.knowledge, each.best): each for each in reversed(figure.shown)} if least else {}
        ordered = [numbers[key] for key in sorted(numbers, key=lambda key: (key[0], key[1] or 0.0))]
        pair = next((pair for pair in combinations(ordered, 2) if _is_small_step(*pair, least)), None)
        if pair is None:
            continue
        older, newer = pair
        mark = (older.file, older.at, newer.file, newer.at)
        if mark not in told:
            # A level that is carried to the end of a period is one of its own day too.
            told.add(mark)
            how = (
                f"{older.file} ({_as_of(older.knowledge)}) and {newer.file} ({_as_of(newer.knowledge)}) differ by "
                f"fewer than {least}: what came to be known in between is a group too small to show."
            )
            yield Difference("edition", newer.file, newer.at, figure.cell, how, [older, newer])


def _is_small_step(older: Printed, newer: Printed, least: int) -> bool:
    """Whether a figure rose by so little. Where the days of two are the same, or not known, either may be the older."""
    rules = {older.knowledge.rule, newer.knowledge.rule} - {""}
    if older.best is None or newer.best is None or len(rules) > 1:
        return False
    ordered = older.knowledge.cut_off and older.knowledge != newer.knowledge
    more = newer.best - older.best
    return 1e-6 < (more if ordered else abs(more)) < least - 1e-6


def _smallest(cell: Cell, policy: Policy) -> int:
    """Below what a figure of a cell is a small one; 0: nothing is."""
    rule = policy.rules.get(cell.measure)
    if rule is None or not (is_fine(cell.area) or rule.public_level not in FINE):
        return 0
    return rule.smallest_class if cell.name else rule.smallest
