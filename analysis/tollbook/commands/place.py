"""``tollbook place``: the p-code of a name."""

from __future__ import annotations

import click

from tollbook.commands.options import format_option

_COLUMNS = ("pcode", "name", "name_my", "level", "township", "district", "state")


@click.command(
    "place",
    epilog='Examples: tollbook place Pale; tollbook place "Minhla, Magway"; tollbook place "Nyaung Kone" --within Pale',
)
@click.argument("name")
@click.option("--within", metavar="PLACE", help="Code or name of the township, district, state or region around it.")
@format_option
def command(name: str, within: str | None, style: str) -> None:
    """Find the p-code of a place by its NAME, or the name of a p-code.

    A name is found exactly, or in other case, blanks, hyphens and with or without a word for its level. Where several
    places bear it, they are listed with their codes and the exit code is 1.
    """
    import pandas as pd

    from tollbook import places
    from tollbook.commands.printing import show

    found = places.place(name, within)
    row: dict[str, str] = {column: getattr(found, column) for column in _COLUMNS}
    if style == "table":
        for level in ("township", "district", "state"):
            row[level] = f"{places.label(row[level])} ({row[level]})" if row[level] else ""
    show(pd.DataFrame([row], columns=list(_COLUMNS)), style, "")
