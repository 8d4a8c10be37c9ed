"""What a brief is about: its place, its days, what is known by when, and the day that it bears."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.days import Period, as_day, days_of
from tollbook.briefs.due import check_due, check_release
from tollbook.briefs.errors import BriefError
from tollbook.claims.delay import Delay
from tollbook.incidents.findings import Findings
from tollbook.places import Place
from tollbook.release.approval import Approval
from tollbook.release.clearance import Clearance
from tollbook.release.policy import Policy
from tollbook.release.policy import read as read_policy

#: Months that the trend reaches back, the last month of the period included.
TREND_MONTHS = 24

@dataclass(frozen=True)
class Subject:
    """What a brief is about.

    Attributes
    ----------
    found : Findings
    place : Place
    start, end : Timestamp
        First and last day of the period.
    cut_off : Timestamp
        Up to which day reports count: the day asked for, else the latest publication day in the claims.
    issued : Timestamp
        The day that the brief bears; never the clock's.
    language, digits : str
        See `charts.words.words`.
    issue : str
        Number or name of this issue in a series; empty: not set.
    next_issue : Timestamp or None
        The day on which the next issue is due; none: not set.
    version : int
        Of this issue; from the second on, it is part of the names of the files.
    release : str
        ``public`` or ``internal``.
    approval : Approval or None
        Who let a public brief go, and when; without one it is a draft.
    policy : Policy
        The rules of release that hold.
    observed : Delay or None
        How late reports come, where it was observed on more claims than the findings still have.
    """

    found: Findings
    place: Place
    start: pd.Timestamp
    end: pd.Timestamp
    cut_off: pd.Timestamp
    issued: pd.Timestamp
    language: str = "en"
    issue: str = ""
    next_issue: pd.Timestamp | None = None
    version: int = 1
    digits: str = "native"
    release: str = "public"
    approval: Approval | None = None
    policy: Policy = field(default_factory=read_policy, repr=False)
    observed: Delay | None = field(default=None, repr=False)

    @cached_property
    def clearance(self) -> Clearance:
        """What the release may show on the day of issue."""
        return Clearance(self.release, self.policy, self.issued)

    @cached_property
    def trend_start(self) -> pd.Timestamp:
        """First day of the trend's first month."""
        return pd.Timestamp(self.end.replace(day=1) - pd.DateOffset(months=TREND_MONTHS - 1))

    @cached_property
    def trend_end(self) -> pd.Timestamp:
        """Last day of the trend: of the period, or of its last month where the cut-off lies beyond that."""
        month_end = self.end + pd.offsets.MonthEnd(0)
        return month_end if month_end <= self.cut_off else self.end

    @cached_property
    def delay(self) -> Delay:
        """How long after an incident its reports come out, as the claims known on the day show it."""
        return self.observed or self.found.delay(self.cut_off)

    @property
    def provisional_from(self) -> pd.Timestamp:
        """What ends on this day or later is still filling up: late reports are likely to change it."""
        return self.delay.filling_up_from(self.cut_off)

    @property
    def is_provisional(self) -> bool:
        """Whether late reports are still likely to change the period."""
        return self.end >= self.provisional_from

    @property
    def has_provisional_months(self) -> bool:
        """Whether the last month of the trend, taken to its end, is still filling up."""
        return bool(self.trend_end + pd.offsets.MonthEnd(0) >= self.provisional_from)

    @property
    def label(self) -> str:
        """The place with its level: "Pale Township"."""
        return places.label(self.place.pcode)

    @property
    def span(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First and last day of the period."""
        return self.start, self.end

    @property
    def trend_span(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First and last day of the trend."""
        return self.trend_start, self.trend_end

    @property
    def stem(self) -> str:
        """What the brief's files are called; see `stem_of`."""
        return stem_of(self.place, self.start, self.end, self.language, self.version, self.mark)

    @property
    def mark(self) -> str:
        """What marks every page and file of it: ``internal``, ``draft``, or nothing where it was approved."""
        return mark_of(self.release, self.approval is not None)


def mark_of(release: str, is_approved: bool) -> str:
    """What marks a brief of a release."""
    return release if release != "public" else "" if is_approved else "draft"


def stem_of(
    place: Place, start: pd.Timestamp, end: pd.Timestamp, language: str = "en", version: int = 1, mark: str = ""
) -> str:
    """What the files of a brief are called, so that no two briefs of one folder share a name.

    Place and days; the code where several places share the name; the language where it is not English; the version
    from the second on; whether it is internal, or a draft.
    """
    names = places.townships()["name"]
    township = place.level == "township"
    parts = [place.name if township else places.label(place.pcode)]
    if township and int((names == place.name).sum()) > 1:
        parts.append(place.pcode)
    more = [f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"]
    more += [language] if language != "en" else []
    more += [f"v{version}"] if version > 1 else []
    more += [mark] if mark else []
    return "-".join([re.sub(r"[^a-z0-9]+", "-", " ".join(parts).lower()).strip("-"), *more])


def subject(
    found: Findings,
    place: Place | str,
    period: Period,
    issued: Any = None,
    language: str = "en",
    issue: str | int | None = None,
    next_issue: Any = None,
    version: int = 1,
    digits: str = "native",
    release: str = "public",
    approval: Approval | None = None,
) -> Subject:
    """Fill in what was not asked for, and refuse what does not fit together.

    Parameters
    ----------
    found : Findings
    place : Place or str
        A township, district, state or the country.
    period : str or (first day, last day)
        See `days_of`.
    issued : str or Timestamp, optional
        The day that the brief bears. By default the cut-off: the as-of day, else the latest publication day of the
        claims, else the last day of the period.
    language, digits : str
    issue, next_issue, version : optional
        Number or name of this issue, the day on which the next is due, and the version of this one.
    release, approval : str, Approval, optional
        ``public`` or ``internal``; who let a public one go.

    Raises
    ------
    BriefError
        The place is finer than a township, the brief would bear a day before its own cut-off, the next issue would
        not come after this one, or a public brief is not due yet or of days that are too few.
    """
    where = place if isinstance(place, Place) else places.place(place)
    check_level(where)
    start, end = days_of(period)
    cut_off = cut_off_of(found, end)
    day = _issued(issued, cut_off)
    name = "" if issue is None else str(issue).strip()
    following, checked = _following(next_issue, day), checked_version(version)
    check_release(release, approval)
    series = (language, name, following, checked, digits)
    about = Subject(found, where, start, end, cut_off, day, *series, release, approval)
    check_due(about.clearance, where, about.span)
    return about


def _issued(issued: Any, cut_off: pd.Timestamp) -> pd.Timestamp:
    """The day of issue, which does not lie before the last report that counts."""
    day = cut_off if issued in (None, "") else as_day(issued, "issued")
    if day < cut_off:
        raise BriefError(
            f"The brief would be issued on {day:%Y-%m-%d}, before its cut-off of {cut_off:%Y-%m-%d}. "
            "Give a later day of issue (issued), or an earlier day up to which reports count (as_of)."
        )
    return day


def _following(next_issue: Any, issued: pd.Timestamp) -> pd.Timestamp | None:
    """The day of the next issue, which comes after this one's."""
    day = None if next_issue in (None, "") else as_day(next_issue, "next_issue")
    if day is not None and day <= issued:
        raise BriefError(
            f"The next issue would come on {day:%Y-%m-%d}, and this one is issued on {issued:%Y-%m-%d}. "
            "Give a later day for the next one (next_issue)."
        )
    return day


def checked_version(version: Any) -> int:
    """The version of an issue.

    Raises
    ------
    BriefError
        It is not a whole number from 1 on.
    """
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise BriefError(f"version is {version!r}, which is not a whole number from 1 on.")
    return version


def check_level(where: Place) -> None:
    """Refuse a place that is finer than a township.

    Raises
    ------
    BriefError
        It names the township that the place lies in.
    """
    if where.level not in ("township", "district", "state", "country"):
        township = places.units([where.pcode])["township"].iloc[0]
        raise BriefError(
            f"{where.name} is a {where.level}. A brief's finest place is a township: "
            f"{places.label(str(township))} may be what you want."
        )


def cut_off_of(found: Findings, end: pd.Timestamp) -> pd.Timestamp:
    """The day up to which reports count: as asked for, else the latest publication day, else the period's last day."""
    if found.as_of is not None:
        return found.as_of
    latest = found.known_claims["published"].max()
    return end if pd.isna(latest) else pd.Timestamp(latest)
