"""Second cells in a whole brief: no small figure can be worked out from its other figures and files."""

from __future__ import annotations

from itertools import product

from tests.briefs.invented import PALE, claim, entered, entered_json, found
from tests.release.test_public_function import ISSUED
from tollbook.briefs.brief import brief


def flight(number, people, month, pcode=PALE, year=2024):
    day = f"{year}-{month:02}-10"
    numbers = dict.fromkeys(("low", "best", "high"), str(people))
    days = {"start": day, "end": day, "published": "2025-01-10"}
    return claim(number, f"invented-{number}", measure="displaced_new", pcode=pcode, source="Mizzima", **days, **numbers)


def test_a_small_month_is_not_the_year_minus_its_other_months():
    # 20 in November; 900 in October, 4,000 in September: the sum of 24 months less two months would be the 20.
    made = brief(found(flight(1, 20, 11), flight(2, 900, 10), flight(3, 4000, 9)), PALE, "2024-11", ISSUED)
    facts = entered(made)
    figures = facts["figures"]
    assert figures["period.displaced_new"]["held"] == {"rule": "small cell", "below": 50}
    months = {key: figures[key] for key in facts["panels"]["trend"]["months"]}
    assert months["trend.displaced_new.2024-11"]["held"]["rule"] == "small cell"
    shown = [figure["best"] for figure in months.values() if figure["state"] == "figure"]
    total = figures["trend.displaced_new.total"]
    # Whichever is held back beside it: no sum of 24 months is left that the shown months bring down to 20.
    assert total["state"] == "held back" or len(shown) < 2
    assert facts["panels"]["held"]["cells"]["second cell"] >= 1
    assert values_of(made) == {20: False}


def values_of(made):
    """Whether the 20 of November can be worked out by adding and taking away what is published of the measure.

    By trying: up to three published numbers, each added or taken away.
    """
    numbers = {
        figure["best"]
        for figure in entered(made)["figures"].values()
        if figure["measure"] == "displaced_new" and figure["best"] is not None
    }
    rows = [line.split(",") for line in made.tally_csv.splitlines()]
    at, measure = rows[0].index("best"), rows[0].index("measure")
    numbers |= {float(row[at]) for row in rows[1:] if row[measure] == "displaced_new" and row[at]}
    rows = [line.split(",") for line in made.findings_csv.splitlines()]
    at, measure = rows[0].index("best"), rows[0].index("measure")
    numbers |= {float(row[at]) for row in rows[1:] if row[measure] == "displaced_new" and row[at]}
    numbers.discard(0)
    sums = {
        sum(sign * number for sign, number in zip(signs, chosen, strict=True))
        for chosen in product(sorted(numbers), repeat=3)
        for signs in product((-1, 0, 1), repeat=3)
    }
    return {20: 20 in sums}


def test_a_small_township_is_not_the_state_minus_its_other_townships():
    rows = [flight(1, 20, 11), flight(2, 900, 11, "MMR005020"), flight(3, 4000, 11, "MMR005013")]
    made = brief(found(*rows), "MMR005", "2024-11", ISSUED)
    assert values_of(made) == {20: False}
    assert entered(made)["figures"]["period.displaced_new"]["state"] == "figure"


def by_means(*tolls):
    """The table of a brief by means, as class and best figure, and the whole."""
    rows = [
        claim(at, f"invented-{at}", means=means, source="Mizzima", **dict.fromkeys(("low", "best", "high"), str(n)))
        for at, (means, n) in enumerate(tolls, 1)
    ]
    facts = entered(brief(found(*rows), PALE, "2024-11", ISSUED))
    tables = {table["of"]: table["rows"] for table in facts["panels"]["breakdowns"]["tables"]}
    told = {row["class"]: facts["figures"][row["key"]]["best"] for row in tables.get("means", [])}
    return told, facts


def test_classes_of_few_people_are_put_together():
    told, facts = by_means(("airstrike", 10), ("artillery", 3), ("arson", 2))
    assert told == {"air": 10, "other": 5}
    assert facts["figures"]["period.civilians_killed"]["best"] == 15
    assert facts["panels"]["held"]["cells"]["small cell"] == 2


def test_where_they_are_too_few_together_there_is_no_table():
    told, facts = by_means(("airstrike", 10), ("artillery", 3))
    assert told == {}
    assert "means" in facts["panels"]["breakdowns"]["internal"]
    assert "means" not in facts["panels"]["breakdowns"]["not_coded"]
    # Nor does the incident say how its three were killed; that of the ten does.
    assert [(each["means"], each["number"]) for each in facts["panels"]["incidents"]["incidents"]] == [(["air"], 1), ([], 2)]


def test_a_part_that_is_held_back_is_told_by_no_flag_and_opened_by_no_claims():
    children = {"measure": "civilians_killed_children", "source": "Mizzima"}
    made = brief(found(claim(1, low="2", best="2", high="2", **children)), PALE, "2024-11", ISSUED)
    assert entered(made)["figures"]["period.civilians_killed"]["best"] == 2
    assert entered(made)["figures"]["period.civilians_killed_children"]["state"] == "held back"
    assert "from civilians_killed_children" not in entered_json(made) + made.findings_csv
    assert entered(made)["panels"]["made"] is None


def test_what_is_said_of_small_figures_gives_none_away():
    # Four months of one child each, and so a year of four: "<5" of all of them would say that each is one.
    rows = []
    for at, month in enumerate((8, 9, 10, 11), 1):
        day = {"start": f"2024-{month:02}-10", "end": f"2024-{month:02}-10", "published": "2025-01-10"}
        part = {"measure": "civilians_killed_children", **dict.fromkeys(("low", "best", "high"), "1")}
        rows += [
            claim(at, f"invented-{at}", source="Mizzima", **day, **part),
            claim(at + 50, f"invented-{at}", source="Mizzima", **day, low="20", best="20", high="20"),
        ]
    figures = entered(brief(found(*rows), PALE, ("2024-08-01", "2024-11-30"), ISSUED))["figures"]
    children = [each for each in figures.values() if each["measure"] == "civilians_killed_children"]
    assert {each["state"] for each in children} == {"held back"}
    assert {each["held"]["below"] for each in children} == {None}
