"""The head of the page: what the brief is about, from when, and how sure its period is."""

from __future__ import annotations

from typing import Any

from tollbook import places
from tollbook.briefs.facts import Facts
from tollbook.briefs.views import held_back
from tollbook.briefs.views.showable import printable
from tollbook.charts.words import Words

#: Sheets that the brief of a township may have in English; Burmese takes the room that its letters need.
TOWNSHIP_SHEETS = 2


def head(facts: Facts) -> dict[str, Any]:
    """Title, place in both languages, period, days and status."""
    about, words = facts.subject, facts.words
    months = (about.start.year, about.start.month) == (about.end.year, about.end.month)
    period = words.days(about.start, about.end, short=not months)
    place = words.place_label(about.place.pcode)
    short = words.days(about.start, about.end, short=True)
    title, mark = words.say("{place}, {period}", place=place, period=period), held_back.mark(facts)
    return {
        "language": about.language,
        "title": title,
        "mark": mark,
        "marked_title": f"{mark} · {title}" if mark else title,
        "kind": _kind(about.place.level, words),
        "edition": _edition(facts),
        "level": about.place.level,
        "most_sheets": TOWNSHIP_SHEETS if about.place.level == "township" and about.language == "en" else None,
        "place": place,
        "other_name": _other_name(facts),
        "lies_in": _lies_in(facts),
        "pcode": about.place.pcode,
        "period": period,
        "dates": _dates(facts),
        "issued": f"{about.issued:%Y-%m-%d}",
        "unreviewed": words.unreviewed,
        "incomplete": words.say("Incomplete sample: what is recorded here is not all that happened."),
        "footer": words.say("{place} · {period}", place=place, period=short),
    }


def logo(facts: Facts) -> dict[str, Any] | None:
    """The publisher's logo where one is set: ``kind``, ``data`` (SVG as text, PNG as bytes) and ``alt``, the name."""
    mark = facts.identity.logo
    if mark is None:
        return None
    data = mark.data.decode("utf-8", "replace") if mark.kind == "svg" else list(mark.data)
    return {"kind": mark.kind, "data": data, "alt": printable(facts.identity.organisation)}


def _lies_in(facts: Facts) -> str:
    """The units that the place lies in, the largest first."""
    words, place = facts.words, facts.subject.place
    above = places.units([place.pcode]).iloc[0]
    codes = [str(above[level]) for level in ("state", "district") if above[level] and above[level] != place.pcode]
    labels = [words.place_label(code) for code in codes]
    return (
        words.say("{state}, {district}", state=labels[0], district=labels[1]) if len(labels) == 2 else "".join(labels)
    )


def _kind(level: str, words: Words) -> str:
    return {
        "township": words.say("Township brief"),
        "district": words.say("District brief"),
        "state": words.say("State and region brief"),
        "country": words.say("Country brief"),
    }[level]


def _other_name(facts: Facts) -> dict[str, str]:
    """The place's name in the other of English and Burmese, for those who know it by that."""
    about = facts.subject
    other = "en" if about.language == "my" else "my"
    return {"language": other, "text": places.label(about.place.pcode, other)}


def _edition(facts: Facts) -> str:
    """Which issue this is, when the next one comes, which version, and for whom."""
    about, words = facts.subject, facts.words
    unset = words.say("not set")
    following = unset if about.next_issue is None else words.day(about.next_issue, short=True)
    values = {"issue": about.issue or unset, "day": following}
    if about.release == "internal":
        said = words.say("Issue: {issue} · next issue: {day} · internal", **values)
    else:
        said = words.say("Issue: {issue} · next issue: {day} · public release", **values)
    if about.version == 1:
        return said
    return words.say("{said} · version {n}", said=said, n=words.number_plain(about.version))


def _dates(facts: Facts) -> str:
    """Up to which day reports count, the day of issue, and whether late reports are still to be expected."""
    about, words = facts.subject, facts.words
    cut_off = words.day(about.cut_off, short=True)
    if about.found.known_on is None:
        reports = words.say("Reports to {day}", day=cut_off)
    else:
        known = words.day(about.found.known_on, short=True)
        reports = words.say("Reports to {day}; claims entered to {known}", day=cut_off, known=known)
    issued = words.say("issued {day}", day=words.day(about.issued, short=True))
    status = words.say("provisional") if about.is_provisional else words.say("final for this cut-off")
    return " · ".join(text for text in (reports, issued, status, held_back.approved(facts)) if text)
