"""The report of a run: what became of each brief, in words, as JSON and as a page, and how to repeat one of them."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook.charts.style import tokens
from tollbook.files import write_together
from tollbook.series.making import Made

FORMAT = "tollbook run 1"
_NAME = "run-report"


@dataclass(frozen=True)
class Report:
    """The report of a run.

    Attributes
    ----------
    on : Timestamp
        The day up to which briefs were due.
    made : sequence of Made
        In the order of the tasks.
    changed : sequence of str
        Names of inputs that changed meanwhile.
    again : str
        The command that repeats the run, without the brief.
    """

    on: pd.Timestamp
    made: Sequence[Made]
    changed: Sequence[str]
    again: str

    @property
    def counts(self) -> Counter[str]:
        """How many briefs came to each end."""
        return Counter(each.status for each in self.made)

    @property
    def failed(self) -> list[Made]:
        """Those that failed."""
        return [each for each in self.made if each.status == "failed"]

    def repeat(self, made: Made) -> str:
        """The command that repeats one brief alone."""
        return f"{self.again} --only {shlex.quote(made.task.name)}"

    def parameters(self, made: Made) -> dict[str, Any]:
        """The parameters that a brief's notebook had, or would have had."""
        values = made.task.values() if made.parameters is None else made.parameters.model_dump()
        return {name: value for name, value in values.items() if name not in ("output", "approval")}

    def facts(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "format": FORMAT,
            "on": f"{self.on:%Y-%m-%d}",
            "counts": dict(sorted(self.counts.items())),
            "changed_meanwhile": list(self.changed),
            "briefs": [self._facts(each) for each in self.made],
        }

    def _facts(self, made: Made) -> dict[str, Any]:
        return {
            "name": made.task.name,
            "place": made.task.label,
            "status": made.status,
            "why": list(made.why),
            "file": None if made.path is None else made.path.name,
            "seconds": round(made.seconds, 2),
            "trouble": None if made.trouble is None else made.trouble.facts(),
            "parameters": self.parameters(made) if made.status == "failed" else None,
            "repeat": self.repeat(made) if made.status == "failed" else None,
        }

    def text(self) -> str:
        """The report for a terminal: each failed brief with what it said and how to repeat it, and the sums.

        What stands against many of them, such as an error in the claims, is said once.
        """
        lines: list[str] = []
        first: dict[str, str] = {}
        for each in self.failed:
            trouble = each.trouble
            assert trouble is not None
            at = f", cell {trouble.cell} ({trouble.heading})" if trouble.cell else ""
            lines.append(f"{each.task.name}: {each.task.label}{at}")
            if trouble.message in first:
                lines.append(f"    the same as {first[trouble.message]}")
                continue
            first[trouble.message] = each.task.name
            lines += [*_indented(trouble.message), f"    Again: {self.repeat(each)}"]
        if self.changed:
            listed = ", ".join(self.changed)
            lines.append(
                f"Changed meanwhile: {listed}. All was made from what stood there at the beginning; run again."
            )
        counts = self.counts
        said = [f"{counts[name]} {name}" for name in ("made", "unchanged", "failed") if counts[name]]
        return "\n".join([*lines, f"Due by {self.on:%Y-%m-%d}: {', '.join(said) or 'nothing'}."])

    def write(self, folder: Path) -> Path:
        """Write the report as JSON and as a page, both or none; gives the path of the page.

        Raises
        ------
        OutputError
        """
        text = json.dumps(self.facts(), ensure_ascii=False, indent=1) + "\n"
        write_together({folder / f"{_NAME}.json": text, folder / f"{_NAME}.html": self.html()})
        return folder / f"{_NAME}.html"

    def html(self) -> str:
        """The report as a page, without scripts."""
        made: str = _template().render(
            report=self.facts(), failed=self.failed, repeat=self.repeat, parameters=self.parameters, colours=_colours()
        )
        return made


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines() or ["no message"]]


def _colours() -> dict[str, str]:
    return dict(tokens()["colours"])


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("pages")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.jinja")
