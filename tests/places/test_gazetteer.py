"""The table of townships, and the gazetteer of the package that it was made from."""

from __future__ import annotations

import csv
import importlib.util
import sys
import unicodedata
from pathlib import Path

import pytest

from tollbook import places, shipped
from tollbook.places import gazetteer

ROOT = Path(__file__).resolve().parent.parent.parent


def test_townships_have_the_columns_that_others_build_on():
    table = places.townships()
    assert list(table.columns[:8]) == [
        *("pcode", "name", "name_my", "district_pcode", "district", "state_pcode", "state", "region")
    ]
    assert len(table) == 358
    assert table["pcode"].is_unique
    assert list(table["pcode"]) == sorted(table["pcode"])
    assert not (table.iloc[:, :10] == "").any().any()


def test_codes_begin_with_those_of_their_states():
    table = places.townships()
    assert (table["pcode"].str[:6] == table["state_pcode"]).all()
    assert (table["district_pcode"].str[:6] == table["state_pcode"]).all()
    assert table["state_pcode"].nunique() == 18
    # 15 of Tollbook's first-level units are public ones: Bago is in two parts, Shan in three.
    assert table["region"].nunique() == 15
    assert set(table.loc[table["region"] == "Shan State", "state"]) == {"Shan (South)", "Shan (North)", "Shan (East)"}


def test_burmese_names_are_in_normal_form_without_hidden_signs():
    table = places.townships()
    for column in ("name_my", "district_my", "state_my"):
        for text in table[column]:
            assert unicodedata.normalize("NFC", text) == text
            assert "\u200b" not in text


def test_the_table_that_ships_is_what_the_script_makes_of_the_gazetteer():
    spec = importlib.util.spec_from_file_location("build_townships", ROOT / "scripts" / "build_townships.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    with open(shipped.reference("townships.csv"), encoding="utf-8", newline="") as handle:
        shipped_rows = list(csv.reader(handle))
    assert shipped_rows == [script.COLUMNS, *script.rows()]


def test_a_changed_copy_does_not_change_the_table():
    table = places.townships()
    table.loc[0, "name"] = "invented"
    assert places.townships().loc[0, "name"] == "Myitkyina"


def test_the_gazetteer_holds_every_settlement_once():
    table = gazetteer.settlements()
    assert table.index.is_unique
    assert table["level"].value_counts().to_dict() == {
        "village": 72569, "village tract": 13979, "ward": 3524, "town": 506,
    }  # fmt: skip
    assert set(table["township"]) <= set(places.townships()["pcode"])


def test_codes_alone_say_the_same_as_the_whole_table():
    table = gazetteer.settlements()
    rows = zip(table["level"].tolist(), table["township"].tolist(), strict=True)
    assert gazetteer.settlement_codes() == dict(zip(table.index.tolist(), rows, strict=True))


def test_the_gazetteer_is_read_without_importing_its_package():
    gazetteer.database()
    assert "mm_geo_coder" not in sys.modules


def test_a_missing_gazetteer_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(gazetteer.GazetteerError) as caught:
        gazetteer.query("select 1")
    assert str(caught.value) == "The gazetteer is missing: install the Python package mm-geo-coder."


def test_a_broken_gazetteer_is_said_in_a_sentence(monkeypatch, tmp_path):
    broken = tmp_path / "invented.db"
    broken.write_bytes(b"not a data base" * 100)
    monkeypatch.setattr(gazetteer, "database", lambda: broken)
    with pytest.raises(gazetteer.GazetteerError) as caught:
        gazetteer.query("select 1 from villages")
    assert str(caught.value) == (
        f"The gazetteer {broken} can't be read: file is not a database. Install mm-geo-coder again."
    )
