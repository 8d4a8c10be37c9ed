"""Whether what invented outputs hold back is found in, or worked out from, what they print beside it."""

import base64
from pathlib import Path

import numpy as np
import pandas as pd
import pikepdf
import pytest

import tollbook as tb
from tests.release.invented_outputs import (
    CHILDREN,
    COUNTRY,
    DELAY,
    DISPLACED,
    DISTRICT,
    KANI,
    KILLED,
    LEVEL,
    MONTHS,
    PALE,
    PERIOD,
    SALINGYI,
    SECOND,
    SMALL,
    STATE,
    TOWNSHIPS,
    YEAR,
    chart_zip,
    facts,
    figure,
    findings_csv,
    mapped,
    save,
    sha256,
    tally_csv,
    tally_rows,
    trend,
    year_of,
)
from tollbook.release.differencing import differences
from tollbook.release.published.cells import UNKNOWN, Cell, Knowledge, Output, own, said_of
from tollbook.release.published.facts import read
from tollbook.release.published.opening import NotRead
from tollbook.release.subtraction import subtracted

CLAIMS = Path(__file__).parents[2] / "data" / "claims" / "claims.csv"


def found(folder):
    """Kind and place and days of each finding."""
    return [
        (each.kind, each.cell and each.cell.area.pcode, each.cell and each.cell.first)
        for each in differences([folder]).found
    ]


def eleven(held=SMALL, left=11):
    """The months of a year, one of them held back."""
    return {number: held if number == left else 10 for number in MONTHS}


# The same cell


def test_a_month_that_one_brief_holds_back_and_the_district_s_table_prints(tmp_path):
    save(tmp_path / "pale-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL)}))
    panel = {"beside": {"area": DISTRICT, "level": "township", "measure": CHILDREN, "start": PERIOD[0], "end": PERIOD[1],
                        "since": "2021-01-01", "silent": [], "rows": [{"pcode": PALE, "not_stated": False}]}}  # fmt: skip
    beside = {f"beside.{PALE}.2024-11": figure(PALE, PERIOD, 3)}
    save(tmp_path / "district-facts.json", facts(DISTRICT, beside, panels=panel))
    (one,) = differences([tmp_path]).found
    assert (one.kind, one.file.rpartition("/")[2], one.at) == ("same cell", "pale-facts.json", "figures, period.x")
    assert one.what == "children killed in Pale Township, November 2024"
    assert "district-facts.json" in one.how and SMALL in one.how
    assert [each.at for each in one.of] == [f"figures, beside.{PALE}.2024-11"]


def inside(slices, measures=(CHILDREN,), more=0, level="state"):
    """The panel of a paper that tells of the places inside, period by period."""
    return {"inside": {"level": level, "measures": list(measures), "more": more, "slices": slices, "rows": [], "silent": []}}


def test_the_places_inside_of_a_paper_are_cells_of_their_own_and_what_is_not_stated_another(tmp_path):
    days = "2024-11-01.2024-11-30"
    own, rest = f"inside.state.{STATE}.{CHILDREN}.{days}", f"inside.state.{COUNTRY}.{CHILDREN}.{days}"
    shown = {own: figure(STATE, PERIOD, 3), rest: figure(COUNTRY, PERIOD, 2)}
    told = read(facts(COUNTRY, shown), "country-facts.json")
    areas = {each.at: each.cell.area for each in told.printed}
    assert areas == {f"figures, {own}": ("own", STATE), f"figures, {rest}": ("state", COUNTRY)}
    save(tmp_path / "state-facts.json", facts(STATE, {"period.x": figure(STATE, PERIOD, held=SMALL)}))
    save(tmp_path / "country-facts.json", facts(COUNTRY, shown))
    (one,) = differences([tmp_path]).found
    assert (one.kind, [each.at for each in one.of]) == ("same cell", [f"figures, {own}"])


def test_a_place_inside_that_a_paper_does_not_name_has_nothing_in_each_of_its_periods():
    of_now = {"start": PERIOD[0], "end": PERIOD[1], "as_of": None, "held": {}}
    earlier = {"start": MONTHS[10][0], "end": MONTHS[10][1], "as_of": "2024-11-20", "held": {}}
    panel = inside({"period": of_now, "before": earlier})
    told = read(facts(COUNTRY, {}, panels=panel), "country-facts.json")
    # What was known on an earlier day says nothing of what is known now.
    assert {(each.first, each.last) for each in told.silent} == {PERIOD}
    assert Cell(own(STATE), *PERIOD, CHILDREN, "") in told.silent
    assert told.silent_with_tally == []
    listed_in_part = read(facts(COUNTRY, {}, panels=inside({"period": of_now}, more=1)), "country-facts.json")
    assert (listed_in_part.silent, len(listed_in_part.silent_with_tally)) == ([], len(told.silent))
    held = read(facts(COUNTRY, {}, panels=inside({"period": {**of_now, "held": {CHILDREN: DELAY}}})), "x-facts.json")
    assert held.silent == []


def test_a_figure_as_it_was_known_on_another_day_is_of_that_knowledge():
    told = read(facts(STATE, {"since.x": figure(STATE, PERIOD, 3, as_of="2024-12-01")}), "state-facts.json")
    assert [each.knowledge.cut_off for each in told.printed] == ["2024-12-01"]


def test_what_is_not_stated_is_another_cell_than_the_district_itself(tmp_path):
    save(tmp_path / "a-facts.json", facts(DISTRICT, {"period.x": figure(DISTRICT, PERIOD, held=SMALL)}))
    shown = {f"map.{STATE}": figure(STATE, PERIOD, 9), f"ranking.township.{STATE}.x": figure(STATE, PERIOD, 9)}
    save(tmp_path / "b-facts.json", facts(STATE, {**shown, "period.x": figure(STATE, PERIOD, held=SMALL)}))
    assert found(tmp_path) == []
    panel = {"beside": {"area": DISTRICT, "level": "township", "measure": CHILDREN, "start": PERIOD[0], "end": PERIOD[1],
                        "since": PERIOD[0], "silent": [], "rows": [{"pcode": DISTRICT, "not_stated": True}]}}  # fmt: skip
    rest = {f"beside.{DISTRICT}.period": figure(DISTRICT, PERIOD, 9)}
    save(tmp_path / "c-facts.json", facts(PALE, rest, panels=panel))
    assert found(tmp_path) == []


@pytest.mark.parametrize(("hides", "prints"), [("2025-01-01", "2025-02-01"), ("2025-02-01", "2025-01-01")])
def test_an_edition_that_prints_what_an_earlier_or_later_one_holds_back(tmp_path, hides, prints):
    save(tmp_path / "a-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL)}, cut_off=hides))
    save(tmp_path / "b-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, 8)}, cut_off=prints))
    assert found(tmp_path) == [("same cell", PALE, PERIOD[0])]


def test_what_was_too_fresh_may_be_printed_later_and_not_before(tmp_path):
    fresh = facts(PALE, {"period.x": figure(PALE, PERIOD, held=DELAY)}, cut_off="2024-12-03")
    save(tmp_path / "a-facts.json", fresh)
    later = facts(PALE, {"period.x": figure(PALE, PERIOD, 8)}, cut_off="2025-01-03")
    save(tmp_path / "b-facts.json", later)
    assert found(tmp_path) == []
    save(tmp_path / "b-facts.json", facts(PALE, later["figures"], cut_off="2024-12-03"))
    assert found(tmp_path) == [("same cell", PALE, PERIOD[0])]


def test_a_figure_that_is_called_held_back_and_has_its_number_all_the_same(tmp_path):
    broken = figure(PALE, PERIOD, held=SMALL) | {"best": 3}
    save(tmp_path / "a-facts.json", facts(PALE, {"period.x": broken}))
    assert found(tmp_path) == [("same cell", PALE, PERIOD[0])]


def test_the_csv_of_a_chart_that_prints_what_the_page_holds_back(tmp_path):
    save(tmp_path / "pale-facts.json", facts(PALE, {"trend.x.2024-11": figure(PALE, PERIOD, held=SMALL)}))
    chart_zip(tmp_path / "pale-figures.zip", "months", [(PALE, "Pale Township", PERIOD, SMALL)])
    assert found(tmp_path) == []
    chart_zip(tmp_path / "pale-figures.zip", "months", [(PALE, "Pale Township", PERIOD, 3)])
    (one,) = differences([tmp_path]).found
    assert (one.kind, one.of[0].at) == ("same cell", "row 2")
    assert one.of[0].file.endswith("pale-figures.zip (pale-figures/months.csv)")


def test_the_rows_of_a_map_that_are_wider_than_a_township_are_what_is_not_stated(tmp_path):
    save(tmp_path / "s-facts.json", facts(STATE, {"period.x": figure(STATE, PERIOD, held=SMALL)}))
    rows = [(PALE, "Pale Township", PERIOD, 9), (STATE, "Sagaing Region", PERIOD, 9)]
    chart_zip(tmp_path / "s-figures.zip", "map", rows)
    assert found(tmp_path) == []


def test_an_attachment_that_prints_what_the_facts_beside_it_hold_back(tmp_path):
    save(tmp_path / "pale-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL)}))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["tally.csv"] = tally_csv([(PALE, "Pale", PERIOD, 3)]).encode()
        pdf.save(tmp_path / "pale.pdf")
    (one,) = differences([tmp_path]).found
    assert one.of[0].file.endswith("pale.pdf (tally.csv)")


def test_data_in_a_web_page_and_a_figure_to_be_seen_on_it(tmp_path):
    panels = {"tiles": {"tiles": ["period.x"]}}
    own = save(tmp_path / "x", facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL, below=5)}, panels=panels))
    coded = base64.b64encode(own.read_bytes()).decode()
    own.unlink()
    page = (
        '<html><body><section id="tiles"><ul><li><p class="figure">{}</p></li></ul></section>'
        f'<a download="pale-facts.json" href="data:application/json;charset=utf-8;base64,{coded}">data</a></body></html>'
    )
    for shown, expected in (("&lt;5", []), ("held back", []), ("၃", [("same cell", PALE, PERIOD[0])])):
        (tmp_path / "pale.html").write_text(page.format(shown), encoding="utf-8")
        assert found(tmp_path) == expected


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_tally_that_was_exported_is_read_in_each_form(tmp_path, form):
    save(tmp_path / "pale-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL)}))
    rows = [(PALE, "Pale", PERIOD, 3)]
    if form == "csv":
        (tmp_path / "t.csv").write_text(tally_csv(rows), encoding="utf-8")
    elif form == "json":
        save(tmp_path / "t.json", [{**row, "below": None} for row in tally_rows(rows)])
    else:
        pd.DataFrame(tally_rows(rows)).to_excel(tmp_path / "t.xlsx", index=False)
    assert found(tmp_path) == [("same cell", PALE, PERIOD[0])]


def test_a_finding_that_one_brief_holds_back_and_another_prints(tmp_path):
    for name, said in (("a", SMALL), ("b", 3)):
        made = facts(PALE, {})
        made["package"] = {"findings.csv": {"sha256": sha256(findings_csv([(1, PALE, "2024-11", said)]))}}
        save(tmp_path / f"{name}-facts.json", made)
        (tmp_path / f"{name}-findings.csv").write_text(findings_csv([(1, PALE, "2024-11", said)]), encoding="utf-8")
    (one,) = differences([tmp_path]).found
    assert (one.kind, one.at) == ("same cell", "row 2")
    assert "b-findings.csv (row 2) prints it" in one.how


# Subtraction


def test_a_year_less_its_eleven_other_months_over_two_files(tmp_path):
    months = eleven()
    save(tmp_path / "a-facts.json", facts(PALE, year_of(PALE, {k: v for k, v in months.items() if k > 5}, None)))
    save(tmp_path / "b-facts.json", facts(PALE, year_of(PALE, {k: v for k, v in months.items() if k < 6}, None)))
    assert found(tmp_path) == []
    save(tmp_path / "c-facts.json", facts(PALE, {"year.2024.x": figure(PALE, YEAR, 113)}))
    (one,) = differences([tmp_path]).found
    assert one.kind == "subtraction"
    assert one.what == "children killed in Pale Township, November 2024"
    folder = tmp_path.as_posix()
    assert one.how == (
        f"It is the year 2024 ({folder}/c-facts.json) minus its other 11 months "
        f"({folder}/a-facts.json and {folder}/b-facts.json)."
    )
    assert len(one.of) == 12


def test_two_months_that_are_held_back_hide_each_other(tmp_path):
    months = {**eleven(), 10: SECOND}
    save(tmp_path / "a-facts.json", facts(PALE, year_of(PALE, months, 113)))
    assert found(tmp_path) == []
    save(tmp_path / "b-facts.json", facts(PALE, {"q": figure(PALE, ("2024-10-01", "2024-12-31"), 23)}))
    assert found(tmp_path) == []
    save(tmp_path / "c-facts.json", facts(PALE, {"q": figure(PALE, ("2024-01-01", "2024-10-31"), 100)}))
    assert sorted(found(tmp_path)) == [("subtraction", PALE, "2024-10-01"), ("subtraction", PALE, "2024-11-01")]


def test_months_without_a_report_are_nought_where_a_brief_would_tell_of_them(tmp_path):
    figures = year_of(PALE, {10: 10, 11: SMALL}, 13)
    save(tmp_path / "a-facts.json", facts(PALE, figures))
    assert found(tmp_path) == []
    save(tmp_path / "a-facts.json", facts(PALE, figures, panels=trend()))
    assert found(tmp_path) == [("subtraction", PALE, "2024-11-01")]


def test_the_month_that_is_recorded_leaves_the_others_of_its_year_silent(tmp_path):
    """An older edition knew of nothing in the whole year; of the half that is known of now, one month is recorded."""
    save(tmp_path / "a-facts.json", facts(PALE, {"year.x": figure(PALE, YEAR)}, cut_off="2025-01-01"))
    half = {"trend.x.total": figure(PALE, ("2024-07-01", "2024-12-31"), 13)}
    save(tmp_path / "b-facts.json", facts(PALE, year_of(PALE, {11: SMALL}, None) | half))
    assert found(tmp_path) == [("subtraction", PALE, "2024-11-01")]


def test_a_tally_by_itself_is_silent_about_the_places_that_it_has_no_row_of(tmp_path):
    save(tmp_path / "d-facts.json", facts(DISTRICT, {"period.x": figure(DISTRICT, PERIOD, 30)}))
    rows = [(KANI, "Kani", PERIOD, 26), (PALE, "Pale", PERIOD, SMALL)]
    (tmp_path / "t.csv").write_text(tally_csv(rows), encoding="utf-8")
    assert found(tmp_path) == [("subtraction", PALE, PERIOD[0])]
    rows += [(SALINGYI, "Salingyi", PERIOD, SECOND)]
    (tmp_path / "t.csv").write_text(tally_csv(rows), encoding="utf-8")
    assert found(tmp_path) == []


def test_a_state_less_its_townships_over_levels(tmp_path):
    inside = {f"map.{code}": figure(code, PERIOD, 9) for code in (SALINGYI, KANI)}
    inside[f"map.{PALE}"] = figure(PALE, PERIOD, held=SMALL)
    save(tmp_path / "s-facts.json", facts(STATE, inside, panels=mapped(STATE)))
    assert found(tmp_path) == []
    save(tmp_path / "n-facts.json", facts(STATE, {"period.x": figure(STATE, PERIOD, 21)}))
    (one,) = differences([tmp_path]).found
    assert (one.kind, one.cell.area.pcode) == ("subtraction", PALE)
    assert "Sagaing Region" in one.how and " minus " in one.how and "Kani Township" in one.how


def test_what_is_known_for_a_district_alone_stands_between_it_and_its_townships(tmp_path):
    rows = {f"map.{code}": figure(code, PERIOD, 9) for code in TOWNSHIPS if code != PALE}
    rows |= {f"map.{PALE}": figure(PALE, PERIOD, held=SMALL), "period.x": figure(DISTRICT, PERIOD, 30)}
    save(tmp_path / "d-facts.json", facts(DISTRICT, rows))
    assert found(tmp_path) == []
    rest = [(DISTRICT, "township not stated, Yinmarbin", PERIOD, 0)]
    (tmp_path / "t.csv").write_text(tally_csv(rest), encoding="utf-8")
    assert found(tmp_path) == [("subtraction", PALE, PERIOD[0])]


def test_over_places_and_months_at_once(tmp_path):
    """Pale's November: the district's year less the year of the others, less Pale's other months."""
    tables = [(code, "", YEAR, 100) for code in TOWNSHIPS if code != PALE]
    tables += [(DISTRICT, "township not stated, Yinmarbin", YEAR, 7)]
    (tmp_path / "t.csv").write_text(tally_csv(tables), encoding="utf-8")
    save(tmp_path / "p-facts.json", facts(PALE, year_of(PALE, eleven(), None)))
    assert found(tmp_path) == []
    save(tmp_path / "d-facts.json", facts(DISTRICT, {"year.x": figure(DISTRICT, YEAR, 420)}))
    assert found(tmp_path) == [("subtraction", PALE, "2024-11-01")]


def test_a_figure_of_a_wider_place_does_not_make_its_other_places_silent(tmp_path):
    save(tmp_path / "p-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL)}))
    save(tmp_path / "s-facts.json", facts(STATE, {"trend.x.2024-11": figure(STATE, PERIOD, 30)}, panels=trend()))
    assert found(tmp_path) == []


def test_figures_of_other_editions_are_taken_for_a_guess(tmp_path):
    save(tmp_path / "a-facts.json", facts(PALE, year_of(PALE, eleven(), None), cut_off="2025-02-01"))
    save(tmp_path / "b-facts.json", facts(PALE, {"year.x": figure(PALE, YEAR, 113)}, cut_off="2025-03-01"))
    assert found(tmp_path) == [("subtraction", PALE, "2024-11-01")]


def test_numbers_that_leave_one_value(tmp_path):
    """Two months that are each at least 1 and together 2; nothing but their numbers tells."""
    months = {10: SMALL, 11: SMALL}
    made = year_of(PALE, months, 2, below=5)
    save(tmp_path / "a-facts.json", facts(PALE, made, panels=trend()))
    assert sorted(found(tmp_path)) == [("subtraction", PALE, "2024-10-01"), ("subtraction", PALE, "2024-11-01")]
    assert all("what is said of figures" in each.how for each in differences([tmp_path]).found)
    made["year.2024"] = figure(PALE, YEAR, 6)
    save(tmp_path / "a-facts.json", facts(PALE, made, panels=trend()))
    assert found(tmp_path) == []


def test_numbers_of_two_days_are_not_put_together(tmp_path):
    months = year_of(PALE, {10: SMALL, 11: SMALL}, None, below=5)
    save(tmp_path / "a-facts.json", facts(PALE, months, panels=trend()))
    save(tmp_path / "b-facts.json", facts(PALE, {"year.x": figure(PALE, YEAR, 2)}, cut_off="2025-09-01"))
    assert found(tmp_path) == []


def test_days_too_fresh_are_no_silence(tmp_path):
    """All months of all townships that are too fresh have no row: that says nothing of where something is recorded."""
    rows = {"period.x": figure(PALE, PERIOD, held=DELAY)}
    save(tmp_path / "p-facts.json", facts(PALE, rows))
    save(tmp_path / "s-facts.json", facts(STATE, {"period.x": figure(STATE, PERIOD, 9)}, panels=mapped(STATE)))
    assert found(tmp_path) == []


def test_classes_and_their_total(tmp_path):
    panel = {
        "breakdowns": {
            "total": "period.x",
            "tables": [{"of": "means", "rows": [
                {"class": name, "key": f"breakdown.means.{number}"}
                for number, name in enumerate(("air", "ground", "mine"), 1)
            ]}],
        }
    }  # fmt: skip
    rows = {"breakdown.means.1": figure(PALE, PERIOD, 20, KILLED), "breakdown.means.2": figure(PALE, PERIOD, 9, KILLED)}
    rows["breakdown.means.3"] = figure(PALE, PERIOD, None, KILLED, held=SMALL)
    rows["period.x"] = figure(PALE, PERIOD, 32, KILLED)
    save(tmp_path / "p-facts.json", facts(PALE, rows, panels=panel))
    (one,) = differences([tmp_path]).found
    assert one.what == "civilians killed, means: mine in Pale Township, November 2024"
    rows["breakdown.means.2"] = figure(PALE, PERIOD, None, KILLED, held=SECOND)
    save(tmp_path / "p-facts.json", facts(PALE, rows, panels=panel))
    assert found(tmp_path) == []


def test_a_finding_is_its_month_less_the_other_findings(tmp_path):
    save(tmp_path / "p-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, 13)}))
    text = findings_csv([(1, PALE, "2024-11", 10), (2, PALE, "2024-11", SMALL)])
    (tmp_path / "p-findings.csv").write_text(text, encoding="utf-8")
    assert found(tmp_path) == []  # The figure counts nine incidents: seven of them are not listed.
    save(tmp_path / "p-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, 13) | {"incidents": 2}}))
    (one,) = differences([tmp_path]).found
    assert (one.kind, one.at, one.cell.name) == ("subtraction", "row 3", "2")


@pytest.mark.parametrize("seed", range(12))
def test_sums_and_differences_are_all_found_and_no_others(seed):
    """Invented sums over a district's townships and six months, against the rank of a matrix that is built here."""
    rng = np.random.default_rng(seed)
    pieces = [*TOWNSHIPS, f"{DISTRICT} not stated"]
    areas = {code: [at] for at, code in enumerate(TOWNSHIPS)} | {DISTRICT: list(range(len(pieces)))}
    printed, rows = [], []
    for at in range(26):
        first, length = rng.integers(1, 7), rng.integers(0, 6)
        span = range(first, min(first + length, 6) + 1)
        pcode = str(rng.choice(list(areas)))
        row = np.zeros((len(pieces), 6))
        row[np.ix_(areas[pcode], [month - 1 for month in span])] = 1
        if not any((row.ravel() == other).all() for other in rows):
            rows.append(row.ravel())
            cell = Cell(own(pcode), MONTHS[span[0]][0], MONTHS[span[-1]][1], CHILDREN, "")
            rule = SMALL if rng.random() < 0.3 else ""
            printed += said_of(cell, (None, None if rule else 60.5 + 7 * at, None), rule, 0, None, ("f", ""), UNKNOWN)
    shown = np.array([row for row, each in zip(rows, printed, strict=True) if not each.rule])
    rank = np.linalg.matrix_rank
    expected = {
        each.cell for row, each in zip(rows, printed, strict=True) if each.rule and rank([*shown, row]) == rank(shown)
    }
    # No day of knowledge: the numbers are invented, and do not add up.
    outputs = [Output(f"{at}", Knowledge(f"{at}", "", "", 0, ""), printed=[each]) for at, each in enumerate(printed)]
    assert {each.figure.cell for each in subtracted(outputs).exposed} == expected


def test_aggregates_of_others_are_never_added(tmp_path):
    save(tmp_path / "a-facts.json", facts(PALE, year_of(PALE, eleven(), None)))
    save(tmp_path / "b-facts.json", facts(PALE, {"aggregate.1": figure(PALE, YEAR, 113)}))
    assert found(tmp_path) == []


def test_the_tally_beside_an_aggregate_is_a_sum_like_any_other(tmp_path):
    # Eleven months are shown, and the year beside a total of others is their sum: the twelfth is no secret any more.
    save(tmp_path / "a-facts.json", facts(PALE, year_of(PALE, eleven(), None)))
    assert found(tmp_path) == []
    beside = {"aggregate.1": figure(PALE, YEAR, 500), "aggregate.1.tally": figure(PALE, YEAR, 113)}
    save(tmp_path / "b-facts.json", facts(PALE, beside))
    assert found(tmp_path) != []


def test_levels_of_a_stock_are_no_sums(tmp_path):
    day = ("2024-11-20", "2024-11-20")
    rows = {f"map.{code}": figure(code, day, 900, LEVEL) for code in TOWNSHIPS if code != PALE}
    rows |= {f"map.{PALE}": figure(PALE, day, measure=LEVEL, held=SMALL), "period.x": figure(DISTRICT, day, 2730, LEVEL)}
    rest = tally_rows([(DISTRICT, "township not stated, Yinmarbin", day, 0)], LEVEL)
    save(tmp_path / "d-facts.json", facts(DISTRICT, rows))
    save(tmp_path / "t.json", rest)
    assert found(tmp_path) == []


# Two editions of one cell


@pytest.mark.parametrize(
    ("measure", "older", "newer", "is_small"),
    [
        (DISPLACED, 1000, 1030, True),
        (DISPLACED, 1000, 1050, False),
        (DISPLACED, 1000, 1000, False),
        (DISPLACED, 1030, 1000, False),
        (CHILDREN, 7, 9, True),
        (CHILDREN, 7, 12, False),
        (KILLED, 7, 9, False),
        (LEVEL, 1000, 1030, True),
    ],
)
def test_a_late_report_of_a_small_group(tmp_path, measure, older, newer, is_small):
    for name, cut_off, best in (("a", "2025-01-01", older), ("b", "2025-02-01", newer)):
        made = figure(PALE, PERIOD, best, measure)
        save(tmp_path / f"{name}-facts.json", facts(PALE, {"period.x": made}, cut_off=cut_off))
    assert found(tmp_path) == ([("edition", PALE, PERIOD[0])] if is_small else [])


def test_a_late_report_known_for_a_state_is_no_small_group_of_a_place(tmp_path):
    for name, cut_off, best in (("a", "2025-01-01", 7), ("b", "2025-02-01", 9)):
        save(tmp_path / f"{name}-facts.json", facts(STATE, {"period.x": figure(STATE, PERIOD, best)}, cut_off=cut_off))
    assert found(tmp_path) == []


def test_a_page_that_prints_what_was_known_on_an_earlier_day_beside_it(tmp_path):
    october = MONTHS[10]
    rows = {"change.before.x": figure(PALE, october, 7, as_of="2024-11-20"), "trend.x.2024-10": figure(PALE, october, 9)}
    save(tmp_path / "a-facts.json", facts(PALE, rows))
    assert found(tmp_path) == [("edition", PALE, october[0])]
    rows = {"change.before.x": figure(PALE, october, 9, as_of="2024-11-20"), "trend.x.2024-10": figure(PALE, october, 7)}
    save(tmp_path / "a-facts.json", facts(PALE, rows))
    assert found(tmp_path) == []  # It fell: nothing was reported late.


# What is read


def test_an_internal_output_is_told_and_not_compared(tmp_path):
    save(tmp_path / "a-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL)}))
    save(tmp_path / "b-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, 3)}, release="internal"))
    (one,) = differences([tmp_path]).found
    assert (one.kind, one.file.rpartition("/")[2]) == ("internal", "b-facts.json")


def test_broken_files_are_named_together(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "b-facts.json").write_text('{"format": "tollbook', encoding="utf-8")
    damaged = facts(PALE, {"period.x": figure(PALE, ("2024-11-01", "no day"), 3)})
    save(tmp_path / "c-facts.json", damaged)
    save(tmp_path / "d-facts.json", {"format": "tollbook facts 9"})
    with pytest.raises(NotRead) as error:
        differences([tmp_path])
    said = str(error.value)
    assert all(name in said for name in ("a.pdf", "b-facts.json", "c-facts.json", "d-facts.json"))


def test_the_forms_of_one_output_are_one_output(tmp_path):
    made = facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL)})
    for name in ("a/pale-facts.json", "b/pale-facts.json"):
        save(tmp_path / name, made)
    result = differences([tmp_path])
    assert (result.outputs, result.hidden, len(result.files)) == (1, 1, 2)


def test_what_is_known_for_the_country_alone_has_one_row_for_all_levels(tmp_path):
    save(tmp_path / "a-facts.json", facts(COUNTRY, {f"ranking.state.{COUNTRY}.x": figure(COUNTRY, PERIOD, 9)}))
    rows = [(COUNTRY, "township not stated, Myanmar", PERIOD, SMALL)]
    (tmp_path / "t.csv").write_text(tally_csv(rows), encoding="utf-8")
    assert found(tmp_path) == [("same cell", COUNTRY, PERIOD[0])]


@pytest.mark.long
def test_two_real_briefs_of_the_sample_give_nothing_away(tmp_path):
    made = tb.findings(tb.read_claims(CLAIMS))
    for place in ("Pale, Sagaing", "Sagaing Region"):
        tb.brief(made, place=place, period="2024-11").save(tmp_path, formats=["pdf", "html", "figures"])
    result = differences([tmp_path])
    assert result.found == []
    assert (result.outputs, result.notes, len(result.files)) == (2, [], 12)


@pytest.mark.long
def test_a_real_brief_that_holds_much_back_gives_nothing_away_by_itself(tmp_path, monkeypatch):
    """Rules that are far stricter than those that ship: what the brief hides itself is enough for all its forms."""
    strict = {"civilians_killed": 5, "civilians_injured": 5, "displaced_new": 2500, "houses_destroyed": 20}
    rules = [f'[[release.measures]]\nmeasure = "{name}"\nsmallest = {least}\n' for name, least in strict.items()]
    (tmp_path / "tollbook.toml").write_text("\n".join(rules), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = tb.findings(tb.read_claims(CLAIMS))
    tb.brief(made, place="Sagaing Region", period="2023-04").save(tmp_path / "out", formats=["html", "figures"])
    result = differences([tmp_path / "out"])
    assert result.hidden >= 10
    assert result.found == []


# Figures of papers, which say themselves what they are of


def of_class(pcode, span, best=None, held=None, name="air", **more):
    """A figure of a paper, of one class of a sum."""
    return figure(pcode, span, best, held=held, **{"class": {"of": "air", "name": name}}, **more)


def test_one_class_of_a_paper_is_another_cell_than_the_sum_and_than_another_class(tmp_path):
    save(tmp_path / "a-facts.json", facts(PALE, {"air.x.air": of_class(PALE, PERIOD, held=SECOND)}))
    shown = {"period.x": figure(PALE, PERIOD, 9), "air.x.other": of_class(PALE, PERIOD, 4, name="other")}
    save(tmp_path / "b-facts.json", facts(PALE, shown))
    assert ("same cell", PALE, PERIOD[0]) not in found(tmp_path)
    save(tmp_path / "b-facts.json", facts(PALE, {**shown, "air.x.air": of_class(PALE, PERIOD, 5)}))
    assert ("same cell", PALE, PERIOD[0]) in found(tmp_path)


def test_a_paper_s_figure_of_what_is_not_stated_is_not_the_place_itself(tmp_path):
    save(tmp_path / "a-facts.json", facts(STATE, {"air.x": of_class(STATE, PERIOD, held=SECOND, of_level="township")}))
    save(tmp_path / "b-facts.json", facts(STATE, {"air.x": of_class(STATE, PERIOD, 5)}))
    assert found(tmp_path) == []
    save(tmp_path / "b-facts.json", facts(STATE, {"air.x": of_class(STATE, PERIOD, 5, of_level="township")}))
    assert found(tmp_path) == [("same cell", STATE, PERIOD[0])]


def test_what_levels_of_several_places_add_up_to_is_no_level_of_the_place(tmp_path):
    own = figure(STATE, PERIOD, measure=LEVEL, held=SMALL)
    save(tmp_path / "a-facts.json", facts(STATE, {"period.x": own}))
    save(tmp_path / "b-facts.json", facts(STATE, {"together.township.x": figure(STATE, PERIOD, 900, measure=LEVEL)}))
    assert found(tmp_path) == []
