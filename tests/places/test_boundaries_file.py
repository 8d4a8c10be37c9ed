"""Official boundaries from a file: layouts, projections, and every fault named. All polygons here are invented."""

from __future__ import annotations

import re

import geopandas
import pytest
import shapely

from tollbook import places
from tollbook.places.official import GIVEN, BoundariesError

#: Invented: two squares that share a border, and have the codes of Pale and Salingyi.
SQUARES = [shapely.box(94.5, 21.5, 95.0, 22.0), shapely.box(95.0, 21.5, 95.5, 22.0)]
CODES = ["MMR005019", "MMR005018"]


def invented(folder, name="invented.geojson", codes=CODES, shapes=SQUARES, column="ADM3_PCODE", crs=4326, **more):
    table = geopandas.GeoDataFrame({column: codes, **more}, geometry=list(shapes), crs=4326)
    if crs != 4326:
        table = table.to_crs(crs)
    table.to_file(folder / name)
    return folder / name


@pytest.mark.parametrize(
    ("column", "names"),
    [
        ("ADM3_PCODE", {"ADM3_EN": ["Pale", "Salingyi"], "ADM2_PCODE": ["x", "x"], "ADM1_PCODE": ["MMR005"] * 2}),
        ("adm3_pcode", {"adm3_name": ["Pale", "Salingyi"], "adm2_pcode": ["x", "x"], "iso3": ["MMR"] * 2}),
        ("TS_PCODE", {"TS": ["Pale", "Salingyi"], "DT_PCODE": ["x", "x"], "ST_PCODE": ["MMR005"] * 2}),
    ],
)
@pytest.mark.parametrize("name", ["invented.geojson", "invented.gpkg", "invented.shp"])
def test_known_layouts_and_formats_are_read(tmp_path, column, names, name):
    held = places.areas("township", file=invented(tmp_path, name, column=column, **names))
    assert held.pcodes == sorted(CODES)
    assert not held.approximate
    assert held.source == GIVEN
    assert held.notes[0].startswith(f"Boundaries from {name}, township: p-codes from {column}, names from ")
    for pcode, area in zip(held.pcodes, held.geometry, strict=True):
        assert shapely.equals_exact(shapely.normalize(area), shapely.normalize(SQUARES[CODES.index(pcode)]), 1e-6)


def test_a_zipped_shapefile_is_read(tmp_path):
    import zipfile

    invented(tmp_path, "invented.shp")
    with zipfile.ZipFile(tmp_path / "invented.zip", "w") as archive:
        for part in tmp_path.glob("invented.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    assert places.areas(file=tmp_path / "invented.zip").pcodes == sorted(CODES)


def test_another_projection_becomes_degrees(tmp_path):
    held = places.areas(file=invented(tmp_path, "invented.gpkg", crs=32646))
    assert shapely.total_bounds(held.geometry) == pytest.approx([94.5, 21.5, 95.5, 22.0], abs=0.01)


def test_the_layer_with_township_codes_is_found(tmp_path):
    path = tmp_path / "invented.gpkg"
    whole = geopandas.GeoDataFrame({"ADM1_PCODE": ["MMR005"]}, geometry=[shapely.box(94.5, 21.5, 95.5, 22)], crs=4326)
    whole.to_file(path, layer="states")
    geopandas.GeoDataFrame({"ADM3_PCODE": CODES}, geometry=SQUARES, crs=4326).to_file(path, layer="townships")
    assert places.areas(file=path).pcodes == sorted(CODES)


def test_coarser_units_are_put_together_from_its_townships(tmp_path):
    state = places.areas("state", file=invented(tmp_path))
    assert state.pcodes == ["MMR005"]
    assert shapely.equals(state.geometry[0], shapely.box(94.5, 21.5, 95.5, 22.0))
    assert len(state.missing) == 17


def test_the_version_is_named(tmp_path):
    assert places.areas(file=invented(tmp_path, version_no=["v03"] * 2)).source.endswith("(version v03)")
    assert places.areas(file=invented(tmp_path, validOn=["2024-02-15"] * 2)).source.endswith("(of 2024-02-15)")
    assert (
        places.areas(file=invented(tmp_path, date=["2024-02-15", "2023-01-01"])).source == GIVEN
    )


def test_missing_townships_and_unknown_codes_are_said_and_not_dropped_silently(tmp_path):
    shapes = [*SQUARES, shapely.box(95.5, 21.5, 96, 22)]
    held = places.areas(file=invented(tmp_path, codes=[*CODES, "MMR099999"], shapes=shapes))
    assert held.pcodes == sorted(CODES)
    assert "Not drawn, because the gazetteer does not know the codes: MMR099999." in held.notes
    assert any(
        note.startswith("Of the 330 townships these have no area in the file: MMR001001, MMR001002")
        for note in held.notes
    )
    assert len(held.missing) == 358 - 2


def test_the_halves_of_hlaingtharya_stand_for_the_whole(tmp_path):
    codes = [code for code in places.areas().pcodes if code != "MMR013008"] + ["MMR013046", "MMR013047"]
    shapes = [
        shapely.box(92 + at % 20 * 0.1, 20 + at // 20 * 0.1, 92.1 + at % 20 * 0.1, 20.1 + at // 20 * 0.1)
        for at in range(331)
    ]
    held = places.areas(file=invented(tmp_path, codes=codes, shapes=shapes))
    assert len(held.pcodes) == 331
    assert not any("have no area in the file" in note for note in held.notes)
    half = places.areas(file=invented(tmp_path, codes=codes[:-1], shapes=shapes[:-1]))
    assert "Of the 330 townships these have no area in the file: MMR013008 (1 in all)." in half.notes


def test_all_faults_are_named_at_once(tmp_path):
    codes = ["MMR005019", "MMR005019", "", "MMR005018"]
    shapes = [*SQUARES, shapely.box(96, 21, 97, 22), shapely.Point(95, 22)]
    with pytest.raises(BoundariesError) as caught:
        places.areas(file=invented(tmp_path, "invented.gpkg", codes=codes, shapes=shapes))
    said = str(caught.value)
    assert said.startswith("invented.gpkg can't be used as township boundaries: ")
    assert "ADM3_PCODE is empty in row 3" in said
    assert "codes in ADM3_PCODE stand more than once, and townships must be one row each: MMR005019 (2 times)" in said
    assert "points or lines instead of areas for MMR005018" in said
    assert said.endswith("Correct the file.")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda folder: folder / "none.shp", "There is no file .*none.shp. Give the path of a shapefile"),
        (
            lambda folder: invented(folder, column="ADM2_PCODE"),
            "invented.geojson has no township boundaries. No column with the p-codes of the township level: looked for",
        ),
        (
            lambda folder: invented(folder, codes=["THA001", "THA002"]),
            "none of the codes in ADM3_PCODE is of a township, such as THA001, THA002",
        ),
    ],
)
def test_faults_have_sentences_with_remedies(tmp_path, make, sentence):
    with pytest.raises(BoundariesError, match=re.sub(r"\(|\)", ".", sentence)):
        places.areas(file=make(tmp_path))


def test_a_file_that_is_no_map_is_refused(tmp_path):
    path = tmp_path / "invented.geojson"
    path.write_text("not a map")
    with pytest.raises(BoundariesError, match=r"invented.geojson can't be read as a map: "):
        places.areas(file=path)
    table = tmp_path / "invented.csv"
    table.write_text("ADM3_PCODE\nMMR005019\n")
    with pytest.raises(BoundariesError, match=r"invented.csv has no polygons"):
        places.areas(file=table)


def test_a_shapefile_without_its_projection_is_asked_for_it(tmp_path):
    path = invented(tmp_path, "invented.shp", crs=32646)
    path.with_suffix(".prj").unlink()
    with pytest.raises(BoundariesError, match=r"does not say its projection. Add its .prj file"):
        places.areas(file=path)
    path = invented(tmp_path, "degrees.shp")
    path.with_suffix(".prj").unlink()
    assert places.areas(file=path).pcodes == sorted(CODES)


def test_areas_that_cross_themselves_are_mended_and_said(tmp_path):
    bow = shapely.Polygon([(94, 21), (95, 22), (95, 21), (94, 22)])
    held = places.areas(file=invented(tmp_path, codes=["MMR005019"], shapes=[bow]))
    assert shapely.is_valid(held.geometry).all()
    assert "Areas that crossed themselves were mended: MMR005019." in held.notes
