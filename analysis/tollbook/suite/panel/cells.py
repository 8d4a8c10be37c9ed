"""The cells of a notebook that a panel runs: those between its parameters and its last, and the last, which saves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

#: Tag of the cell that shows the panel itself, which a panel does not run.
TAG = "panel"
PARAMETERS = "parameters"


@dataclass(frozen=True)
class Step:
    """A code cell of a notebook with what stands above it.

    Attributes
    ----------
    heading : str
        The heading that it stands under.
    text : str
        The text between the heading and the cell, as Markdown.
    source : str
        Its code.
    """

    heading: str
    text: str
    source: str


@dataclass(frozen=True)
class Steps:
    """The cells of a notebook that a panel runs.

    Attributes
    ----------
    analysis : tuple of Step
        All between the cell of parameters and the one that saves.
    saving : Step
        The last one.
    """

    analysis: tuple[Step, ...]
    saving: Step


def steps(notebook: Path) -> Steps:
    """Read the cells of a notebook.

    Parameters
    ----------
    notebook : Path
        With a cell tagged ``parameters``; one tagged ``panel`` is left out.

    Raises
    ------
    ValueError
        It has no cell of parameters, or none after it.
    """
    found: list[Step] = []
    above: list[str] = []
    has_begun = False
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source, tags = "".join(cell["source"]), cell["metadata"].get("tags", [])
        if cell["cell_type"] == "markdown":
            above.append(source)
        elif cell["cell_type"] == "code":
            if has_begun and TAG not in tags:
                found.append(_step(above, source, found))
            has_begun, above = has_begun or PARAMETERS in tags, []
    if not found:
        raise ValueError(f"{notebook.name} has no code after a cell that is tagged {PARAMETERS}.")
    return Steps(tuple(found[:-1]), found[-1])


def _step(above: list[str], source: str, before: list[Step]) -> Step:
    lines = "\n\n".join(above).splitlines()
    headings = [line.lstrip("# ") for line in lines if line.startswith("#")]
    text = "\n".join(line for line in lines if not line.startswith("#")).strip()
    inherited = before[-1].heading if before else ""
    return Step(headings[-1] if headings else inherited, text, source)
