"""Setting the page: data and pictures go into the Typst template, a PDF or a picture of a page comes out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from tollbook.briefs.errors import BriefError
from tollbook.charts.style import font_folders

_TEMPLATE = Path(__file__).with_name("page.typ")
#: What templates may import from: those of papers take forms from those of briefs.
_ROOT = Path(__file__).parents[2]
#: Exported as archival and accessible: tagged, with a language, alternative texts and the data attached.
STANDARDS = ("a-3a", "ua-1")


@cache
def _fonts() -> Any:
    """The fonts of the page, and no others: a brief must not depend on the machine that makes it."""
    import typst

    folders = [str(folder) for folder in font_folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def _compiler(root: Path) -> Any:
    """One compiler for all pages of a process: it keeps what it has read of templates and fonts."""
    import typst

    return typst.Compiler(root=str(root), font_paths=_fonts(), ignore_system_fonts=True)


def pdf(page: dict[str, Any], issued: pd.Timestamp, template: Path = _TEMPLATE) -> bytes:
    """Set the page as a PDF.

    Parameters
    ----------
    page : dict
        As `view.view` gives it, with ``attachments``: a list of ``name, text, mime, relationship, about``.
    issued : Timestamp
        The day that the document bears.
    template : Path
        By default that of briefs.

    Returns
    -------
    bytes
        The same for the same data on every machine and day.

    Raises
    ------
    BriefError
        The typesetter refused; its own words are in the message.
    """

    def once(tight: int) -> tuple[bytes, int]:
        options: dict[str, Any] = {"format": "pdf", "pdf_standards": list(STANDARDS)}
        return _packed(compiled(template, {**page, "tight": tight}, issued, **options))

    return _fitting(once, page["most_sheets"])


#: How tight a page may be set: with as many findings opened down to their claims as may have room; with one of them and
#: narrower gaps; with none.
_TIGHT = (0, 1, 2)

_T = TypeVar("_T")


def _fitting(once: Callable[[int], tuple[_T, int]], most: int | None) -> _T:
    """The loosest setting that has no more sheets than it may, or the tightest."""
    made, sheets = once(_TIGHT[0])
    for tight in _TIGHT[1:]:
        if most is None or sheets <= most:
            break
        made, sheets = once(tight)
    return made


def _packed(made: bytes) -> tuple[bytes, int]:
    """The same PDF with its objects in compressed streams, which both standards allow, and the number of its pages.

    It is a third less to send.
    """
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        sheets = len(document.pages)
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # it is the same, and looking for it takes as long as all else
        )
    return packed.getvalue(), sheets


def pngs(
    page: dict[str, Any], issued: pd.Timestamp, ppi: float = 110.0, template: Path = _TEMPLATE
) -> list[bytes]:
    """Set the page as pictures, one a page, at so many points to the inch; see `pdf`."""

    def once(tight: int) -> tuple[list[bytes], int]:
        made = compiled(template, {**page, "tight": tight}, issued, format="png", ppi=ppi)
        sheets = [made] if isinstance(made, bytes) else list(made)
        return sheets, len(sheets)

    return _fitting(once, page["most_sheets"])


def compiled(template: Path, page: dict[str, Any], issued: pd.Timestamp, **options: Any) -> Any:
    """Set one of our templates with data under the name ``page``; `options` go to the compiler.

    Raises
    ------
    BriefError
        The typesetter refused; its own words are in the message.
    """
    import typst

    at = int(datetime(issued.year, issued.month, issued.day, tzinfo=UTC).timestamp())
    # The files that go along are long, and nobody has to parse them: they are handed over beside the page's data.
    files = page.get("attachments", [])
    bare = {**page, "attachments": [{key: value for key, value in each.items() if key != "text"} for each in files]}
    inputs = {"page": json.dumps(bare, ensure_ascii=False), **{each["name"]: each["text"] for each in files}}
    try:
        return _compiler(_ROOT).compile(str(template), sys_inputs=inputs, timestamp=at, **options)
    except typst.TypstError as error:
        raise BriefError(f"The page can't be set: {error}. Nothing was written.") from error
