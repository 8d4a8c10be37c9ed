"""Papers: what all kinds have in common, on the sample that ships."""

import io
import json
import re

import pikepdf
import pytest

import tollbook as tb
from tollbook import shipped
from tollbook.briefs.errors import BriefError

YEAR = ("2024-01-01", "2024-12-31")


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file()), as_of="2025-03-01")


@pytest.fixture(scope="module")
def strikes(found):
    return tb.paper("airstrikes", found, "Sagaing Region", YEAR)


def test_a_paper_is_a_draft_until_somebody_answers_for_it(strikes, found):
    assert strikes.stem == "airstrikes-sagaing-region-2024-01-01-2024-12-31-draft"
    assert strikes.page["mark"] == "DRAFT: not approved for release"
    inside = strikes.released("internal")
    assert inside.stem == "airstrikes-sagaing-region-2024-01-01-2024-12-31-internal"
    assert inside.page["mark"] == "INTERNAL: not for publication"


def test_its_facts_say_what_kind_of_paper_it_is_and_carry_every_figure_of_its_sections(strikes):
    facts = json.loads(strikes.facts_json)
    assert (facts["format"], facts["paper"]) == ("tollbook facts 1", "airstrikes")
    shown = {key for section in strikes.sections for key in section.keys}
    assert shown <= set(facts["figures"])
    assert {"period.airstrikes", "trend.airstrikes.total"} <= shown


def test_every_number_of_a_table_cell_is_that_of_its_figure(strikes):
    table = strikes["tiles"].table
    figures = strikes.facts["figures"]
    assert list(table.index) == [key for key in figures if key in set(table.index)]
    for key, row in table.iterrows():
        assert [row.low, row.best] == [figures[key]["low"], figures[key]["best"]]
        assert row.open == figures[key]["open"]


def test_a_pdf_carries_its_facts_and_a_web_page_fetches_nothing(strikes):
    with pikepdf.open(io.BytesIO(strikes.pdf)) as pdf:
        assert set(pdf.attachments) == {"facts.json", "tally.csv", "findings.csv"}
        assert pdf.attachments["facts.json"].get_file().read_bytes().decode() == strikes.facts_json
    assert not re.findall(r"<script|<link|src=\"(?!data:)", strikes.html)


def test_the_same_paper_twice_is_the_same_bytes(strikes, found):
    again = tb.paper("airstrikes", found, "Sagaing Region", YEAR)
    assert (again.pdf, again.html) == (strikes.pdf, strikes.html)


def test_a_section_in_a_notebook_opens_each_figure_down_to_its_claims(strikes):
    html = strikes["map"]._repr_html_()
    assert "<details><summary>31 or more" in html
    assert "The Irrawaddy" in html
    assert "<script" not in html


def test_a_section_that_there_is_not(strikes):
    with pytest.raises(KeyError, match=r"The paper has no section 'month'\. It has: lead, tiles, map, "):
        strikes["month"]


@pytest.mark.parametrize(
    ("name", "where", "more", "said"),
    [
        (
            "airstrike",
            "Sagaing Region",
            {},
            "There is no kind of paper 'airstrike'. The nearest is 'airstrikes'; all of them: ",
        ),
        ("airstrikes", None, {}, "The paper 'airstrikes' needs a place (where)."),
        (
            "airstrikes",
            "Sagaing Region",
            {"incident": "x"},
            "The paper 'airstrikes' is not asked incident. What only it is asked: none.",
        ),
    ],
)
def test_what_a_paper_is_not_made_of(found, name, where, more, said):
    with pytest.raises(BriefError) as error:
        tb.paper(name, found, where, YEAR, **more)
    assert str(error.value).startswith(said)


def test_files_go_together_under_one_name(strikes, tmp_path):
    path = strikes.save(tmp_path, formats=["pdf", "html"])
    assert path.name == f"{strikes.stem}.pdf"
    ends = ["-facts.json", "-findings.csv", "-tally.csv", ".html", ".pdf"]
    assert sorted(each.name for each in tmp_path.iterdir()) == [strikes.stem + end for end in ends]
    with pytest.raises(BriefError, match=r"There is no format 'image'\. The nearest is"):
        strikes.save(tmp_path, formats=["image"])
