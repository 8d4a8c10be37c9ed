"""A map of all townships: drawing it, and drawing the same areas with GeoPandas."""

from __future__ import annotations

from typing import Any

import measure


def _rows(pcodes: list[str]) -> Any:
    """An invented tally: every third township has a number, so that there are classes, signs and silence."""
    import pandas as pd

    chosen = pcodes[::3]
    best = [float(1 + (at * 37) % 90) for at in range(len(chosen))]
    start, end = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-31")
    is_open = [at % 4 == 0 for at in range(len(chosen))]
    return pd.DataFrame(
        {"pcode": chosen, "place": "", "level": "township", "start": start, "end": end, "measure": "civilians_killed",
         "base": "", "low": best, "best": best, "high": best, "open": is_open, "incidents": 1, "coverage": "unknown"}
    )  # fmt: skip


def drawn() -> dict[str, Any]:
    """Seconds for a map of the country with legend, signs, names and insets, and for GeoPandas' plain one."""
    import dataclasses
    import warnings

    import geopandas
    import shapely
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    import tollbook as tb
    from tollbook.charts.style import svg

    warnings.simplefilter("ignore")  # mapclassify says at every call of the peer that numba would be quicker
    areas = tb.places.areas("township")
    rows = _rows(areas.pcodes)
    frame = geopandas.GeoDataFrame({"pcode": areas.pcodes}, geometry=areas.geometry, crs=4326)
    frame = frame.merge(rows[["pcode", "best"]], how="left")

    def ours(held: Any = areas) -> Any:
        figure = tb.chart.choropleth(rows, "civilians_killed", held)
        FigureCanvasAgg(figure).draw()
        return figure

    def first() -> None:
        # Areas that no map was drawn of: projecting and simplifying them is part of the time.
        shapes = shapely.from_wkb(shapely.to_wkb(areas.geometry))
        ours(dataclasses.replace(areas, geometry=shapes))

    def peer() -> None:
        figure = Figure(figsize=(5.2, 5.2))
        FigureCanvasAgg(figure)
        frame.plot(column="best", scheme="fisherjenks", k=5, legend=True, ax=figure.subplots(),
                   missing_kwds={"hatch": "////", "facecolor": "white"})  # fmt: skip
        figure.canvas.draw()

    figure = ours()
    times = measure.medians(15, seconds=ours, first=first, plain=peer, svg=lambda: svg(figure))
    return times | {"areas": len(areas.pcodes), "size": len(svg(figure).encode()) / 1000}
