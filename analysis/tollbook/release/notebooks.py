"""Executed notebooks as they may leave: what was run, and nothing of where, when, by whom and what it printed.

What a cell prints has passed no gate: a table of claims, a tally of all measures, a message with a path. So the outputs
go, and the code stays, which is enough to run it again.
"""

from __future__ import annotations

import io
import json
import tokenize
from collections.abc import Mapping
from typing import Any

#: What stands above a notebook, by its mark.
MARKS = {
    "internal": "**INTERNAL: not for publication.**",
    "draft": "**DRAFT: not approved for release.**",
}
_UNREADABLE = "# This cell is no plain Python, and is not shown.\n"


def released(
    notebook: Any, release: str, mark: str, names: Mapping[str, str], told: Mapping[str, Any] | None = None
) -> Any:
    """A notebook in the form in which a release keeps it.

    Parameters
    ----------
    notebook : NotebookNode
        Executed; it is changed.
    release : str
        ``public`` or ``internal``; an internal one keeps its outputs.
    mark : str
        Of `MARKS`, or empty.
    names : mapping of str to str
        Names of files in it, and what stands in their place: a name is whatever somebody chose.
    told : mapping, optional
        Parameters whose values may stay inside, and what is told of them: in public that stands in their place.

    Returns
    -------
    NotebookNode
        The same object.
    """
    if release == "public":
        for cell in notebook.cells:
            _clean(cell, names)
            _tell(cell, told or {})
    if mark:
        notebook.cells.insert(0, _marked(notebook, MARKS[mark]))
    return notebook


def _clean(cell: Any, names: Mapping[str, str]) -> None:
    cell.pop("attachments", None)
    cell["metadata"] = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
    if cell.cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None
        cell["source"] = without_comments(cell.source)
    for name in sorted(names, key=len, reverse=True):
        # Parameters are written with escapes for whatever is no ASCII, and for quotes.
        for written in (name, name.encode("unicode_escape").decode().replace('"', '\\"')):
            cell["source"] = cell.source.replace(written, names[name])


def _tell(cell: Any, told: Mapping[str, Any]) -> None:
    """Give parameters the values that are told of them, in the cell that declares them and in that which sets them."""
    if not {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", [])):
        return
    lines = cell.source.split("\n")
    for name, value in told.items():
        line = f"{name} = {json.dumps(value) if value is not None else None}"
        lines = [line if each.startswith(f"{name} = ") else each for each in lines]
    cell["source"] = "\n".join(lines)


def without_comments(source: str) -> str:
    """Python code without its comments; a cell that is no Python is left out whole.

    Parameters
    ----------
    source : str
    """
    lines = source.splitlines(keepends=True)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return _UNREADABLE
    for token in reversed(tokens):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            line = lines[row - 1]
            rest = line[column + len(token.string) :]
            lines[row - 1] = line[:column].rstrip() + rest if line[:column].strip() else ""
    return "".join(lines)


def _marked(notebook: Any, text: str) -> Any:
    import nbformat

    cell = nbformat.v4.new_markdown_cell(text)  # type: ignore[no-untyped-call]
    cell["id"] = "release-mark"
    if notebook.get("nbformat_minor", 5) < 5:
        cell.pop("id")
    return cell
