"""Making everything that is made once: what a set-up does, so that no analyst waits for it."""

from __future__ import annotations

from tollbook.places.areas import areas
from tollbook.places.gazetteer import settlements, townships
from tollbook.places.index import forms_file


def prepare() -> dict[str, int]:
    """Make the cached files of the gazetteer, of its names and of the township areas, where they aren't there yet.

    Returns
    -------
    dict of str to int
        How many places there are of each level, how many of the township codes are among the usual 330, how many
        settlements have coordinates, and how many townships have an area.

    Raises
    ------
    GazetteerError
        The package that carries the gazetteer is not installed, or can't be read.
    """
    for script in ("latin", "burmese"):
        forms_file(script)
    table = settlements()
    counts = {
        f"{level}s": int((table["level"] == level).sum()) for level in ("village", "village tract", "ward", "town")
    }
    return {
        **counts,
        "settlements with coordinates": int(table["latitude"].notna().sum()),
        "township codes": len(townships()),
        "of these among the usual 330": int((townships()["usual"] == "yes").sum()),
        "township areas": len(areas().pcodes),
    }
