"""``tollbook place``: the p-code of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import format_option

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("pcode", "name", "name_my", "level", "township", "district", "state")


@click.command(
    "place",
    epilog='Examples: tollbook place Pale; tollbook place "Minhla, Magway"; tollbook place Alelbon --within Pale; '
    'tollbook place "17 villages in Khin-U". Exit code: 0 where the answer is exact or sure, 1 where it is not.',
)
@click.argument("name")
@click.option("--within", metavar="PLACE", help="Code or name of the township, district, state or region around it.")
@format_option
def command(name: str, within: str | None, style: str) -> int:
    """Find the p-code of a place by its NAME as a report writes it, or the name of a p-code.

    Other systems of romanisation, Burmese script (Zawgyi too), former names and level words are understood. Where
    several places can be meant, or one that isn't certain, they are listed with their codes and scores, the likest
    first, and the exit code is 1.
    """
    from tollbook import places

    try:
        found = places.place(name, within)
    except places.UnknownPlace:
        return _resolved(name, within, style)
    row: dict[str, Any] = {column: getattr(found, column) for column in _COLUMNS}
    row["how"] = "exact" if name.strip() in (found.pcode, found.name) else "sure"
    _show(row, style)
    return 0


def _resolved(name: str, within: str | None, style: str) -> int:
    """What a report's words lead to where no place is called just so."""
    from tollbook import places
    from tollbook.commands.printing import show

    answer = places.resolve([name], within=within).iloc[0]
    if answer["pcode"]:
        found = places.place(answer["pcode"])
        _show({column: getattr(found, column) for column in _COLUMNS} | {"how": answer["how"]}, style)
        click.echo(answer["why"], err=True)
    candidates = _candidates(answer)
    if not answer["pcode"] and candidates.empty:
        places.place(name, within)
    if len(candidates) and (style == "table" or not answer["pcode"]):
        heading = f"{answer['why']} It is not certain which place {name!r} is. Candidates, the likest first:"
        click.echo("Other places there whose names are like it:" if answer["pcode"] else heading, err=True)
        show(candidates, style, "")
    return 0 if answer["pcode"] else 1


def _candidates(answer: pd.Series) -> pd.DataFrame:
    import pandas as pd

    from tollbook import places

    codes, scores = (str(answer[column]).split("; ") if answer[column] else [] for column in ("candidates", "scores"))
    rows = [(code, places.full_label(code), float(score)) for code, score in zip(codes, scores, strict=True)]
    return pd.DataFrame(rows, columns=["pcode", "place", "score"])


def _show(row: dict[str, Any], style: str) -> None:
    import pandas as pd

    from tollbook import places
    from tollbook.commands.printing import show

    if style == "table":
        for level in ("township", "district", "state"):
            row[level] = f"{places.label(row[level])} ({row[level]})" if row[level] else ""
    show(pd.DataFrame([row]), style, "")
