"""Whether a brief of a release may be made at all: of which release, of which days, and when it is due."""

from __future__ import annotations

import pandas as pd

from tollbook import places
from tollbook.briefs.errors import BriefError
from tollbook.places import Place
from tollbook.release.approval import Approval
from tollbook.release.clearance import RELEASES, Clearance


def check_release(release: str, approval: Approval | None = None) -> None:
    """Refuse a release that there is not, or an approval of what stays inside.

    Raises
    ------
    BriefError
    """
    if release not in RELEASES:
        raise BriefError(f"There is no release {release!r} of a brief. There are: {', '.join(RELEASES)}.")
    if release == "internal" and approval is not None:
        raise BriefError("An internal brief is not approved for release: it stays inside. Leave the approval away.")


def check_due(clearance: Clearance, where: Place, span: tuple[pd.Timestamp, pd.Timestamp]) -> None:
    """Refuse a public brief of days that are too recent, or too few, for a place below a state.

    Raises
    ------
    BriefError
        The message names the day on which it is due, or days that would do.
    """
    level, (start, end) = where.level, span
    rules = [rule for rule in clearance.policy.rules.values() if not rule.is_stock]
    held = [(rule, clearance.of_cell(level, span, rule.name)) for rule in rules]
    if any(why is None for _, why in held):
        return
    if any(why.rule == "delay" for _, why in held if why is not None):
        days = min(rule.delay_days for rule, why in held if why is not None and why.rule == "delay")
        raise BriefError(
            f"A public brief of {places.label(where.pcode)} up to {end:%Y-%m-%d} is not due before "
            f"{end + pd.Timedelta(days=days):%Y-%m-%d}, {days} days after its last day, and it would be issued "
            f"on {clearance.issued:%Y-%m-%d}. Issue it later (issued), or make it for internal use (release)."
        )
    first, last = start.replace(day=1), end + pd.offsets.MonthEnd(0)
    raise BriefError(
        f"A public brief of a {level} is of whole months, and {start:%Y-%m-%d} to {end:%Y-%m-%d} are none. "
        f"Ask for {first:%Y-%m-%d} to {last:%Y-%m-%d}, or make it for internal use (release)."
    )
