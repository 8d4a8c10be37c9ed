"""Places: from a name as a report wrote it to a p-code, and from a p-code to the units that it lies in."""

from __future__ import annotations

from tollbook.places.areas import Areas, areas, coarser
from tollbook.places.cleaning import ground_of
from tollbook.places.columns import Columns, ColumnsError, columns_of
from tollbook.places.crosswalk import Crosswalked, of_codes, of_dataset, states_of
from tollbook.places.gazetteer import COUNTRY, CREDIT, LEVELS, GazetteerError, townships
from tollbook.places.ladder import (
    Positions,
    Unit,
    children,
    is_inside,
    lies_in,
    parent,
    positions,
    unit,
    units,
    units_at,
)
from tollbook.places.locating import locate
from tollbook.places.looking_up import AmbiguousPlace, Place, UnknownPlace, full_label, place
from tollbook.places.naming import label, name, names, names_my, region_of, regions
from tollbook.places.population import Population, PopulationError, population
from tollbook.places.preparing import prepare
from tollbook.places.resolving import resolve
from tollbook.places.surroundings import around

__all__ = [
    "COUNTRY",
    "CREDIT",
    "LEVELS",
    "AmbiguousPlace",
    "Areas",
    "Columns",
    "ColumnsError",
    "Crosswalked",
    "GazetteerError",
    "Place",
    "Population",
    "PopulationError",
    "Positions",
    "Unit",
    "UnknownPlace",
    "areas",
    "around",
    "children",
    "coarser",
    "columns_of",
    "full_label",
    "ground_of",
    "is_inside",
    "label",
    "lies_in",
    "locate",
    "name",
    "names",
    "names_my",
    "of_codes",
    "of_dataset",
    "parent",
    "place",
    "population",
    "positions",
    "prepare",
    "region_of",
    "regions",
    "resolve",
    "states_of",
    "townships",
    "unit",
    "units",
    "units_at",
]


# What the package itself asks for, beside what people do.
_PLUMBING = ("Columns", "ColumnsError", "Positions", "Unit", "around", "columns_of", "ground_of", "positions", "unit")


def __dir__() -> list[str]:
    """Names for autocomplete: what people ask of places, and not the modules that it comes from."""
    return [name for name in __all__ if name not in _PLUMBING]
