"""Where a run is: a bar on a terminal, plain lines elsewhere, always on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Protocol


class Progress(Protocol):
    """Told of each step of a run, by any of its threads."""

    def step(self, text: str) -> None:
        """A step begins, and the one before is done."""
        ...


class _Lines:
    """One line a step, for logs and schedulers."""

    def __init__(self, steps: int) -> None:
        self.steps, self.done = steps, 0
        self._one_at_a_time = Lock()

    def step(self, text: str) -> None:
        with self._one_at_a_time:
            self.done += 1
            sys.stderr.write(f"[{self.done}/{self.steps}] {text}\n")
            sys.stderr.flush()


class Silent:
    """Says nothing."""

    def step(self, text: str) -> None:
        """Say nothing."""


@contextmanager
def shown(steps: int) -> Iterator[Progress]:
    """Show the progress of a run of so many steps while it lasts."""
    if not sys.stderr.isatty():
        yield _Lines(steps)
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=steps)

        class OnTerminal:
            def __init__(self) -> None:
                self.done = -1
                self._one_at_a_time = Lock()

            def step(self, text: str) -> None:
                with self._one_at_a_time:
                    self.done += 1
                    bar.update(task, completed=self.done, description=text)

        yield OnTerminal()
