"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from tollbook.incidents.rules import RULES

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Day(click.ParamType[str]):
    """A day in ISO form, YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the day and give it back in ISO form."""
        try:
            return date.fromisoformat(str(value).strip()).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it as YYYY-MM-DD, for example 2024-11-30.", param, ctx)


DAY = Day()


def _stack(*options: Decorator) -> Decorator:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


claims_option = click.option(
    "--claims", "claims_path", type=click.Path(path_type=Path), metavar="FILE",
    help="Claims, CSV or XLSX. Default: the coded sample that ships.",
)  # fmt: skip

beside_option = click.option(
    "--beside", type=click.Path(path_type=Path), multiple=True, metavar="PATH",
    help="Public outputs that are out already, files or folders: what they hold back is held back here too, and "
    "nothing here gives it away. May be given several times.",
)  # fmt: skip

issued_option = click.option(
    "--issued", type=DAY, metavar="DAY",
    help="Day of issue, from which delays count. Default: --as-of, else the latest publication day.",
)  # fmt: skip

release_option = click.option(
    "--release", type=click.Choice(["public", "internal"]), default="public", show_default=True,
    help="What may leave the organisation, or everything, marked as internal.",
)  # fmt: skip

rejected_option = click.option(
    "--without-rejected", is_flag=True,
    help="Go on without the rows that have errors, instead of stopping; they are counted on standard error.",
)  # fmt: skip

knowledge_options = _stack(
    click.option("--as-of", type=DAY, metavar="DAY", help="Count reports published up to this day."),
    click.option("--known-on", type=DAY, metavar="DAY", help="Count claims entered up to this day."),
)

rule_options = _stack(
    click.option(
        "--rule", type=click.Choice(RULES), default=RULES[0], show_default=True,
        help="How the claims of one incident become a finding.",
    ),
    click.option(
        "--source", "sources", multiple=True, metavar="NAME",
        help="For the rule priority: an outlet or origin, the most trusted first. May be given several times.",
    ),
)  # fmt: skip

window_options = _stack(
    click.option("--start", type=DAY, metavar="DAY", help="First day."),
    click.option("--end", type=DAY, metavar="DAY", help="Last day."),
)

coverage_option = click.option(
    "--coverage", type=click.Path(path_type=Path), metavar="FILE",
    help="Where and when sources were looking, CSV. Default: the table that ships, which says unknown throughout.",
)  # fmt: skip

format_option = click.option(
    "--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How to print.",
)  # fmt: skip
