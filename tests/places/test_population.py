"""People by township, read from a file of the user's. All figures here are invented."""

from __future__ import annotations

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tollbook import places
from tollbook.places.population import UNNAMED, Population, PopulationError, _missing, population

USUAL = places.townships().query("usual == 'yes'")["pcode"].to_list()
WHOLE, EAST, WEST = "MMR013008", "MMR013046", "MMR013047"


def written(tmp_path, text, name="people_2031.csv"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def problems_of(*args, **options):
    with pytest.raises(PopulationError) as error:
        population(*args, **options)
    return list(error.value.problems)


def test_the_common_operational_columns_are_read_and_tags_passed_over(tmp_path):
    text = (
        "ADM1_EN,ADM3_EN,ADM3_PCODE,F_TL,M_TL,T_TL\n"
        "#adm1+name,#adm3+name,#adm3+code,#population+f,#population+m,#population+total\n"
        'Sagaing,Pale,MMR005019,60,40,"1,100"\nKachin,Myitkyina,mmr001001,1,1,200\n'
    )
    read = population(written(tmp_path, text))
    assert read.people.to_dict() == {"MMR001001": 200, "MMR005019": 1100}
    assert str(read.people.dtype) == "int64"
    assert (read.year, read.source) == (2031, UNNAMED)
    assert len(read.missing) == 328


def test_a_workbook_is_read_from_its_sheet_of_townships(tmp_path):
    file = tmp_path / "mmr_admpop_2031.xlsx"
    with xlsxwriter.Workbook(file) as book:
        front = book.add_worksheet("readme")
        front.write_row(0, 0, ["Invented figures"])
        states = book.add_worksheet("adm1")
        states.write_row(0, 0, ["ADM1_PCODE", "T_TL"])
        states.write_row(1, 0, ["MMR005", 9])
        sheet = book.add_worksheet("adm3")
        sheet.write_row(0, 0, ["Invented", ""])
        sheet.write_row(1, 0, ["adm3_name", "adm3_pcode", "T_TL"])
        sheet.write_row(2, 0, ["Pale", "MMR005019", 1100])
    assert population(file).people.to_dict() == {"MMR005019": 1100}


def test_two_sheets_of_townships_are_not_chosen_between(tmp_path):
    file = tmp_path / "people_2031.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for name, count in (("low", 1), ("high", 2)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["adm3_pcode", "population"])
            sheet.write_row(1, 0, ["MMR005019", count])
    assert problems_of(file) == [
        "people_2031.xlsx has townships in several sheets: low, high. Leave the one that is meant."
    ]
    assert population(file, sheet="high").people.to_list() == [2]
    assert problems_of(file, sheet="mid") == ['people_2031.xlsx has no sheet "mid" with rows. It has: low, high.']


def test_all_problems_are_told_at_once_with_row_column_value_and_remedy(tmp_path):
    text = (
        "adm3_pcode,population\nMMR005019,-5\nMMR005018,some\nMMR005017,\nMMR005,7\nMMR005016,7.5.1\n"
        ",900\nMMR005015,1\nMMR005015,2\n"
    )
    where = "people_2031.csv, row"
    assert problems_of(written(tmp_path, text)) == [
        f'{where} 2, column population, "-5": People can\'t be fewer than none. Correct the figure.',
        f'{where} 3, column population, "some": This is no number. Write it in digits.',
        f"{where} 4, column population: The figure is missing. Write it, or delete the row.",
        f'{where} 5, column adm3_pcode, "MMR005": This is no township\'s code. '
        "Correct it, or delete the row if it is a total.",
        f'{where} 6, column population, "7.5.1": This is no number. Write it in digits.',
        f"{where} 7, column adm3_pcode: The row has no code. Correct it, or delete the row if it is a total.",
        f'{where} 9, column adm3_pcode, "MMR005015": The township stands in row 8 already. Give one row a township, '
        "with all sexes and ages together.",
    ]


def test_decimals_of_a_projection_are_rounded_to_people(tmp_path):
    text = 'adm3_pcode,population\nMMR005019,"12,345.6"\nMMR005018,7.4\nMMR005017,7.\n'
    assert sorted(population(written(tmp_path, text)).people) == [7, 7, 12346]


def test_a_whole_beside_its_parts_is_refused(tmp_path):
    text = f"TS_PCODE,T_TL\n{WHOLE},10\n{EAST},4\n"
    assert problems_of(written(tmp_path, text)) == [
        f'people_2031.csv, row 2, column TS_PCODE, "{WHOLE}": The township was split in {EAST} and {WEST}, '
        f"and the file has {EAST} too. Keep the whole or the parts."
    ]


def test_parts_add_up_to_their_whole_and_a_whole_is_not_divided(tmp_path):
    parts = population(written(tmp_path, f"TS_PCODE,T_TL\n{EAST},4\n{WEST},5\n"))
    assert parts.of([WHOLE, EAST]).to_dict() == {WHOLE: 9, EAST: 4}
    assert WHOLE not in parts.missing
    whole = population(written(tmp_path, f"TS_PCODE,T_TL\n{WHOLE},9\n"))
    assert whole.of([WHOLE])[WHOLE] == 9
    assert whole.of([EAST]).isna().all()


@pytest.mark.parametrize(
    ("name", "text", "options", "year"),
    [
        ("people.csv", "adm3_pcode,population\nMMR005019,1\n", {"year": 2029}, 2029),
        ("people.csv", "adm3_pcode,population,year\nMMR005019,1,2030\n", {}, 2030),
        ("people.csv", "adm3_pcode,population,Year\nMMR005019,1,2030\nMMR005019,2,2031\n", {"year": 2030}, 2030),
        ("people_2031.csv", "adm3_pcode,population\nMMR005019,1\n", {"year": 2030}, 2030),
    ],
)
def test_the_year_is_the_column_s_the_name_s_or_the_caller_s(tmp_path, name, text, options, year):
    read = population(written(tmp_path, text, name), **options)
    assert (read.year, read.people.to_list()) == (year, [1])


def test_a_file_without_one_year_is_refused(tmp_path):
    text = "adm3_pcode,population\nMMR005019,1\n"
    for name in ("people.csv", "people_2019-2031.csv"):
        assert problems_of(written(tmp_path, text, name)) == [
            f"{name}: The year of the figures is stated nowhere, or not as one year. "
            "Put the year, and no other, in the file's name, as in people_2024.csv."
        ]
    several = written(tmp_path, "adm3_pcode,population,year\nMMR005019,1,2030\nMMR005019,2,2031\n", "p.csv")
    assert problems_of(several) == [
        "p.csv, column year: The rows are of several years; it has 2030, 2031. Leave the rows of one year."
    ]
    assert problems_of(several, year=2020) == [
        "p.csv, column year: There is no row of 2020; it has 2030, 2031. Leave the rows of one year."
    ]


def test_a_file_without_codes_or_people_is_refused(tmp_path):
    assert problems_of(written(tmp_path, "township,population\nPale,1\n")) == [
        "people_2031.csv: No column with the p-codes of the township level: looked for adm3_pcode, ADM3_PCODE, "
        "TS_PCODE, Township Pcode. The columns are: township, population. Rename the one that holds these "
        "codes to adm3_pcode."
    ]
    assert problems_of(written(tmp_path, "adm3_pcode,men\nMMR005019,1\n")) == [
        "people_2031.csv: No column of all people: looked for T_TL, T_Pop, Population, Total, People. "
        "The columns are: adm3_pcode, men. Rename the one that holds all people to T_TL."
    ]
    assert population(written(tmp_path, "c,men\nMMR005019,1\n"), pcode="c", people="men").people.to_list() == [1]


def test_a_file_that_is_none_is_refused(tmp_path):
    assert problems_of(tmp_path / "absent.csv") == ["absent.csv can't be read: No such file or directory."]
    assert problems_of(written(tmp_path, "adm3_pcode,population\n")) == [
        "people_2031.csv holds no table: there is no row under a header."
    ]
    broken = tmp_path / "p_2031.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    assert problems_of(broken)[0].startswith("p_2031.xlsx can't be read as a workbook: ")


@given(st.dictionaries(st.sampled_from(USUAL), st.integers(0, 10**7)))
def test_a_district_has_a_figure_only_where_all_its_townships_have(figures):
    people = pd.Series(figures, dtype="int64")
    read = Population(people, 2031, "invented", _missing(people))
    table = places.townships().query("usual == 'yes'")
    districts = read.of(table["district_pcode"])
    for district, held in table.groupby("district_pcode")["pcode"]:
        got = districts[district]
        if set(held) <= set(figures):
            assert got == sum(figures[code] for code in held)
        else:
            assert pd.isna(got)
    assert set(read.missing) == set(USUAL) - set(figures)


@pytest.mark.parametrize(
    ("name", "text", "mended"),
    [
        (
            "people.csv",
            "adm3_pcode,population\nMMR005019,1\n",
            ("people_2024.csv", "adm3_pcode,population\nMMR005019,1\n"),
        ),
        ("p_2024.csv", "adm3_pcode,men\nMMR005019,1\n", ("p_2024.csv", "adm3_pcode,T_TL\nMMR005019,1\n")),
        ("p_2024.csv", "code,T_TL\nMMR005019,1\n", ("p_2024.csv", "adm3_pcode,T_TL\nMMR005019,1\n")),
    ],
)
def test_what_an_error_asks_for_can_be_done_to_the_file_alone(tmp_path, name, text, mended):
    (said,) = problems_of(written(tmp_path, text, name))
    assert "=." not in said, "the command line has no such option"
    new_name, new_text = mended
    assert population(written(tmp_path, new_text, new_name)).people.to_list() == [1]
