"""``tollbook tally``: findings added up by place and period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.commands.options import coverage_option, format_option, issued_option, release_option, window_options
from tollbook.commands.reconciled import with_findings

if TYPE_CHECKING:
    from tollbook.incidents.findings import Findings


@click.command(
    "tally",
    epilog="Examples: tollbook tally --by township,month --place 'Sagaing Region' --format csv; "
    "tollbook tally --by country,year --measure civilians_killed; "
    "tollbook tally --by state,month --measure displaced_total; "
    "tollbook tally --by township,day --place Pale --release internal",
)
@click.option(
    "--by",
    default="township,month",
    show_default=True,
    metavar="LEVEL,PERIOD",
    help="Level: township, district, state, country. Period: day, week, month, quarter, year, whole.",
)
@click.option("--measure", metavar="MEASURE", help="Only this measure. A stock is given as its level in each period.")
@click.option("--place", metavar="PLACE", help="Only what is known to lie in this place: a name or a p-code.")
@window_options
@coverage_option
@issued_option
@release_option
@with_findings
@format_option
def command(
    by: str,
    measure: str | None,
    place: str | None,
    start: str | None,
    end: str | None,
    coverage: Path | None,
    issued: str | None,
    release: str,
    reconcile: Callable[[], Findings],
    style: str,
) -> None:
    """Add findings up by place and period.

    Lows, bests and highs add up apart: the result is an outer envelope, not a confidence interval. What is known only
    for a district or a state has a row "township not stated". No row means no report, which is not zero.

    By default the table is a draft of what may leave: figures that are too fine, too fresh or of too few people are
    left out or held back, and the column held says by which rule. --release internal gives all of them.
    """
    from tollbook import measures, places
    from tollbook.claims.coverage import held
    from tollbook.commands.clearing import clearance, not_public, say_held_back
    from tollbook.commands.printing import show
    from tollbook.release.exports import level_rows, tally_rows
    from tollbook.tallies.layout import layout

    if start and end and end < start:
        raise click.UsageError(f"--end {end} lies before --start {start}.")
    stock = measure is not None and measures.get(measure).is_stock
    unit = places.place(place).pcode if place else None
    try:
        layout(by, unit, start, end)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--by") from None
    looking = held(coverage)
    found = replace(reconcile(), coverage=looking)
    leave = clearance(found, release, issued)
    asked = layout(by, unit, start, end)
    barred = "" if stock else not_public(asked.level, asked.period, measure, leave)
    if barred:
        raise click.UsageError(barred)
    rows = level_rows if stock else tally_rows
    table = rows(found, leave, by, measure, unit, start, end)
    told = "that may be told " if leave.is_public else ""
    show(table, style, f"No row: nothing {told}is recorded for this place, period and measure. No report is not zero.")
    say_held_back(table, leave, asked.level)
