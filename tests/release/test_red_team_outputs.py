"""A public brief of claims that hold what must not leave in every column: none of it is in any form of the brief.

Every output is read twice: by the scanner, and by means that share nothing with it (`tests.release.adversary`).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import PALE, claim, entered, entered_json, found, public_brief
from tests.release import red_team
from tests.release.adversary import Haystack
from tests.release.red_team import COLUMNS, FORMULAS, ISSUED, PLACES, POISONS, STATE, claims_of, coverage_of, file_name
from tollbook import places
from tollbook.plain import as_csv, as_json
from tollbook.release.clearance import Clearance
from tollbook.release.exports import finding_rows, level_rows, tally_rows
from tollbook.release.notebooks import released
from tollbook.release.policy import read as read_policy
from tollbook.release.scan import scanning

FORMATS = ["pdf", "html", "image", "figures"]
BYS = ("township,month", "district,quarter", "state,month")


def leaks(folder: Path, claims: Any, **options: Any) -> list[str]:
    """What the scanner finds in a folder."""
    scan = scanning.scan([folder], claims, **options)
    assert scan.files
    return [f"{leak.file.rpartition('/')[2]}: {leak.rule.code}: {leak.value} ({leak.place})" for leak in scan.leaks]


def exported(made: Any, folder: Path) -> None:
    """What `tollbook tally` and `tollbook findings` print of the same findings, as files."""
    clearance = Clearance("public", read_policy(), pd.Timestamp(ISSUED))
    window = {"within": STATE, "start": "2024-10-01", "end": "2024-12-31"}
    tables = {by: tally_rows(made, clearance, by.split(","), **window) for by in BYS}
    tables |= {f"{by} levels": level_rows(made, clearance, by.split(","), "displaced_total", **window) for by in BYS}
    tables["findings"] = finding_rows(made, clearance)
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text(as_csv(table), encoding="utf-8")
        (folder / f"{name}.json").write_text(as_json(table), encoding="utf-8")


def filled_though_held(folder: Path) -> list[str]:
    """Places where the number of a figure that is held back would stand, and something stands there."""
    wrong = []
    numbers = ("low", "best", "high", "highest_stated")
    counts = ("claims", "origins", "incidents", "open_incidents", "sources")
    for where, each in _tables(folder):
        for row in csv.DictReader(io.StringIO(each)):
            if row.get("held"):
                wrong += [
                    f"{where}: {name} {row[name]}"
                    for name in (*numbers, *counts)
                    if row.get(name) not in (None, "", "0")
                ]
    for path in folder.glob("*-facts.json"):
        for key, figure in json.loads(path.read_text(encoding="utf-8"))["figures"].items():
            if figure["state"] == "held back" or figure["held"]:
                wrong += [
                    f"{key}: {name} {figure[name]}" for name in (*numbers, *counts) if figure[name] not in (None, 0, [])
                ]
    return wrong


def _tables(folder: Path) -> list[tuple[str, str]]:
    import zipfile

    found = [(path.name, path.read_text(encoding="utf-8")) for path in folder.glob("*.csv")]
    for path in folder.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            found += [(name, archive.read(name).decode()) for name in archive.namelist() if name.endswith(".csv")]
    return found


# ---------------------------------------------------------------------------------------- every column, every poison

#: All poisons in one cell, whichever of them a rule would know.
EVERY = " / ".join(POISONS.values())


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path, Haystack]:
    """A brief of claims whose every column holds every poison: its findings, its folder, and what is read in it."""
    folder = tmp_path_factory.mktemp("red-team") / "out"
    made = tb.findings(claims_of(EVERY), coverage=coverage_of(EVERY))
    tb.brief(made, PALE, "2024-11", ISSUED).save(folder, formats=["pdf", "html"])
    exported(made, folder)
    return made, folder, Haystack(folder)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_is_in_a_public_output(column, every):
    assert column not in red_team.columns_of(every[2].texts)


@pytest.mark.parametrize("poison", POISONS)
def test_no_poison_is_in_a_public_output(poison, every):
    assert every[2].holds(POISONS[poison]) == []


def test_the_scanner_finds_none_of_it_either_and_nothing_stands_where_something_is_held_back(every):
    made, folder, _ = every
    assert leaks(folder, made.claims) == []
    assert filled_though_held(folder) == []


@pytest.mark.long
def test_what_is_searched_would_be_found(every, tmp_path):
    made, _, _ = every
    inside = tb.brief(made, PALE, "2024-11", ISSUED, release="internal")
    inside.save(tmp_path, formats=["pdf", "html"])
    read = Haystack(tmp_path)
    told = {"source", "responsible", "object_hit", "victims", "grade", "url", "place_name"}
    assert told <= red_team.columns_of(read.texts)
    assert [name for name, text in POISONS.items() if not read.holds(text)] == []
    assert leaks(tmp_path, made.claims) != []


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_does_not_come_in(formula):
    claims = tb.Claims.from_frame(pd.DataFrame([claim(1, note=formula)]), name="invented.csv")
    assert [problem.code for problem in claims.problems.errors] == ["formula"]


# --------------------------------------------------------------------------------------------- every form, one by one


def made_of(case: red_team.Case, folder: Path) -> Any:
    """Make a brief in every form, and the tables of the commands; gives its findings. Every file's name is a poison."""
    text = POISONS[case.poison]
    name, place = file_name(text), PLACES[case.level]
    claims = claims_of(text, f"{name}.csv")
    coverage = folder / f"{name} coverage.csv"
    coverage_of(text, case.coverage).to_csv(coverage, index=False)
    made = tb.findings(claims, coverage=coverage, rule="priority", sources=["Mizzima", red_team.marked(text, "source")])
    previous = None
    if case.with_previous:
        early = tb.findings(claims, as_of="2025-01-15", coverage=coverage)
        previous = folder / f"{name}-facts.json"
        last = tb.brief(early, place, "2024-11", release="internal")
        previous.write_text(last.facts_json, encoding="utf-8")
    options = {"language": case.language, "previous": previous}
    tb.brief(made, place, "2024-11", ISSUED, **options).save(folder / "out", formats=FORMATS)
    exported(made, folder / "out")
    return made


@pytest.mark.long
@pytest.mark.parametrize("case", red_team.cases(), ids=lambda case: "-".join(map(str, case)))
def test_no_form_of_a_brief_tells_a_poison(case, tmp_path):
    made = made_of(case, tmp_path)
    read, out = Haystack(tmp_path / "out"), tmp_path / "out"
    assert len(read.names) > 300
    assert red_team.columns_of(read.texts) == set()
    assert read.holds(POISONS[case.poison]) == []
    assert leaks(out, made.claims) == []
    assert filled_though_held(out) == []


@pytest.mark.long
@pytest.mark.parametrize("poison", ["name in Burmese", "phone with its country"])
def test_nor_does_what_the_notebook_leaves(poison, tmp_path):
    from tollbook.suite import run as running
    from tollbook.suite.notebooks import TOWNSHIP_BRIEF

    text, out = POISONS[poison], tmp_path / "out"
    name = file_name(text)
    claims, coverage = tmp_path / f"{name}.csv", tmp_path / f"{name} coverage.csv"
    pd.DataFrame(red_team.rows(text)).to_csv(claims, index=False)
    coverage_of(text).to_csv(coverage, index=False)
    last = tb.brief(tb.findings(tb.read_claims(claims), as_of="2025-01-15"), PALE, "2024-11", "2025-02-01")
    previous = tmp_path / f"{name}-facts.json"
    previous.write_text(last.facts_json, encoding="utf-8")
    files = {"claims": str(claims), "coverage": str(coverage), "previous": str(previous), "output": str(out)}
    running.run(
        TOWNSHIP_BRIEF,
        TOWNSHIP_BRIEF.check({**files, "place": PALE, "start": "2024-11-01", "end": "2024-11-30", "issued": ISSUED}),
    )
    read = Haystack(out)
    assert any(name.endswith(".ipynb") for name in map(str, out.iterdir()))
    assert red_team.columns_of(read.texts) == set()
    assert read.holds(text) == []
    assert leaks(out, tb.read_claims(claims)) == []


class Cell(dict[str, Any]):
    """A cell as the notebook's library has it: loading that takes longer than all the rest."""

    __getattr__ = dict.__getitem__


@pytest.mark.parametrize("poison", ["name in Burmese", "phone", "school"])
def test_a_notebook_names_no_file_however_its_name_was_written(poison):
    name = f'{file_name(POISONS[poison])} "of" it.csv'
    cell = Cell(cell_type="code", metadata={}, source=f"claims = {json.dumps(name)}")
    assert released(SimpleNamespace(cells=[cell]), "public", "", {name: "claims.csv"}).cells == [cell]
    assert cell.source == 'claims = "claims.csv"'


# ------------------------------------------------------------------------------ what is public, and what it says of it

CONTACT, DISCLAIMER = (
    "Desk of Inventeda: 09 987 601 347, inventeda.qzx@example.org",
    "<script>alert('qzx')</script> #read(1)",
)


def test_what_the_publisher_says_of_itself_is_printed_as_text_and_is_its_own(tmp_path, monkeypatch):
    settings = f'[organisation]\nname = "Inventeda"\ncontact = "{CONTACT}"\ndisclaimer = "{DISCLAIMER}"\n'
    (tmp_path / "tollbook.toml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = public_brief(claim(1))
    made.save(tmp_path / "out", formats=["pdf", "html"])
    read = Haystack(tmp_path / "out")
    assert read.holds(CONTACT)
    assert read.holds(DISCLAIMER)
    assert "<script" not in made.html
    assert leaks(tmp_path / "out", made.subject.found.claims) == []


def test_the_id_of_a_claim_is_public_whatever_it_is_made_of():
    # As docs/coding.md and columns.csv say; a coder is asked for a number.
    made = public_brief(claim(1, claim_id="inventedaqzx-1"))
    assert entered(made)["figures"]["period.civilians_killed"]["claims"] == ["inventedaqzx-1"]


def test_a_base_that_no_table_lists_is_not_printed():
    made = public_brief(claim(1), claim(2, "invented-2", base="people of Inventedaqzx monastery"))
    assert "Inventedaqzx" not in entered_json(made)


def test_the_name_of_a_file_of_people_is_not_printed(tmp_path):
    people = tmp_path / "Inventedaqzx 2024.csv"
    people.write_text("ADM3_PCODE,T_TL\nMMR005019,100000\n", encoding="utf-8")
    made = tb.brief(found(claim(1, source="Mizzima")), PALE, "2024-11", ISSUED, population=people)
    assert "Inventedaqzx" not in entered_json(made)


def test_the_version_of_a_data_set_is_printed_where_it_looks_like_one():
    said = {"26.0.10": "26.0.10", "Inventeda Qzx": "not stated", "09987601347": "not stated", "22.417263": "not stated"}
    rows = [
        claim(at, f"invented-{at}", source="UCDP", source_release=version, url=f"https://example.org/a{at}")
        for at, version in enumerate(said)
    ]
    lines = {each["url"]: each["credit"] for each in public_brief(*rows).gathered.ledger.sources.facts()}
    for at, printed in enumerate(said.values()):
        assert f"version {printed}, CC" in lines[f"https://example.org/a{at}"]


#: Addresses of reports, and the rule that holds each back; none where it may be printed.
ADDRESSES = {
    "https://t.me/inventeda_qzx/5": "source not named",
    "https://example.org/09%20987%20601%20347/strike": "source not named",
    "https://example.org/?call=%2B959987601347": "source not named",
    "https://example.org/mail/inventeda.qzx@example.org": "source not named",
    "https://example.org/map/@22.417263,94.918372,15z": "names a place",
    "https://example.org/MMR005019983/strike": "names a place",
    "https://example.org/in%E2%80%8Bvent%E2%80%8Bedaqzx-strike": "names a place",
    "https://example.org/2024/11/10/987601347": "",
}


def test_an_address_that_leads_to_somebody_or_to_a_point_is_not_printed():
    village = {"place_name": "Inventedaqzx", "place_level": "village"}
    # Reports are numbered by their days.
    rows = [
        claim(at, f"i-{at}", url=url, published=f"2024-11-{11 + at}", **village) for at, url in enumerate(ADDRESSES)
    ]
    listed = public_brief(*rows).gathered.ledger.sources.facts()
    for told, (url, why) in zip(listed, ADDRESSES.items(), strict=True):
        assert (told["held_address"], told["url"]) == (why, "" if why else url)


# -------------------------------------------------------------------------------- what can be worked out from one brief


def _numbers(n: int) -> dict[str, str]:
    return dict.fromkeys(("low", "best", "high"), str(n))


CHILDREN, FLED = "civilians_killed_children", "displaced_new"


def texts(made: Any) -> tuple[str, ...]:
    return made.facts_json, made.tally_csv, made.findings_csv


def test_no_fingerprint_tells_a_measure_or_a_township_by_trying_them_all():
    days = {"start": "2025-05-28", "end": "2025-05-28", "published": "2025-05-29"}
    rows = [
        claim(1, measure="detained", published="2025-01-10", **_numbers(40)),
        claim(2, "invented-2", measure="airstrikes", **_numbers(4), **days),
    ]
    for period in ("2024-Q4", "2025-05"):
        facts = entered(public_brief(*rows, place=STATE, period=period))
        marks = {each["fingerprint"] for each in facts["claims"].values()}
        tried = {
            hashlib.sha256(f"{measure}\x1f\x1fincident\x1fwhole\x1f{code}".encode()).hexdigest()[:16]
            for measure in ("detained", "airstrikes")
            for code in places.units_at("township", STATE)
        }
        assert not marks & tried


def test_strikes_are_not_listed_by_the_claims_and_reports_behind_them():
    rows = [claim(at, f"i-{at}", measure="airstrikes", published=f"2024-11-{20 + at}") for at in range(3)]
    facts = entered(public_brief(*rows, claim(9, "i-9")))
    # Which claims belong together is told of the dead, and not of strikes.
    assert set(facts["claims"]) == {"x009"}
    assert all("claims" not in each for each in facts["sources"])


@pytest.mark.parametrize("n", [2, pytest.param(3, marks=pytest.mark.long)])
def test_that_a_part_is_greater_than_its_whole_does_not_tell_how_great(n):
    parts = claim(2, measure=CHILDREN, **_numbers(n))
    one, other = (public_brief(claim(1, **_numbers(n - 1)), parts | _numbers(m)) for m in (n, 1))
    assert one.gathered.ledger.figures[f"period.{CHILDREN}"].held.below == 5
    assert texts(one) == texts(other)


def test_a_toll_that_is_known_from_its_children_alone_looks_like_any_other_floor():
    alone = public_brief(claim(1, measure=CHILDREN, **_numbers(4)))
    counted = public_brief(
        claim(1, low="4", best="4"), claim(2, measure=CHILDREN, url="https://example.org/1", **_numbers(2))
    )
    assert texts(alone) == texts(counted)


@pytest.mark.long
@pytest.mark.parametrize(
    ("of", "n", "m"),
    [
        ({"measure": CHILDREN}, 2, 3),
        ({"measure": FLED}, 37, 11),
        ({"measure": "displaced_total", "scope": "level"}, 23, 46),
    ],
)
@pytest.mark.parametrize("language", ["en", "my"])
def test_a_number_that_is_held_back_changes_no_byte_of_any_form(of, n, m, language):
    def forms(number: int) -> tuple[Any, ...]:
        rows = [claim(1, **_numbers(60)), claim(2, **of, **_numbers(number))]
        named = [row | {"source": "Mizzima"} for row in rows]
        made = tb.brief(found(*named), PALE, "2024-11", ISSUED, language=language)
        return (*texts(made), made.pdf, made.html, made.image, made.figures)

    assert forms(n) == forms(m)


def _issue(path: Path, *rows: dict[str, Any], release: str, as_of: str) -> Path:
    named = [row | {"source": "Mizzima"} for row in rows]
    made = tb.brief(found(*named, as_of=as_of), PALE, "2024-11", "2025-02-01", release=release)
    path.write_text(entered_json(made), encoding="utf-8")
    return path


def _next(last: Path, *rows: dict[str, Any]) -> Any:
    named = [row | {"source": "Mizzima"} for row in rows]
    return tb.brief(found(*named), PALE, "2024-11", ISSUED, previous=last)


EARLY, LATE = {"published": "2024-12-01"}, {"published": "2025-03-10"}


def test_an_internal_last_issue_tells_no_number_that_a_public_one_would_not_have(tmp_path):
    level = {"scope": "level", "measure": "displaced_total"}
    said = {7: {"measure": FLED}, 3: {"measure": CHILDREN}, 5234: level, 31: {**level, "base": "all displaced"}}
    rows = [claim(n, f"invented-{n}", **_numbers(n), **EARLY, **more) for n, more in said.items()]
    last = _issue(tmp_path / "last-facts.json", *rows, claim(1), release="internal", as_of="2025-01-31")
    later = [claim(9000 + n, f"later-{n}", **_numbers(8000), **LATE, **more) for n, more in said.items()]
    changed = claim(1, **_numbers(12))
    made = _next(last, *rows, *later, changed)
    # Civilians killed, the three children among them: totals of deaths are shown.
    assert [row["old"]["best"] for row in made.gathered.panels["revisions"]["rows"]] == [13]


def test_what_has_changed_does_not_tell_a_finding_that_is_held_back(tmp_path):
    rows = [claim(1, measure=FLED, **_numbers(60), **EARLY)]
    last = _issue(tmp_path / "last-facts.json", *rows, release="public", as_of="2025-01-31")
    made = _next(last, *rows, claim(2, "invented-2", measure=FLED, **_numbers(20), **LATE))
    figures, revised = made.gathered.ledger.figures, made.gathered.panels["revisions"]["rows"]
    assert figures["incident.2.displaced_new"].held.rule == "small cell"
    # The 80 of today less the 60 of then would be the 20: so the 80 is held back until more is known.
    assert revised == []
    month = next(each for key, each in figures.items() if key.startswith("trend.displaced_new.2024-11"))
    assert (month.state, month.amount.best) == ("held back", None)
