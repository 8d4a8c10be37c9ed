"""One notebook from the command line, forked from a process that imports while the call is being checked."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from tollbook import shipped
from tollbook.series import warming
from tollbook.series.engine import choosing
from tollbook.series.engine.zygote import Refused
from tollbook.series.forks import Forks
from tollbook.series.jobs import KNOWLEDGE
from tollbook.suite import kernel
from tollbook.suite.declared.base import Parameters


def through(forks: Forks, parameters: Parameters) -> kernel.RunCells:
    """Where the cells of a notebook run: in a fork, or where there is none in a kernel that is started for them.

    Parameters
    ----------
    forks : Forks
        That is importing already.
    parameters : Parameters
        Of the notebook: claims that ship with the package are read and reconciled from now on, the user's own when
        their copy is there.
    """
    is_public = parameters.which_release == "public"
    given = getattr(parameters, "claims", None)
    if given is None:
        _read(forks, is_public, shipped.claims_file(), parameters)

    def run_cells(nb_man: Any, kernel_name: str, folder: Path, options: dict[str, Any]) -> None:
        if choosing.system_is_against() is None:
            from tollbook.series.engine.client import run_forked

            if given is not None:
                _read(forks, is_public, folder / Path(given).name, parameters)
            here = {**options, "resources": {"metadata": {"path": str(folder)}}}
            try:
                run_forked(nb_man, forks.zygote(is_public), here)
            except Refused:
                pass
            except KeyboardInterrupt:
                # Its process dies now, and whoever waited for it would complain of that when Python ends.
                for name in ("asyncio", "papermill"):
                    logging.getLogger(name).disabled = True
                raise
            else:
                return
        kernel.in_a_kernel(nb_man, kernel_name, folder, options)

    return run_cells


def _read(forks: Forks, is_public: bool, claims: Path, parameters: Parameters) -> None:
    asked = {name: getattr(parameters, name) for name in KNOWLEDGE if hasattr(parameters, name)}
    # A coverage file has no copy yet; findings that rest on one are made by the notebook.
    forks.read(is_public, warming.asked([claims], (), [] if asked.get("coverage") else [asked]))
