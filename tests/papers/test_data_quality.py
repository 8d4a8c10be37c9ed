"""The paper on what is wrong with a file: on the sample, and on an invented file with every sort of problem once."""

import csv
import io
import json
from collections import Counter

import pikepdf
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tests.papers import wrong
from tollbook import shipped

#: Parts of the page by the codes of what they list.
PARTS = {
    "clashes": {"wording_clash"},
    "miscoded": {
        *("long_incident", "contains_incident", "inside_whole", "incident_apart"),
        *("pcode_too_fine", "several_days", "published_too_early"),
    },
    "same": {"double_claim"},
    "other": {"no_quantity", "odd_url", "damaged_text", "unknown_column"},
}


def made(path, release="internal", coverage=None, **options):
    read = tb.examine_claims(path)
    return tb.paper("data_quality", tb.findings(read.without_rejected(), coverage=coverage), release=release, read=read, **options)


def parts(paper):
    return paper.gathered.panels["checked"]["parts"]


def text(paper, name):
    return paper[name]._repr_html_()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return wrong.written(tmp_path_factory.mktemp("wrong"))


@pytest.fixture(scope="module")
def inside(file):
    return made(file)


@pytest.fixture(scope="module")
def public(file):
    return made(file, "public")


def test_every_sort_of_problem_is_found_once(inside):
    codes = Counter(each["code"] for part in ("rejected", *PARTS) for each in parts(inside)[part]["listed"])
    expected = {*wrong.ERRORS, *wrong.WARNINGS, "place_apart", "ragged_row", *set().union(*PARTS.values())}
    # Names that lead to no certain place have a table of their own.
    assert codes == dict.fromkeys(expected - {"unresolved_place"}, 1)
    assert {name: {each["code"] for each in parts(inside)[name]["listed"]} for name in PARTS} == PARTS


def test_every_row_that_is_left_out_is_listed_with_what_to_do(inside):
    listed = parts(inside)["rejected"]["listed"]
    assert len(listed) == inside.gathered.panels["checked"]["rejected"] == len(wrong.ERRORS) + 2
    assert all(each["message"].endswith(".") and each["remedy"].endswith(".") for each in listed)
    assert all(each["row"] > 1 for each in listed)
    first = listed[0]
    assert (first["row"], first["column"], first["value"]) == (3, "start", "soon")
    assert (first["message"], first["remedy"]) == ("This is not a day.", "Write the day as year-month-day, such as 2024-11-14.")
    assert "The year &#39;24&#39; does not have four digits, so its century is a guess." in text(inside, "rejected")


def test_a_name_in_doubt_is_told_with_the_places_that_it_may_stand_for(inside):
    assert parts(inside)["unresolved"]["listed"] == [
        {"row": 34, "name": "Sagaing and Magway regions", "level": "state", "candidates": ["MMR005", "MMR009"]}
    ]
    assert "Sagaing Region (MMR005) and Magway Region (MMR009)" in text(inside, "unresolved")


def test_what_may_stand_there_twice_is_found_once_each(inside):
    told = parts(inside)
    assert [each["rows"] for each in told["twice"]["listed"]] == [[54, 55]]
    assert [(each["rows"], each["said"]) for each in told["alike"]["listed"]] == [([56, 57], ["ten", "Ten"])]
    assert told["one"]["listed"] == [
        {"one": "invented-57", "other": "invented-other", "measure": "civilians_killed", "pcode": "MMR005019", "rows": [58, 59]}
    ]
    assert told["far"]["listed"] == [{"row": 60, "column": "start", "day": "2032-11-10"}]
    assert told["voices"]["listed"] == [
        {"voice": "The Invented Committee of Pale", "claims": 1, "nameless": False, "near": ""}
    ]


def test_the_lead_says_what_can_be_used_and_what_not(inside):
    (lead,) = inside.facts["sentences"]["key_message"]
    rows = len(wrong.rows()) + 1
    assert lead["text"] == (
        f"{rows - len(wrong.ERRORS) - 2} of {rows} rows can be used. {len(wrong.ERRORS) + 2} rows are left out because of "
        "errors, and are in no figure. 13 rows that can be used bear a warning. In 3 places claims or incidents may stand "
        "there twice."
    )


def test_a_public_release_counts_rows_and_lists_none(public, inside):
    assert {name: part["rows"] for name, part in parts(public).items()} == {
        name: part["rows"] for name, part in parts(inside).items()
    }
    assert [part["listed"] for part in parts(public).values()] == [[]] * len(parts(public))
    held = public.facts["panels"]["held"]
    assert held["rows"] == {"internal only": sum(part["rows"] for part in parts(inside).values())}
    assert "rows" not in inside.facts["panels"]["held"]
    with pikepdf.open(io.BytesIO(public.pdf)) as pdf:
        attached = [pdf.attachments[name].get_file().read_bytes().decode() for name in pdf.attachments]
    pages = json.dumps(public.page, ensure_ascii=False, default=str)
    everything = "\n".join([public.stem, public.html, public.facts_json, public.tally_csv, public.findings_csv, pages, *attached])
    typed = {str(cell) for row in wrong.rows() for name, cell in row.items() if name in ("note", "url", "claim_id", "incident_id", "wording")}
    typed |= {"Pale", "Kale", "Alelbon", "Myitkyina", "The Invented Committee of Pale", "civilians_kiled", "invented-wrong", "residents"}
    assert [each for each in typed if len(each) > 3 and each in everything] == []
    for name in ("rejected", "unresolved", "clashes", "miscoded", "doubles", "voices", "other"):
        assert "Listed in an internal release alone." in text(public, name)


def test_a_source_that_may_not_be_named_is_counted_with_others(tmp_path):
    path = tmp_path / "invented-claims.csv"
    rows = [claim(1, source=wrong.SOURCE), claim(2, source="A Private Channel", published=""), claim(3, source="Another Private Channel")]
    with open(path, "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    public, inside = made(path, "public"), made(path)
    assert public.gathered.panels["sources"]["unnamed"] == {"sources": 2, "claims": 2, "undated": 1}
    assert "2 sources that are not named" in text(public, "sources")
    assert "Private Channel" not in public.facts_json + public.html
    assert "A Private Channel" in text(inside, "sources")
    assert [row["source"] for row in inside.gathered.panels["by_source"]["rows"]] == ["A Private Channel", "Another Private Channel", wrong.SOURCE]


def test_the_sample_has_no_error_and_what_it_has_is_counted_from_its_rows(rows_of_sample):
    paper = made(shipped.claims_file(), "public")
    told = paper.gathered.panels["checked"]
    assert (told["rows"], told["claims"], told["rejected"], told["warned"]) == (708, 708, 0, 8)
    assert {name: part["rows"] for name, part in told["parts"].items()} == {
        "rejected": 0, "unresolved": 4, "clashes": 3, "miscoded": 1, "far": 0, "same": 0, "twice": 5, "alike": 2, "one": 3,
        "voices": 0, "other": 0,
    }  # fmt: skip
    sources = paper.gathered.panels["sources"]
    assert sources["undated"] == sum(row["published"] == "" for row in rows_of_sample)
    irrawaddy = [row for row in rows_of_sample if row["source"] == "The Irrawaddy"]
    first = sources["rows"][0]
    assert (first["source"], first["claims"], first["undated"]) == (
        "The Irrawaddy",
        len(irrawaddy),
        sum(row["published"] == "" for row in irrawaddy),
    )
    months = paper.gathered.panels["by_source"]["rows"][0]["months"]
    # Of the detained and the captured whole quarters are public, and no month, however large the place.
    shown = [row["end"][:7] for row in irrawaddy if row["measure"] not in ("detained", "combatants_detained")]
    assert months == {month: shown.count(month) for month in sorted(set(shown))}


@pytest.fixture(scope="module")
def rows_of_sample():
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_where_sources_were_looking_is_told_by_state_and_for_those_who_may_see_it_by_township(tmp_path):
    covered = tmp_path / "invented-coverage.csv"
    covered.write_text(
        "source,pcode,start,end,status\n"
        "Invented Outlet,MMR005,2024-11-01,2024-11-30,counted\n"
        "Invented Outlet,MMR005019,2024-11-01,2024-11-30,not covered\n",
        encoding="utf-8",
    )
    path = tmp_path / "invented-claims.csv"
    with open(path, "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(claim(1)))
        writer.writeheader()
        writer.writerow(claim(1, source=wrong.SOURCE))
    public = made(path, "public", covered, coverage_of="Sagaing Region").gathered.panels["coverage"]
    inside = made(path, "internal", covered, coverage_of="Sagaing Region")
    told = inside.gathered.panels["coverage"]
    assert (public["level"], told["level"]) == ("state", "township")
    by_code = {row["pcode"]: row["coverage"] for row in told["rows"]}
    assert by_code["MMR005019"] == {"2024-11": "not covered"}
    assert by_code["MMR005024"] == {"2024-11": "counted"}
    # Sagaing Region is counted only where every township of it is.
    assert {row["pcode"]: row["coverage"] for row in public["rows"]}["MMR005"] == {}
    assert public["withheld"] == len(told["rows"])
    assert told["statuses"]["not covered"] == 1
    assert told["statuses"]["counted"] == len(told["rows"]) - 1
    alternative = inside["coverage"].section.blocks[0].picture.alt
    assert "Pale Township: months counted 0, not covered 1, unknown 0." in alternative


@pytest.mark.parametrize(
    "content",
    [b"", b"claim_id,measure\nx1,civilians_killed\n", b"PK\x03\x04 no workbook", "claim_id\nတစ်\n".encode()],
    ids=["empty", "without columns", "damaged", "one column"],
)
@pytest.mark.parametrize("release", ["public", "internal"])
def test_a_file_of_which_nothing_can_be_used_is_told_of_all_the_same(content, release, tmp_path):
    path = tmp_path / "invented-claims.csv"
    path.write_bytes(content)
    paper = made(path, release)
    assert paper.facts["sentences"]["key_message"][0]["text"] == (
        "No row of the file can be used. What stands against it is said below."
    )
    assert parts(paper)["rejected"]["rows"] > 0
    assert paper.pdf.startswith(b"%PDF")
    for section in paper:
        assert section._repr_html_()
