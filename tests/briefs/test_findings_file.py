"""findings.csv: the findings behind the period's figures, without what would lead below a township."""

from __future__ import annotations

import csv
import hashlib
import io

import tollbook as tb
from tests.briefs.invented import brief, claim, entered
from tollbook.briefs.panels.findings import COLUMNS


def rows(made):
    return list(csv.DictReader(io.StringIO(made.findings_csv)))


def test_the_worked_example(pale):
    listed = rows(pale)
    assert tuple(listed[0]) == COLUMNS
    killed = next(row for row in listed if row["measure"] == "civilians_killed")
    # The design's worked example: seven, best seven, open.
    assert [killed[name] for name in ("incident", "pcode", "low", "best", "high", "open")] == [
        "1", "MMR005019", "7", "7", "", "True",
    ]  # fmt: skip
    own = [int(number) for number in killed["sources"].split()]
    figure = pale.facts["figures"]["period.civilians_killed"]
    assert own == figure["sources"]
    assert int(killed["claims"]) == len(figure["claims"])


def test_bests_add_up_to_the_figures_of_the_period():
    made = brief(
        claim(1),
        claim(2, "invented-2", low="3", best="4", high="5", start="2024-11-20", end="2024-11-20"),
        claim(3, "invented-3", start="2024-10-20", end="2024-10-20"),
    )
    listed = rows(made)
    assert [row["incident"] for row in listed] == ["1", "2"]
    figure = entered(made)["figures"]["period.civilians_killed"]
    for bound in ("low", "best", "high"):
        assert sum(int(row[bound]) for row in listed) == figure[bound]


def test_no_village_no_id_and_no_note_is_in_it():
    made = brief(
        claim(1, "secret-hamlet-2024-11", place_name="Secret Hamlet", place_level="village", pcode="174067",
              note="Secret note", attributed_to="residents"),
    )  # fmt: skip
    assert rows(made)[0]["pcode"] == "MMR005019"
    for secret in ("ecret", "174067", "residents"):
        assert secret not in made.findings_csv


def test_what_is_known_only_of_the_state_bears_its_code():
    made = brief(claim(1, pcode="MMR005", place_level="state", place_name="Sagaing"), place="MMR005")
    assert rows(made)[0]["pcode"] == "MMR005"


def test_no_finding_gives_a_head_alone():
    made = brief(claim(1, start="2023-01-01", end="2023-01-01"))
    assert made.findings_csv == ",".join(COLUMNS) + "\n"
    assert entered(made)["package"]["findings.csv"]["rows"] == 0


def test_the_facts_hold_the_hashes_of_the_data(pale):
    package = pale.facts["package"]
    assert set(package) == {"tally.csv", "findings.csv"}
    for name, text in (("tally.csv", pale.tally_csv), ("findings.csv", pale.findings_csv)):
        assert package[name]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert package[name]["rows"] == len(list(csv.DictReader(io.StringIO(text))))


def test_incidents_are_numbered_as_the_page_numbers_them(sample):
    made = tb.brief(sample, "MMR005", "2024-11")
    listed = rows(made)
    for each in entered(made)["panels"]["incidents"]["incidents"]:
        lead = entered(made)["figures"][each["figures"][0]]
        mine = [row for row in listed if row["incident"] == str(each["number"]) and row["measure"] == lead["measure"]]
        assert str(lead["best"] or "") in {row["best"] for row in mine}
