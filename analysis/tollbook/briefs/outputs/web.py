"""The web page: one file that needs nothing else, from the same data as the printed page."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tollbook.briefs.outputs.web_font import burmese_font
from tollbook.briefs.views.showable import printable
from tollbook.charts.style import tokens
from tollbook.charts.words import Words

_TEMPLATE = Path(__file__).with_name("web.html.jinja")
#: So many numbers of sources are shown after a figure, as on the printed page; its link leads to the first.
_MOST_MARKS = 4


def html(page: dict[str, Any], words: Words, stem: str, template: Path = _TEMPLATE) -> str:
    """Set the web page.

    Parameters
    ----------
    page : dict
        As `view.view` gives it, with ``attachments``; see `page.pdf`.
    words : Words
    stem : str
        What the files of the brief are called; the data are offered under names that begin with it.
    template : Path
        It may extend and import those of briefs.

    Returns
    -------
    str
        HTML without scripts and without an address that a browser would fetch from; the same for the same data.
    """
    references = _References()
    made: str = _template(template).render(
        d=page,
        w=_labels(words),
        links=_of_the_web(page["links"]),
        logo=_logo_uri(page["logo"]),
        method_url=_of_the_web([page["back"]["method_url"]])[0],
        references=references,
        most=_MOST_MARKS,
        stem=stem,
        colours=tokens()["colours"],
        panels=_panels(page),
    )
    # The mark stands before every text of the data, which may hold the same letters.
    return made.replace(_FONT_MARK, burmese_font(made), 1)


#: Stands for the font until all text is set: only the letters that occur are embedded.
_FONT_MARK = "/*tollbook-font*/"


class _References:
    """Remembers where each source is referred to first, for the way back from the list of sources."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def first(self, number: int) -> str:
        """The id of the first reference to a source; empty for all later ones."""
        if number in self._seen:
            return ""
        self._seen.add(number)
        return f"ref-{number}"

    def has(self, number: int) -> bool:
        """Whether anything refers to a source."""
        return number in self._seen


@cache
def _template(template: Path) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([template.parent, _TEMPLATE.parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"picture_uri": picture_uri, "data_uri": _data_uri}
    environment.globals["font_mark"] = _FONT_MARK
    return environment.get_template(template.name)


def _of_the_web(addresses: list[str]) -> list[str]:
    """Addresses that may be linked. The view has looked at them already; what a browser follows is looked at twice."""
    return [each if re.fullmatch(r"https?://[!-~]+", each) else "" for each in addresses]


def picture_uri(svg: str) -> str:
    """A picture as an address that holds it, without what only drawing programs read.

    Safe between double quotes: they, ampersands and whatever is no ASCII are written as percent signs and digits.
    """
    bare = re.sub(r"<!--.*?-->|<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    # A hundredth of a point is finer than any screen; the outlines of letters are whole numbers, scaled elsewhere.
    bare = re.sub(r' d="[^"]*"', lambda outline: re.sub(r"(\.\d\d)\d+", r"\1", outline.group()), bare)
    if "'" not in bare:
        bare = bare.replace('"', "'")
    return "data:image/svg+xml," + _UNSAFE.sub(lambda run: quote(run.group(), safe=""), " ".join(bare.split()))


#: What may not stand in an address between double quotes: almost nothing of a picture.
_UNSAFE = re.compile(r"[^A-Za-z0-9 <>/:;=,.()\-_'!?*+$@|\[\]{}^`~]+")


def _logo_uri(logo: dict[str, Any] | None) -> str:
    """The logo as a picture of its own: what is in it can reach nothing of the page."""
    if logo is None:
        return ""
    if logo["kind"] == "svg":
        return picture_uri(logo["data"])
    return "data:image/png;base64," + base64.b64encode(bytes(logo["data"])).decode("ascii")


def _data_uri(text: str, mime: str) -> str:
    return f"data:{mime};charset=utf-8;base64," + base64.b64encode(text.encode()).decode("ascii")


def _panels(page: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Parts of the page that are one table, or several."""
    return {name: page[name] if isinstance(page[name], list) else [page[name]] for name in _TABLES if name in page}


#: Parts of the view that are tables.
_TABLES = ("breakdowns", "ranking", "years", "aggregates", "revisions")


def _labels(words: Words) -> dict[str, str]:
    """What only the web page says."""
    texts = {
        "contents": words.say("Contents"),
        "key_message": words.say("In short"),
        "tiles": words.say("Headline figures"),
        "data": words.say("Data of this brief"),
        "data_note": words.say("The files lie inside this page: nothing is fetched."),
        "publisher": words.say("Publisher and stamp"),
        "skip": words.say("Skip to the text"),
        "back": words.say("Back to the first figure from source {n}", n="{n}"),
        "key": words.say("How to read the months"),
    }
    return {name: printable(text) for name, text in texts.items()}
