"""The paper on what the data hold, on the sample that ships: each count as a reader of the CSV would count it."""

import csv
import io
import json
import re

import pikepdf
import pytest

import tollbook as tb
from tests.briefs.invented import claim, found
from tollbook import places, shipped
from tollbook.papers.panels.contents import MOST_MONTHS

LISTED = [{"title": "An invented notebook", "question": "What is invented?", "command": "tollbook run invented"}]


@pytest.fixture(scope="module")
def sample():
    return tb.findings(tb.read_claims(shipped.claims_file()))


@pytest.fixture(scope="module")
def rows():
    """The rows of the file as text: nothing of Tollbook has read them."""
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def public(sample):
    return tb.paper("start_here", sample, notebooks=LISTED)


@pytest.fixture(scope="module")
def inside(sample):
    return tb.paper("start_here", sample, release="internal")


def panel(paper, name):
    return paper.gathered.panels[name]


def text(section):
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", section._repr_html_(), flags=re.DOTALL).split())


def test_it_is_of_the_country_and_of_the_days_that_its_claims_are_about(public, rows):
    about = public.subject
    assert (about.place.pcode, f"{about.start:%Y-%m-%d}") == ("MMR", min(row["start"] for row in rows))
    assert f"{about.end:%Y-%m-%d}" == max(row["end"] for row in rows)
    # One claim without a day of publication is about March 2026: no page of it can be older than that.
    assert f"{about.issued:%Y-%m-%d}" == max(*(row["end"] for row in rows), *(row["published"] for row in rows))


def test_its_counts_are_those_of_the_file(public, rows):
    made = panel(public, "contents")
    assert made["all"] == {
        "claims": len(rows),
        "reports": len({(row["source"], row["url"]) for row in rows}),
        "outlets": len({row["source"] for row in rows}),
        "incidents": len({row["incident_id"] for row in rows if row["scope"] == "incident"}),
    }
    scopes = [row["scope"] for row in rows]
    assert {each["name"]: each["claims"] for each in made["scopes"]} == {one: scopes.count(one) for one in set(scopes)}
    named = [row["measure"] for row in rows]
    assert {each["name"]: each["claims"] for each in made["measures"]} == {one: named.count(one) for one in set(named)}
    assert made["undated"] == sum(row["published"] == "" for row in rows)
    assert made["is_sample"] is True


def test_half_of_the_claims_come_from_few_outlets(public, rows):
    sources = [row["source"] for row in rows]
    numbers = sorted((sources.count(one) for one in set(sources)), reverse=True)
    half = next(n for n in range(len(numbers)) if 2 * sum(numbers[:n]) >= len(rows))
    assert panel(public, "contents")["outlets"] == {"half": half, "once": numbers.count(1)}


def test_townships_and_states_are_those_of_the_codes(inside, rows):
    units = [places.unit(row["pcode"]) for row in rows if row["pcode"]]
    townships = [unit.township for unit in units if unit.township]
    assert panel(inside, "where")["with_claims"] == len(set(townships))
    assert {each["pcode"]: each["claims"] for each in panel(inside, "where")["townships"]} == {
        code: townships.count(code) for code in set(townships)
    }
    states = [unit.state for unit in units if unit.state]
    assert panel(inside, "contents")["state"] == {"pcode": "MMR005", "claims": states.count("MMR005"), "of": len(states)}


def test_months_without_a_report_are_those_that_the_days_of_no_incident_touch(public, rows):
    def months(first, last):
        numbers = range(int(first[:4]) * 12 + int(first[5:7]) - 1, int(last[:4]) * 12 + int(last[5:7]))
        return {f"{number // 12}-{number % 12 + 1:02}" for number in numbers}

    heard = set().union(*(months(row["start"], row["end"]) for row in rows if row["scope"] == "incident"))
    every = months(f"{min(heard)}-01", f"{max(heard)}-01")
    calendar = panel(public, "calendar")
    assert (calendar["months"], calendar["silent"]) == (len(every), len(every - heard))
    assert len(every) <= MOST_MONTHS


def test_the_lead_says_how_much_there_is_and_the_floor_what_it_is_not(public):
    said = [each["text"] for name in ("key_message", "floor") for each in public.facts["sentences"][name]]
    assert said == [
        "708 claims from 224 reports of 108 outlets, in 61 of 358 townships, from 1 January 2021 to 10 March 2026. 521 of them "
        "are of 113 incidents; the others are totals and levels that somebody published.",
        "It is what was read and coded, and no record of all that happened. In 14 of 61 months it has no report of an "
        "incident anywhere, which is not zero. It ships so that everything can be tried on real reporting; its sums are "
        "not to be published.",
    ]


def test_the_five_best_documented_incidents_lead_by_their_voices(public, inside):
    for paper in (public, inside):
        listed = panel(paper, "documented")["incidents"]
        assert [each["number"] for each in listed] == [1, 2, 3, 4, 5]
        assert [each["origins"] for each in listed] == sorted((each["origins"] for each in listed), reverse=True)
        assert listed[0]["pcode"] == "MMR005007"
    section = public["incidents"]
    assert [key.split(".")[0] for key in section.table.index] == ["incident"] * len(section.table)
    # Pazigyi, 11 April 2023: the finding that the design works out by hand.
    killed = section.table.loc["incident.1.civilians_killed"]
    assert (killed.low, killed.best, killed.high, killed.open) == (50, 168, 174, False)


def test_one_number_is_opened_down_to_its_claims(public):
    made = panel(public, "made")
    assert made["incident"] == 1
    assert made["findings"][0]["key"] == "incident.1.civilians_killed"
    assert text(public["made"]).startswith("How one number is made Civilians killed: 168 (50 to 174)")


def test_what_a_public_release_shows_of_no_township(public, inside, rows):
    """Of the claims known for a township those of detained people and of harm to armed parties, and the latest ones."""
    hidden = [row for row in rows if row["measure"] in ("detained", "combatants_killed", "combatants_detained")]
    hidden += [row for row in rows if row["end"] == "2026-03-10"]
    known = [row for row in hidden if row["pcode"] and places.unit(row["pcode"]).township]
    assert panel(public, "where")["held"] == len(known)
    assert panel(inside, "where")["held"] == 0
    drawn = panel(public, "where")["drawn"]
    assert drawn == panel(inside, "where")["drawn"] - len(known)
    assert "none shown" in text(public["where"]) + public["where"].section.blocks[0].picture.alt
    assert "no report" in inside["where"].section.blocks[0].picture.alt


def test_no_form_of_a_public_paper_names_a_village_or_an_incident(public, rows):
    with pikepdf.open(io.BytesIO(public.pdf)) as pdf:
        attached = [pdf.attachments[name].get_file().read_bytes().decode() for name in pdf.attachments]
    pictures = json.dumps([public.shown[name] for name in public.shown], ensure_ascii=False)
    everything = "\n".join([public.html, public.facts_json, public.tally_csv, public.findings_csv, pictures, *attached])
    ids = {row["incident_id"] for row in rows if row["scope"] == "incident"}
    assert [one for one in ids if one in everything] == []
    # Names of villages that are the name of nothing larger.
    larger = {each.casefold() for each in places.townships()["name"]}
    villages = {row["place_name"] for row in rows if row["place_level"] == "village"}
    villages = {each for each in villages if len(each) > 5 and each.casefold() not in larger}
    assert [each for each in villages if re.search(rf"\b{re.escape(each)}\b", everything)] == []


def test_the_list_of_findings_does_not_go_with_it(public):
    assert public.findings_csv.count("\n") == 1
    assert public.tally_csv.count("\n") == 1


def test_the_notebooks_are_listed_where_they_are_given(public, inside):
    assert "tollbook run invented" in text(public["notebooks"])
    with pytest.raises(KeyError):
        inside["notebooks"]


def test_of_another_file_it_is_not_said_how_its_reports_were_found():
    paper = tb.paper("start_here", found(claim(1, attributed_to="NUG")), release="internal")
    assert "This is the coded sample that ships" not in text(paper["limits"])
    assert "only those know who coded it" in text(paper["limits"])
    assert "its sums are not to be published" not in paper.facts_json
    assert text(paper["limits"]).count("1 of 1 incident rests on one voice alone") == 1


def test_silence_is_told_from_a_counted_zero(tmp_path):
    covered = tmp_path / "invented-coverage.csv"
    covered.write_text(
        "source,pcode,start,end,status\nInvented Outlet,MMR004,2024-01-01,2024-12-31,counted\n"
        "Invented Outlet,MMR002,2024-01-01,2024-12-31,not covered\n",
        encoding="utf-8",
    )
    rows = [claim(1), claim(2, "invented-2", start="2024-12-10", end="2024-12-10")]
    paper = tb.paper("start_here", found(*rows, coverage=covered), release="internal")
    told = {row["pcode"]: (row["months"], row["coverage"]) for row in panel(paper, "calendar")["rows"]}
    assert told["MMR005"] == ({"2024-11": 1, "2024-12": 1}, {})
    assert told["MMR004"] == ({}, {"2024-11": "counted", "2024-12": "counted"})
    assert told["MMR002"] == ({}, {"2024-11": "not covered", "2024-12": "not covered"})
    assert "known in part" in text(paper["limits"])


@pytest.mark.parametrize("language", ["en", "my"])
def test_it_is_two_or_three_pages(sample, language):
    paper = tb.paper("start_here", sample, language=language, notebooks=LISTED)
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        assert len(pdf.pages) == (3 if language == "en" else 4)
