"""The map as it is drawn: shades and signs tell apart in grey print, and the same map has the same bytes."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tests.charts.invented import NAN
from tests.charts.squares import PALE, SAGAING, areas, row, silent, table
from tollbook import places
from tollbook.charts import choropleth, insets, labels, signs
from tollbook.charts.classes import MOST
from tollbook.charts.ground import ground
from tollbook.charts.plate import NoRoom, plate
from tollbook.charts.projection import project
from tollbook.charts.reading import MapError
from tollbook.charts.style import svg

KILLED = "civilians_killed"
DPI = 300

#: One township of each kind, by place among the squares.
KINDS = [
    row(SAGAING[0], 1, 1, 1), row(SAGAING[1], 2, 2, 2), row(SAGAING[2], 5, 5, 5), row(SAGAING[3], 20, 20, 20),
    row(SAGAING[4], 90, 90, 90), silent(SAGAING[5], "counted", 0.0), silent(SAGAING[6], "not covered"),
    silent(SAGAING[7], "unknown"), row(SAGAING[8]), row(SAGAING[9], 5, 5, NAN, True),
]  # fmt: skip


def luminance(pixels):
    """Grey of print: the weights of ITU-R BT.601."""
    return pixels[..., :3].astype(float) @ [0.299, 0.587, 0.114]


@pytest.fixture(scope="module")
def greys():
    """The pixels of each square of a map of all kinds, in grey, without its border."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labels, "placed", lambda *_: [])  # names would stand on the shades
        figure = choropleth(table(*KINDS), KILLED, areas(SAGAING[:16]), "MMR005", size_mm=(140, 60), notes=False)
    figure.set_dpi(DPI)
    figure.set_facecolor("white")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    grey = luminance(np.asarray(canvas.buffer_rgba()))
    return [tile(grey, figure, at) for at in range(len(KINDS))]


def tile(grey, figure, at):
    from tollbook.charts.choropleth import _legend, _sheet, _shown
    from tollbook.charts.reading import read
    from tollbook.charts.style import house_style
    from tollbook.charts.words import words

    held = areas(SAGAING[:16])
    with house_style():
        shown = _shown(read(table(*KINDS), KILLED), ground(held), "MMR005", None, words())
        sheet = _sheet(shown, _legend(shown, KILLED, None, words(), False), "MMR005", (140, 60))
    to_mm = sheet.main.to_mm
    west, south, east, north = shapely.bounds(ground(held).geometry[at])
    (left, bottom), (right, top) = to_mm(np.array([[west, south], [east, north]]))
    inch, room = DPI / 25.4, 0.12 * (right - left)
    rows = slice(int(grey.shape[0] - (top - room) * inch), int(grey.shape[0] - (bottom + room) * inch))
    return grey[rows, int((left + room) * inch) : int((right - room) * inch)]


def test_classes_darken_step_by_step_in_grey_print(greys):
    flat = [float(np.median(each)) for each in greys[:5]]
    assert all(before - after >= 25 for before, after in itertools.pairwise(flat))
    assert all(float(np.std(each)) < 1 for each in greys[:5]), "a class is flat"


def test_signs_are_lighter_than_any_class_or_patterned(greys):
    zero, not_covered, unknown, no_number = greys[5:9]
    for sign in (zero, not_covered, unknown, no_number):
        assert float(np.std(sign)) > 3, "a sign is no flat shade"
        assert float(np.median(sign)) > float(np.median(greys[0])) + 10


def test_signs_tell_apart_by_what_is_drawn_and_not_by_hue(greys):
    zero, not_covered, unknown, no_number = greys[5:9]
    # Ruled: each line of pixels is of one grey. Hatched: neither lines nor columns are. Zero and the question mark leave
    # the edge of the township as paper, and differ in how much ink stands in the middle.
    assert np.std(not_covered, axis=1).max() < 1 < np.std(not_covered, axis=0).min()
    assert np.std(unknown, axis=1).min() > 1 and np.std(unknown, axis=0).min() > 1
    for sign in (zero, no_number):
        assert (sign[:3] == 255).all() and (sign[:, :3] == 255).all()
    middle = [float(each[each.shape[0] // 2 - 2 : each.shape[0] // 2 + 2].min()) for each in (zero, no_number)]
    assert abs(middle[0] - middle[1]) > 20


def test_an_open_number_does_not_look_like_an_exact_one(greys):
    exact, is_open = greys[2], greys[9]
    assert abs(float(np.median(exact)) - float(np.median(is_open))) < 1, "both are in one class"
    assert float(np.std(is_open)) > 10 > float(np.std(exact))


@pytest.mark.parametrize("n", range(1, MOST + 1))
def test_shades_of_any_number_of_classes_are_apart_and_apart_from_paper(n):
    made = [luminance(np.array([[int(shade[i : i + 2], 16) for i in (1, 3, 5)]]))[0] for shade in signs.shades(n)]
    assert len(made) == n
    assert made[0] < 235
    assert all(before - after >= 25 for before, after in itertools.pairwise(made))


def said(monkeypatch, *rows, held=None, where="MMR005", **options):
    """The texts of a map."""
    from tollbook.charts import lettering

    seen = []
    add = lettering.Lettering.add
    monkeypatch.setattr(
        lettering.Lettering,
        "add",
        lambda self, at, text, *rest, **more: (seen.append(text), add(self, at, text, *rest, **more)),
    )
    rows = rows[0] if len(rows) == 1 and not isinstance(rows[0], dict) else table(*rows)
    choropleth(rows, KILLED, held or areas(), where, **options)
    return seen


def test_the_legend_names_every_sign_and_what_is_mapped(monkeypatch):
    found = said(monkeypatch, *KINDS)
    for text in ("Civilians killed", "best figure", "90", "or more", "reported, no number", "counted: none", "not covered",
                 "no report"):  # fmt: skip
        assert text in found


def test_signs_that_no_township_has_are_not_explained(monkeypatch):
    found = said(monkeypatch, row(PALE, 7, 7, 7))
    unused = {"or more", "bounds reach further", "reported, no number", "recorded under another code", "counted: none",
              "not covered"}  # fmt: skip
    assert not unused & set(found)
    assert {"7", "best figure", "no report"} <= set(found)
    full = said(monkeypatch, *(row(code, 7, 7, 7) for code in SAGAING))
    assert "no report" not in full


def test_where_nothing_is_shaded_the_legend_has_no_figure_either(monkeypatch):
    found = said(monkeypatch)
    assert "best figure" not in found
    assert "no report" in found


def test_ground_with_something_recorded_under_another_code_is_not_hatched(monkeypatch):
    drawn = []
    monkeypatch.setattr(signs, "star", lambda: drawn.append("star") or signs.ring())
    found = said(monkeypatch, row("MMR013046", 7, 7, 7), held=areas(["MMR013008"]), where="MMR013")
    assert "recorded under another code" in found
    assert "Hlaingtharya" in found and "no report" not in found
    found = said(monkeypatch, row("MMR013046", 7, 7, 7), held=places.areas(), where="MMR013", size_mm=(66, 84))
    assert "Hlaingtharya" in found, "it is named though it is small"
    assert drawn, "the township bears the sign"


def test_a_closed_number_whose_bounds_lie_in_other_classes_bears_a_sign(monkeypatch):
    assert "bounds reach further" in said(monkeypatch, row(PALE, 50, 168, 174), row(SAGAING[0], 10, 10, 10))
    assert "bounds reach further" not in said(monkeypatch, row(PALE, 168, 168, 168), row(SAGAING[0], 10, 10, 10))


def test_the_township_with_most_is_named_with_its_number_though_it_has_no_room(monkeypatch):
    few, many = [SAGAING[9], PALE], SAGAING[:3]
    rows = [*(row(code, 168, 168, 168) for code in few), *(row(code, 1, 1, 1) for code in many)]
    found = said(monkeypatch, *rows, size_mm=(36, 36), notes=False)
    for code in few:
        assert f"{places.name(code)} 168" in found


def test_a_township_that_is_moved_bears_its_number_over_its_inset(monkeypatch):
    coco = "MMR013032"
    found = said(monkeypatch, row(coco, 14, 14, NAN, True), held=places.areas(), where="MMR013")
    assert "Cocokyun 14+, moved here" in found
    assert "Cocokyun, moved here" in said(monkeypatch, held=places.areas(), where="MMR013")


def test_a_bound_that_lies_between_classes_is_no_number_of_its_class(monkeypatch):
    rows = [row(PALE, 50, 169, 169), *(row(code, n, n, n) for n, code in enumerate(SAGAING[:9], 2))]
    assert "169" in said(monkeypatch, *rows)
    assert "bounds reach further" in said(monkeypatch, *rows)


def test_the_township_that_the_map_is_about_is_named_with_its_number(monkeypatch):
    assert "Pale 7+" in said(monkeypatch, row(PALE, 7, 7, NAN, True), outlined=PALE)
    assert "Pale" in said(monkeypatch, outlined=PALE)


def test_the_twin_for_so_many_people_says_of_how_many_and_of_which_year(monkeypatch):
    import pandas as pd

    from tollbook.places import Population
    from tollbook.tallies.rates import rates

    people = Population(pd.Series({PALE: 8_000}, dtype="int64"), 2024, "an invented count", ())
    rows = table(row(PALE, 4, 4, 4, coverage="counted"), row(SAGAING[0], 4, 4, 4, coverage="unknown"))
    found = said(monkeypatch, rates(rows, people, "MMR005"), outlined=PALE)
    legend = " ".join(found)
    assert "best figure per 100,000 people of 2024" in legend
    assert "50" in found
    assert "recorded, no rate" in found
    assert "People: an invented count, 2024." in legend
    assert "Fewer than 10,000 people, so that one event moves the rate far: Pale." in legend


def test_a_place_without_areas_is_refused():
    with pytest.raises(MapError) as error:
        choropleth(table(row(PALE, 1, 1, 1)), KILLED, areas(), "MMR013")
    assert str(error.value) == "No township of Yangon Region has an area, so there is nothing to draw."


def test_a_tally_of_another_level_is_refused(monkeypatch):
    from types import SimpleNamespace

    with pytest.raises(MapError, match=r"^A map draws townships, and this tally is by district\. Make it with "):
        choropleth(SimpleNamespace(table=table(), level="district", within="MMR"), KILLED, areas())


def test_a_sheet_that_is_too_small_is_refused():
    with pytest.raises(NoRoom):
        choropleth(table(row(PALE, 1, 1, 1)), KILLED, areas(), "MMR005", size_mm=(15, 15), notes=False)


@pytest.mark.parametrize("where", ["MMR", "MMR005", "MMR005D009"])
def test_country_state_and_district_are_drawn(where):
    figure = choropleth(table(row(PALE, 7, 7, NAN, True)), KILLED, areas(), where)
    assert svg(figure).startswith("<?xml")


MAKE = """
import hashlib, sys
sys.path.insert(0, {root!r})
from tests.charts.test_choropleth import KINDS, KILLED
from tests.charts.squares import areas, table
from tollbook.charts import choropleth
from tollbook.charts.style import svg
print(hashlib.sha256(svg(choropleth(table(*KINDS), KILLED, areas(), "MMR005", outlined="MMR005019")).encode()).hexdigest())
"""


@pytest.mark.long
def test_the_same_map_has_the_same_bytes_in_any_process_and_any_order_of_rows():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    found = set()
    for seed in ("1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", MAKE.format(root=root)], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found.add(done.stdout)
    assert len(found) == 1
    first, last = (svg(choropleth(table(*rows), KILLED, areas(), "MMR005")) for rows in (KINDS, KINDS[::-1]))
    assert first == last


def test_the_projection_keeps_areas():
    small = 0.01
    for east, north in ((93.0, 10.0), (96.0, 20.0), (98.5, 28.0)):
        corners = np.array([[east, north], [east + small, north], [east + small, north + small], [east, north + small]])
        drawn = shapely.area(shapely.polygons(project(corners)))
        ground_km2 = 6371.0072**2 * np.radians(small) * (np.sin(np.radians(north + small)) - np.sin(np.radians(north)))
        assert drawn == pytest.approx(ground_km2, rel=1e-4)


def test_lengths_are_right_to_half_a_percent_anywhere_in_the_country():
    one_degree = 6371.0072 * np.pi / 180
    for east, north in ((92.2, 20.5), (98.7, 9.6), (97.5, 28.4), (101.1, 21.5)):
        ends = project(np.array([[east, north - 0.05], [east, north + 0.05]]))
        assert np.hypot(*(ends[1] - ends[0])) == pytest.approx(one_degree * 0.1, rel=0.005)


def test_blocks_lie_apart_from_the_map_and_from_one_another():
    outline = shapely.Polygon([(0, 0), (100, 0), (100, 60), (60, 60), (60, 300), (0, 300)])
    blocks = [(24.0, 30.0), (14.0, 14.0), (10.0, 5.0)]
    made = plate(66, 64, outline, blocks)
    boxes = [shapely.box(x, y - h, x + w, y) for (x, y), (w, h) in zip(made.blocks, blocks, strict=True)]
    drawn = shapely.transform(outline, lambda points: points * made.scale + (made.left, made.bottom))
    assert made.height <= 64
    for one, other in itertools.combinations([drawn, *boxes], 2):
        assert shapely.distance(one, other) > 0.5
    assert all(shapely.box(0, 0, 66, made.height + 0.01).contains(box) for box in boxes)


def test_no_block_is_laid_on_an_island_that_is_smaller_than_a_cell():
    land = shapely.box(0, 0, 30, 100)
    island = shapely.box(97.2, 97.2, 97.5, 97.5)
    blocks = [(20.0, 20.0), (10.0, 10.0), (10.0, 10.0)]
    made = plate(100, 100, shapely.union_all([land, island]), blocks)
    drawn = shapely.transform(island, lambda points: points * made.scale + (made.left, made.bottom))
    for (x, y), (wide, high) in zip(made.blocks, blocks, strict=True):
        assert shapely.distance(shapely.box(x, y - high, x + wide, y), drawn) > 0.5


def test_no_name_stands_on_an_inset():
    label = labels.Label("A", "A", 50, 50, 10, 3, 20, 1.0, wanted=True)
    ((_, x, y),) = labels.placed([label], (0, 0, 100, 100), [(40, 49, 60, 60)])
    assert not labels.touch((x - 5, y, x + 5, y + 3), (40, 49, 60, 60))


def test_no_inset_lies_on_the_coco_islands_nor_their_name_on_one(monkeypatch):
    from tollbook.charts.choropleth import _legend, _sheet, _shown
    from tollbook.charts.reading import read
    from tollbook.charts.style import house_style
    from tollbook.charts.words import words

    rows = table(row("MMR013032", 14, 14, 14), row(PALE, 7, 7, 7))
    land = ground(places.areas())
    with house_style():
        shown = _shown(read(rows, KILLED), land, "MMR", None, words())
        key = _legend(shown, KILLED, None, words(), False)
        sheet = _sheet(shown, key, "MMR", (66.0, 84.0))
        sizes = [(key.width, key.height), *(inset.size for inset in sheet.insets)]
    assert sheet.insets, "the map has insets"
    island = land.geometry[land.position("MMR013032")]
    largest = max(shapely.get_parts(island), key=shapely.area)
    drawn = shapely.transform(largest, sheet.main.to_mm)
    for (x, y), (wide, high) in zip(sheet.plate.blocks, sizes, strict=False):
        block = (x, y - high, x + wide, y)
        assert shapely.distance(shapely.box(*block), drawn) > 0.5
        assert any(np.allclose(block, other) for other in sheet.main.taken), "no name stands on it"


def test_small_townships_close_together_get_an_inset_and_a_far_one_too():
    codes = [*SAGAING[:12], *SAGAING[12:20], SAGAING[20]]
    held = areas(codes, side=0.5)
    small = areas(codes[12:20], side=0.02).geometry
    shapes = [
        *held.geometry[:12],
        *shapely.transform(small, lambda points: points + np.array([1.0, 0.6])),
        shapely.box(95.0, 10.0, 95.2, 10.2),
    ]
    # The dense town lies in a hole of its surroundings.
    town = shapely.union_all(shapes[12:20])
    shapes[:12] = [shape.difference(town) for shape in shapes[:12]]
    land = ground(areas(codes, geometry=np.array(shapes, dtype=object)))
    chosen = tuple(range(len(codes)))
    assert land.far(chosen) == [20]
    groups = insets.dense(land, chosen[:20], 0.1)
    assert groups == [list(range(12, 20))]


@pytest.mark.parametrize(("share", "held"), [(0.101, True), (0.45, True), (0.099, False)])
def test_the_frame_of_a_map_holds_every_larger_piece_of_a_township(share, held):
    big = shapely.box(95.0, 20.0, 96.0, 20.1)
    # Its area in km, by which shares are meant, is that of the degrees as long as both lie as far north.
    piece = shapely.box(97.0, 20.0, 97.0 + share / (1 - share), 20.1)
    shapes = np.array([shapely.multipolygons([big, piece]), shapely.box(95.0, 20.1, 96.0, 20.2)], dtype=object)
    land = ground(areas(SAGAING[:2], geometry=shapes))
    frame = shapely.box(*land.frame((0, 1)))
    assert bool(frame.contains(shapely.get_parts(land.geometry[0])[1])) == held


@pytest.mark.parametrize("district", ["MMR012D001", "MMR006D003", "MMR006D002"])
def test_no_tenth_of_a_township_is_cut_off_a_map_of_its_district(district):
    land = ground(places.areas())
    chosen = land.positions(district)
    assert chosen
    frame = shapely.box(*land.frame(chosen))
    for i in chosen:
        for part in shapely.get_parts(land.geometry[i]):
            assert shapely.area(part) < 0.1 * land.size[i] or frame.contains(part)


def test_a_ground_is_kept_for_the_same_polygons_and_for_no_others():
    import dataclasses

    held = areas()
    assert ground(dataclasses.replace(held, source="another invented one")) is ground(held)
    assert ground(areas()) is not ground(held)


def test_only_the_last_few_grounds_are_kept():
    from tollbook.charts import ground as module

    many = [areas() for _ in range(6)]
    for each in many:
        ground(each)
    assert len(module._GROUNDS) == module._KEPT


def test_without_areas_the_approximate_ones_of_the_gazetteer_are_drawn(monkeypatch):
    monkeypatch.setattr(places, "areas", areas)
    drawn, given = (choropleth(table(*KINDS), KILLED, each, "MMR005") for each in (None, areas()))
    assert svg(drawn) == svg(given)
