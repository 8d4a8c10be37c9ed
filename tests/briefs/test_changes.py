"""Changes of the headline figures: invented claims and an invented table of coverage, worked by hand."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from pypdf import PdfReader

import tollbook as tb
from tests.briefs import invented
from tests.briefs.invented import PALE, brief, claim, entered, entered_json
from tests.briefs.test_page import numbers_in
from tollbook.briefs import running
from tollbook.briefs.views import changes

MONTHS = {"a": "2024-11", "b": "2024-10", "c": "2023-11"}
COUNTED = [(PALE, "2023-01-01", "2024-12-31", "counted")]


def cover(rows=COUNTED):
    """An invented table of coverage."""
    table = pd.DataFrame(rows, columns=["pcode", "start", "end", "status"])
    return table.assign(source="invented monitors")


def killed(name, n, day="10", **cells):
    """An invented incident of a month, reported two days later; `n` is a number, or "low-best-high"."""
    month = MONTHS[name[0]]
    low, best, high = (str(n).split("-") * 3)[:3] if "-" in str(n) else (str(n),) * 3
    cells = {"published": f"{month}-{int(day) + 2:02}", "low": low, "best": best, "high": high, **cells}
    return claim(int.from_bytes(name.encode(), "big"), name, start=f"{month}-{day}", end=f"{month}-{day}", **cells)


def made(*rows, rows_of_coverage=COUNTED, as_of="2025-03-01", **options):
    return brief(*rows, coverage=cover(rows_of_coverage), as_of=as_of, **options)


def lines(of, tile=0):
    return [running.text_of(line) for line in _changes(of)[tile]]


def _changes(of):
    """The lines of each tile, in the order of the page."""
    return list(changes.changes(of.gathered).values())


def test_a_change_is_stated_with_the_earlier_figure_and_its_sources():
    it = made(killed("a1", 30), killed("b1", 12), killed("c1", "10-20-40"))
    assert lines(it) == ["up from 12 in October 2024", "no clear change from November 2023 (10 to 40)"]
    assert entered(it)["figures"]["change.before.civilians_killed"]["claims"] == [killed("b1", 12)["claim_id"]]
    number = _changes(it)[0][0][1]
    assert (number.text, len(number.sources)) == ("12", 1)
    assert entered(it)["panels"]["changes"]["before"] == {
        "start": "2024-10-01", "end": "2024-10-31", "coverage": "counted",
    }  # fmt: skip


def test_percent_from_twenty_on_and_a_zero_by_its_name():
    it = made(killed("a1", 30), killed("b1", 20))
    assert lines(it) == ["up 50% from 20 in October 2024", "up from none recorded in November 2023"]
    assert entered(it)["panels"]["changes"]["rows"][0]["before"]["percent"] == 50
    # Nobody injured in any of the three months, while a source was counting.
    assert lines(it, 1) == ["no change: none recorded in October 2024 and in November 2023 either"]


def test_less_than_half_a_percent_is_no_percent():
    it = made(killed("a1", 1001), killed("b1", 1000))
    assert lines(it)[0] == "up from 1,000 in October 2024"


def test_what_is_not_gone_is_not_down_by_all():
    it = made(killed("a1", 1), killed("b1", 600))
    assert lines(it)[0] == "down 99% from 600 in October 2024"


def test_where_coverage_is_unknown_in_the_period_no_tile_says_anything():
    it = brief(killed("a1", 30), killed("b1", 12))
    assert {len(said) for said in _changes(it)} == {0}
    assert not [key for key in entered(it)["figures"] if key.startswith("change.")]
    assert {row["before"]["reason"] for row in entered(it)["panels"]["changes"]["rows"] if row["before"]} == {
        "not counted in either"
    }


@pytest.mark.parametrize(
    ("status", "said"), [("unknown", "coverage unknown then"), ("not covered", "no source was looking then")]
)
def test_where_only_the_earlier_days_are_not_counted_the_reason_is_said(status, said):
    rows = [(PALE, "2024-11-01", "2024-11-30", "counted"), (PALE, "2024-10-01", "2024-10-31", status)]
    it = made(killed("a1", 30), killed("b1", 12), rows_of_coverage=rows)
    if status == "unknown":
        assert lines(it) == ["no change from October 2024 and November 2023: coverage unknown then"]
    else:
        assert lines(it) == [
            f"no change from October 2024: {said}", "no change from November 2023: coverage unknown then",
        ]  # fmt: skip
    assert not [key for key in entered(it)["figures"] if key.startswith("change.")]


def test_where_no_source_was_looking_it_is_said_once():
    now = (PALE, "2024-11-01", "2024-11-30", "not covered")
    for before in ([], [(PALE, "2023-01-01", "2024-10-31", "counted")]):
        it = made(killed("a1", 30), killed("b1", 12), rows_of_coverage=[now, *before])
        assert lines(it) == ["no change stated: no source was looking in this period"]


def test_a_half_counted_month_is_not_counted():
    rows = [(PALE, "2024-11-01", "2024-11-30", "counted"), (PALE, "2024-10-02", "2024-10-31", "counted")]
    it = made(killed("a1", 30), killed("b1", 12), rows_of_coverage=rows)
    assert lines(it) == ["no change from October 2024 and November 2023: coverage unknown then"]


def test_another_base_no_number_and_a_spread_number_are_not_compared():
    other = killed("b1", 12, measure="houses_destroyed", base="includes damaged")
    silent = {"low": "", "best": "", "high": ""}
    unsaid = killed("b2", 12, measure="civilians_injured") | silent
    long = killed("b3", 12, measure="airstrikes", day="01") | {"start": "2024-10-20", "end": "2024-11-08"}
    now = [killed(f"a{n}", 30, measure=name) for n, name in enumerate(["houses_destroyed", "civilians_injured"])]
    it = made(other, unsaid, long, *now)
    said = {row["key"]: row["before"] for row in entered(it)["panels"]["changes"]["rows"]}
    assert said["period.houses_destroyed"]["reason"] == "other base"
    assert said["period.civilians_injured"]["reason"] == "no number"
    assert said["period.airstrikes"]["reason"] == "spread"
    assert lines(it, 1)[0] == "not comparable with October 2024: no number"


def test_an_earlier_period_is_compared_as_it_was_known_at_the_same_age():
    # November to 5 December, five days after its end: of October what was known on 5 November, which is four.
    late = killed("b2", 20, published="2024-11-20")
    it = made(killed("a1", 30), killed("b1", 4), late, as_of="2024-12-05")
    assert lines(it)[0] == "up from 4 in October 2024, as known by 5 Nov 2024"
    figure = entered(it)["figures"]["change.before.civilians_killed"]
    assert (figure["best"], figure["as_of"]) == (4, "2024-11-05")
    # What is known by now of October stands in the months, and in the tally.
    assert entered(it)["figures"]["trend.civilians_killed.2024-10"]["best"] == 24


def test_a_claim_without_a_publication_day_is_counted_as_one_that_has_no_age():
    it = made(killed("a1", 30), killed("b1", 4, published=""))
    assert entered(it)["panels"]["changes"]["rows"][0]["before"]["undated"] == 1


def displaced(number, day, n, **cells):
    return claim(
        number, f"invented-level-{number}", scope="level", measure="displaced_total", start=day, end=day,
        published=day, low=str(n), best=str(n), high=str(n), **cells,
    )  # fmt: skip


def test_a_level_is_compared_with_the_level_of_the_earlier_days_on_the_same_base():
    levels = [displaced(1, "2024-11-25", 3000), displaced(2, "2024-10-28", 2000)]
    it = made(*levels)
    assert lines(it, 5) == ["up 50% from 2,000 on 28 Oct 2024", "no level known for November 2023"]
    assert entered(it)["figures"]["change.before.displaced_total"]["stated_on"] == "2024-10-28"
    it = made(levels[0], displaced(2, "2024-10-28", 2000, base="since 2021-02-01"))
    assert lines(it, 5)[0] == "not comparable with October 2024: another base"
    # November's own level is that of October, carried: nothing newer is known.
    it = made(levels[1])
    assert lines(it, 5)[0] == "no newer level since October 2024"


def test_a_level_of_days_that_are_not_counted_is_not_compared():
    it = brief(displaced(1, "2024-11-25", 3000), displaced(2, "2024-10-28", 2000))
    assert lines(it, 5) == []
    rows = [(PALE, "2024-11-01", "2024-11-30", "counted")]
    it = made(displaced(1, "2024-11-25", 3000), displaced(2, "2024-10-28", 2000), rows_of_coverage=rows)
    assert lines(it, 5) == [
        "no change from October 2024: coverage unknown then", "no level known for November 2023",
    ]  # fmt: skip


def test_days_that_are_no_months_are_named_by_their_days():
    it = made(killed("a1", 30), killed("a2", 12, day="04"), period="2024-11-08/2024-11-14")
    assert lines(it) == ["up from 12 over 1–7 November 2024", "up from none recorded over 8–14 November 2023"]


def test_every_number_of_changes_and_revisions_is_in_the_facts(tmp_path):
    rows = [killed("a1", "1300-1432-1501"), killed("b1", 877), killed("c1", 612)]
    last = tmp_path / "last-facts.json"
    last.write_text(entered_json(made(*rows, period="2024-10", as_of="2024-11-15")), encoding="utf-8")
    late = killed("b2", 23, published="2024-12-20")
    found = invented.found(*rows, late, coverage=cover(), as_of="2025-03-01")
    it = tb.brief(found, PALE, "2024-11", previous=last, release="internal")
    reader = PdfReader(io.BytesIO(it.pdf))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "up 59% from 900 in October 2024" in text
    assert "up 134% from 612 in November 2023" in text
    allowed = numbers_in(it.facts, len(reader.pages))
    assert {59, 900, 134, 612, 877} <= allowed
