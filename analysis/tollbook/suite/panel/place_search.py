"""The control of a place: what people type is searched for, and they choose; nothing is chosen for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from tollbook import places
from tollbook.places.searching import Hit, search
from tollbook.suite.declared.describing import Described
from tollbook.suite.panel.controls import Control, label
from tollbook.suite.panel.wrong import Wrong

#: Places that are listed; a person reads no more.
LISTED = 10


class PlaceSearch(Control):
    """A place, typed in any spelling.

    A text that means one township, district, state or the country is taken as it is, by the rule by which the notebook
    reads it. Of anything else the places that it may mean are listed, and one has to be chosen.
    """

    def __init__(self, parameter: Described) -> None:
        hint = "none" if parameter.is_optional else "a name in any spelling, or a p-code"
        field = widgets.Text(
            description=label(parameter.name), placeholder=hint, tooltip=parameter.type, continuous_update=False
        )
        self.listed = widgets.RadioButtons(options=[], tooltip="Places that it may mean")
        self.listed.layout.display = "none"
        self._call: Callable[[], None] = lambda: None
        self._is_held = False
        super().__init__(parameter, field, is_wide=True)
        field.observe(lambda _: self._typed(), "value")
        self.listed.observe(lambda _: self._chose(), "value")

    def _parts(self) -> list[Any]:
        return [self.inner, self.listed]

    @property
    def value(self) -> str | None:
        """What was chosen, else what was typed."""
        if self.listed.value is not None:
            return text_of(self.listed.value)
        text: str = self.inner.value.strip()
        return None if not text and self.parameter.is_optional else text

    def set(self, value: str | None) -> None:
        """Take a text without looking it up, which takes a second: what a notebook begins with is known to be right."""
        self._is_held = True
        self.inner.value = value or ""
        self._list([])
        self._is_held = False
        self.tell("")

    def on_change(self, call: Callable[[], None]) -> None:
        """Call something whenever another text is typed, or another place chosen."""
        self._call = call

    def refuse(self, wrong: Wrong | None) -> None:
        """Show what is wrong; where places are listed, that one of them has to be chosen."""
        if wrong is not None and self.listed.options and self.listed.value is None:
            wrong = Wrong(f"It is not certain which place {self.inner.value.strip()!r} is. Choose one of those listed.")
        super().refuse(wrong)

    def _typed(self) -> None:
        if self._is_held:
            return
        text = self.inner.value.strip()
        hits = search(text)
        is_taken = len(hits) == 1 and meant(text) == hits[0].pcode
        self._is_held = True
        self._list([] if is_taken else hits)
        self._is_held = False
        if is_taken:
            self.tell(f"That is {_in_full(hits[0].pcode)}.")
        else:
            self.tell("" if hits or not text else f"No place is called {text!r}, or nearly so.")
        self._call()

    def _list(self, hits: list[Hit]) -> None:
        self.listed.description = _to_choose(self.inner.value.strip(), hits)
        called_so = sum(hit.how == "several" for hit in hits)
        self.listed.options = [(option(hit, called_so), hit.pcode) for hit in hits[:LISTED]]
        # ipywidgets takes the first of new options; here a person does.
        self.listed.value = None
        self.listed.layout.display = None if hits else "none"

    def _chose(self) -> None:
        if self._is_held or self.listed.value is None:
            return
        self.tell(f"Chosen: {_in_full(self.listed.value)}.")
        self._call()


def meant(text: str) -> str:
    """Code of the one place that a text means to a notebook, else ''."""
    try:
        return places.place(text).pcode
    except ValueError:
        return ""


def text_of(pcode: str) -> str:
    """What a parameter holds for a place: its name with its state, where that means no other; else its code."""
    named = places.full_label(pcode)
    return named if meant(named) == pcode else pcode


def option(hit: Hit, of: int) -> str:
    """A place as it is listed: township and state, what was found in it, and how sure it is."""
    smaller = "" if hit.named == hit.pcode else f", in which {_smaller(hit.named)} lies"
    how = {
        "sure": "no other place is called so",
        "several": f"one of {of} places called so",
        "alike": f"its name is like that ({hit.score:.0%})",
    }
    return f"{places.full_label(hit.pcode)}{smaller}: {how[hit.how]}"


def _smaller(pcode: str) -> str:
    return places.label(pcode).partition(",")[0]


def _in_full(pcode: str) -> str:
    """A place with its Burmese name and its code."""
    own = [name for name in (places.name(pcode, "my"), pcode) if name != places.name(pcode)]
    return f"{places.full_label(pcode)} ({', '.join(own)})"


def _to_choose(text: str, hits: list[Hit]) -> str:
    """What a person has to do with the places that are listed."""
    more = len(hits) - LISTED
    left = f" {more} more: add what it lies in behind a comma." if more > 0 else ""
    least = " The finest place is a township." if any(hit.named != hit.pcode for hit in hits) else ""
    return f"Choose what {text!r} means.{least}{left}"
