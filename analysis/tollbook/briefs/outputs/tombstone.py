"""What stays under the names of a brief that was withdrawn: a page that says so, and none of its figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import FORMATS
from tollbook.briefs.outputs.page import STANDARDS, compiled
from tollbook.briefs.outputs.web_font import burmese_font
from tollbook.briefs.views.showable import showable_all
from tollbook.charts.style import tokens
from tollbook.charts.words import Words, words
from tollbook.release.withdrawing import Withdrawal

_TEMPLATE = Path(__file__).with_name("tombstone.typ")
_WEB_TEMPLATE = "tombstone.html.jinja"
_FONT_MARK = "/*tollbook-font*/"
#: Two pixels to the point of the picture, which is 540 points wide; see `card.SIZE`.
_PPI = 144.0


def files(record: Withdrawal) -> dict[str, bytes]:
    """What stays, by the names of the pages that were withdrawn, a PDF last.

    Parameters
    ----------
    record : Withdrawal

    Returns
    -------
    dict of str to bytes
        The same for the same record, on every machine and day.

    Raises
    ------
    BriefError
        The record is of a language that there is no catalogue for, or the page can't be set.
    """
    makers: dict[str, Callable[[dict[str, Any], pd.Timestamp], bytes]] = {"html": _html, "image": _png, "pdf": _pdf}
    page = _page(record)
    made: dict[str, bytes] = {}
    for form, make in makers.items():
        named = [name for name in record.files if name.endswith(FORMATS[form])]
        if named:
            made |= dict.fromkeys(named, make({**page, "form": form}, record.day))
    return made


def _page(record: Withdrawal) -> dict[str, Any]:
    """The page as plain data."""
    about = record.brief
    try:
        said = words(str(about["language"]), about.get("digits") or None)
        texts = _texts(record, said)
    except (KeyError, ValueError, TypeError) as error:
        raise BriefError(f"What was withdrawn can't be told from its facts: {error}.") from None
    return {
        **showable_all(texts),
        "language": said.language,
        "issued": f"{record.day:%Y-%m-%d}",
        "theme": tokens(),
        "labels": {"digits": [said.number_plain(n) for n in range(10)]},
    }


def _texts(record: Withdrawal, said: Words) -> dict[str, Any]:
    about, unset = record.brief, said.say("not set")
    place = said.place_label(str(about["pcode"]))
    start, end = pd.Timestamp(about["start"]), pd.Timestamp(about["end"])
    period = said.days(start, end, short=(start.year, start.month) != (end.year, end.month))
    title, mark = said.say("{place}, {period}", place=place, period=period), said.say("Withdrawn")
    edition = said.say(
        "{said} · version {n}",
        said=said.say("issued {day}", day=said.day(pd.Timestamp(about["issued"]))),
        n=said.number_plain(int(about["version"])),
    )
    name = record.publisher.get("name") or unset
    return {
        "mark": mark,
        "marked_title": f"{mark} · {title}",
        "place": place,
        "period": period,
        "edition": edition,
        "lead": _lead(record, said),
        "later": said.say("Where it is made again, it bears a later version."),
        "rows": [
            [said.say("Why"), record.reason],
            [said.say("Withdrawn by"), record.role],
            [said.say("Whom to ask"), record.publisher.get("contact") or unset],
        ],
        "publisher": said.say("Published by: {name}.", name=name),
        "unreviewed": said.unreviewed,
    }


def _lead(record: Withdrawal, said: Words) -> str:
    """What was withdrawn and when, and what that means for its figures."""
    day = said.day(record.day)
    if record.brief.get("state") == "draft":
        return said.say(
            "This draft was withdrawn on {day}. It was never approved for release: please do not use its figures or "
            "pass them on.",
            day=day,
        )
    return said.say(
        "This brief was withdrawn on {day}. Its figures no longer stand: please do not use them or pass them on.",
        day=day,
    )


def _pdf(page: dict[str, Any], day: pd.Timestamp) -> bytes:
    return bytes(compiled(_TEMPLATE, page, day, format="pdf", pdf_standards=list(STANDARDS)))


def _png(page: dict[str, Any], day: pd.Timestamp) -> bytes:
    made = compiled(_TEMPLATE, page, day, format="png", ppi=_PPI)
    if not isinstance(made, bytes):
        raise BriefError("What was withdrawn can't be told on one picture: give a shorter reason (--reason).")
    return made


def _html(page: dict[str, Any], _: pd.Timestamp) -> bytes:
    made = str(_template().render(d=page, colours=tokens()["colours"], font_mark=_FONT_MARK))
    return made.replace(_FONT_MARK, burmese_font(made), 1).encode("utf-8")


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    ).get_template(_WEB_TEMPLATE)
