"""An engine for papermill that forks an already imported process for each notebook; docs/engine.md is its guide.

A kernel that is started anew imports for seconds what the kernel before it imported too. Here a process, called the
zygote, imports it once and runs nothing. For each notebook it forks: the child has everything imported, shares no state
with any other run, and ends with its notebook.

Two processes and a line between them:

- In papermill's process, `client` is papermill's own client on another line: how a cell is timed, what an output
  becomes, when a notebook is saved is papermill's and nbclient's code, not ours.
- The child runs ipykernel's own kernel and shell (`kernel`), so that magics, displays and widgets are what they are
  elsewhere. Only the sockets are replaced.

Nothing here is imported until it is used: papermill loads every registered engine when it is imported itself.
"""

from __future__ import annotations

from typing import Any

_WHERE = {
    "execute": "tollbook.series.engine.batch",
    "Run": "tollbook.series.engine.batch",
    "Outcome": "tollbook.series.engine.batch",
    "Zygote": "tollbook.series.engine.zygote",
}

__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_WHERE[name]), name)
