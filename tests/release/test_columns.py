"""Which columns and coded values may stand in a public output."""

import csv

import pytest

from tollbook import shipped
from tollbook.briefs.outputs import figure_files
from tollbook.briefs.panels import findings as public_findings
from tollbook.claims import schema
from tollbook.incidents import tabling
from tollbook.release import columns, tables
from tollbook.release.columns import class_of, public_value
from tollbook.tallies import stocks, tally

OWN = {
    "claims": schema.NAMES,
    "derived": schema.DERIVED,
    "findings": tuple(tabling._COLUMNS),
    "tally": tally.COLUMNS,
    "stocks": stocks.COLUMNS,
    "brief": public_findings.COLUMNS,
    "figures": figure_files.COLUMNS,
    "cleared": tables.ADDED,
}


def read(name):
    with open(shipped.reference(name), encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("table", OWN)
def test_every_column_of_our_own_tables_is_classed(table):
    assert [name for name in OWN[table] if class_of(name) == "unknown"] == []


@pytest.mark.parametrize("table", ["tally", "stocks", "brief", "figures", "cleared"])
def test_a_table_made_for_the_public_has_no_column_that_never_leaves(table):
    assert [name for name in OWN[table] if class_of(name) == "never"] == []


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("public", "claim_id scope measure low best high withdrawn source_release published"),
        ("restricted", "pcode start end url recorded means responsible victims grade object_hit source origin"),
        ("never", "note wording place_name attributed_to incident_id latitude camp_name victim phone event_id_cnty"),
        ("unknown", "invented_column"),
    ],
)
def test_the_classes_of_columns_that_matter(kind, names):
    assert {name: class_of(name) for name in names.split()} == dict.fromkeys(names.split(), kind)


@pytest.mark.parametrize("written", ["place_name", "placeName", "Place name", "PLACE-NAME", " place name "])
def test_a_column_is_known_however_it_is_written(written):
    assert class_of(written) == "never"


def test_each_column_is_classed_once_and_says_why():
    rows = read("columns.csv")
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names))
    assert [
        row["name"] for row in rows if not row["why"] or row["class"] not in ("public", "restricted", "never")
    ] == []
    classes = {}
    for row in rows:
        # "email" and "e_mail" are one column to a reader.
        assert classes.setdefault(row["name"].replace("_", ""), row["class"]) == row["class"], row["name"]


def test_a_slip_in_a_class_stops_everything(tmp_path, monkeypatch):
    (tmp_path / "columns.csv").write_text("name,class,why\nnote,nevr,a slip\n", encoding="utf-8")
    monkeypatch.setattr(columns.shipped, "reference", lambda name: tmp_path / name)
    columns._rows.cache_clear()
    with pytest.raises(
        ValueError, match=r"^columns\.csv has classes that are none of public, restricted, never: note: 'nevr'\.$"
    ):
        columns._rows()
    columns._rows.cache_clear()


@pytest.mark.parametrize(
    ("column", "value", "public"),
    [
        ("responsible", "military", "military"),
        ("responsible", "  Junta   FORCES ", "military"),
        ("responsible", "Arakan Army", "ethnic armed organisation"),
        ("responsible", "PDF", "resistance forces"),
        ("responsible", "Light Infantry Battalion 369", "other"),
        ("responsible", "Captain Invented", "other"),
        ("responsible", "militia", "other"),
        ("victims", "IDPs", "displaced people"),
        ("victims", "Rohingya", "other"),
        ("victims", "Christians", "other"),
        ("victims", "the family of Invented", "other"),
        ("grade", "Single source", "single-source"),
        ("grade", "as a person told us", "other"),
        ("means", "airstrike", "other"),
    ],
)
def test_a_value_stands_as_its_class_or_as_other(column, value, public):
    assert public_value(column, value) == public


@pytest.mark.parametrize("value", ["", "  ", "unknown", "Not stated", "not known", "not coded"])
def test_what_says_nothing_has_no_class(value):
    assert [public_value(column, value) for column in ("responsible", "victims", "grade", "object_hit")] == [""] * 4


def test_what_was_hit_is_public_from_the_state_up_only():
    for value in ("monastery", "school", "hospital", "house", "market", "wedding"):
        assert public_value("object_hit", value) == public_value("object_hit", value, "district") == "other", value
        assert public_value("object_hit", value, "state") not in ("other", ""), value
    for value in ("IDP camp", "Invented monastery", "warehouse of aid", "bridge"):
        assert public_value("object_hit", value, "state") == "other", value


def test_few_people_of_a_trade_or_in_detention_are_told_of_a_state_alone():
    assert [public_value("victims", "monks", level) for level in columns.LEVELS] == [
        "other",
        "other",
        "clergy",
        "clergy",
    ]
    assert public_value("victims", "detainees") == "other"


def test_a_level_that_is_not_public_is_refused():
    with pytest.raises(
        ValueError, match=r"^There is no public level 'village'\. The levels are township, district, state"
    ):
        public_value("object_hit", "school", "village")


def test_the_values_name_no_people_no_faith_and_nobody():
    rows = read("public_values.csv")
    assert {row["column"] for row in rows} == {"responsible", "victims", "grade", "object_hit", "base"}
    assert all(class_of(row["column"]) == "restricted" for row in rows)
    assert len({(row["column"], row["value"].casefold()) for row in rows}) == len(rows)
    assert {row["from_level"] for row in rows} == {"township", "state"}
    assert {row["from_level"] for row in rows if row["column"] == "object_hit"} == {"state"}
    printed = " ".join(row["public"] for row in rows).casefold()
    labels = (
        "rohingya rakhine karen kachin chin shan mon kayah bamar muslim christian buddhist hindu monk church mosque"
    )
    assert [label for label in labels.split() if label in printed.split()] == []
