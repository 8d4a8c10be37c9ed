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


def not_public(level: str, period: str, measure: str | None, leave: Clearance) -> str:
    """Why no row of a tally may be told, whatever it says; an empty text where some may.

    It asks for nothing that is recorded, so the answer tells nothing.
    """
    import pandas as pd

    from tollbook import measures
    from tollbook.release.policy import PERIODS

    names = [measure] if measure else list(measures.all_measures())
    length = {"day": 0, "week": 6}.get(period)
    old = pd.Timestamp("2001-01-01")
    spans = [(old, old + pd.Timedelta(days=length))] if length is not None else []
    spans += [(old, pd.Timestamp(end)) for end in ("2001-01-31", "2001-03-31", "2001-12-31")] if not spans else []
    if period in PERIODS:
        spans = [spans[PERIODS.index(period)]]
    held = [leave.of_cell(level, span, name) for name in names for span in spans]
    if any(each is None for each in held):
        return ""
    of = f" of {measure}" if measure else ""
    return (
        f"A tally{of} by {level} and {period} is not public, whatever is recorded: that is told of larger places or "
        "longer periods only (docs/release.md). Ask for those (--by), or for everything (--release internal)."
    )


def say_held_back(table: pd.DataFrame, leave: Clearance, level: str = "township", left_out: int = 0) -> None:
    """Say on standard error what kind of table it is, and what is held back of it."""
    from tollbook.release.clearance import FINE

    if not leave.is_public:
        click.echo("INTERNAL: not for publication.", err=True)
        return
    counts = Counter(str(rule) for rule in table["held"] if rule)
    said = [f"{n} {'row' if n == 1 else 'rows'} held back ({rule})" for rule, n in sorted(counts.items())]
    said += [f"{left_out} left out"] if left_out else []
    fresh = sorted({rule.delay_days for rule in leave.policy.rules.values()})
    delays = f"{fresh[0]} to {fresh[-1]} days old"
    recent = f" Left out for all places is what is less than {delays}." if level in FINE else ""
    click.echo(
        f"DRAFT: not approved for release, issued {leave.issued:%Y-%m-%d}. "
        f"{', '.join(said) or 'No row held back for its number'}.{recent} For everything: --release internal.",
        err=True,
    )
