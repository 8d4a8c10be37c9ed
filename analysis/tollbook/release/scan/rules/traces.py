"""Traces of how a notebook ran, wherever its text went."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TRACES = (
    re.compile(r"\bipykernel_\d+"),
    re.compile(r"\bkernel-[0-9a-f-]{8,}\.json\b"),
    re.compile(r"Traceback \(most recent call last\)"),
    re.compile(r"\biopub\.(?:execute_input|status\.\w+)"),
    re.compile(r"<ipython-input-\d+[^>]*>"),
)


def find(text: str) -> Iterator[str]:
    """Traces in a text."""
    if "kernel" in text or "Traceback" in text or "iopub" in text or "ipython" in text:
        for pattern in _TRACES:
            yield from (match.group() for match in pattern.finditer(text))
