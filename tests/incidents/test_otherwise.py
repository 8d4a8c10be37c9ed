"""One incident's findings under each rule, and as its reports came in: worked by hand."""

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim, found
from tollbook import shipped
from tollbook.incidents.otherwise import as_reports_came, by_rule

#: Four voices. On the 11th one says at least 5, another 8; on the 12th the first says 7; a third, 20, bears no day.
ROWS = [
    claim(1, attributed_to="A Named Group", published="2024-11-11", low="5", best="5"),
    claim(2, source="Another Invented Outlet", published="2024-11-11", low="8", best="8", high="8"),
    claim(3, attributed_to="A Named Group", published="2024-11-12", low="7", best="7", high="7"),
    claim(4, source="A Third Invented Outlet", published="", low="20", best="20", high="20"),
]


def bounds(rows):
    return [
        (row.low, row.best, None if pd.isna(row.high) else row.high, row.open, row.claims) for row in rows.itertuples()
    ]


def test_each_rule_makes_its_own_finding_of_the_same_claims():
    made = by_rule(found(*ROWS), "invented-1", ["Another Invented Outlet"]).set_index("rule")
    # What its origin said later replaces claim 1, so 7, 8 and 20 speak: their median is 8.
    assert made.loc["envelope", ["low", "best", "high"]].tolist() == [7, 8, 20]
    assert made.loc["lowest", ["low", "best", "high"]].tolist() == [7, 7, 20]
    # Only what was published on the latest known day, the 12th.
    assert made.loc["latest", ["low", "best", "high"]].tolist() == [7, 7, 7]
    assert made.loc["priority", ["low", "best", "high"]].tolist() == [8, 8, 8]
    # Two of the three support 8: the second greatest of 7, 8 and 20.
    assert made.loc["corroborated", ["low", "best", "high"]].tolist() == [8, 8, 20]


def test_without_a_list_of_sources_there_is_no_rule_of_priority():
    assert by_rule(found(*ROWS), "invented-1")["rule"].tolist() == ["envelope", "lowest", "latest", "corroborated"]


def test_a_finding_grows_by_the_days_of_publication_and_the_undated_come_last():
    made = as_reports_came(found(*ROWS), "invented-1")
    assert [None if pd.isna(day) else f"{day:%m-%d}" for day in made["day"]] == ["11-11", "11-12", None]
    # On the 11th: a floor of 5 below a count of 8. On the 12th: 7 and 8, the lower of which is the median.
    assert bounds(made) == [(5, 8, 8, False, 2), (7, 7, 8, False, 3), (7, 8, 20, False, 4)]


def test_a_day_that_changes_nothing_is_not_told_again():
    again = claim(5, incident="invented-1", measure="airstrikes", published="2024-11-30")
    made = as_reports_came(found(*ROWS[:3], again), "invented-1")
    killed = made[made["measure"] == "civilians_killed"]
    assert [f"{day:%m-%d}" for day in killed["day"]] == ["11-11", "11-12"]


def test_a_claim_whose_day_is_not_told_is_taken_as_undated():
    made = as_reports_came(found(*ROWS), "invented-1", undated=["x003"])
    assert bounds(made) == [(5, 8, 8, False, 2), (7, 8, 20, False, 4)]


def test_reports_count_up_to_the_day_of_the_findings():
    made = as_reports_came(found(*ROWS[:3], as_of="2024-11-11"), "invented-1")
    assert bounds(made) == [(5, 8, 8, False, 2)]


def test_what_is_withdrawn_leaves_no_bounds():
    rows = [claim(1, published="2024-11-11", withdrawn="2024-11-20"), claim(2, "invented-1", measure="airstrikes")]
    made = as_reports_came(found(*rows), "invented-1")
    killed = made[made["measure"] == "civilians_killed"]
    assert [(f"{row.day:%m-%d}", row.claims) for row in killed.itertuples()] == [("11-11", 1), ("11-20", 0)]
    assert killed["best"].isna().tolist() == [False, True]


def test_the_last_row_is_the_finding_itself_for_every_incident_of_the_sample():
    made = tb.findings(tb.read_claims(shipped.claims_file()))
    for incident in ["pazigyi-2023-04-11", "pale-town-2024-11", "tartaing-2023-03-01"]:
        last = as_reports_came(made, incident).groupby(["measure", "base"]).tail(1)
        own = made[incident].table
        assert last[["low", "best", "high"]].to_numpy() == pytest.approx(
            own[["low", "best", "high"]].to_numpy(), nan_ok=True
        )
        assert by_rule(made, incident).query("rule == 'envelope'")["best"].to_numpy() == pytest.approx(
            own["best"].to_numpy(), nan_ok=True
        )


def test_pazigyi_grew_from_fifty_to_a_hundred_and_sixty_eight():
    # By hand from the claims file: on 11 April 50 or more (BioBioChile, VRT NWS); on 20 April the group's 171 closes it;
    # on 21 April 168 and 174; on 25 October 165; the median of 165, 168, 171 and 174 is 168, of two middle ones the lower.
    made = as_reports_came(tb.findings(tb.read_claims(shipped.claims_file())), "pazigyi-2023-04-11")
    killed = made[made["measure"] == "civilians_killed"]
    assert bounds(killed)[0] == (50, 50, None, True, 4)
    assert bounds(killed)[-2:] == [(50, 168, 174, False, 12), (50, 168, 174, False, 18)]
