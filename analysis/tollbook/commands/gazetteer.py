"""``tollbook gazetteer``: make the cached files of places now, and say what is in them."""

from __future__ import annotations

import click

from tollbook.commands.options import format_option


@click.command(
    "gazetteer",
    epilog="Examples: tollbook gazetteer; tollbook gazetteer --format json. The set-up runs it once; any command that "
    "needs a file that is missing makes it.",
)
@format_option
def command(style: str) -> None:
    """Make the files of places, names and township areas in the cache folder, if they aren't there, and count them."""
    import pandas as pd

    from tollbook import cached, places
    from tollbook.commands.printing import show

    counts = places.prepare()
    show(pd.DataFrame({"what": list(counts), "number": list(counts.values())}), style, "")
    click.echo(f"{places.CREDIT}. Its terms of use: http://themimu.info", err=True)
    click.echo(f"Township areas: {places.areas().source}", err=True)
    click.echo(f"Kept in {cached.folder()}", err=True)
