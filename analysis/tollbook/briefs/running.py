"""Running text: whole sentences of a catalogue with figures in them, each figure with its sources.

A sentence is one message, so that a translator can put its parts into another order; ``<b>`` and ``</b>`` in it
set a part in bold. What is put into its places is never read as a message: a "<b>" or a brace in the data is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any

from tollbook.charts.words import Words


@dataclass(frozen=True)
class Span:
    """A piece of running text.

    Attributes
    ----------
    text : str
    bold : bool
    sources : tuple of int
        Numbers of the sources behind it, where it is a figure: outputs link it to them.
    marked : bool
        Whether the numbers of its sources are shown after it, with a space before them.
    key : str
        Of the figure that it is, where a notebook may open it; no page prints it.
    """

    text: str
    bold: bool = False
    sources: tuple[int, ...] = ()
    marked: bool = False
    key: str = ""


Running = tuple[Span, ...]
Text = str | Running

_BOLD = re.compile(r"(</?b>)")
_PLACE = re.compile("\ue000(\\d+)\ue001")


def of(text: Text) -> Running:
    """A text as running text; an empty one has no spans."""
    if isinstance(text, str):
        return (Span(text),) if text else ()
    return text


def figure(text: str, sources: Iterable[int] = (), marked: bool = False, key: str = "") -> Running:
    """A figure with the numbers of its sources, and its key."""
    return (Span(text, sources=tuple(sources), marked=marked, key=key),)


def fill(words: Words, message: str, **values: Text) -> Running:
    """A message with its places filled by texts and running texts; see `Words.say`."""
    return _filled(words.catalogue.gettext(message), values)


def fill_count(words: Words, one: str, many: str, n: int, **values: Text) -> Running:
    """A message in its singular or plural with its places filled; see `Words.count`."""
    return _filled(words.catalogue.ngettext(one, many, n), {"n": words.number(n), **values})


def _filled(message: str, values: dict[str, Any]) -> Running:
    spans: list[Span] = []
    bold = False
    for part in _BOLD.split(message):
        if part in ("<b>", "</b>"):
            bold = part == "<b>"
            continue
        for literal, name, _, _ in Formatter().parse(part):
            if literal:
                spans.append(Span(literal, bold))
            if name is not None:
                spans += [replace(span, bold=span.bold or bold) for span in of(values[name])]
    return _joined(spans)


def join(texts: Iterable[Text], between: str = " ") -> Running:
    """Texts one after the other; empty ones are left out. Marks alone belong to what stands before them."""
    spans: list[Span] = []
    for text in texts:
        added = of(text)
        if added:
            spans += [*([Span(between)] if spans and added[0].text else []), *added]
    return _joined(spans)


def listing(words: Words, items: Sequence[Text]) -> Running:
    """Items as the language lists them: with commas, and "and" before the last."""
    pattern = words.listing([f"\ue000{number}\ue001" for number in range(len(items))])
    spans: list[Span] = []
    for at, part in enumerate(_PLACE.split(pattern)):
        spans += of(items[int(part)]) if at % 2 else of(part)
    return _joined(spans)


def _joined(spans: list[Span]) -> Running:
    """Plain neighbours as one span, so that a shaper sees whole words."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and not last.sources and not span.sources and last.bold == span.bold:
            joined[-1] = replace(last, text=last.text + span.text)
        elif span.text or span.sources:
            joined.append(span)
    return tuple(joined)


def capitalised(text: Text) -> Running:
    """A sentence with its first letter as a capital, where the script has any."""
    spans = of(text)
    first = spans[:1]
    return (*(replace(span, text=span.text[:1].upper() + span.text[1:]) for span in first), *spans[1:])


def text_of(text: Text) -> str:
    """The text alone, without marks of sources."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


def as_data(text: Text) -> list[dict[str, Any]]:
    """Running text as plain data: ``t`` its text, and where they say something ``b``, ``s`` and ``m`` (see `Span`)."""
    made = []
    for span in of(text):
        more = {"b": span.bold, "s": list(span.sources), "m": span.marked}
        made.append({"t": span.text, **{name: value for name, value in more.items() if value}})
    return made


def plain_data(value: Any) -> Any:
    """Plain data in which every running text is as `as_data` gives it."""
    if isinstance(value, tuple):
        return as_data(value)
    if isinstance(value, dict):
        return {key: plain_data(inner) for key, inner in value.items()}
    return [plain_data(inner) for inner in value] if isinstance(value, list) else value
