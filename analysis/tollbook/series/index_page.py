"""The index of the published issues as a page: a list that is whole without its script, which only hides."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tollbook.briefs import identity
from tollbook.briefs.outputs.web_font import burmese_font
from tollbook.charts.style import tokens
from tollbook.series.thumbnails import THUMBNAIL

_FONT_MARK = "/*tollbook-font*/"
_OPENED = {".pdf": "PDF", ".html": "Web page", ".png": "Picture"}


def page(entries: Sequence[Mapping[str, Any]]) -> str:
    """The page.

    Parameters
    ----------
    entries : sequence of mapping
        As the catalogue has them.

    Returns
    -------
    str
        HTML; the same for the same entries and publisher.
    """
    newest: dict[tuple[str, ...], int] = {}
    for each in entries:
        newest[_key(each)] = max(each["version"], newest.get(_key(each), 1))
    template, scripts = _template()
    made: str = template.render(
        entries=[{**each, **_shown(each), "newest": newest[_key(each)]} for each in entries],
        choices=_choices(entries),
        publisher=identity.read().facts(),
        colours=tokens()["colours"],
        scripts=scripts,
    )
    # Only the letters that occur are embedded; the mark stands before every text of the data.
    return made.replace(_FONT_MARK, burmese_font(made), 1)


def _key(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Issues that share it are versions of one another."""
    return tuple(str(entry[name]) for name in ("series", "period", "pcode", "language"))


def _choices(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the lists of the form offer: each value with what it is called."""
    found = {name: dict.fromkeys(str(entry[name]) for entry in entries) for name in ("series", "period", "language")}
    called = {str(entry["series"]): str(entry["title"]) for entry in entries}
    return [
        {"name": "series", "label": "Series", "values": [(each, called[each]) for each in found["series"]]},
        {
            "name": "period",
            "label": "Period",
            "values": [(each, each) for each in sorted(found["period"], reverse=True)],
        },
        {
            "name": "language",
            "label": "Language",
            "values": [(each, _language(each)) for each in sorted(found["language"])],
        },
    ]


def _shown(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the index shows of an issue."""
    paths = {end: file["path"] for file in entry["files"] for end in _OPENED if _is_page(file["name"], end)}
    thumbnail = next((file["path"] for file in entry["files"] if file["name"].endswith(THUMBNAIL)), "")
    words = [entry[name] for name in ("place", "name_my", "pcode", "period", "title")] + entry["lies_in"]
    return {
        "links": [(label, paths[end]) for end, label in _OPENED.items() if end in paths],
        "thumbnail": thumbnail,
        # As the script folds what is typed: Burmese marks are typed in more than one order.
        "searched": unicodedata.normalize("NFC", " ".join(words).lower()),
        "language_name": _language(entry["language"]),
    }


def _is_page(name: str, end: str) -> bool:
    return name.endswith(end) and not name.endswith(THUMBNAIL)


@cache
def _language(code: str) -> str:
    """What a language is called in English, and by those who read it."""
    from babel import Locale

    locale = Locale.parse(code)
    own = locale.get_language_name(code)
    return f"{locale.english_name} · {own}" if own != locale.english_name else str(own)


@cache
def _template() -> tuple[Any, list[dict[str, str]]]:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).with_name("pages")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("index_head.js", "index.js")]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") for text in texts]
    scripts = [{"text": text, "sha256": sha256} for text, sha256 in zip(texts, hashes, strict=True)]
    return environment.get_template("index.html.jinja"), scripts
