"""Thumbnails: a small picture of the first page of each published issue, of one that was withdrawn of its tombstone."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from pathlib import Path

from tollbook.files import write_whole
from tollbook.series.issues import Issue

THUMBNAIL = "-thumbnail.png"
#: Width in pixels, twice what a phone shows it at.
WIDTH = 320
#: Where a thumbnail says of which page it is.
_OF = "Source"


def thumbnail(issue: Issue) -> None:
    """Make the thumbnail of an issue where it has none of this page; where there is no page, there is no thumbnail.

    Raises
    ------
    OutputError
        The folder can't be written to.
    """
    page, path = issue.folder / f"{issue.stem}.pdf", issue.folder / f"{issue.stem}{THUMBNAIL}"
    if not page.is_file():
        with suppress(FileNotFoundError):
            path.unlink()
        return
    data = page.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    if _source(path) != sha256:
        write_whole(path, _picture(data, sha256))


def _source(path: Path) -> str:
    """The hash of the page that a thumbnail is of; empty where there is none, or it is damaged."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.load()
            return str(picture.info.get(_OF, ""))
    except (OSError, SyntaxError, ValueError):
        return ""


def _picture(page: bytes, sha256: str) -> bytes:
    import pypdfium2  # type: ignore[import-untyped]
    from PIL.PngImagePlugin import PngInfo

    with pypdfium2.PdfDocument(page) as document:
        first = document[0]
        picture = first.render(scale=WIDTH / first.get_width()).to_pil()
    said = PngInfo()
    said.add_text(_OF, sha256)
    held = io.BytesIO()
    picture.quantize(32).save(held, "PNG", optimize=True, pnginfo=said)
    return held.getvalue()
