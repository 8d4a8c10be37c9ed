"""Columns of p-codes and names in the layouts that other people's files have."""

import pytest

from tollbook.places.columns import Columns, ColumnsError, columns_of

NEW = ["adm3_name", "adm3_name1", "adm3_pcode", "adm2_name", "adm2_pcode", "adm1_name", "adm1_pcode", "iso3"]
OLD = ["ADM3_EN", "ADM3_PCODE", "ADM3_MY", "ADM2_EN", "ADM2_PCODE", "ADM1_EN", "ADM1_PCODE", "validOn"]
MIMU = ["OBJECTID", "ST", "ST_PCODE", "DT", "DT_PCODE", "TS", "TS_PCODE", "TS_MMR", "geometry"]


@pytest.mark.parametrize(
    ("header", "pcode", "name", "name_my"),
    [
        (NEW, "adm3_pcode", "adm3_name", ""),
        (OLD, "ADM3_PCODE", "ADM3_EN", "ADM3_MY"),
        (MIMU, "TS_PCODE", "TS", "TS_MMR"),
        (["State/Region Pcode", "Township Pcode", "Township Name"], "Township Pcode", "Township Name", ""),
        (["Township.Pcode", "T_TL"], "Township.Pcode", "", ""),
        ([" adm3_pcode "], " adm3_pcode ", "", ""),
    ],
)
def test_townships_are_found_in_each_known_layout(header, pcode, name, name_my):
    found = columns_of(header, "township")
    assert (found.pcode, found.name, found.name_my) == (pcode, name, name_my)


@pytest.mark.parametrize("header", [NEW, OLD, MIMU])
def test_the_columns_of_one_level_are_not_taken_for_anothers(header):
    codes = [columns_of(header, level).pcode for level in ("state", "district", "township")]
    assert len(set(codes)) == 3


def test_the_order_of_columns_changes_nothing():
    assert columns_of(OLD[::-1], "township") == columns_of(OLD, "township")


def test_what_was_chosen_can_be_printed():
    assert (
        str(columns_of(OLD, "township"))
        == "township: p-codes from ADM3_PCODE, names from ADM3_EN (COD-AB before 2025)."
    )
    assert str(columns_of(["x"], "township", pcode="x")) == "township: p-codes from x, no names (named by the caller)."


def test_a_caller_may_name_the_columns():
    header = ["code", "label", "adm3_pcode"]
    found = columns_of(header, "township", pcode="code", name="label")
    assert found == Columns("township", "code", "label", "", "named by the caller")
    assert columns_of(header, "township", name="label").name == "label"


def test_a_table_without_codes_is_told_what_was_looked_for():
    with pytest.raises(ColumnsError) as error:
        columns_of(["Township", "People"], "township")
    assert str(error.value) == (
        "No column with the p-codes of the township level: looked for adm3_pcode, ADM3_PCODE, TS_PCODE, Township "
        "Pcode. The columns are: Township, People. Rename the one that holds these codes to adm3_pcode."
    )


def test_two_columns_that_may_hold_the_codes_are_not_chosen_between():
    with pytest.raises(ColumnsError) as error:
        columns_of(["ADM3_PCODE", "adm3_pcode"], "township")
    assert str(error.value) == (
        "ADM3_PCODE and adm3_pcode may all hold the p-codes of the township level. Rename all but the one that is meant."
    )


def test_a_named_column_must_be_there():
    with pytest.raises(ColumnsError, match=r'^There is no column "code"\. The columns are: a, b\.$'):
        columns_of(["a", "b"], "township", pcode="code")


def test_a_level_without_columns_is_refused():
    with pytest.raises(ColumnsError, match=r'^"ward" is no level that tables have columns for: country, state, '):
        columns_of(NEW, "ward")
