"""What a table that a command prints may show, and a word on what it holds back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pandas as pd

    from tollbook.incidents.findings import Findings
    from tollbook.release.clearance import Clearance


def clearance(found: Findings, release: str, issued: str | None) -> Clearance:
    """The gate for findings, on a day of issue; by default the day up to which reports count.

    Raises
    ------
    SettingsError
        The nearest tollbook.toml has a rule that can't be.
    """
    import pandas as pd

    from tollbook.release.clearance import Clearance
    from tollbook.release.policy import read

    latest = found.known_claims["published"].max()
    cut_off = found.as_of if found.as_of is not None else latest
    day = pd.Timestamp(issued) if issued else cut_off
    # Claims without any day of publication: nothing is old enough to be told of a township.
    return Clearance(release, read(), pd.Timestamp.min.normalize() if pd.isna(day) else pd.Timestamp(day))


def say_held_back(table: pd.DataFrame, leave: Clearance, left_out: int = 0) -> None:
    """Say on standard error what kind of table it is, and what is held back of it."""
    if not leave.is_public:
        click.echo("INTERNAL: not for publication.", err=True)
        return
    counts = Counter(str(rule) for rule in table["held"] if rule)
    said = [f"{n} {'row' if n == 1 else 'rows'} held back ({rule})" for rule, n in sorted(counts.items())]
    said += [f"{left_out} left out"] if left_out else []
    click.echo(
        f"DRAFT: not approved for release, issued {leave.issued:%Y-%m-%d}. {', '.join(said) or 'Nothing held back'}. "
        "For everything: --release internal.",
        err=True,
    )
