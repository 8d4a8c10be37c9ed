"""The paper on airstrikes: strikes by place, month and unit, harm from the air apart from all harm, and what is held."""

import pytest

import tollbook as tb
from tests.briefs.invented import LISTED, claim
from tests.briefs.invented import found as findings_of
from tollbook import shipped
from tollbook.briefs import running
from tollbook.papers.panels.air import class_of

#: Four counts of strikes and five incidents of harm from the air in Sagaing Region, worked out by hand below.
DAYS = ("2024-01-01", "2025-09-30")
STRIKE = {"measure": "airstrikes"}


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file()))


@pytest.fixture(scope="module")
def public(found):
    return tb.paper("airstrikes", found, "Sagaing Region", DAYS)


@pytest.fixture(scope="module")
def inside(found):
    return tb.paper("airstrikes", found, "Sagaing Region", DAYS, release="internal")


def invented(*rows, place="MMR005019", period="2024-11", release="public"):
    """A paper of invented claims, as if outlets that may be named had reported them."""
    named = [row | {"source": LISTED[row["source"]]} for row in rows]
    return tb.paper("airstrikes", findings_of(*named), place, period, "2025-06-01", release=release)


def numbers(paper, key):
    """Low, best, high and open of a figure."""
    figure = paper.facts["figures"][key]
    return figure["low"], figure["best"], figure["high"], figure["open"]


def said(paper, name="key_message"):
    return [running.text_of(each.text) for each in paper.gathered.said[name]]


def text_of(section):
    """All cells and texts of a section."""
    texts = []
    for block in section.section.blocks:
        for table in (block, getattr(block, "table", None)):
            for row in getattr(table, "rows", ()):
                texts += [running.text_of(cell) for cell in getattr(row, "cells", row)]
            texts.append(running.text_of(getattr(table, "note", "")))
        texts += [running.text_of(each) for each in getattr(block, "texts", ())]
    return " | ".join(texts)


# The sample, against numbers worked out by hand from data/claims/claims.csv


def test_strikes_of_the_period_are_those_of_four_incidents(public):
    # c0154 8 (Kanbalu, February 2024), c0653 more than 30 (Pale, November 2024), c0625 over 200 (Pale, June 2025) and
    # c0376 twice (Sagaing, July 2025): 8 + 31 + 201 + 2, two of them floors.
    assert numbers(public, "period.airstrikes") == (242, 242, None, True)
    places = {key: numbers(public, f"map.{key}")[:2] for key in ("MMR005007", "MMR005019", "MMR005001")}
    assert places == {"MMR005007": (8, 8), "MMR005019": (232, 232), "MMR005001": (2, 2)}
    assert numbers(public, "trend.airstrikes.2025-06") == (201, 201, None, True)


def test_strikes_by_what_their_sources_count(public):
    # c0154 and c0625 say airstrikes; c0376 says twice; c0653 says "more than 30" of nothing, and the four airstrikes of
    # c0650 are a part: they lend it no unit.
    assert numbers(public, "unit.airstrikes.strike") == (209, 209, None, True)
    assert numbers(public, "unit.airstrikes.time") == (2, 2, 2, False)
    assert numbers(public, "unit.airstrikes.not-stated") == (31, 31, None, True)
    rows = {row["unit"]: row for row in public.facts["panels"]["units"]["rows"]}
    assert list(rows) == ["strike", "time", "not stated"]
    assert [each["outlet"] for each in rows["strike"]["sources"]] == ["Pantaing", "Radio Free Asia"]
    assert [each["outlet"] for each in rows["not stated"]["sources"]] == ["The Irrawaddy"]


def test_killed_from_the_air_are_those_of_incidents_whose_reports_all_say_so(public):
    # Kanbalu 1, Pale (Kan Gyi) 2, Tabayin 20 (20 to 22), Pale (Kan Dauk) at least 10, Sagaing 28 (23 to 30): bests
    # 61, lows 1 + 2 + 20 + 10 + 23 = 56, open. Pale town, at least 7, is by several means.
    assert numbers(public, "air.civilians_killed.air") == (56, 61, None, True)
    assert numbers(public, "air.civilians_killed.several") == (7, 7, None, True)
    assert public.facts["figures"]["air.civilians_killed.air"]["incidents"] == 5
    # By month: February 2024 1 + 2, May 2025 20, June 2025 10 or more, July 2025 28.
    months = {key[-7:]: numbers(public, key)[1] for key in public.facts["panels"]["air"]["months"][0]["months"]}
    assert months == {"2024-02": 3, "2025-05": 20, "2025-06": 10, "2025-07": 28}


def test_injured_from_the_air(public):
    # Kanbalu 5, Pale 5, Tabayin 50 (45 to 102), Sagaing 30 (27 to 33).
    assert numbers(public, "air.civilians_injured.air") == (82, 90, 145, False)


def test_the_lead_answers_how_many_where_what_harm_and_what_is_not_known(public):
    assert said(public) == [
        "At least 242 airstrikes were recorded in Sagaing Region from 1 January 2024 to 30 September 2025, in 4 "
        "incidents.",
        "They were recorded in Pale (232 or more), Kanbalu (8) and Sagaing (2).",
        "61 civilians were recorded killed (56 or more) by attacks from the air, in 5 incidents.",
        "Of others killed it is not known whether, or how many of them, from the air: 7 or more in 1 incident whose "
        "reports name several means.",
    ]
    assert said(public, "more")[1:] == [
        "Their sources count them in different units: 209 or more as airstrikes, 2 as times bombed or fired on and 31 or "
        "more without a word for what is counted."
    ]
    assert said(public, "floor")[0].endswith(
        "How much of the period any source covered is unknown, so this paper states no change, no rate and no ranking."
    )


def test_a_report_that_counts_places_hit_is_named_beside_those_that_count_strikes(found):
    # Lashio, September 2024: c0308 three airstrikes over ten days, c0304 "four locations", coded as four strikes.
    paper = tb.paper("airstrikes", found, "Lashio, Shan", ("2024-08-01", "2024-09-30"))
    assert numbers(paper, "period.airstrikes") == (7, 7, 7, False)
    assert "Places hit | One place that was hit, however often | 4 | 1" in text_of(paper["units"])


def test_what_is_coded_as_places_hit_stands_apart_and_in_no_sum():
    rows = [
        claim(1, "invented-1", measure="airstrikes", low="3", best="3", high="3", wording="three airstrikes"),
        claim(2, "invented-2", measure="airstrikes", low="4", best="4", high="4", base="places hit"),
    ]
    paper = invented(*rows, release="internal")
    assert numbers(paper, "period.airstrikes") == (3, 3, 3, False)
    assert numbers(paper, "period.airstrikes.places-hit") == (4, 4, 4, False)
    assert "Counted otherwise, and in no sum with them: 4 (places hit)." in said(paper, "more")


def test_totals_of_others_are_of_strikes_and_of_harm_from_the_air_with_the_unit_of_each(public, found):
    rows = public.facts["panels"]["aggregates"]["rows"]
    figures = public.facts["figures"]
    assert {figures[row["key"]]["measure"] for row in rows} == {"airstrikes"}
    told = [(row["unit"], figures[row["key"]]["best"]) for row in rows]
    assert told == [("unit not said", 119), ("airstrikes", 69), ("attacks from the air", 69), ("unit not said", 114)]
    # Of January to April 2024 the tally has eight strikes of Kanbalu.
    assert figures[rows[0]["tally"]]["best"] == 8
    country = tb.paper("airstrikes", found, "Myanmar", ("2024-01-01", "2024-12-31"))
    harm = [row for row in country.facts["panels"]["aggregates"]["rows"] if "unit" not in row]
    beside = [country.facts["figures"][row["tally"]] for row in harm if row["tally"]]
    # Beside harm from the air stands harm from the air.
    assert all(each["class"] == {"of": "air", "name": "air"} for each in beside if each["state"] == "figure")


def test_what_is_not_known(public):
    panel = public.facts["panels"]["air"]
    # Harm from the air in seven incidents, of which Kanbalu, Kan Dauk and Lin Ta Lu have a count of strikes, and Pale
    # town, where houses were hit from the air.
    assert (panel["incidents"]["air"], panel["without_strikes"], panel["strikes_without_harm"]) == (7, 3, 0)
    assert "Incidents with harm from the air and no count of strikes | 3 of 7 incidents" in text_of(public["unknown"])


# What a public release holds back


def test_aircraft_and_objects_are_told_inside_only(public, inside):
    assert public.facts["panels"]["detail"] == {"aircraft": None, "objects": []}
    assert [row["means"] for row in inside.facts["panels"]["detail"]["aircraft"]] == ["airstrike"]
    assert numbers(inside, "aircraft.civilians_killed.airstrike") == (56, 61, None, True)
    said_ = text_of(public["unknown"])
    assert "aircraft: told inside only, because it is of military use" in said_
    for text in (public.facts_json, public.html):
        assert not any(word in text for word in ("paramotor", "helicopter", '"airstrike"'))


def test_no_aircraft_is_in_any_form_of_a_public_paper():
    rows = [claim(1, low="20", best="20", high="20", means="paramotor"), claim(2, **STRIKE, means="helicopter")]
    public, inside = invented(*rows), invented(*rows, release="internal")
    assert "Paramotors" in text_of(inside["detail"])
    for text in (public.facts_json, public.html, public.facts_csv if hasattr(public, "facts_csv") else ""):
        assert not any(word in text.lower() for word in ("paramotor", "helicopter"))
    assert numbers(public, "air.civilians_killed.air") == (20, 20, 20, False)


def test_what_was_hit_is_not_told_below_a_state():
    rows = [claim(1, object_hit="school"), claim(2, "invented-2", object_hit="market", pcode="MMR005018")]
    township = invented(*rows)
    assert township.facts["panels"]["detail"]["objects"] is None
    assert "what was hit: not told for a place below a state, where it would be a place" in text_of(township["unknown"])
    state = invented(*rows, place="MMR005")
    assert [row["class"] for row in state.facts["panels"]["detail"]["objects"]] == ["market", "school"]
    assert "School | 1" in text_of(state["detail"])


def test_of_so_few_people_a_public_paper_of_a_township_tells_no_means():
    few, strikes = claim(1, low="3", best="3", high="3"), claim(2, "invented-2", **STRIKE)
    public, inside = invented(few, strikes), invented(few, strikes, release="internal")
    assert numbers(inside, "air.civilians_killed.air") == (3, 3, 3, False)
    assert not [key for key in public.facts["figures"] if key.startswith("air.civilians_killed")]
    assert public.facts["panels"]["air"]["incidents"] == {}
    assert (
        "How many civilians were killed from the air is held back: by which means they were killed would be told of too "
        "few people." in said(public)
    )
    # With the means of a ground attack it says the same: that it is held back tells nothing.
    other = invented(claim(1, low="3", best="3", high="3", means="ground"), strikes)
    assert said(other)[1:] == said(public)[1:]
    assert [row["told"] for row in other.facts["panels"]["air"]["rows"]] == [False]


def test_harm_from_the_air_is_told_of_all_places_or_of_none():
    large = claim(1, low="20", best="20", high="20")
    few = claim(2, "invented-2", pcode="MMR005018", place_name="Salingyi", low="2", best="2", high="2")
    told, held = invented(large, place="MMR005"), invented(large, few, place="MMR005")
    assert told.facts["panels"]["places"][0]["told"] == ["civilians_killed"]
    assert numbers(told, "air.civilians_killed.air.township.MMR005019") == (20, 20, 20, False)
    assert held.facts["panels"]["places"][0]["held"] == ["civilians_killed"]
    assert not [key for key in held.facts["figures"] if key.startswith("air.") and "township" in key]
    assert held.facts["panels"]["held"]["cells"]["small cell"] == 2
    # Of the state both are told together.
    assert numbers(held, "air.civilians_killed.air") == (22, 22, 22, False)


def test_a_class_that_would_give_a_held_back_part_away_is_held_back():
    many = {"low": "30", "best": "30", "high": "30"}
    rows = [
        claim(1, **many),
        claim(2, measure="civilians_killed_children", low="3", best="3", high="3"),
        claim(3, "invented-2", pcode="MMR005018", **many),
        claim(4, "invented-2", pcode="MMR005018", measure="civilians_killed_children", low="9", best="9", high="9"),
        claim(5, "invented-3", pcode="MMR005017", means="ground", **many),
        claim(6, "invented-3", pcode="MMR005017", means="ground", measure="civilians_killed_children", low="8", best="8",
              high="8"),
    ]  # fmt: skip
    paper = invented(*rows, place="MMR005")
    # The findings beside the page would list nine children in Salingyi: with the twelve from the air, three were known.
    told = {row["measure"]: row["told"] for row in paper.facts["panels"]["air"]["rows"]}
    assert told == {"civilians_killed": True, "civilians_killed_children": False}
    children = [each for each in paper.facts["figures"].values() if each["measure"] == "civilians_killed_children"]
    assert [each["best"] for each in children if each["best"] is not None] == []
    assert "Not told by means, because it would be of too few people: children killed." in text_of(paper["harm"])


@pytest.mark.parametrize(
    ("means", "of"),
    [
        (set(), "not stated"),
        ({"airstrike"}, "air"),
        ({"airstrike", "paramotor"}, "air"),
        ({"air"}, "air"),
        ({"mixed"}, "several"),
        ({"several"}, "several"),
        ({"airstrike", "ground"}, "several"),
        ({"ground", "arson"}, "other"),
        ({"artillery"}, "other"),
    ],
)
def test_the_class_of_an_incident_s_harm(means, of):
    assert class_of(means) == of


# What is missing, or known otherwise


def test_harm_without_a_count_of_strikes_and_strikes_without_harm():
    harm = invented(claim(1, low="20", best="20", high="20"))
    assert said(harm)[0] == (
        "This sample holds no count of airstrikes in Pale Township in November 2024. That is not to say that there was "
        "none."
    )
    strikes = invented(claim(1, **STRIKE, low="1", best="1", high="1"))
    assert said(strikes) == [
        "1 airstrike was recorded in Pale Township in November 2024, in 1 incident.",
        "No report of this sample says that civilians were killed by attacks from the air there in these days. That is "
        "not to say that nobody was.",
    ]


def test_the_lead_names_places_and_apart_what_is_known_for_no_township():
    wide = {"pcode": "MMR005", "place_level": "state", "place_name": "Sagaing Region"}
    rows = [
        claim(number, f"invented-{number}", **STRIKE, pcode=code, low=many, best=many, high=many)
        for number, (code, many) in enumerate(
            [("MMR005019", "9"), ("MMR005018", "7"), ("MMR005017", "5"), ("MMR005016", "3")], 1
        )
    ]
    wider = claim(5, "invented-5", **STRIKE, **wide, low="2", best="2", high="2")
    made = invented(*rows, wider, place="MMR005")
    assert said(made)[1] == (
        "They were recorded in Pale (9), Salingyi (7), Kani (5), 1 more township and Sagaing Region, township not "
        "stated (2)."
    )


def test_a_zero_is_said_only_where_a_source_was_counting(tmp_path):
    file = tmp_path / "invented-coverage.csv"
    file.write_text("source,pcode,start,end,status,note\nInvented,MMR005019,2024-01-01,2024-12-31,counted,\n")
    elsewhere = findings_of(claim(1, pcode="MMR005018", source="The Irrawaddy"), coverage=file)
    made = tb.paper("airstrikes", elsewhere, "MMR005019", "2024-11", "2025-06-01")
    assert said(made)[0] == (
        "No airstrike was recorded in Pale Township in November 2024, while a source was counting."
    )


def test_a_burmese_paper_has_no_english_message_left(found):
    paper = tb.paper("airstrikes", found, "Sagaing Region", DAYS, language="my")
    for text in [*said(paper), *said(paper, "more"), *said(paper, "floor")]:
        assert not any(word in text for word in ("airstrike", "killed", "recorded", "paper"))
