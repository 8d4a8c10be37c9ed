"""How much memory a notebook's process may take: beyond that Python raises MemoryError, which a person can read.

Without a limit the system ends whichever process it likes when there is no memory left.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: Setting by which a notebook's process learns how many bytes it may take, beside what it shares with the others.
SETTING = "TOLLBOOK_ENGINE_MEMORY"
#: Bytes that are given to a notebook on top when it has met its limit, so that it can say so: telling takes some too.
_TO_TELL = 64 * 1024**2


def limit_memory(environment: Mapping[str, str], shell: Any) -> None:
    """Limit the memory of this process, and of those that it starts.

    What it was forked with counts as its own, though it is shared, and so does not count here. Where the system does
    not tell how much that is (it is not Linux), nothing is limited.

    Parameters
    ----------
    environment : mapping
        With the setting, or without it.
    shell : InteractiveShell
        That tells errors.
    """
    asked = environment.get(SETTING, "")
    if not asked.isdigit():
        return
    with contextlib.suppress(OSError, ValueError, ImportError, IndexError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        limit = pages * resource.getpagesize() + int(asked)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit + _TO_TELL))
        shell.set_custom_exc((MemoryError,), _tell)


def _tell(shell: Any, kind: Any, value: Any, traceback: Any, tb_offset: Any = None) -> Any:
    """Tell of a lack of memory as IPython tells of any error, with the memory that this takes."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    return shell.showtraceback((kind, value, traceback), tb_offset=tb_offset, running_compiled_code=True)
