"""Places: from a name as a report wrote it to a p-code, and from a p-code to the units that it lies in."""

from __future__ import annotations

from tollbook.places.areas import Areas, areas
from tollbook.places.gazetteer import COUNTRY, LEVELS, GazetteerError, townships
from tollbook.places.ladder import Positions, Unit, children, is_inside, parent, positions, unit, units, units_at
from tollbook.places.looking_up import AmbiguousPlace, Place, UnknownPlace, full_label, place
from tollbook.places.naming import label, name, names, names_my, region_of, regions
from tollbook.places.resolving import resolve

__all__ = [
    "COUNTRY",
    "LEVELS",
    "AmbiguousPlace",
    "Areas",
    "GazetteerError",
    "Place",
    "Positions",
    "Unit",
    "UnknownPlace",
    "areas",
    "children",
    "full_label",
    "is_inside",
    "label",
    "name",
    "names",
    "names_my",
    "parent",
    "place",
    "positions",
    "region_of",
    "regions",
    "resolve",
    "townships",
    "unit",
    "units",
    "units_at",
]
