"""What every brief reads is read before the process is forked: modules, tables, fonts, areas, and the claims.

Importing `tollbook.series.warmed` does it; the process that is forked imports that module and runs nothing else. What
is read starts no thread: the engine counts them after each fork and would not use such a process.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tollbook.series.engine import importing

#: Setting by which the process that is forked learns which claims to read beforehand.
CLAIMS_SETTING = "TOLLBOOK_SERIES_CLAIMS"


def modules() -> dict[str, tuple[str, ...]]:
    """What is imported beforehand for a notebook that names it; see `engine.importing.allowed`."""
    allowed = dict(importing.allowed())
    if "tollbook" in allowed:
        allowed["tollbook"] = (*allowed["tollbook"], "tollbook.papers.paper", "tollbook.series.warmed")
    return allowed


def environment(claims: Sequence[Path]) -> dict[str, str]:
    """Variables by which the process that is forked learns what to read."""
    return {CLAIMS_SETTING: json.dumps([str(path) for path in claims])}
