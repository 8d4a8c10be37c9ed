"""HTML, SVG and XML, by their source: text, comments, attributes, properties, what is embedded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from tollbook.release.scan.pieces import Piece, Where, keys, row

#: Elements that do not break a word.
_INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
    ),
    *("strong", "sub", "sup", "time", "tspan", "u", "var", "wbr", "ins", "del", "textpath", "rt", "rb", "data"),
}
#: Attributes that draw; numbers in them are places on the paper.
_DRAWING = {
    *("d", "points", "transform", "viewbox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy"),
    *("width", "height", "offset", "gradienttransform", "patterntransform", "stroke-width", "stroke-dasharray"),
    *("stroke-dashoffset", "stroke-miterlimit", "font-size", "refx", "refy", "opacity", "fill-opacity", "advance"),
}
_NUMBERS = re.compile(
    r"(?:[\d\s.,+%-]|e-?\d|[a-zA-Z](?![a-zA-Z])|matrix|translate|scale|rotate|skew[XY]|[()]|p[tx]|mm|cm|em)*"
)
_NOT_METADATA = {"rdf", "rdf:rdf", "work", "bag", "seq", "alt", "li", "description", "agent"}


class Markup(HTMLParser):
    """Collects pieces while it reads; `pieces` are given out by `read`."""

    def __init__(self, where: Where, kind: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._where = where
        self._kind = kind
        self._open: list[str] = []
        # How often each is open: a source may nest a hundred thousand.
        self._inside: Counter[str] = Counter()
        self._text: list[str] = []
        self._line = 1
        self._cells: list[tuple[str, str]] = []
        self._told: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins: what was before it ends, and its attributes are read."""
        local = _local(tag)
        if local == "br":
            self._text.append("\n")
        elif local not in _INLINE:
            self._flush()
        if tag not in ("br", "img", "meta", "link", "hr", "input", "source", "col", "wbr"):
            self._open.append(local)
            self._inside[local] += 1
        if tag == "tr":
            self._end_row()
        drawn = self._kind == "svg" or self._inside["svg"] > 0
        held = [(name, value or "") for name, value in attrs if not (drawn and _draws(name, value or ""))]
        self._attributes(local, held)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        local = _local(tag)
        if local not in _INLINE and local != "br":
            self._flush()
        while self._inside[local]:
            closed = self._open.pop()
            self._inside[closed] -= 1
            if closed == local:
                break
        if local == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._text:
            self._line = self.getpos()[0]
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment, which nobody sees on the page."""
        self.pieces.append(Piece(data, (*self._at(), "comment")))

    def handle_decl(self, decl: str) -> None:
        """A declaration, such as that of the kind of document."""
        self.pieces.append(Piece(decl, self._at()))

    def handle_pi(self, data: str) -> None:
        """An instruction for some program."""
        self.pieces.append(Piece(data, self._at()))

    def unknown_decl(self, data: str) -> None:
        """A marked section, such as CDATA."""
        self.handle_data(data.removeprefix("CDATA["))

    def close(self) -> None:
        """End of the file: what is left is given out."""
        super().close()
        self._flush()
        self._end_row()

    def _at(self) -> Where:
        return (*self._where, f"line {self.getpos()[0]}")

    def _attributes(self, tag: str, held: list[tuple[str, str]]) -> None:
        if not held:
            return
        found = dict(held)
        if tag == "meta" and (name := found.get("name") or found.get("property") or found.get("http-equiv")):
            self.pieces.append(Piece(found.get("content", ""), self._at(), "metadata", name))
        elif self._in_metadata() and tag == "description":
            fields = [(name, value) for name, value in held if not name.startswith(("xmlns", "rdf:", "xml:", "x:"))]
            self.pieces += [Piece(value, self._at(), "metadata", _local(name)) for name, value in fields]
        names = [
            _local(name).removeprefix("data-") for name, _ in held if self._kind == "xml" or name.startswith("data-")
        ]
        self._keys(names)
        files = [(name, value.strip()) for name, value in held if value.lstrip()[:5].lower() == "data:"]
        self.pieces += [Piece(value, (*self._at(), f"<{tag} {name}>")) for name, value in files]
        apart = {name for name, _ in files}
        shown = [
            (f"<{tag} {name}>", value) for name, value in held if name not in apart and not name.startswith("xmlns")
        ]
        self.pieces.append(row(shown, self._at()))

    def _keys(self, names: list[str]) -> None:
        fresh = [name for name in names if name not in self._told]
        self._told.update(fresh)
        self.pieces += keys(fresh, self._at())

    def _in_metadata(self) -> bool:
        return self._kind == "properties" or (self._inside["metadata"] > 0 and self._inside["svg"] > 0)

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text = []
        if not text.strip():
            return
        at = (*self._where, f"line {self._line}")
        inside = self._open[-1] if self._open else ""
        # How a PDF/A explains its own fields is not a field of it.
        if self._in_metadata() and not (self._inside["property"] or self._inside["schemas"]):
            named = next((tag for tag in reversed(self._open) if tag not in _NOT_METADATA), "")
            field = next((tag for tag in reversed(self._open) if tag in ("creator", "rights", "publisher")), named)
            self.pieces.append(Piece(text.strip(), at, "metadata", inside if inside == "description" else field))
        if inside == "th":
            self._keys([text.strip()])
        elif self._kind == "xml" and inside:
            self._keys([inside])
        if inside in ("td", "th"):
            self._cells.append((f"cell {len(self._cells) + 1}", " ".join(text.split())))
        self.pieces.append(Piece(text, at, broken="\n" in text.strip()))

    def _end_row(self) -> None:
        if len(self._cells) > 1:
            self.pieces.append(row(self._cells, self._at()))
        self._cells = []


def read(text: str, where: Where, kind: str = "") -> Iterator[Piece]:
    """Pieces of a source.

    Parameters
    ----------
    text : str
    where : tuple of str
    kind : str
        ``html``, ``svg``, ``xml`` (the names of elements and attributes are keys) or ``properties`` (they are fields of
        a file's properties); by default as the source begins.
    """
    parser = Markup(where, kind or kind_of(text))
    # What follows the last element is no element, however many of them it begins.
    end = text.rfind(">") + 1
    text, rest = text[:end], text[end:]
    if rest.strip():
        yield Piece(rest, (*where, "after the last element"))
    # By parts, so that a long source does not keep all of its pieces.
    for first in range(0, len(text), 1 << 20):
        parser.feed(text[first : first + (1 << 20)])
        yield from parser.pieces
        parser.pieces.clear()
    parser.close()
    yield from parser.pieces


def kind_of(text: str) -> str:
    """What a source is, by how it begins."""
    head = text[:2000].lower()
    if "<svg" in head:
        return "html" if "<html" in head or "<!doctype html" in head else "svg"
    return "xml" if head.lstrip("\ufeff \r\n\t").startswith("<?xml") and "<html" not in head else "html"


def _local(tag: str) -> str:
    return tag.rpartition(":")[2].lower()


def _draws(name: str, value: str) -> bool:
    return name.lower() in _DRAWING and _NUMBERS.fullmatch(value) is not None
