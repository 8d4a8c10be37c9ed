"""Places: from a name as a report wrote it to a p-code, and from a p-code to the units that it lies in."""

from __future__ import annotations

from tollbook.places.gazetteer import COUNTRY, LEVELS, GazetteerMissing, townships
from tollbook.places.ladder import children, is_inside, parent, units, units_at
from tollbook.places.naming import label, name, names, names_my, region_of

__all__ = [
    "COUNTRY",
    "LEVELS",
    "GazetteerMissing",
    "children",
    "is_inside",
    "label",
    "name",
    "names",
    "names_my",
    "parent",
    "region_of",
    "townships",
    "units",
    "units_at",
]
