"""The map of a brief: what it shows is in the facts, and what it can't show is said."""

from __future__ import annotations

import hashlib
import io
import json

import pandas as pd
import pytest
from pypdf import PdfReader

import tollbook as tb
from tests.briefs.invented import PALE, brief, claim, entered, entered_json, found, undrawn
from tests.charts.squares import SAGAING, areas
from tollbook.briefs.errors import BriefError
from tollbook.briefs.views import alternatives
from tollbook.briefs.views import map as map_view
from tollbook.places import Population

COUNTED = "source,pcode,start,end,status,note\ninvented,MMR005,2024-01-01,2024-12-31,counted,\n"


def flat(text):
    return " ".join(text.split())


def text_of(made):
    return flat(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages))


def printed(made):
    """What the page says, for which it need not be set."""
    return flat(json.dumps(undrawn(made), ensure_ascii=False))


def note(made):
    """What is said below the map; that it is printed, a test of the page holds."""
    return map_view.of(made.gathered)["note"]


@pytest.fixture
def counted(tmp_path):
    """A file of coverage by which a source was counting in all of Sagaing Region."""
    path = tmp_path / "invented_coverage.csv"
    path.write_text(COUNTED, encoding="utf-8")
    return path


def test_a_township_is_shown_in_its_state_with_a_line_around_it(pale):
    panel = pale.facts["panels"]["map"]
    assert (panel["within"], panel["area"], panel["outlined"]) == ("MMR005", "Sagaing Region", PALE)
    assert panel["figures"] == [f"map.{PALE}"]
    assert pale.facts["figures"][f"map.{PALE}"]["best"] == 7
    assert panel["legend"] == [[7, 7]]
    assert "map" in pale.page["pictures"]


def test_the_map_agrees_with_the_headline_figure(pale):
    tile, own = (pale.facts["figures"][key] for key in ("period.civilians_killed", f"map.{PALE}"))
    assert [tile[name] for name in ("low", "best", "high", "open")] == [
        own[name] for name in ("low", "best", "high", "open")
    ]


def test_every_township_with_an_area_is_in_the_facts_once(pale):
    panel = pale.facts["panels"]["map"]
    codes = [key.removeprefix("map.") for key in panel["figures"]]
    codes += [code for listed in panel["silent"].values() for code in listed]
    assert sorted(codes) == sorted(set(codes) & set(tb.places.areas().pcodes))
    assert set(codes) == {code for code in tb.places.areas().pcodes if tb.places.unit(code).state == "MMR005"}


@pytest.mark.parametrize(("place", "within"), [("MMR005D009", "MMR005D009"), ("MMR005", "MMR005"), ("MMR", "MMR")])
def test_a_wider_place_is_shown_by_its_townships_and_not_outlined(place, within):
    panel = entered(brief(claim(1), place=place))["panels"]["map"]
    assert (panel["within"], panel["outlined"]) == (within, None)
    assert panel["figures"] == [f"map.{PALE}"]


def test_the_alternative_text_says_what_the_map_shows(pale):
    assert pale.page["pictures"]["map"]["alt"] == (
        "Map of the townships of Sagaing Region: civilians killed, 1–30 November 2024. Pale: 7 or more. 36 townships: no "
        "report, which is not zero. The areas are approximate."
    )


def test_approximate_areas_are_labelled_and_their_source_is_printed(pale):
    text = text_of(pale)
    assert "Township areas are approximate: see the last lines." in text
    source = "".join(tb.places.areas().source.split())
    assert f"Townshipareasareapproximateandnoofficialboundaries:{source}." in "".join(text.split())


def test_official_boundaries_drop_the_label():
    held = areas(tuple(SAGAING), approximate=False, source="an invented file")
    made = tb.brief(found(claim(1)), PALE, "2024-11", boundaries=held, release="internal")
    assert "approximate" not in printed(made)
    assert "Township areas: an invented file." in printed(made)
    assert entered(made)["panels"]["map"]["areas"]["approximate"] is False


def test_what_is_known_only_for_the_state_is_said_beside_the_map():
    state = {"place_name": "Sagaing Region", "place_level": "state", "pcode": "MMR005"}
    made = brief(claim(1), claim(2, "invented-2", low="3", best="3", high="3", **state))
    assert "Reported without a township, so not drawn: Sagaing Region (3)." in note(made)
    assert entered(made)["figures"]["map.MMR005"]["best"] == 3
    assert "Township not stated, Sagaing Region: 3." in alternatives.map_of(made.gathered)


def test_a_township_without_an_area_is_not_lost():
    held = areas([code for code in SAGAING if code != PALE])
    made = tb.brief(found(claim(1)), PALE, "2024-11", boundaries=held, release="internal")
    assert "No area is known for: Pale (10)." in note(made)
    assert entered(made)["panels"]["map"]["areas"]["undrawn"] == [f"map.{PALE}"]


def test_a_district_of_which_nothing_has_an_area_is_shown_in_its_state():
    held = areas([code for code in SAGAING if tb.places.unit(code).district != "MMR005D009"])
    made = tb.brief(found(claim(1)), "MMR005D009", "2024-11", boundaries=held, release="internal")
    assert entered(made)["panels"]["map"]["within"] == "MMR005"
    assert "No area is known for: Pale (10)." in note(made)


def test_a_township_without_an_area_says_so_of_itself():
    held = areas([code for code in SAGAING if code != PALE])
    made = tb.brief(found(claim(1, pcode=SAGAING[0], place_name="Sagaing")), PALE, "2024-11", boundaries=held, release="internal")
    assert "No area is known of Pale Township itself." in note(made)


HALVES = [
    claim(1, pcode="MMR013046", place_name="Hlaingtharya (East)"),
    claim(2, "invented-2", pcode="MMR013047", place_name="Hlaingtharya (West)", low="8", best="8", high="8"),
]


def test_a_township_whose_halves_have_figures_is_not_said_to_have_no_report():
    made = tb.brief(found(*HALVES), "MMR013", "2024-11", release="internal")
    panel = entered(made)["panels"]["map"]
    assert panel["silent"]["other code"] == ["MMR013008"]
    assert "MMR013008" not in panel["silent"]["no report"]
    assert "On the ground drawn as Hlaingtharya: Hlaingtharya (East) (10) and Hlaingtharya (West) (8)." in note(made)
    assert "1 township: recorded under another code." in alternatives.map_of(made.gathered)
    assert "map.MMR013008" not in entered(made)["figures"], "no figure is moved"


def test_ground_of_a_district_is_not_silent_where_a_unit_of_another_district_lies_on_it():
    rows = [
        claim(1, pcode="MMR015303", place_name="Man Tun"),
        claim(2, "invented-2", pcode="MMR015021", place_name="Hopang"),
    ]
    made = tb.brief(found(*rows), "MMR015D006", "2024-11", release="internal")
    panel = entered(made)["panels"]["map"]
    assert (panel["figures"], panel["beyond"]) == (["map.MMR015021"], ["map.MMR015303"])
    assert panel["silent"]["other code"] == ["MMR015008"]
    assert "On the ground drawn as Mongmao: Man Tun (10)." in note(made)


def test_that_a_place_has_no_area_is_said_once():
    made = tb.brief(found(claim(1)), PALE, "2024-11", boundaries=areas([code for code in SAGAING if code != PALE]), release="internal")
    assert note(made).count("No area is known") == 1
    half = tb.brief(found(*HALVES), "MMR013046", "2024-11", release="internal")
    text = note(half)
    assert "No area is known" not in text
    assert "has no area of its own; it lies on the ground drawn as Hlaingtharya." in text
    assert "On the ground drawn as Hlaingtharya: Hlaingtharya (East) (10) and Hlaingtharya (West) (8)." in text


WHY = "The map is of civilians injured, because there is no figure of civilians killed to draw."


def test_a_map_of_another_measure_than_the_headline_s_says_why():
    made = brief(claim(1, measure="civilians_injured"))
    assert entered(made)["panels"]["map"]["measure"] == "civilians_injured"
    assert WHY in note(made)
    assert WHY not in note(brief(claim(1)))


def test_a_measure_that_only_months_before_have_is_not_mapped():
    made = brief(claim(1, measure="civilians_injured"), period="2024-12")
    panels = entered(made)["panels"]
    assert (panels["trend"]["measure"], panels["map"]["measure"]) == ("civilians_injured", "civilians_killed")
    assert alternatives.map_of(made.gathered).startswith("Map of the townships of Sagaing Region: civilians killed, ")


def test_a_number_on_another_base_is_said():
    made = brief(claim(1, base="since 2021-02-01"))
    assert "Counted on another base, so in no class: Pale." in note(made)


def test_the_sources_of_the_headline_figures_have_the_first_numbers(pale):
    figures, tiles = pale.facts["figures"], pale.facts["panels"]["tiles"]
    shown = {n for key in [*tiles["tiles"], *tiles["also"]] for n in figures[key]["sources"]}
    assert shown == set(range(1, len(shown) + 1))


def people(**counts):
    return Population(pd.Series(counts, dtype="int64"), 2024, "an invented count", ())


def test_without_coverage_a_population_gives_no_rate_and_says_why():
    made = tb.brief(found(claim(1)), PALE, "2024-11", population=people(**{PALE: 50_000}), release="internal")
    assert entered(made)["panels"]["map"]["rates"] == {}
    assert made.page["pictures"]["rates"] is None
    assert "No map for 100,000 people (an invented count, 2024): where coverage is unknown there is no rate." in note(
        made
    )


def test_with_coverage_and_a_population_there_is_a_twin(counted):
    few = dict.fromkeys(SAGAING[:1], 9000)
    rows = [claim(1), claim(2, "invented-2", pcode=SAGAING[0], place_name="Sagaing", low="3", best="4", high="5")]
    made = tb.brief(found(*rows, coverage=counted), PALE, "2024-11", population=people(**{PALE: 50_000}, **few), release="internal")
    rates = entered(made)["panels"]["map"]["rates"]
    assert rates[f"map.{PALE}"] == {"people": 50_000, "low": 20.0, "best": 20.0, "high": 20.0}
    text = text_of(made)
    assert "CIVILIANS KILLED FOR 100,000 PEOPLE OF 2024" in text.upper()
    assert "People: an invented count, 2024." in text
    assert "Fewer than 10,000 people, so that one event moves the rate far: Sagaing." in text
    assert made.page["pictures"]["rates"]["alt"].startswith("Map of the same figures for 100,000 people of 2024. ")
    assert "Pale: 20" in made.page["pictures"]["rates"]["alt"]


def test_counted_townships_without_a_report_are_zero_and_not_silent(counted):
    made = brief(claim(1), coverage=counted)
    states = {each["state"] for key, each in entered(made)["figures"].items() if key.startswith("map.")}
    assert states == {"figure", "zero"}
    assert entered(made)["panels"]["map"]["silent"] == {}
    assert "no report" not in alternatives.map_of(made.gathered)


@pytest.mark.parametrize("name", ["boundaries", "population"])
def test_a_missing_file_is_named(tmp_path, name):
    with pytest.raises(BriefError) as error:
        tb.brief(found(claim(1)), PALE, "2024-11", **{name: tmp_path / "none.gpkg"}, release="internal")
    assert str(error.value) == f"The {name} file {tmp_path / 'none.gpkg'} can't be read: No such file or directory."


def test_files_that_were_given_are_in_the_stamp(tmp_path):
    coverage = tmp_path / "invented_coverage.csv"
    coverage.write_bytes(COUNTED.encode())
    path = tmp_path / "people-2024.csv"
    path.write_text(f"ADM3_PCODE,T_TL\n{PALE},50000\n")
    made = tb.brief(found(claim(1), coverage=coverage), PALE, "2024-11", population=path, release="internal")
    assert entered(made)["stamp"]["files"]["population"]["name"] == "people-2024.csv"
    sha256 = hashlib.sha256(COUNTED.encode()).hexdigest()
    assert entered(made)["stamp"]["files"]["coverage"] == {"name": "invented_coverage.csv", "sha256": sha256}
    assert str(tmp_path) not in entered_json(made)
    assert "population people-2024.csv sha256" in printed(made)
