"""What every brief reads is read before the process is forked: modules, tables, fonts, areas, and the claims.

`tollbook.series.warmed` does it; the process that is forked imports that module and runs nothing else. What is read
starts no thread: the engine counts them after each fork and would not use such a process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tollbook.series.engine import importing

#: What reads it; see `Zygote.prepare`.
MODULE = "tollbook.series.warmed"
#: A rehearsal takes as long as some briefs: for fewer in a language there is none.
ENOUGH = 6


def modules() -> dict[str, tuple[str, ...]]:
    """What is imported beforehand for a notebook that names it; see `engine.importing.allowed`."""
    allowed = dict(importing.allowed())
    if "tollbook" in allowed:
        allowed["tollbook"] = (*allowed["tollbook"], "tollbook.papers.paper", "tollbook.series.warmed")
    return allowed


def asked(
    claims: Sequence[Path] = (),
    languages: Iterable[str] = (),
    knowledge: Sequence[dict[str, Any]] = (),
    about: Iterable[str] = (),
    web: Iterable[str] = (),
) -> dict[str, Any]:
    """What is to be read, as plain data.

    Parameters
    ----------
    claims : sequence of Path
    languages : iterable of str
        Of each brief that will be made.
    knowledge : sequence of dict
        What is asked of `tollbook.findings` (``as_of, known_on, rule, sources, coverage``).
    about : iterable of str
        p-code of what the map of each brief shows, such as the state of a township.
    web : iterable of str
        Languages of the briefs that are made for the web, too.
    """
    return {
        "claims": [str(path) for path in claims],
        "languages": _enough(languages),
        "knowledge": list(knowledge),
        "about": _enough(about),
        "web": _enough(web),
    }


def _enough(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if value and count >= ENOUGH)
