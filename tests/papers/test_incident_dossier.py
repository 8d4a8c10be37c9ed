"""The dossier of one incident: on the sample that ships, in both releases, and on invented claims."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pikepdf
import pytest

import tollbook as tb
from tests.briefs.invented import LISTED, PALE, claim, entered, entered_json
from tests.briefs.invented import found as invented
from tests.papers.tiny import rows_of, written
from tollbook import shipped
from tollbook.briefs.errors import BriefError
from tollbook.release.published import facts as published
from tollbook.suite import run as running
from tollbook.suite.notebooks import NOTEBOOKS

PAZIGYI, TARTAING = "pazigyi-2023-04-11", "tartaing-2023-03-01"
NAMED = LISTED["Invented Outlet"]


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file()))


@pytest.fixture(scope="module")
def public(found):
    return tb.paper("incident_dossier", found, incident=PAZIGYI)


@pytest.fixture(scope="module")
def internal(public):
    return public.released("internal")


def dossier(*rows, release="public", incident="invented-1", issued="2025-06-01", **options):
    """A dossier of invented claims, as if an outlet that may be named had reported them."""
    named = [{**row, "source": LISTED.get(row["source"], row["source"])} for row in rows]
    return tb.paper("incident_dossier", invented(*named, **options), incident=incident, issued=issued, release=release)


def cells(paper, name, block=0):
    from tollbook.briefs.running import text_of

    section = next(each for each in paper.sections if each.name == name)
    return [[text_of(cell) for cell in row.cells] for row in section.blocks[block].rows]


# ------------------------------------------------------------------------------------------------------- on the sample


def test_place_and_days_follow_from_the_claims(public):
    assert public.subject.place.pcode == "MMR005007"
    assert [f"{day:%Y-%m-%d}" for day in public.subject.span] == ["2023-04-01", "2023-04-30"]
    assert public.stem == "incident-dossier-c0667-kanbalu-2023-04-01-2023-04-30-draft"


def test_the_lead_tells_what_is_known_from_whom_and_what_hangs_on_the_rule(public):
    # By hand from the claims file: 30 rows of this incident, with 13 different addresses. Their origins are the NUG
    # (with its spokesman), the Kyunhla group and Nyan Lynn Thit, which several outlets repeat, BBC, The Irrawaddy, and
    # nine outlets of their own.
    said = " ".join(each["text"] for each in entered(public)["sentences"]["key_message"])
    assert said == (
        "Reported of an incident in Kanbalu Township, 11 April 2023: 168 civilians killed (50 to 174), 38 children "
        "killed (of the civilians killed; 20 to 40), 16 civilians injured (10 to 50) and at least 301 people newly "
        "displaced. It is known from 30 claims in 13 reports, of 14 origins; reportedly by attacks from the air. 3 of "
        "them are repeated by several outlets, and each is one piece of evidence. Another rule would move the best of "
        "civilians killed: it lies from 50 to 171 over the rules."
    )


def test_each_rule_gives_its_own_finding(public):
    # By hand, civilians killed. Lowest: best = low = 50. Latest: only 25 October, 165. Corroborated: the second greatest
    # of the lows of the origins (174 of Than Lwin Times, 171 of the Kyunhla group): 171.
    figures = entered(public)["figures"]
    rows = {
        rule: [figures[f"rule.civilians_killed.{rule}"][name] for name in ("low", "best", "high")]
        for rule in ("envelope", "lowest", "latest", "corroborated")
    }
    assert rows == {
        "envelope": [50, 168, 174],
        "lowest": [50, 50, 174],
        "latest": [165, 165, 165],
        "corroborated": [171, 171, 174],
    }
    assert "rule.civilians_killed.priority" not in figures
    own = [row for row in cells(public, "rules") if row[0] == "“envelope”, as on this page"]
    assert own[0][1:4] == ["50", "168", "174"]


def test_the_rule_of_priority_is_told_where_sources_are_listed(found):
    trusted = tb.findings(found.claims, sources=["The Irrawaddy"])
    paper = tb.paper("incident_dossier", trusted, incident=PAZIGYI)
    # The Irrawaddy is heard in Nepalbahas alone: 50 killed.
    figure = entered(paper)["figures"]["rule.civilians_killed.priority"]
    assert [figure[name] for name in ("low", "best", "high")] == [50, 50, 50]
    assert entered(paper)["stamp"]["parameters"]["sources"] == ["The Irrawaddy"]


def test_it_grew_day_by_day_and_what_bears_no_day_comes_last(public):
    rows = cells(public, "growth")
    killed = rows[1 : [row[0] for row in rows].index("Children killed")]
    # By hand: four floors on the 11th (BioBioChile and three of VRT NWS), open; 171 of the 20th closes it.
    assert killed[0] == ["11 Apr 2023", "50", "50", "open", "4 claims, 3 origins"]
    assert killed[3] == ["20 Apr 2023", "50", "171", "171", "9 claims, 7 origins"]
    assert killed[-1] == ["and those without a day", "50", "168", "174", "18 claims, 13 origins"]


def test_each_bound_says_which_claims_put_it_there(public):
    rows = cells(public, "bounds")
    numbers = {each["claim_id"]: each["no"] for each in entered(public)["panels"]["claims"]["findings"][0]["claims"]}
    assert rows[1] == [
        "Low",
        "50",
        f"The number that no origin goes below: claims {numbers['c0668']} and {numbers['c0687']}.",
    ]
    assert rows[2] == [
        "Best",
        "168",
        "The middle of the counts of 5 origins, with any “at least” above it, the lower of two: claims "
        f"{numbers['c0681']} and {numbers['c0693']}.",
    ]
    assert rows[3] == ["High", "174", f"The greatest number that a claim states or allows: claim {numbers['c0682']}."]


def test_an_origin_that_outlets_repeat_is_one_row(public):
    heard = {row[1]: row[2:4] for row in cells(public, "origins")}
    assert heard["NUG"] == ["BioBioChile (EFE), Narinjara / Myanmar Peace Monitor and Than Lwin Times", "6"]
    assert heard["VRT NWS, itself"] == ["VRT NWS", "2"]


def test_claims_that_put_it_elsewhere_are_told(found):
    paper = tb.paper("incident_dossier", found, incident=TARTAING)
    # By hand: c0929 alone says Myinmu Township, and 2 March alone.
    number = next(
        each["no"]
        for each in entered(paper)["panels"]["claims"]["findings"][0]["claims"]
        if each["claim_id"] == "c0929"
    )
    assert cells(paper, "disputes") == [
        ["Civilians killed", "2 Mar 2023", "1–2 Mar 2023", str(number), "disputed: only a part of it"],
        ["Civilians killed", "Myinmu Township", "Sagaing Township", str(number), "disputed"],
    ]


def test_what_is_not_public_moves_no_place(found):
    # The combatant of Tartaing is coded in another township, and is no finding that may be told one by one.
    for release in ("public", "internal"):
        assert tb.paper("incident_dossier", found, incident=TARTAING, release=release).subject.place.name == "Sagaing"


def test_a_claim_names_its_incident(found, public):
    again = tb.paper("incident_dossier", found, incident="c0694")
    assert entered_json(again) == entered_json(public)
    assert entered(public)["stamp"]["parameters"]["incident"] == "c0667"


def test_no_public_form_bears_the_incident_or_its_village(public, tmp_path):
    public.save(tmp_path, formats=["pdf", "html"])
    with pikepdf.open(io.BytesIO(public.pdf)) as pdf:
        attached = [pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments]
        described = str(pdf.docinfo)
    texts = [*(path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".pdf"), *attached]
    texts += [described.encode(), *(path.name.encode() for path in tmp_path.iterdir())]
    texts += [picture.alt.encode() for section in public.sections for picture in section.pictures().values()]
    for text in texts:
        assert not re.search(rb"pazi|\"wording|attributed_to", text, re.IGNORECASE)


def test_inside_it_bears_its_id_its_words_and_its_villages(internal):
    assert internal.stem == "incident-dossier-c0667-kanbalu-2023-04-01-2023-04-30-internal"
    assert entered(internal)["stamp"]["parameters"]["incident"] == PAZIGYI
    said = next(each for each in internal.sections if each.name == "said")
    assert "“minstens honderd doden”; other local sources" in {row.cells[5] for row in said.blocks[0].rows}
    assert "Places as reports name them: Pazigyi." in internal["disputes"]._repr_html_()


def test_the_public_reader_takes_its_findings_one_by_one_and_no_rule_for_a_sum(public):
    output = published.read(entered(public), "invented-facts.json")
    assert {(each.measure, each.best) for each in output.singles} == {
        ("civilians_killed", 168),
        ("civilians_killed_children", 38),
        ("civilians_injured", 16),
        ("displaced_new", 301),
    }
    # What is printed as a sum is what is recorded for the month in all, and nothing else.
    assert {(each.cell.first, each.cell.last) for each in output.printed} == {("2023-04-01", "2023-04-30")}
    assert len([each for each in output.printed if each.cell.measure == "civilians_killed"]) == 1


def test_a_public_dossier_that_may_not_be_is_refused_with_its_rule(found):
    with pytest.raises(BriefError) as error:
        tb.paper("incident_dossier", found, incident="lashio-airstrikes-2024-08-30").gathered  # noqa: B018
    assert str(error.value) == (
        "This incident can't be told by itself in public. Known of it is: airstrikes: public in sums only, and not "
        "incident by incident (rule 'one by one'). Make the dossier for internal use (release)."
    )
    assert tb.paper("incident_dossier", found, incident="lashio-airstrikes-2024-08-30", release="internal").gathered


def test_an_unknown_incident_names_the_nearest(found):
    with pytest.raises(BriefError) as error:
        tb.paper("incident_dossier", found, incident="pazigyi-2023-04-12")
    assert str(error.value).startswith(
        "No finding has the incident 'pazigyi-2023-04-12'. The nearest: pazigyi-2023-04-20, pazigyi-2023-04-11, "
    )
    with pytest.raises(BriefError, match="An incident dossier needs an incident"):
        tb.paper("incident_dossier", found)


# --------------------------------------------------------------------------------------------------- on invented claims


def test_within_its_delay_it_is_not_due():
    with pytest.raises(BriefError, match="not due before 2024-12-07"):
        dossier(claim(1), issued="2024-12-02")


def test_an_incident_that_is_not_of_note_is_refused():
    rows = [claim(n, f"invented-{n}", low=str(90 - n), best=str(90 - n), high=str(90 - n)) for n in range(1, 7)]
    assert entered(dossier(*rows, incident="invented-5"))["panels"]["incident"]["number"] == 5
    with pytest.raises(BriefError, match="only the incidents of note of a place and its months are"):
        dossier(*rows, incident="invented-6").gathered  # noqa: B018


def test_few_children_are_held_back_and_so_is_what_would_tell_of_them():
    paper = dossier(claim(1), claim(2, measure="civilians_killed_children", low="3", best="3", high="3"))
    figures = entered(paper)["figures"]
    assert figures["incident.1.civilians_killed_children"]["state"] == "held back"
    assert not [key for key in figures if key.startswith(("rule.", "grown."))]
    assert entered(paper)["panels"]["claims"]["findings"] == []
    assert "No claim of it may be told one by one in this release." in paper["said"]._repr_html_()
    inside = dossier(
        claim(1), claim(2, measure="civilians_killed_children", low="3", best="3", high="3"), release="internal"
    )
    assert entered(inside)["figures"]["rule.civilians_killed_children.lowest"]["best"] == 3


def test_the_day_of_a_source_that_is_not_named_is_told_nowhere():
    rows = [
        claim(1, published="2024-11-20"),
        claim(2, source="A Source That Nobody Listed", published="2024-11-23", low="12", best="12", high="12"),
        # The day up to which reports count is that of the last of all of them.
        claim(3, "invented-2", published="2024-12-20", pcode="MMR005013", place_name="Budalin"),
    ]
    paper = dossier(*rows)
    assert "2024-11-23" not in entered_json(paper)
    assert "23 Nov" not in paper.html
    assert "A Source That Nobody Listed" not in paper.html
    assert [row[0] for row in cells(paper, "growth")] == ["Civilians killed", "20 Nov 2024", "and those without a day"]
    assert "2024-11-23" in dossier(*rows, release="internal").facts_json


def test_an_origin_that_is_in_no_table_is_not_named():
    paper = dossier(claim(1, attributed_to="U Invented Person"))
    assert "U Invented Person" not in paper.html + entered_json(paper)
    assert cells(paper, "origins")[0][1] == "an origin that is not named"
    assert "U Invented Person" in dossier(claim(1, attributed_to="U Invented Person"), release="internal").html


def test_coarser_findings_lie_elsewhere_and_the_place_is_the_finest():
    rows = [
        claim(1),
        claim(2, measure="displaced_new", low="900", best="900", high="900", pcode="MMR005", place_level="state",
              place_name="Sagaing Region"),
    ]  # fmt: skip
    paper = dossier(*rows)
    assert paper.subject.place.pcode == PALE
    assert cells(paper, "known")[1][3] == "Sagaing Region"
    assert [row[0] for row in cells(paper, "counted")] == ["Civilians killed"]


@pytest.mark.parametrize(
    ("rows", "low", "best", "high"),
    [
        (
            [claim(1, extent="part", low="4", best="4", high="4"), claim(2, extent="part", start="2024-11-11",
             end="2024-11-11", url="https://example.org/1", low="5", best="5", high="5")],
            "No claim is of the whole: the greatest sum of what the parts of one report give as least.",
            "The greatest sum over parts in one report.",
            "Open: no claim is of the whole, and what the parts leave out is not known.",
        ),
        (
            [claim(1, base="includes fighters", low="31", best="31", high="31")],
            "Only tolls that count fighters too are known, so none of the dead need be a civilian.",
            "No claim gives a number of its own for the whole that could be a best.",
            "The greatest number that a claim states or allows: claim 1.",
        ),
        (
            [claim(1, low="", best="", high="20", wording="up to 20")],
            "The number that no origin goes below: claim 1.",
            "Nobody counts: read from a vague word or “up to”: claim 1.",
            "The greatest number that a claim states or allows: claim 1.",
        ),
        (
            [claim(1, low="7", best="7", high="")],
            "The number that no origin goes below: claim 1.",
            "Nobody gives more than “at least”; that of 1 origin: claim 1.",
            "Open: “at least” reaches the greatest number that is stated: claim 1.",
        ),
    ],
    ids=["parts alone", "fighters", "up to", "a floor"],
)  # fmt: skip
def test_every_way_that_a_bound_comes_about_has_its_words(rows, low, best, high):
    said = [row[2] for row in cells(dossier(*rows, release="internal"), "bounds")[1:4]]
    assert said == [low, best, high]


def test_a_toll_known_from_its_children_says_so():
    rows = cells(dossier(claim(1, measure="civilians_killed_children"), release="internal"), "bounds")
    assert rows[1][2] == "Known from children killed alone, who are part of it."
    assert rows[3] == ["High", "open", "Open: it is known from a part alone, and nobody says how many more."]


def test_a_report_without_a_number_makes_a_dossier_without_one():
    paper = dossier(claim(1, low="", best="", high=""))
    assert entered(paper)["sentences"]["key_message"][0]["text"] == (
        "Of an incident in Pale Township, 10 November 2024, no number is told here."
    )
    assert paper.pdf.startswith(b"%PDF")
    assert all(section._repr_html_() for section in paper)


@pytest.mark.parametrize("name", ["a single claim", "everything open"])
def test_each_incident_of_tiny_claims_has_a_dossier_or_a_rule_that_refuses_it(name):
    claims = tb.Claims.from_frame(rows_of(name), name="invented-claims.csv")
    found = tb.findings(claims)
    for incident in sorted(set(found.table["incident_id"].astype(str))):
        inside = tb.paper("incident_dossier", found, incident=incident, issued="2025-06-01", release="internal")
        assert all(section._repr_html_() for section in inside)
        public = inside.released("public")
        if set(found[incident].table["measure"].astype(str)) == {"airstrikes"}:
            with pytest.raises(BriefError, match="rule 'one by one'"):
                public.gathered  # noqa: B018
        else:
            assert public.pdf.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "my"])
@pytest.mark.parametrize("release", ["public", "internal"])
def test_the_tiniest_dossier_is_made(language, release):
    rows = [claim(1, low="10", best="10", high="", source=NAMED)]
    paper = tb.paper(
        "incident_dossier", invented(*rows), incident="x001", issued="2025-06-01", release=release, language=language
    )
    assert paper.pdf.startswith(b"%PDF")
    assert "<h1>" in paper.html


# ------------------------------------------------------------------------------------------------------- the notebook


@pytest.mark.long
@pytest.mark.parametrize("release", ["public", "internal"])
def test_the_notebook_that_is_kept_bears_the_incident_only_inside(release, tmp_path):
    notebook = NOTEBOOKS["incident_dossier"]
    asked = {"claims": str(written("a single claim", tmp_path)), "incident": "invented-1", "issued": "2025-06-01"}
    made = running.run(notebook, notebook.check({**asked, "release": release, "output": str(tmp_path / "out")}))
    text = Path(made).with_suffix(".ipynb").read_text(encoding="utf-8")
    assert ("invented-1" in text) == (release == "internal")
    assert ("pazigyi" in text) == (release == "internal")
    kept = json.loads(text)["cells"]
    given = ["".join(cell["source"]) for cell in kept if "injected-parameters" in cell["metadata"].get("tags", [])]
    assert f'incident = "{"invented-1" if release == "internal" else "x001"}"' in given[0]


def test_priority_needs_sources_and_sources_stand_in_the_table_of_rules_without_it():
    notebook = NOTEBOOKS["incident_dossier"]
    assert notebook.check({"sources": ["The Irrawaddy"]}).sources == ["The Irrawaddy"]
    with pytest.raises(BriefError, match="the rule 'priority' needs a list of sources"):
        notebook.check({"rule": "priority"})
