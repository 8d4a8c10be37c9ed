"""`explain()` opens a finding down to its claims, and names the claim that put each bound where it is."""

import pytest

import tollbook as tb
from tollbook import shipped


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file()))


def deed(explanation, claim):
    rows = explanation.rows
    return rows.loc[rows["claim_id"] == claim, "did"].item()


def test_each_bound_of_pazigyi_names_its_claims(found):
    killed = found["pazigyi-2023-04-11"].explain("civilians_killed")
    assert deed(killed, "c0668") == "[speaks: sets the low]"
    assert deed(killed, "c0681") == "[speaks: sets the best]"
    assert deed(killed, "c0682") == "[speaks: sets the high]"
    assert deed(killed, "c0667") == "[replaced by what its origin said later]"


def test_a_part_lies_within_the_whole(found):
    raids = found["pale-town-2024-11"].explain("airstrikes")
    assert deed(raids, "c0650") == "[a part, lies within the whole]"
    assert deed(raids, "c0653") == "[speaks: sets the low, sets the best, leaves the finding open]"


def test_parts_alone_are_added_up(found):
    houses = found["pale-town-2024-11"].explain("houses_destroyed")
    assert deed(houses, "c0652") == "[a part; the parts of one report are added up, and the greatest sum counts]"
    assert "Houses destroyed: 45 or more, best 50" in str(houses)
    assert "Note: parts only." in str(houses)


def test_a_toll_with_fighters_bounds_from_above_only(found):
    killed = found["gangaw-hnankhar-2021-12"].explain("civilians_killed")
    assert deed(killed, "c0110").startswith("[includes fighters, so bounds from above only")
    assert "Civilians killed: no figure" in str(killed)


def test_a_finding_lifted_from_its_part_opens_down_to_the_claims_of_the_part(found):
    killed = found["kyaukme-kunsal-2025-08-23"].explain("civilians_killed")
    assert killed.findings["flags"].item() == "from civilians_killed_children"
    assert set(killed.rows["measure"]) == {"civilians_killed_children"}
    assert all(claim in str(killed) for claim in killed.rows["claim_id"])


def test_every_bound_of_every_finding_is_put_there_by_a_claim_or_says_why_not(found):
    told = {"low": "sets the low", "best": "sets the best", "high": "sets the high"}
    for incident in sorted(set(found.table["incident_id"].astype(str))):
        explanation = found[incident].explain()
        for finding in explanation.findings.itertuples():
            if finding.flags:
                continue
            mine = explanation.rows
            mine = mine[(mine["measure"] == finding.measure) & (mine["base"] == finding.base)]
            for bound, words in told.items():
                if bound == "high" and finding.open:
                    assert mine["did"].str.contains("leaves the finding open").any(), incident
                else:
                    assert mine["did"].str.contains(words).any(), (incident, finding.measure, bound)


def test_a_measure_that_the_incident_does_not_have(found):
    with pytest.raises(ValueError, match="The incident 'pale-town-2024-11' has no finding for detained"):
        found["pale-town-2024-11"].explain("detained")


def test_findings_show_themselves_in_a_line_without_their_claims(found):
    assert repr(found) == "<Findings: 262 of 113 incidents, rule envelope>"
    assert repr(found["pale-yaynanmhaw-2021-10"]) == "<Findings of pale-yaynanmhaw-2021-10: houses_destroyed>"
    assert repr(tb.tally(found, "township,year", within="MMR005019")).startswith("<Tally by township and year within M")
