"""What went wrong with a brief, so that a person can read it: which cell, what it said, and which kind of trouble."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tollbook import short_lived

#: Kinds of troubles, by the name of papermill's or nbclient's exception.
_KINDS = {
    "PapermillExecutionError": "cell",
    "CellTimeoutError": "time",
    "DeadKernelError": "stopped",
    "ParameterError": "parameters",
    "ClaimsError": "claims",
    "ClaimsFileError": "claims",
    "OutputError": "output",
}
#: Kinds that a cell is to blame for; all others come before the first cell or after the last.
_IN_A_CELL = ("cell", "time", "memory", "stopped")
#: papermill's mark of the cells that it puts into a notebook that failed.
_ERROR_CELL = "papermill-error-cell-tag"


@dataclass(frozen=True)
class Trouble:
    """What went wrong.

    Attributes
    ----------
    kind : str
        ``cell``: it raised an error; ``time``: it took too long; ``memory``; ``stopped``: its process died;
        ``parameters``, ``claims``, ``output``; ``other``.
    message : str
        In words, without a traceback.
    cell : int or None
        Number of the code cell, from 1.
    heading : str
        That it stands under.
    source : str
        The code of the cell.
    """

    kind: str
    message: str
    cell: int | None = None
    heading: str = ""
    source: str = ""

    def facts(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def trouble_of(error: BaseException, folder: Path | None = None) -> Trouble:
    """The trouble of an error.

    Parameters
    ----------
    error : exception
        What papermill or a check raised.
    folder : Path, optional
        Where the notebook ran: the executed notebook in it knows which cell was the last.
    """
    kinds = [_KINDS[each.__name__] for each in type(error).__mro__ if each.__name__ in _KINDS]
    kind = kinds[0] if kinds else "other"
    if kind == "other" and isinstance(error, OSError) and error.errno is not None:
        return _of_a_file(error, folder)
    name = getattr(error, "ename", "")
    message = f"{getattr(error, 'evalue', '')}" if name else str(error)
    if f"{name or type(error).__name__}".endswith("MemoryError"):  # numpy and Arrow have their own
        kind, message = "memory", "It needed more memory than one notebook may take (--memory)."
    elif kind == "time":
        message = "The cell took longer than a cell of this series may (cell_seconds)."
    elif kind == "stopped":
        how = " ".join(getattr(error, "__notes__", ())) or "Its process ended."
        message = f"{how} That was no error of Python's, which the cell would show."
    elif name and name not in _OWN:
        message = f"{name}: {message}" if message else name
    cell, heading, source = _where(folder) if folder is not None and kind in _IN_A_CELL else (None, "", "")
    return Trouble(kind, _without(message, folder), cell, heading, source)


def _of_a_file(error: OSError, folder: Path | None) -> Trouble:
    """What our own code could not read or write where a notebook runs: all of that is short-lived."""
    what = f"{error.filename} could not be read or written" if error.filename else "A file could not be written"
    return Trouble("output", _without(f"{what}: {error.strerror or error}. {short_lived.REMEDY}", folder))


#: Our own errors are whole sentences, which the name of a class does not make clearer. A notebook tells only that name.
_OWN = frozenset({
    "AmbiguousPlace", "ApprovalError", "BoundariesError", "BriefError", "ChangedWhileRead", "ClaimsError",
    "ClaimsFileError", "ClusterError", "ColumnsError", "ConventionsError", "CoverageError", "ForeignTableError",
    "GazetteerError", "InputChanged", "MapError", "NoSuchFinding", "NotebookError", "OutputError", "ParameterError",
    "PopulationError", "SeriesError", "SettingsError", "StockError", "UnknownDigits", "UnknownIncident",
    "UnknownLanguage", "UnknownMeasure", "UnknownNotebook", "UnknownPlace", "Withdrawn",
})  # fmt: skip


def _without(message: str, folder: Path | None) -> str:
    """The message without the folder in which it ran, which is gone when it is read."""
    return message.replace(f"{folder}/", "").replace(str(folder), ".") if folder is not None else message


def _where(folder: Path) -> tuple[int | None, str, str]:
    """The cell that failed: the one that papermill marks so, else the last that was begun.

    papermill calls every cell completed when a process has died or was stopped, also those that were never begun.
    """
    try:
        cells = json.loads((folder / ".executed.ipynb").read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return None, "", ""
    heading, number = "", 0
    last: tuple[int | None, str, str] = (None, "", "")
    for cell in cells:
        source, about = "".join(cell["source"]), cell.get("metadata", {})
        if cell["cell_type"] == "markdown":
            lines = [line.lstrip("# ") for line in source.splitlines() if line.startswith("#")]
            heading = lines[-1] if lines and _ERROR_CELL not in about.get("tags", []) else heading
            continue
        number += 1
        told = about.get("papermill", {})
        if told.get("status") == "failed":
            return number, heading, source
        if told.get("start_time"):
            last = (number, heading, source)
    return last
