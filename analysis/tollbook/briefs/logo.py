"""An organisation's logo: an SVG or PNG file, read whole and looked at before anything is set from it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tollbook.briefs.errors import BriefError

#: A brief is read on phones; a logo may not be larger than its charts together.
_LARGEST = 100_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_INACTIVE = "a picture alone: no scripts, no style that loads anything, nothing from elsewhere"


@dataclass(frozen=True)
class Logo:
    """A logo.

    Attributes
    ----------
    name : str
        Of its file.
    kind : str
        ``svg`` or ``png``.
    data : bytes
    """

    name: str
    kind: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Hash of the file."""
        return hashlib.sha256(self.data).hexdigest()


def read_logo(path: Path) -> Logo:
    """Read a logo.

    Raises
    ------
    BriefError
        It can't be read, is too large, is neither SVG nor PNG, or holds more than a picture.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BriefError(f"The logo {path.name} can't be read: {error.strerror or error}.") from None
    if len(data) > _LARGEST:
        raise BriefError(f"The logo {path.name} has {len(data):,} bytes. At most {_LARGEST:,} fit into a brief.")
    if data.startswith(_PNG):
        return Logo(path.name, "png", data)
    _check_svg(path.name, data)
    return Logo(path.name, "svg", data)


def _check_svg(name: str, data: bytes) -> None:
    # Before any parser sees it: a document type can hold entities that grow without end.
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        raise BriefError(f"The logo {name} has a document type declaration. Save it again as plain SVG.")
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError):
        root = None
    if root is None or root.tag != f"{_SVG}svg":
        raise BriefError(f"The logo {name} is neither an SVG nor a PNG picture.")
    for element in root.iter():
        tag = str(element.tag).removeprefix(_SVG)
        if tag in ("script", "foreignObject", "iframe", "animate", "set") or _reaches_out(element):
            raise BriefError(f"The logo {name} is more than a picture ({tag}). A logo must be {_INACTIVE}.")


def _reaches_out(element: ET.Element) -> bool:
    """Whether an element runs or loads something."""
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2].lower()
        if plain.startswith("on") or (plain == "href" and not value.strip().startswith("#")):
            return True
        if _loads(value):
            return True
    return _loads(element.text or "")


def _loads(text: str) -> bool:
    targets: list[str] = re.findall(r"url\(\s*['\"]?([^'\")]*)", text)
    return "@import" in text or any(not target.strip().startswith("#") for target in targets)
