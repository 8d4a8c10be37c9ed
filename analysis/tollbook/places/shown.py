"""A place as a notebook shows it: what it is called, its code, and what it lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.html_table import Shown, one_line
from tollbook.places.naming import label

if TYPE_CHECKING:
    from tollbook.places.looking_up import Place


def of_place(place: Place) -> Shown:
    """What a place shows of itself."""
    above = [code for code in (place.township, place.district, place.state) if code not in ("", place.pcode)]
    inside = [f"{label(code)} ({code})" for code in above]
    lines = (
        one_line([place.name_my, f"p-code {place.pcode}", place.level]),
        f"in {', '.join(inside)}" if inside else "",
    )
    return Shown(str(place), tuple(line for line in lines if line))
