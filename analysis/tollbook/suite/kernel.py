"""Running a notebook through papermill, in a kernel of the very interpreter that runs Tollbook."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tollbook.briefs.errors import BriefError

_KERNEL = "tollbook"
#: Not the name of the engine that papermill's users know (`series.engine`): both may be asked for in one process.
_ENGINE = "tollbook-suite"


class NotebookError(BriefError):
    """A cell of the notebook failed."""


#: Runs the cells of papermill's notebook: given its manager, the name of the kernel, the folder and the options.
RunCells = Callable[[Any, str, Path, dict[str, Any]], None]


def in_a_kernel(nb_man: Any, kernel_name: str, folder: Path, options: dict[str, Any]) -> None:
    """Run cells in a kernel that is started for them."""
    from papermill.clientwrap import PapermillNotebookClient  # type: ignore[import-untyped]

    manager = _manager(folder)
    client = PapermillNotebookClient(
        nb_man, km=manager, kernel_name=kernel_name, startup_timeout=options.get("start_timeout", 60)
    )
    # The kernel manager is ours, so the client has to be told to stop the kernel at the end.
    client.execute(cleanup_kc=True)


def execute(
    notebook: Path,
    parameters: dict[str, Any],
    folder: Path,
    on_cell: Callable[[int, int, str], None],
    run_cells: RunCells = in_a_kernel,
) -> Any:
    """Execute a notebook in a folder.

    Parameters
    ----------
    notebook : Path
    parameters : dict
        For its parameters cell.
    folder : Path
        Where it runs, and where the kernel keeps its own files.
    on_cell : callable
        Called before each code cell with its number, the number of cells, and the heading that it stands under.
    run_cells : callable, optional
        Where they run; by default in a kernel that is started for them.

    Returns
    -------
    NotebookNode
        The notebook as executed.

    Raises
    ------
    NotebookError
        A cell failed; the message is the cell's own.
    """
    with _quickly_imported():
        from papermill import PapermillExecutionError, execute_notebook  # type: ignore[import-untyped]

    _register(folder, on_cell, run_cells)
    try:
        with _environment(folder):
            return execute_notebook(
                notebook,
                None,
                parameters,
                engine_name=_ENGINE,
                kernel_name=_KERNEL,
                language="python",
                progress_bar=False,
                cwd=folder,
            )
    except PapermillExecutionError as error:
        raise NotebookError(str(error.evalue)) from None


def _register(folder: Path, on_cell: Callable[[int, int, str], None], run_cells: RunCells) -> None:
    """Make papermill know an engine that is told of each cell."""
    from papermill.engines import NBClientEngine, papermill_engines  # type: ignore[import-untyped]

    class Engine(NBClientEngine):  # type: ignore[misc]
        """papermill's engine, told of each cell, with a kernel that it is given."""

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
            _announce(nb_man, on_cell)
            run_cells(nb_man, kernel_name, folder, options)

    papermill_engines.register(_ENGINE, Engine)


def _announce(nb_man: Any, on_cell: Callable[[int, int, str], None]) -> None:
    """Tell of each code cell before papermill starts it."""
    start = nb_man.cell_start
    cells = nb_man.nb.cells
    codes = [index for index, cell in enumerate(cells) if cell.cell_type == "code"]

    def begun(cell: Any, cell_index: int | None = None, **more: Any) -> Any:
        if cell_index in codes:
            on_cell(codes.index(cell_index) + 1, len(codes), _heading(cells, cell_index))
        return start(cell, cell_index, **more)

    nb_man.cell_start = begun


def _heading(cells: list[Any], index: int) -> str:
    """The nearest heading above a cell."""
    for cell in reversed(cells[:index]):
        lines = [line for line in cell.source.splitlines() if line.startswith("#")]
        if lines and cell.cell_type == "markdown":
            return str(lines[-1].lstrip("# "))
    return ""


def _manager(folder: Path) -> Any:
    """A kernel manager that knows one kernel, this interpreter's; the user's own kernels are not looked at."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    home = folder / ".kernel" / _KERNEL
    home.mkdir(parents=True, exist_ok=True)
    quiet = ["-Xfrozen_modules=off"]  # else the debugger warns on standard error at every start
    command = [sys.executable, *quiet, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    # Only what ends the kernel is logged: a failed cell is told by its own message, and a stop by the command's.
    spec = {
        "argv": [*command, "--HistoryManager.enabled=False", "--IPKernelApp.log_level=50"],
        "display_name": "Tollbook",
        "language": "python",
        "env": {"PYDEVD_DISABLE_FILE_VALIDATION": "1", "IPYTHONDIR": str(folder / ".kernel" / "ipython")},
    }
    (home / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    known = KernelSpecManager(kernel_dirs=[str(home.parent)], ensure_native_kernel=False)
    return AsyncKernelManager(
        kernel_spec_manager=known, kernel_name=_KERNEL, connection_file=str(folder / ".kernel" / "connection.json")
    )


@contextmanager
def _environment(folder: Path) -> Iterator[None]:
    """Nothing of the user's Jupyter or IPython takes part in a run."""
    settings = {"JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_PLATFORM_DIRS": "1"}
    settings |= {name: str(folder / ".kernel") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _quickly_imported() -> Iterator[None]:
    """Leave out a grammar for international web addresses, which takes half of papermill's import and is never used.

    jsonschema does without it where it is not installed.
    """
    name = "rfc3987_syntax"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.modules.pop(name, None)
