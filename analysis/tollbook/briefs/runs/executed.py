"""The executed notebook in the form that is kept: without clocks, random ids and paths, so that it can be compared.

Of a public brief it is kept as `release.notebooks` lets it go.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tollbook.briefs.runs.parameters import BriefParameters, files_of
from tollbook.release.notebooks import released


def kept(notebook: Any, folder: Path, parameters: BriefParameters, mark: str) -> str:
    """An executed notebook as text, the same for the same inputs.

    Parameters
    ----------
    notebook : NotebookNode
        As papermill gives it.
    folder : Path
        Where it ran; wherever its name was printed, a dot stands instead.
    parameters : BriefParameters
    mark : str
        What marks the files of the brief; see `Subject.mark`.

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
    notebook = released(notebook, parameters.release, mark, names)
    text = str(nbformat.writes(notebook, version=4))  # type: ignore[no-untyped-call]
    for name in sorted({str(folder), str(folder.resolve())}, key=len, reverse=True):
        text = text.replace(name, ".")
    return text.rstrip("\n") + "\n"
