"""What has to fit together among the parameters of one notebook, wherever it has those parameters.

Each check takes the parameters that are right by themselves, by name, and gives what is wrong, or None. Parameters that
a notebook has not, or that are wrong already, are not there, and what needs them is not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tollbook import places
from tollbook.briefs.days import as_day
from tollbook.briefs.due import check_due
from tollbook.briefs.errors import BriefError
from tollbook.release import policy
from tollbook.release.clearance import Clearance
from tollbook.settings import SettingsError

Values = Mapping[str, Any]
_FAR = "2200-01-01"


def period(values: Values) -> str | None:
    """A period ends after it begins."""
    start, end = values.get("start"), values.get("end")
    return f"end ({end}) lies before start ({start})" if start and end and end < start else None


def issue(values: Values) -> str | None:
    """A page bears no day before the last report that counts."""
    issued, as_of = values.get("issued"), values.get("as_of")
    return f"issued ({issued}) lies before as_of ({as_of})" if issued and as_of and issued < as_of else None


def next_issue(values: Values) -> str | None:
    """The next issue comes after this one."""
    following, issued = values.get("next_issue"), values.get("issued")
    if following and issued and following <= issued:
        return f"next_issue ({following}) lies not after issued ({issued})"
    return None


def priority(values: Values) -> str | None:
    """Sources are put in an order for one rule alone, and it needs them."""
    if "rule" in values and "sources" in values and (values["rule"] == "priority") != bool(values["sources"]):
        return "the rule 'priority' and a list of sources go together, and neither without the other"
    return None


def approval(values: Values) -> str | None:
    """What stays inside is not approved."""
    if values.get("release") == "internal" and values.get("approval") is not None:
        return "an internal brief stays inside and has no approval"
    return None


def due(values: Values) -> str | None:
    """A public page that is not due is refused, as far as the parameters tell, before a kernel starts."""
    if period(values) or issue(values) or not all(values.get(name) for name in ("release", "place", "start", "end")):
        return None
    # Without either day it is issued on the last day of publication, which only the claims tell.
    day = as_day(values.get("issued") or values.get("as_of") or _FAR, "issued")
    try:
        gate = Clearance(values["release"], policy.read(), day)
        check_due(gate, places.place(values["place"]), (as_day(values["start"], "start"), as_day(values["end"], "end")))
    except (BriefError, SettingsError) as error:
        return str(error)
    return None


Check = Callable[[Values], str | None]
#: All of them, in the order in which their sentences stand.
CHECKS: tuple[Check, ...] = (period, issue, next_issue, priority, approval, due)
_CONCERNED: Mapping[Check, str] = {period: "end", issue: "issued", priority: "sources", due: "end"}


def concerned(check: Check) -> str:
    """Name of the parameter that a form shows a check beside: what the check is called, for most."""
    return _CONCERNED.get(check, check.__name__)
