"""A sign of life while files are looked at."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

#: Seconds without a sign of life.
_SILENCE = 2.0


@contextmanager
def sign_of_life(doing: str) -> Iterator[Callable[[str], None]]:
    """Tell what is looked at, on standard error: in a terminal as it changes, else a line where it takes long.

    Parameters
    ----------
    doing : str
        "Scanning"; the name of what is looked at follows.
    """
    if sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status(doing) as status:
            yield lambda name: status.update(f"{doing} {name}")
        return
    last = time.monotonic()

    def said(name: str) -> None:
        nonlocal last
        if time.monotonic() - last > _SILENCE:
            last = time.monotonic()
            click.echo(f"{doing} {name}", err=True)

    yield said
