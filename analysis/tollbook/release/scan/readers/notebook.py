"""Notebooks: sources, outputs of every kind, metadata."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Any

from tollbook.release.scan.pieces import Inner, Piece, Unreadable, Where, unread
from tollbook.release.scan.readers import plain, tree

#: Metadata that runs leave behind, and what each tells.
_RUNS = {
    "papermill": "papermill's record of the run",
    "execution": "the clock of a cell",
    "ExecuteTime": "the clock of a cell",
    "widgets": "the state of widgets",
    "vscode": "settings of an editor",
    "colab": "settings of an editor",
}


_SHORT = 2_000


def is_notebook(text: str) -> bool:
    """Whether a JSON text looks like a notebook."""
    return '"nbformat"' in text and '"cells"' in text


def read(text: str, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of a notebook.

    Raises
    ------
    Unreadable
        It has no list of cells.
    """
    book = json.loads(text)
    if not isinstance(book, dict) or not isinstance(book.get("cells"), list):
        raise Unreadable("it is no notebook of the fourth format")
    yield from _metadata(book.get("metadata", {}), where)
    rest = {name: value for name, value in book.items() if name not in ("cells", "metadata")}
    yield from tree.walk(rest, where)
    for number, cell in enumerate(book["cells"], 1):
        at = (*where, f"cell {number}")
        if not isinstance(cell, dict):
            yield unread(at, "it is no cell")
            continue
        yield from plain.read(_joined(cell.get("source", "")), (*at, "source"))
        yield from _metadata(cell.get("metadata", {}), at)
        for name, held in cell.get("attachments", {}).items():
            yield from _bundle(held, (*at, f"attachment {name}"))
        for place, output in enumerate(cell.get("outputs", []), 1):
            yield from _output(output, (*at, f"output {place}"))


def _metadata(metadata: Any, where: Where) -> Iterator[Piece | Inner]:
    at = (*where, "metadata")
    if isinstance(metadata, dict):
        for name, what in _RUNS.items():
            if metadata.get(name):
                yield Piece(f"{name}: {what}", at, "found", "notebook")
        for name in ("authors", "author"):
            yield Piece(json.dumps(metadata.get(name, ""), ensure_ascii=False).strip('"'), at, "metadata", name)
    yield from tree.walk(metadata, at)


def _output(output: Any, where: Where) -> Iterator[Piece | Inner]:
    if not isinstance(output, dict):
        yield unread(where, "it is no output")
        return
    kind = output.get("output_type", "")
    if kind == "error":
        yield Piece(f"{output.get('ename', '')}: {output.get('evalue', '')}", where, "found", "notebook")
        yield from plain.read(_joined(output.get("traceback", []), "\n"), (*where, "traceback"))
    if kind == "stream" and output.get("name") == "stderr":
        yield Piece(f"stderr: {_joined(output.get('text', ''))[:60]}", where, "found", "notebook")
    yield from plain.read(_joined(output.get("text", "")), where)
    yield from _metadata(output.get("metadata", {}), where)
    yield from _bundle(output.get("data", {}), where)
    rest = {name: value for name, value in output.items() if name not in ("text", "metadata", "data", "traceback")}
    yield from tree.walk(rest, where)


def _bundle(bundle: Any, where: Where) -> Iterator[Piece | Inner]:
    """What one output holds, by kind: text as it stands, everything else decoded."""
    if not isinstance(bundle, dict):
        yield unread(where, "its data are in no form that notebooks have")
        return
    for mime, held in bundle.items():
        at = (*where, mime)
        if isinstance(held, dict) or mime.endswith("json"):
            yield from tree.walk(held, at)
        elif mime.startswith("text/plain"):
            yield from plain.read(_joined(held), at)
        elif mime.startswith("text/") or mime.endswith("xml") or mime == "application/javascript":
            yield Inner(_joined(held).encode(), "", at, mime)
        else:
            text = _joined(held)
            # What looks like base64 may be a word: short data are read both ways.
            yield from plain.read(text, at) if len(text) < _SHORT else ()
            yield _decoded(text, mime, at)


def _decoded(text: str, mime: str, where: Where) -> Piece | Inner:
    try:
        return Inner(base64.b64decode("".join(text.split()), validate=True), "", where, mime)
    except (binascii.Error, ValueError):
        return Inner(text.encode("utf-8", errors="replace"), "", where, mime)


def _joined(text: Any, between: str = "") -> str:
    """A text, which notebooks may also keep as a list of lines."""
    return between.join(map(str, text)) if isinstance(text, list) else str(text)
