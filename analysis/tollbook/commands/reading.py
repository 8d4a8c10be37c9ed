"""Reading a file of claims for a command: with today's day as the last that can be, and a sign of life."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tollbook.claims.table import Claims

#: Files larger than this take longer than two seconds to read, and get a sign of life in a terminal.
_SLOW_BYTES = 20_000_000


def read(file: Path) -> Claims:
    """Claims of a file; the clock serves only to refuse a day that has not come yet, and no figure depends on it."""
    from tollbook.claims.reading import read_claims

    with _sign_of_life(file):
        return read_claims(file, today=date.today())  # noqa: DTZ011 - a day as the coder's calendar has it


@contextmanager
def _sign_of_life(file: Path) -> Iterator[None]:
    """A spinner on standard error while a large file is read, in a terminal only."""
    try:
        slow = file.stat().st_size > _SLOW_BYTES
    except (OSError, ValueError):
        slow = False
    if not (slow and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"Reading {file.name} ({file.stat().st_size / 1e6:,.0f} MB)"):
        yield
