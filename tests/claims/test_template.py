"""The template for coders: it asks for what reading takes, and what is typed into it reads like the CSV."""

import csv
import io
import re
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import tollbook as tb
from tollbook import measures, shipped
from tollbook.claims import schema, template_guide
from tollbook.claims.reading import read_claims
from tollbook.files import OutputError


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return tb.template(tmp_path_factory.mktemp("template") / "my-claims.xlsx")


@pytest.fixture(scope="module")
def parts(made):
    """The workbook's parts as text, by name."""
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.fixture(scope="module")
def rules(parts):
    """What each column's cells are checked for: its attributes and its text, by column."""
    xml = parts["xl/worksheets/sheet1.xml"]
    found = {}
    for attributes, inner in re.findall(r"<dataValidation ([^>]*)>(.*?)</dataValidation>", xml):
        rule = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        letters, last = re.fullmatch(r"([A-Z]+)2:[A-Z]+(\d+)", rule["sqref"]).groups()
        assert last == "1048576"
        found[named(letters)] = rule | {"formulas": re.findall(r"<formula\d>([^<]*)<", inner)}
    return found


def named(letters):
    """The column of the claims table that stands under these letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return schema.NAMES[number - 1]


def filled(template, rows):
    """A template into whose sheet of claims rows were typed, as a spreadsheet program would save them."""
    out = io.BytesIO()
    with zipfile.ZipFile(template) as archive, zipfile.ZipFile(out, "w") as copy:
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                day = re.search(rb'<col min="7" max="8"[^>]* style="(\d+)"', data)[1].decode()
                typed = "".join(line(number, row, day) for number, row in enumerate(rows, start=2))
                data = data.replace(b"</sheetData>", f"{typed}</sheetData>".encode())
            copy.writestr(item, data)
    return out.getvalue()


def line(number, row, day):
    """A row of a sheet: days as numbers in the format of their column, counts as numbers, the rest as text."""
    cells = []
    for at, column in enumerate(schema.COLUMNS):
        where = f"{chr(65 + at) if at < 26 else 'A' + chr(65 + at - 26)}{number}"
        text = row.get(column.name, "")
        if not text:
            continue
        if column.kind == "day":
            serial = (date.fromisoformat(text) - date(1899, 12, 30)).days
            cells.append(f'<c r="{where}" s="{day}"><v>{serial}</v></c>')
        elif column.kind == "count":
            cells.append(f'<c r="{where}"><v>{text}</v></c>')
        else:
            cells.append(f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def test_an_untouched_template_reads_as_a_file_without_claims(made):
    claims = read_claims(made)
    assert len(claims) == 0
    assert [str(problem) for problem in claims.problems] == [
        "error: my-claims.xlsx: The file has a header and no claims. Add one row a claim. [no_claims]"
    ]


def test_a_template_filled_with_the_sample_gives_the_claims_of_the_csv(made, tmp_path):
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    file = tmp_path / "filled.xlsx"
    file.write_bytes(filled(made, rows))
    claims, sample = read_claims(file), read_claims(shipped.claims_file())
    assert not claims.problems.errors
    assert claims.problems.warnings == sample.problems.warnings.named(file.name)
    pd.testing.assert_frame_equal(claims.table, sample.table)


def test_what_a_spreadsheet_would_spoil_stays_what_was_typed(made, tmp_path):
    row = template_guide.example() | {"claim_id": "007", "wording": "4-5", "note": "1e5", "low": "4", "best": ""}
    file = tmp_path / "invented.xlsx"
    file.write_bytes(filled(made, [row | {"high": "5"}]))
    claims = read_claims(file)
    assert not claims.problems.errors
    assert claims.table[["claim_id", "wording", "note"]].iloc[0].tolist() == ["007", "4-5", "1e5"]


def test_the_heads_are_all_columns_in_order_and_the_only_cells(made):
    book = CalamineWorkbook.from_path(made)
    assert book.sheet_names == ["claims", "how to", "lists"]
    assert book.get_sheet_by_name("claims").to_python() == [list(schema.NAMES)]


def test_each_head_says_what_goes_in_and_whether_it_may_be_empty(parts):
    comments = re.findall(r'<comment ref="([A-Z]+)1".*?</comment>', parts["xl/comments1.xml"], re.DOTALL)
    assert [named(letters) for letters in comments] == list(schema.NAMES)
    said = re.sub(r"<[^>]*>", "", parts["xl/comments1.xml"]).replace("&quot;", '"')
    for column in schema.COLUMNS:
        assert f"{column.meaning}\n" in said
    assert said.count("Fill it in every row.") == len(schema.REQUIRED)
    assert "One of: whole, part.\nEmpty: whole.\nExample: whole" in said


def test_every_closed_list_has_a_drop_down_that_stops_and_takes_the_same_words_as_reading(made, rules):
    lists = CalamineWorkbook.from_path(made).get_sheet_by_name("lists").to_python()
    columns = {cells[0]: [cell for cell in cells[1:] if cell] for cells in zip(*lists, strict=True) if cells[0]}
    for column in schema.COLUMNS:
        if not column.allowed:
            continue
        rule = rules[column.name]
        assert (rule["type"], rule.get("errorStyle", "stop")) == ("list", "stop")
        assert rule["error"] == f"{column.name} takes one of: {', '.join(column.allowed)}."
        # Below the measures stands a line that explains; the drop-down ends before it.
        assert tuple(columns[column.name][: len(column.allowed)]) == column.allowed
        assert re.fullmatch(rf"lists!\$[A-Z]\$2:\$[A-Z]\${len(column.allowed) + 1}", rule["formulas"][0])


def test_proposals_of_a_base_ask_and_do_not_stop(rules):
    assert (rules["base"]["type"], rules["base"]["errorStyle"]) == ("list", "warning")
    assert rules["base"]["error"] == (
        "base is usually empty, or one of: includes fighters, includes damaged, buildings, all displaced, "
        "since 2021-02-01. Use the same words each time: claims of different base are never joined. If it is meant so, "
        "choose Yes."
    )


def test_the_proposed_bases_are_those_of_the_sample_and_of_the_guide_for_coders():
    sample = set(read_claims(shipped.claims_file()).table["base"].unique()) - {""}
    assert sample == set(schema.BASES)
    guide = (shipped.data_dir().parent / "docs" / "coding.md").read_text("utf-8")
    told = re.sub(r"\s+", " ", guide.partition("## Base: who exactly is counted")[2].partition("\n## ")[0])
    assert set(re.findall(r"`([a-z][^`]*)`", told)) - {"base"} == set(schema.BASES)


def test_days_and_counts_are_checked_as_they_are_typed_and_say_what_to_write(rules):
    for name in schema.of_kind("day"):
        assert (rules[name]["type"], rules[name]["formulas"]) == ("date", ["1", "73415"])
        assert rules[name]["error"].startswith("Write the day as year-month-day, such as 2024-11-14.")
    for name in schema.of_kind("count"):
        assert (rules[name]["type"], rules[name]["formulas"]) == ("whole", ["0", "9007199254740992"])
        assert rules[name]["error"].startswith("Write a whole number, or leave the cell empty.")


def test_every_rule_has_a_text_that_a_spreadsheet_can_show(rules):
    checked = {column.name for column in schema.COLUMNS if column.kind in ("code", "day", "count")} | {"base"}
    assert set(rules) == checked
    for rule in rules.values():
        assert 0 < len(rule["errorTitle"]) <= 32
        assert 0 < len(rule["error"].replace("&quot;", '"')) <= 255


def test_texts_and_codes_are_text_and_days_are_days(parts):
    styles = parts["xl/styles.xml"]
    assert '<numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>' in styles
    formats = re.findall(r"<xf ([^>]*)", styles.partition("<cellXfs")[2].partition("</cellXfs>")[0])
    used = {}
    for attributes in re.findall(r"<col ([^>]*)/>", parts["xl/worksheets/sheet1.xml"]):
        columns = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        for at in range(int(columns["min"]), int(columns["max"]) + 1):
            used[schema.NAMES[at - 1]] = re.search(r'numFmtId="(\d+)"', formats[int(columns.get("style", 0))])[1]
    # 49 is text and 0 the general format, in any workbook.
    wanted = {"day": "164", "count": "0"}
    assert used == {column.name: wanted.get(column.kind, "49") for column in schema.COLUMNS}


def test_the_header_stays_in_sight_and_required_heads_are_told_apart(parts):
    xml = parts["xl/worksheets/sheet1.xml"]
    assert '<pane xSplit="1" ySplit="1" topLeftCell="B2"' in xml
    heads = dict(re.findall(r'<c r="([A-Z]+)1" s="(\d+)"', xml))
    dark = {style for letters, style in heads.items() if named(letters) in schema.REQUIRED}
    light = {style for letters, style in heads.items() if named(letters) not in schema.REQUIRED}
    assert len(dark) == len(light) == 1
    assert not dark & light
    # A cell that must be filled and is not, in a row that is begun, is coloured.
    shown = re.findall(r'<conditionalFormatting sqref="([A-Z]+)2:', xml)
    assert [named(letters) for letters in shown] == list(schema.REQUIRED)
    assert '<formula>AND(A2="",COUNTA($A2:$AC2)&gt;0)</formula>' in xml


def test_the_sheet_that_explains_has_ten_lines_and_one_claim_of_the_sample_with_its_source(made):
    rows = CalamineWorkbook.from_path(made).get_sheet_by_name("how to").to_python()
    cells = [[str(cell) for cell in row if cell != ""] for row in rows]
    assert [row[1] for row in cells if row and re.fullmatch(r"\d+(\.0)?", row[0])] == list(template_guide.LINES)
    assert len(template_guide.LINES) == 10
    shown = dict(row for row in cells if len(row) == 2)
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        claim = next(row for row in csv.DictReader(handle) if row["claim_id"] == "c0655")
    assert {name: shown[name] for name, cell in claim.items() if cell} == {k: v for k, v in claim.items() if v}
    assert [
        'The Irrawaddy wrote on 2024-11-18 that "at least seven" civilians had been killed in Pale town from 2024-11-11 '
        "to 2024-11-14. This is one row: it stands here to be looked at, and is not in the sheet claims. It is claim "
        "c0655 of the coded sample that comes with Tollbook (CC BY 4.0); docs/coding.md codes the whole report line by "
        "line."
    ] in cells


def test_the_lists_say_what_each_measure_means(made):
    lists = CalamineWorkbook.from_path(made).get_sheet_by_name("lists").to_python()
    assert lists[0][:5] == ["measure", "what is counted", "unit", "kind", "part of"]
    assert [row[:5] for row in lists[1 : 1 + len(measures.all_measures())]] == [
        [m.name, f"{m.definition}.", m.unit, m.kind, m.part_of] for m in measures.all_measures().values()
    ]


def test_the_same_template_is_the_same_bytes_and_names_nobody(made, tmp_path, parts):
    assert tb.template(tmp_path / "another.xlsx").read_bytes() == made.read_bytes()
    assert '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z' in parts["docProps/core.xml"]
    assert "<dc:creator></dc:creator>" in parts["docProps/core.xml"]


def test_a_file_that_is_there_is_never_overwritten_unless_that_is_said(tmp_path):
    file = tmp_path / "my-claims.xlsx"
    file.write_bytes(b"hours of typing")
    with pytest.raises(OutputError) as caught:
        tb.template(file)
    assert str(caught.value) == (
        f"{file} is there already, and was left as it is. Give another name; or, to lose what was typed into it, say so "
        "(--force on the command line, force=True in Python)."
    )
    assert file.read_bytes() == b"hours of typing"
    assert len(read_claims(tb.template(file, force=True))) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["my-claims.xlsx"]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(OutputError) as caught:
        tb.template(tmp_path / "my-claims.csv")
    assert str(caught.value) == (
        "my-claims.csv does not end in .xlsx. A template has drop-downs, which only a workbook holds; give it a name such "
        "as my-claims.xlsx."
    )
    assert list(tmp_path.iterdir()) == []
