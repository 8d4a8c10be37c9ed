"""Whether somebody sits in front of the notebook that runs."""

from __future__ import annotations

import sys


def is_live() -> bool:
    """Whether the cell that runs was sent by a front end that a person can be asked in.

    Every request to run a cell says whether it may ask back. JupyterLab, Notebook and VS Code may; papermill, nbconvert
    and the engine of a series may not. Outside of a kernel nobody is there. Nothing is imported to find out.
    """
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return False
    content = kernel.get_parent().get("content", {})
    return bool(content.get("allow_stdin"))
