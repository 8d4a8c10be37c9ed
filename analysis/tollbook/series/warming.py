"""What every brief reads is read before the process is forked: modules, tables, fonts, areas, and the claims.

Importing `tollbook.series.warmed` does it; the process that is forked imports that module and runs nothing else. What
is read starts no thread: the engine counts them after each fork and would not use such a process.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tollbook.series.engine import importing

#: Settings by which the process that is forked learns which claims to read beforehand, and which languages to rehearse.
CLAIMS_SETTING = "TOLLBOOK_SERIES_CLAIMS"
LANGUAGES_SETTING = "TOLLBOOK_SERIES_LANGUAGES"
KNOWLEDGE_SETTING = "TOLLBOOK_SERIES_KNOWLEDGE"
#: A rehearsal takes as long as some briefs: for fewer in a language there is none.
ENOUGH = 6


def modules() -> dict[str, tuple[str, ...]]:
    """What is imported beforehand for a notebook that names it; see `engine.importing.allowed`."""
    allowed = dict(importing.allowed())
    if "tollbook" in allowed:
        allowed["tollbook"] = (*allowed["tollbook"], "tollbook.papers.paper", "tollbook.series.warmed")
    return allowed


def environment(
    claims: Sequence[Path], languages: Iterable[str], knowledge: Sequence[dict[str, Any]]
) -> dict[str, str]:
    """Variables by which the process that is forked learns what to read.

    Parameters
    ----------
    claims : sequence of Path
    languages : iterable of str
        Of each brief that will be made.
    knowledge : sequence of dict
        What is asked of `tollbook.findings` (``as_of, known_on, rule, sources``).
    """
    counts = Counter(languages)
    rehearsed = sorted(name for name, count in counts.items() if count >= ENOUGH)
    return {
        CLAIMS_SETTING: json.dumps([str(path) for path in claims]),
        LANGUAGES_SETTING: json.dumps(rehearsed),
        KNOWLEDGE_SETTING: json.dumps(list(knowledge), sort_keys=True),
    }
