"""The notebooks as a reader chooses among them: what each answers, how it is opened, and how it is run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tollbook.suite.notebooks import NOTEBOOKS, Notebook

#: The one that lists the others.
START = "start_here"


@dataclass(frozen=True, repr=False)
class Contents:
    """A list of notebooks. In JupyterLab it is a table with links to those that lie beside the notebook that shows it.

    Attributes
    ----------
    listed : tuple of Notebook
    """

    listed: tuple[Notebook, ...]

    def __iter__(self) -> Iterator[dict[str, str]]:
        """For each ``name, title, question`` and ``command``, which runs it."""
        for each in self.listed:
            yield {"name": each.name, "title": each.title, "question": each.question, "command": _command(each)}

    def __len__(self) -> int:
        return len(self.listed)

    def __repr__(self) -> str:
        lines = [f"{each['name']}: {each['question']} ({each['command']})" for each in self]
        return "\n".join(lines)

    def _repr_markdown_(self) -> str:
        rows = [f"| {_linked(each)} | {each.question} | `{_command(each)}` |" for each in self.listed]
        head = "| Open | What it answers | Or run it in a terminal |"
        return "\n".join([head, "| :--- | :--- | :--- |", *rows])


def notebooks() -> Contents:
    """List the notebooks beside the first one, with what each answers.

    Returns
    -------
    Contents

    Examples
    --------
    >>> [each["name"] for each in notebooks()][0]
    'township_brief'
    """
    return Contents(tuple(each for name, each in NOTEBOOKS.items() if name != START))


def _command(notebook: Notebook) -> str:
    return f"tollbook run {notebook.name}"


def _linked(notebook: Notebook) -> str:
    """Its title, which leads to its file where that lies in the folder of the notebook that asks."""
    name = notebook.path.name
    return f"[{notebook.title}]({name})" if Path(name).is_file() else notebook.title
