"""The executed notebook in the form that is kept: without clocks, random ids and paths, so that it can be compared.

What is public is kept as `release.notebooks` lets it go.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tollbook.release.notebooks import released
from tollbook.suite.declared.base import Parameters
from tollbook.suite.inputs import files_of


def kept(notebook: Any, folder: Path, parameters: Parameters, told: Mapping[str, Any] | None = None) -> str:
    """An executed notebook as text, the same for the same inputs.

    Parameters
    ----------
    notebook : NotebookNode
        As papermill gives it.
    folder : Path
        Where it ran; wherever its name was printed, a dot stands instead.
    parameters : Parameters
    told : mapping, optional
        As `leaving.told` gives it.

    Returns
    -------
    str
        JSON with line feeds.
    """
    import nbformat

    notebook.metadata.pop("papermill", None)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{number}"
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        if cell.metadata.get("tags") == []:
            cell.metadata.pop("tags")
    names = {
        path.name: f"{what}{path.suffix.lower()}" for what, path in files_of(parameters).items() if path is not None
    }
    notebook = released(notebook, parameters.which_release, parameters.mark, names, told or {})
    text = str(nbformat.writes(notebook, version=4))  # type: ignore[no-untyped-call]
    for name in sorted({str(folder), str(folder.resolve())}, key=len, reverse=True):
        text = text.replace(name, ".")
    return text.rstrip("\n") + "\n"
