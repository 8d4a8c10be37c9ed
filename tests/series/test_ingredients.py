"""What a brief is made from: which change changes which hash, and none that changes a brief changes no hash."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import PALE, claim, entered_json
from tollbook import places, shipped, software
from tollbook.series import ingredients
from tollbook.series.ingredients import Touching
from tollbook.suite.notebooks import NOTEBOOKS, TOWNSHIP_BRIEF

ROOT = Path(__file__).parents[2]
KALE, MYITKYINA = "MMR005027", "MMR001001"
ROWS = (
    claim(1),
    claim(2, "invented-2", place_name="Kale", pcode=KALE),
    claim(3, "invented-3", place_name="Myitkyina", pcode=MYITKYINA, best="7", low="7", high="7"),
    claim(4, "invented-4", place_name="Myanmar", place_level="country", pcode="MMR"),
)


def touching(*rows):
    return Touching(tb.Claims.from_frame(pd.DataFrame(list(rows)), name="invented-claims.csv"))


def of_state(*rows, as_of="2025-01-31", known_on=None):
    return touching(*rows).of("MMR005", as_of, known_on)


def test_a_claim_of_the_state_changes_its_briefs():
    for number, cells in ((0, {"best": "9"}), (1, {"note": "x"}), (0, {"source": "Another"}), (1, {"pcode": PALE})):
        changed = [{**row, **cells, "low": "8"} if at == number else row for at, row in enumerate(ROWS)]
        assert of_state(*changed) != of_state(*ROWS), cells


def test_a_claim_of_another_state_does_not():
    for cells in ({"best": "9", "low": "8", "high": "12"}, {"note": "x"}, {"source": "Another"}, {"means": "artillery"}):
        assert of_state(*ROWS[:2], {**ROWS[2], **cells}, ROWS[3]) == of_state(*ROWS), cells
    assert of_state(*ROWS[:2], ROWS[3]) == of_state(*ROWS)


def test_a_claim_that_names_no_state_does():
    assert of_state(*ROWS[:3], {**ROWS[3], "note": "x"}) != of_state(*ROWS)


def test_a_claim_of_an_incident_that_reaches_into_the_state_does():
    reaching = {**ROWS[2], "incident_id": ROWS[0]["incident_id"]}
    with_it = of_state(*ROWS[:2], reaching, ROWS[3])
    assert with_it != of_state(*ROWS)
    assert of_state(*ROWS[:2], {**reaching, "note": "x"}, ROWS[3]) != with_it


def test_the_delay_of_all_reports_and_the_first_day_of_all_do():
    """A page says of all claims how late reports come, and from when on a measure is coded."""
    days = {"start": "2021-02-01", "end": "2021-02-01", "published": "2021-02-20"}
    early = claim(9, "invented-9", place_name="Myitkyina", pcode=MYITKYINA, **days)
    assert of_state(*ROWS, early) != of_state(*ROWS)


def test_claims_that_can_not_count_yet_do_not():
    later = claim(9, "invented-9", published="2025-02-01")
    assert of_state(*ROWS, later) == of_state(*ROWS)
    assert of_state(*ROWS, later, as_of="2025-02-01") != of_state(*ROWS, as_of="2025-02-01")
    assert of_state(*ROWS, later, as_of=None) != of_state(*ROWS, as_of=None)


def test_the_order_of_rows_does_not_matter():
    assert of_state(*reversed(ROWS)) == of_state(*ROWS)


def test_of_the_country_every_claim_counts():
    everything = touching(*ROWS).of("", "2025-01-31", None)
    assert touching(*ROWS[:2], {**ROWS[2], "note": "x"}, ROWS[3]).of("", "2025-01-31", None) != everything


def test_a_file_without_claims_touches_nothing():
    nothing = pd.DataFrame([ROWS[0]]).iloc[:0]
    assert re.fullmatch(r"[0-9a-f]{64}", Touching(tb.Claims.from_frame(nothing, name="x")).of("MMR005", None, None))


@pytest.fixture
def copies(tmp_path):
    (tmp_path / "tollbook.toml").write_text("")
    return tmp_path


def made_from(copies, own=None, touched=None, **values):
    parameters = TOWNSHIP_BRIEF.check({"issued": "2025-01-31", **values})
    return ingredients.ingredients(TOWNSHIP_BRIEF, parameters, touched or touching(*ROWS), copies, own or {})


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"end": "2024-12-31"}, {"parameters"}),
        ({"language": "my"}, {"parameters", "catalogue"}),
        ({"version": 2}, {"parameters"}),
        ({"as_of": "2024-12-31"}, {"parameters", "claims"}),
        ({"place": "Kale Township"}, {"parameters"}),
        ({"place": "Myitkyina Township"}, {"parameters", "claims"}),
        ({"place": "Myanmar"}, {"parameters", "claims"}),
        ({"release": "internal"}, {"parameters", "claims"}),
        ({"output": "elsewhere"}, set()),
    ],
)
def test_which_parameter_changes_what(copies, values, names):
    assert set(ingredients.differing(made_from(copies, **values), made_from(copies))) == names


def test_where_the_claims_lie_does_not_matter_and_what_they_hold_does(copies):
    assert made_from(copies, claims="/elsewhere/claims.csv") == made_from(copies)
    other = touching(*ROWS[1:])
    assert ingredients.differing(made_from(copies, touched=other), made_from(copies)) == ["claims"]


def test_files_count_by_their_copies_and_those_of_its_own_by_their_hash(copies):
    given = {"coverage": "/elsewhere/coverage.csv", "previous": "/elsewhere/last-facts.json"}
    (copies / "coverage.csv").write_text("one")
    before = made_from(copies, {"previous": "a" * 64}, **given)
    assert set(before) - set(made_from(copies)) == {"coverage", "previous"}
    assert before["previous"] == "a" * 64
    ingredients._of_copy.cache_clear()
    (copies / "coverage.csv").write_text("two")
    assert ingredients.differing(made_from(copies, {"previous": "b" * 64}, **given), before) == ["coverage", "previous"]


def test_the_publisher_counts_with_its_logo(copies):
    nobody = made_from(copies)
    (copies / "tollbook.toml").write_text('[organisation]\nname = "Invented"\nlogo = "mark.svg"\n')
    (copies / "mark.svg").write_text("<svg/>")
    named = made_from(copies)
    assert ingredients.differing(named, nobody) == ["publisher"]
    (copies / "mark.svg").write_text("<svg></svg>")
    assert ingredients.differing(made_from(copies), named) == ["publisher"]


def test_all_of_the_package_counts_but_the_catalogues_which_count_by_language(tmp_path, monkeypatch):
    import tollbook

    kinds = {path.suffix for path in Path(tollbook.__file__).parent.rglob("*") if path.is_file()}
    assert kinds - set(software.SOURCES) <= {".pyc", ".po", ".typed", ""}
    monkeypatch.setattr(tollbook, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "locale" / "my").mkdir(parents=True)
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "locale" / "my" / "a.po").write_text("1")

    def now():
        software.code.cache_clear()
        ingredients.catalogue.cache_clear()
        return software.code(), ingredients.catalogue("my"), ingredients.catalogue("en")

    first = now()
    (tmp_path / "locale" / "my" / "a.po").write_text("2")
    second = now()
    assert (second[0], second[1] == first[1], second[2]) == (first[0], False, first[2])
    (tmp_path / "a.py").write_text("2")
    third = now()
    assert (third[0] == second[0], third[1:]) == (False, second[1:])
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert now()[0] != third[0]
    monkeypatch.undo()
    software.code.cache_clear()
    ingredients.catalogue.cache_clear()


#: What a page or a notebook does not rest on, and why.
WITHOUT = {
    "click": "reads command lines",
    "jupyter-client": "starts kernels",
    "pandera": "checks claims, of which those that are right go on",
    "platformdirs": "says where caches lie",
    "psutil": "looks at the machine",
    "pydantic": "checks parameters, which count themselves",
    "pypdfium2": "draws thumbnails, and pages in a notebook of internal use",
    "pyyaml": "reads series files, whose parameters count themselves",
    "rich": "shows progress",
    "xlsxwriter": "makes the workbook to type into",
}


def test_every_library_counts_or_it_is_said_why_not():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.match(r"[a-z0-9-]+", each).group() for each in project["dependencies"]}
    assert names == set(software.LIBRARIES) | set(WITHOUT)
    assert set(software.LIBRARIES).isdisjoint(WITHOUT)


def test_what_differs_is_told_by_name_in_order():
    assert ingredients.differing({"b": "1", "a": "1", "c": "1"}, {"b": "2", "c": "1", "d": "1"}) == ["a", "b", "d"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_only_a_notebook_that_is_held_to_it_leaves_claims_out(name):
    """One that looks at claims elsewhere would keep an old number; the property below is tried for the brief alone."""
    assert (name in ingredients._OF_A_PLACE) == (name == "township_brief")


#: How claims elsewhere are changed. The last ones can change what a page says of all claims; the hash says so then.
CHANGES = (
    {"note": "another note"},
    {"best": "77", "low": "70", "high": "80"},
    {"means": "artillery"},
    {"wording": "invented wording"},
    {"attributed_to": "another invented voice"},
    {"url": "https://example.org/another"},
    {"extent": "part"},
    {"measure": "civilians_injured"},
    {"incident_id": "another-incident"},
    {"source": "Another Invented Outlet"},
    {"published": "2024-12-30"},
    None,  # they are taken out
)
#: A township and its state.
ASKED = (("Pale, Sagaing", "2024-11", "en"), ("Pale, Sagaing", "2024-11", "my"), ("Sagaing Region", "2024-11", "en"))


def says(table, as_of="2025-01-31"):
    """The hash of the claims of Sagaing Region, and what briefs there say."""
    claims = tb.Claims.from_frame(table, name="claims.csv")
    if claims.problems.errors:  # a change that makes a row wrong is none that is looked for here
        return "", {}
    found = tb.findings(claims, as_of=as_of)
    pages = {each: entered_json(tb.brief(found, *each[:2], as_of, each[2])) for each in ASKED}
    return Touching(claims).of("MMR005", as_of, None), pages


@pytest.mark.long
def test_what_changes_no_ingredient_changes_no_byte_of_a_brief():
    """Claims of other states are changed at random: where the hash of the claims is the same, so is every fact."""
    table = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    before, pages = says(table)
    near = table["pcode"].map(lambda code: not code or places.unit(code).state in ("", "MMR005"))
    outside = table.index[~near & ~table["incident_id"].isin(set(table["incident_id"][near]) - {""})]
    assert len(outside) > 100
    rng, same = np.random.default_rng(7), 0
    for change in CHANGES:
        chosen = rng.choice(outside, size=20, replace=False)
        changed = table.drop(index=chosen) if change is None else table.copy()
        for name, value in (change or {}).items():
            changed.loc[chosen, name] = value
        now, found = says(changed)
        if now == before:
            same += 1
            assert [each for each in ASKED if found[each] != pages[each]] == [], change
    # Most of these changes must not make a brief of Sagaing again, else nothing was tried.
    assert same >= 5
    # And a change inside is seen.
    changed = table.copy()
    counted = (table["pcode"] == PALE) & (table["published"] != "") & (table["published"] < "2025")
    changed.loc[table.index[counted][0], "note"] = "another note"
    assert says(changed)[0] != before


@pytest.mark.long
def test_the_order_of_the_rows_changes_no_byte_of_a_brief():
    """It changes no ingredient either; a file that was sorted anew makes nothing anew."""
    table = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    before = says(table)
    assert says(table.sample(frac=1, random_state=3)) == before


@pytest.mark.long
def test_a_pdf_of_unchanged_ingredients_is_the_same_bytes():
    table = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    other = table.copy()
    other.loc[table["pcode"].str.startswith("MMR001"), "note"] = "another note"
    pdfs = []
    for each in (table, other):
        found = tb.findings(tb.Claims.from_frame(each, name="claims.csv"), as_of="2025-01-31")
        pdfs.append(tb.brief(found, "Pale, Sagaing", "2024-11", "2025-01-31").pdf)
    assert pdfs[0] == pdfs[1]
