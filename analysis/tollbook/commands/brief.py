"""``tollbook brief``: the notebook of a brief through papermill, and the files that go together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import (
    DAY,
    beside_option,
    claims_option,
    coverage_option,
    knowledge_options,
    release_option,
    rule_options,
)

if TYPE_CHECKING:
    from tollbook.series.forks import Forks


@click.command(
    "brief",
    epilog="Examples: tollbook brief 'Pale, Sagaing' --start 2024-11-01 --end 2024-11-30; "
    "tollbook brief MMR005019 --start 2024-11-01 --end 2024-11-30 --as-of 2024-12-15 --issued 2024-12-31",
)
@click.argument("place")
@click.option("--start", type=DAY, required=True, metavar="DAY", help="First day of the period.")
@click.option("--end", type=DAY, required=True, metavar="DAY", help="Last day of the period.")
@click.option(
    "--issued",
    type=DAY,
    metavar="DAY",
    help="Day that the brief bears. Default: its cut-off, which is --as-of, else the latest publication day.",
)
@claims_option
@knowledge_options
@rule_options
@click.option(
    "--boundaries",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Official township polygons for the map (COD-AB or MIMU). Default: areas derived from settlements.",
)
@click.option(
    "--population",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="People by township (COD-PS), CSV or XLSX: where coverage is known, adds a map for 100,000 people.",
)
@coverage_option
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The last issue, its facts file or PDF: the brief says which of its figures are known otherwise now, and why.",
)
@click.option("--language", default="en", show_default=True, metavar="CODE", help="Of the page and its charts.")
@click.option(
    "--digits",
    type=click.Choice(["native", "western"]),
    default="native",
    show_default=True,
    help="Of numbers and days: the language's own, or Western ones.",
)
@click.option("--issue", metavar="TEXT", help="Number or name of this issue in a series.")
@click.option("--next-issue", type=DAY, metavar="DAY", help="Day on which the next issue is due.")
@click.option("--version", type=click.IntRange(1), default=1, show_default=True, help="Of this issue.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["pdf", "html", "image", "figures"]),
    multiple=True,
    help="What is made. Default: pdf. May be given several times. Tally, findings and facts always go along.",
)
@release_option
@click.option(
    "--approval",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Record of the harm check, as `tollbook release approve` leaves it. Without one a public brief is a draft.",
)
@beside_option
@click.option("--output", default="briefs", show_default=True, metavar="DIR", help="Folder for the files.")
def command(**given: Any) -> None:
    """Make the brief of PLACE and a period.

    PLACE is a township, district, state or region, or Myanmar, by its name ("Pale, Sagaing") or p-code. Each form that
    is asked for, the executed notebook, the tally, the findings and the facts file are left together; the last line
    printed is the path of the PDF, or of the first form where there is none.

    A public brief shows what may leave and says how much it holds back. It is a draft, marked so on every page and in
    the names of its files, until somebody has answered for it: `tollbook release approve`.
    """
    if given["end"] < given["start"]:
        raise click.UsageError(f"--end {given['end']} lies before --start {given['start']}.")
    if (given["rule"] == "priority") != bool(given["sources"]):
        raise click.UsageError("--rule priority and --source go together, and neither without the other.")
    # Options and parameters have the same names, but for the path of the claims.
    given["claims"] = given.pop("claims_path")
    given["formats"] = given["formats"] or ("pdf",)
    from tollbook.series.forks import Forks
    from tollbook.stopping import stoppable

    with stoppable(), Forks() as forks:
        forks.start(given["release"] == "public")  # it imports while the call is checked
        path = _made({name: _plain(value) for name, value in given.items()}, forks)
    click.echo(str(path))


def _made(given: dict[str, Any], forks: Forks) -> Path:
    from tollbook.series import single
    from tollbook.suite import progress, run
    from tollbook.suite.notebooks import TOWNSHIP_BRIEF

    asked = TOWNSHIP_BRIEF.check(given)
    with progress.shown(run.steps(TOWNSHIP_BRIEF)) as told:
        return run.run(TOWNSHIP_BRIEF, asked, told, single.through(forks, asked))


def _plain(value: Any) -> Any:
    """An option's value as parameters have it: paths as texts, several values as a list."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Path) else value
