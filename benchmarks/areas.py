"""How good the derived areas and the locating of coordinates are, on settlements that they have not seen.

There are no official polygons here to compare with. So settlements are held out, the township of each is asked of the
others, and right answers are weighted with the ground nearest to each settlement, because a map is about ground.
The peer in the same run is the plain way: the nearest settlement's township (Voronoi cells dissolved by township).

    python benchmarks/areas.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import shapely

from tollbook.places import border, deriving, locating
from tollbook.places.cells import Ground, leading
from tollbook.places.plane import to_degrees, to_plane

FOLDS = 5
GRID = 2.0  # km


def settlements() -> tuple[pd.DataFrame, Any, Any]:
    land = border.land()
    table = deriving.known_settlements(land)
    return table[table["left_out"] == ""].reset_index(drop=True), land, border.barriers()


def ground_nearest(used: pd.DataFrame, land: Any) -> tuple[Any, Any]:
    """Points on a grid of the land, and how much of it is nearest to each settlement, km2."""
    east, north = np.meshgrid(np.arange(-480, 600, GRID), np.arange(-1160, 960, GRID))
    grid = np.stack([east.ravel(), north.ravel()], axis=1)
    degrees = to_degrees(grid)
    shapely.prepare(land)
    grid = grid[shapely.contains_xy(land, degrees[:, 0], degrees[:, 1])]
    tree = deriving.ground_of_settlements(used, np.empty((0, 2, 2))).tree
    return grid, np.bincount(tree.query(grid)[1], minlength=len(used)) * GRID**2


def held_out(used: pd.DataFrame, area: Any, barriers: Any, fold: Any) -> dict[str, float]:
    """Shares of held-out settlements, and of the ground nearest to them, whose township is found."""
    township = pd.factorize(used["township"], sort=True)[0]
    voted, near, share = np.zeros(len(used), int), np.zeros(len(used), int), np.zeros(len(used))
    points = to_plane(used["longitude"], used["latitude"])
    for one in range(fold.max() + 1):
        test = fold == one
        ground = deriving.ground_of_settlements(used[~test], barriers)
        townships, weights, _, at = ground.votes(points[test])
        voted[test], share[test] = leading(townships, weights)
        near[test] = ground.township[at[:, 0]]
    sure = share >= locating._SURE
    return {
        "nearest": (near == township).mean(),
        "nearest, ground": np.average(near == township, weights=area),
        "votes": (voted == township).mean(),
        "votes, ground": np.average(voted == township, weights=area),
        "sure": sure.mean(),
        "right of sure": (voted == township)[sure].mean(),
    }


def hidden(used: pd.DataFrame, grid: Any, barriers: Any, seed: int = 3) -> dict[str, float]:
    """Hide coordinates unevenly, as the gazetteer does in Shan; overlap of each way's areas with its own from all."""
    rng = np.random.default_rng(seed)
    township = pd.factorize(used["township"], sort=True)[0]
    complete = deriving.ground_of_settlements(used, barriers)
    seen = rng.choice([0.2, 0.35, 0.6, 1.0, 1.0, 1.0], township.max() + 1)[township]
    keep = (rng.random(len(used)) < seen) | (pd.Series(township).groupby(township).cumcount() < 3).to_numpy()
    part = used[keep].copy()
    part["known"] *= pd.Series(keep).groupby(township).mean().to_numpy()[township[keep]]
    ground = deriving.ground_of_settlements(part, barriers)
    found = {}
    for name, way in (("nearest", nearest), ("votes", Ground.township_of)):
        whole, answer = way(complete, grid), way(ground, grid)
        both = np.bincount(whole[answer == whole], minlength=330)
        overlap = both / np.maximum(np.bincount(whole, minlength=330) + np.bincount(answer, minlength=330) - both, 1)
        overlap = np.sort(overlap[np.bincount(whole, minlength=330) > 20])
        found |= {f"{name}: median": np.median(overlap), f"{name}: worst thirty": overlap[:30].mean()}
    return found


def nearest(ground: Ground, points: Any) -> Any:
    """The plain way: the township of the nearest settlement."""
    return ground.township[ground.tree.query(points)[1]]


def hull_of(used: pd.DataFrame, land: Any) -> float:
    """How far a concave hull around the settlements overlaps the country's land (intersection over union)."""
    points = shapely.multipoints(used[["longitude", "latitude"]].to_numpy())
    hull = max((shapely.concave_hull(points, ratio) for ratio in (0.02, 0.05)), key=lambda one: overlap_of(one, land))
    return overlap_of(hull, land)


def overlap_of(one: Any, other: Any) -> float:
    return float(shapely.area(shapely.intersection(one, other)) / shapely.area(shapely.union(one, other)))


def timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measured() -> dict[str, Any]:
    """All figures, as benchmarks/report.py shows them."""
    used, land, barriers = settlements()
    grid, area = ground_nearest(used, land)
    rng = np.random.default_rng(0)
    block = pd.factorize(
        pd.Series(list(map(tuple, (to_plane(used["longitude"], used["latitude"]) // 12).astype(int))))
    )[0]
    groups = {"settlements": np.arange(len(used)), "tracts": pd.factorize(used["tract"])[0], "squares of 12 km": block}
    out = {}
    for name, group in groups.items():
        fold = rng.integers(0, FOLDS, group.max() + 1)[group]
        out[name] = {key: round(float(value), 4) for key, value in held_out(used, area, barriers, fold).items()}
    made: list[Any] = []
    building = timed(lambda: made.append(deriving.derived()))
    inside = covered(made[0])
    return {
        "held out": out,
        "hidden": {key: round(float(value), 3) for key, value in hidden(used, grid, barriers).items()},
        "hull": round(hull_of(used, land), 3),
        "settlements": len(inside),
        "outside": int((~inside).sum()),
        "building": building,
        **_times(used, rng),
    }


def _times(used: pd.DataFrame, rng: Any) -> dict[str, float]:
    code = "import time; from tollbook import places; t = time.time(); places.areas(); print(time.time() - t)"
    locating.locate([21.9], [95.1])  # makes what is kept in the cache, if it is not there
    loading = float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
    north, east = rng.uniform(10, 28, 10_000), rng.uniform(92.5, 101, 10_000)
    near = to_degrees(to_plane(used["longitude"], used["latitude"])[:10_000] + rng.normal(0, 1, (10_000, 2)))
    return {
        "loading": loading,
        "anywhere": timed(lambda: locating.locate(north, east)),
        "near": timed(lambda: locating.locate(near[:, 1], near[:, 0])),
    }


def covered(made: deriving.Derived) -> Any:
    used = made.settlements[made.settlements["left_out"] == ""]
    numbers = {pcode: number for number, pcode in enumerate(made.pcodes)}
    areas = made.areas[[numbers[pcode] for pcode in used["township"]]]
    return shapely.intersects_xy(areas, used["longitude"].to_numpy(), used["latitude"].to_numpy())


if __name__ == "__main__":
    print(json.dumps(measured(), indent=1))
