"""A new brief beside what is published already."""

from __future__ import annotations

import pytest

from tests.briefs.invented import PALE, claim, entered, entered_json, found
from tests.release.test_public_function import ISSUED
from tests.release.test_second_cells_of_briefs import flight
from tollbook.briefs.beside import Beside, read
from tollbook.briefs.brief import brief
from tollbook.briefs.errors import BriefError
from tollbook.release.differencing import differences


def saved(folder, made):
    folder.mkdir()
    (folder / f"{made.subject.stem}-facts.json").write_text(entered_json(made), encoding="utf-8")
    (folder / f"{made.subject.stem}-tally.csv").write_text(made.tally_csv, encoding="utf-8")
    (folder / f"{made.subject.stem}-findings.csv").write_text(made.findings_csv, encoding="utf-8")
    return folder


def state(made, key):
    figure = entered(made)["figures"][key]
    return figure["best"], (figure["held"] or {}).get("rule")


#: 20 in Pale and 900 in Katha flee in November; 4,000 from Katha in October.
FLIGHTS = [flight(1, 20, 11), flight(2, 900, 11, "MMR005020"), flight(3, 4000, 10, "MMR005020")]
KATHA = "MMR005020"


@pytest.fixture(scope="module")
def flights():
    return found(*FLIGHTS)


@pytest.fixture(scope="module")
def region(flights):
    """The brief of the region, beside nothing."""
    return brief(flights, "MMR005", "2024-11", ISSUED)


@pytest.fixture(scope="module")
def alone(flights):
    """That of Katha."""
    return brief(flights, KATHA, "2024-11", ISSUED)


def test_what_others_hold_back_is_held_back_here_too(flights, region, alone, tmp_path):
    # Katha alone may say its 900. The region's brief holds them back, because its sum less the 900 is the 20 of Pale.
    told = saved(tmp_path / "region", region)
    held = {each.pcode for each in read([told]).second}
    assert state(alone, "period.displaced_new") == (900, None)
    if KATHA in held:
        beside = brief(flights, KATHA, "2024-11", ISSUED, beside=[told])
        assert state(beside, "period.displaced_new") == (None, "second cell")
        apart = saved(tmp_path / "alone", alone)
        assert differences([told, apart]).found
        assert not differences([told, saved(tmp_path / "beside", beside)]).found


def test_with_what_is_printed_already_the_new_brief_gives_way(flights, region, alone, tmp_path):
    # Katha is out with its 900. The region can't print its sum of November beside it.
    out = saved(tmp_path / "out", alone)
    careless = region
    careful = brief(flights, "MMR005", "2024-11", ISSUED, beside=[out])
    assert state(careful, "period.displaced_new")[0] is None
    assert not differences([out, saved(tmp_path / "careful", careful)]).found
    if state(careless, "period.displaced_new") == (920, None):
        assert differences([out, saved(tmp_path / "careless", careless)]).found


def test_nothing_beside_changes_nothing(alone, tmp_path):
    made = brief(found(claim(1, source="Mizzima")), PALE, "2024-11", ISSUED)
    out = saved(tmp_path / "out", alone)
    beside = brief(found(claim(1, source="Mizzima")), PALE, "2024-11", ISSUED, beside=[out])
    assert entered(made)["figures"] == entered(beside)["figures"]
    assert "beside" in entered(beside)["stamp"]["files"]
    assert "beside" not in entered(made)["stamp"]["files"]


def test_what_was_read_is_written_and_read_again(tmp_path):
    rows = [*FLIGHTS, claim(9, "invented-9", source="Mizzima", measure="displaced_new", pcode="MMR005005", best="70")]
    out = saved(tmp_path / "out", brief(found(*rows), "MMR005", "2024-11", ISSUED))
    first = read([out])
    assert first.small
    assert first.printed
    assert first.findings
    (tmp_path / "beside.json").write_text(first.as_json(), encoding="utf-8")
    again = read([tmp_path / "beside.json"])
    assert again == first
    assert again.sha256 == first.sha256
    assert read([]) == Beside()


def test_what_is_not_there_or_internal_is_refused(tmp_path):
    with pytest.raises(BriefError, match="nowhere"):
        read([tmp_path / "nowhere"])
    inside = saved(tmp_path / "inside", brief(found(*FLIGHTS), PALE, "2024-11", release="internal"))
    with pytest.raises(BriefError, match=r"is internal: give what is published \(beside\)\."):
        read([inside])
