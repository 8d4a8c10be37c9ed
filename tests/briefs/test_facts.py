"""The facts of a brief: right numbers, each with what stands behind it."""

from __future__ import annotations

import json

import pytest

import tollbook as tb
from tests.briefs.invented import PALE, brief, claim, entered, found
from tollbook.briefs import running
from tollbook.briefs.views import months
from tollbook.briefs.views.tiles import tiles


def numbers(figure):
    return figure["low"], figure["best"], figure["high"], figure["open"]


def test_the_worked_example(pale):
    figures = pale.facts["figures"]
    assert numbers(figures["period.civilians_killed"]) == (7, 7, None, True)
    assert numbers(figures["period.displaced_new"]) == (1000, 10000, 10000, False)
    assert numbers(figures["period.airstrikes"]) == (31, 31, None, True)
    assert numbers(figures["period.houses_destroyed"]) == (45, 50, None, True)
    assert figures["period.civilians_injured"]["state"] == "no report"
    assert figures["period.displaced_total"]["state"] == "no report"


def test_june_2023_in_the_trend(pale):
    assert numbers(pale.facts["figures"]["trend.civilians_killed.2023-06"]) == (10, 11, 12, False)


def test_an_aggregate_is_beside_the_tally_and_not_in_it(pale):
    figures = pale.facts["figures"]
    assert numbers(figures["aggregate.1"]) == (2200, 2200, None, True)
    assert figures["aggregate.1.tally"]["best"] < 2200
    assert "c0802" not in figures["aggregate.1.tally"]["claims"]
    in_tallies = {row["best"] for key, row in figures.items() if not key.startswith("aggregate")}
    assert 2200 not in in_tallies


def test_every_figure_traces_to_claims_and_sources(pale, sample):
    known = set(sample.claims.table["claim_id"].astype(str))
    numbered = {each["number"] for each in pale.facts["sources"]}
    for key, figure in pale.facts["figures"].items():
        if figure["state"] in ("figure", "no figure"):
            assert figure["claims"], f"{key} has no claims"
            assert set(figure["claims"]) <= known
            assert figure["sources"], f"{key} has no sources"
            assert set(figure["sources"]) <= numbered
        else:
            assert (figure["claims"], figure["low"]) == ([], None), f"{key} is silent and yet has something"


@pytest.mark.parametrize(
    ("place", "period"),
    [("Kanbalu, Sagaing", "2023-04"), ("MMR005", "2023"), pytest.param("MMR", "2022-Q1", marks=pytest.mark.long)],
)
def test_the_findings_behind_a_figure_are_those_the_tally_counted(brief_of_sample, place, period):
    made = brief_of_sample(place, period)
    ledger = made.gathered.ledger
    for key, figure in ledger.figures.items():
        if key.startswith("period.") and figure.incidents and "stated_on" not in figure.more:
            behind = ledger.behind(ledger.own, (figure.start, figure.end))
            behind = behind[(behind["measure"] == figure.measure) & (behind["base"] == figure.base)]
            assert behind["incident_id"].nunique() == figure.incidents, key


def test_facts_name_no_village_no_incident_and_no_path(pale, sample):
    text = json.dumps(pale.facts)
    for incident in sample.table["incident_id"].astype(str).unique():
        assert incident not in text
    for name in ("Kyar Si", "Ah Lel Bon", "Alelbon", "/home", "/tmp"):
        assert name not in text
    figures = pale.facts["figures"].values()
    assert all(figure["pcode"].startswith("MMR") for figure in figures)


def test_fractions_stay_in_the_facts_and_are_marked():
    made = brief(claim(1, low="9", best="9", high="9", start="2024-10-31", end="2024-11-01", date_precision="span"))
    figure = entered(made)["figures"]["period.civilians_killed"]
    assert numbers(figure) == (0, 4.5, 9, False)
    assert figure["spread_share"] == 1
    told = entered(made)["sentences"]["key_message"][0]
    assert told["text"] == (
        "Nine civilians were recorded killed at some time from 31 October to 1 November 2024 in Pale Township; how many "
        "of them in November 2024 is not known."
    )
    assert told["uses"] == ["period.civilians_killed", "incident.1.civilians_killed"]


def test_a_stock_is_a_level_with_its_day():
    made = brief(claim(1, scope="level", measure="displaced_total", best="30000", start="2024-10-31", end="2024-10-31"))
    figure = entered(made)["figures"]["period.displaced_total"]
    assert numbers(figure) == (27000, 30000, 33000, False)
    assert (figure["stated_on"], figure["age_days"]) == ("2024-10-31", 30)


def test_a_district_finding_is_a_row_of_its_own_beside_the_townships():
    made = brief(claim(1), claim(2, "invented-2", pcode="MMR005D009", place_level="district", place_name="Yinmarbin"))
    rows = {row["label"]: row for row in entered(made)["panels"]["beside"]["rows"]}
    assert rows["Yinmarbin District"]["not_stated"] is True
    assert entered(made)["figures"]["beside.MMR005D009.ever"]["best"] == 10
    assert "Sagaing Region" not in rows, "what is known for the district is not known for the region alone"
    assert entered(made)["figures"]["period.civilians_killed"]["best"] == 10, "and it is not counted in the township"


def test_counts_of_what_stands_behind():
    made = brief(
        claim(1), claim(2, source="Another Invented Outlet"), claim(3, "", published=""),
        claim(4, "invented-2", measure="airstrikes"),
    )  # fmt: skip
    panel = entered(made)["panels"]["incidents"]
    wanted = {"recorded": 3, "claims": 4, "without_killed_figure": 1, "undated": 1, "not_linked": 1, "one_origin": 2}
    assert {name: panel[name] for name in wanted} == wanted


def test_a_vague_word_is_marked():
    made = brief(claim(1, measure="artillery_strikes", wording="numerous", low="", best="", high=""))
    assert entered(made)["figures"]["period.artillery_strikes"]["vague"] is True
    assert (
        entered(made)["sentences"]["also"][0]["text"]
        == "Also recorded: 10 artillery strikes (3 or more; read from a vague word or “up to”)."
    )


def test_a_tally_stands_for_its_findings(sample, pale):
    monthly = tb.tally(sample, ["township", "month"], within=PALE, start="2024-11-01", end="2024-11-30")
    assert tb.brief(monthly).facts == pale.facts


def test_the_tally_file_has_the_figures(pale):
    import io

    import pandas as pd

    table = pd.read_csv(io.StringIO(pale.tally_csv))
    row = table[(table["start"] == "2024-11-01") & (table["measure"] == "civilians_killed") & (table["pcode"] == PALE)]
    assert len(row) == 1
    assert (row["low"].item(), row["best"].item(), bool(row["open"].item())) == (7, 7, True)
    assert pd.isna(row["high"].item())


def test_a_later_report_is_unknown_on_an_earlier_day():
    rows = [claim(1), claim(2, published="2025-03-01", low="50", best="50", high="50", source="Later Invented Outlet")]
    early = tb.brief(found(*rows, as_of="2024-12-15"), PALE, "2024-11", release="internal")
    assert entered(early)["figures"]["period.civilians_killed"]["high"] == 10
    assert entered(early)["brief"]["cut_off"] == "2024-12-15"
    assert entered(early)["brief"]["issued"] == "2024-12-15"
    assert entered(early)["brief"]["status"] == "provisional"
    assert entered(tb.brief(found(*rows), PALE, "2024-11", release="internal"))["brief"]["issued"] == "2025-03-01"


def test_a_figure_on_another_base_is_not_silence(sample):
    made = tb.brief(sample, "Demoso, Kayah", ("2022-01-01", "2022-01-31"))
    told = " ".join(each["text"] for each in entered(made)["sentences"]["key_message"])
    assert "houses destroyed" not in told
    figure = entered(made)["figures"]["period.houses_destroyed"]
    assert (figure["state"], figure["other_bases"]) == ("no figure", ["includes damaged"])
    assert "houses_destroyed" not in entered(made)["panels"]["trend"]["silent"]


def test_one_voice_on_two_incidents_is_one_origin():
    made = brief(claim(1), claim(2, "invented-2"), claim(3, "invented-2", source="Another Invented Outlet"))
    assert entered(made)["figures"]["period.civilians_killed"]["origins"] == 2
    lines = [running.text_of(line) for line in tiles(made.gathered)[0]["lines"]]
    assert lines[0] == "2 incidents; 2 origins"


def test_a_number_that_one_source_alone_gives_is_not_said_to_be_missing():
    made = brief(claim(1, low="50", best="50", high=""), rule="corroborated")
    tile = tiles(made.gathered)[0]
    assert (tile["main"], running.text_of(tile["lines"][0])) == ("no figure", "not corroborated")


def test_a_toll_that_counts_others_is_no_figure_for_civilians_killed():
    made = brief(claim(1), claim(2, "invented-2", base="includes missing"))
    assert entered(made)["panels"]["incidents"]["without_killed_figure"] == 1
    assert entered(made)["panels"]["quality"]["with_killed"] == 1


def test_a_sum_of_months_that_days_share_out_is_marked():
    made = brief(claim(1, start="2024-11-01", end="2025-01-29", date_precision="span"))
    assert months.trend(made.gathered)["total_lines"][-1] == "† mostly spread by day over longer incidents"
    assert len(months.trend(brief(claim(1)).gathered)["total_lines"]) == 1


def test_a_month_on_another_base_is_not_hatched():
    made = brief(claim(1, base="includes missing"))
    assert entered(made)["sentences"]["trend"][0]["text"].startswith("1 of 24 months has a report.")
    assert entered(made)["sentences"]["key_message"][0]["text"] == (
        "Civilians were reportedly killed in Pale Township in November 2024; the number counts others with them (“includes missing”)."
    )


def test_every_claim_whose_bound_a_figure_shows_is_behind_it():
    rows = [claim(1, low="5", best="5"), claim(2, base="Including  combatants", low="31", best="31", high="31")]
    figure = entered(brief(*rows))["figures"]["period.civilians_killed"]
    assert (figure["low"], figure["high"], figure["claims"]) == (5, 31, ["x001", "x002"])
    other = entered(brief(claim(1, base="includes those shot by soldiers", low="5", best="5", high="5")))["figures"]
    assert other["period.civilians_killed"]["other_bases"] == ["includes those shot by soldiers"]


def test_the_freshest_level_leads_and_a_camp_is_no_source():
    level = {"scope": "level", "measure": "displaced_total"}
    rows = [
        claim(1, **level, base="all", best="70000", start="2024-09-05", end="2024-09-05"),
        claim(2, **level, base="since 2021", best="55000", start="2024-11-05", end="2024-11-05"),
        claim(3, **level, base="since 2021", best="900", start="2024-11-05", end="2024-11-05", place_level="village"),
    ]
    made = brief(*rows)
    figure = entered(made)["figures"]["period.displaced_total"]
    assert (figure["base"], figure["best"], figure["claims"]) == ("since 2021", 55000, ["x002"])
    assert "70,000 (all; 63,000 to 77,000; as of 5 Sep 2024)" in entered(made)["sentences"]["also"][0]["text"]


def test_harm_to_armed_parties_is_not_among_what_others_published():
    total = claim(2, "", scope="aggregate", measure="combatants_killed")
    panel = entered(brief(claim(1), total))["panels"]["aggregates"]
    assert (panel["rows"], panel["left_out"]) == ([], 1)


def test_children_are_among_the_dead_and_not_beside_them():
    made = brief(claim(1, measure="civilians_killed_children", low="3", best="3", high="3"))
    assert (
        entered(made)["sentences"]["also"][0]["text"] == "Also recorded: 3 children killed (of the civilians killed)."
    )


def test_the_method_note_counts_what_fell_back():
    note = entered(brief(claim(1), rule="corroborated"))["sentences"]["method"][0]["text"]
    assert note.endswith(" 1 finding of this period is not corroborated and has no best.")
    note = entered(brief(claim(1), rule="priority", sources=["Some Invented Outlet"]))["sentences"]["method"][0]["text"]
    assert note.endswith(" No source of the list reports 1 finding of this period: all its sources speak.")
