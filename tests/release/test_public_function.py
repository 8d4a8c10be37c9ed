"""A public output is a function of what may leave: changing anything else changes no byte of it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook as tb
from tests.briefs.invented import PALE, claim

#: The last publication day is in every set of claims, so that no change of another moves the cut-off.
_LATEST = "2025-03-01"
ISSUED = "2025-06-01"
LISTED = ("The Irrawaddy", "Mizzima", "Radio Free Asia")
MEASURES = ("civilians_killed", "civilians_killed_children", "civilians_injured", "displaced_new", "airstrikes")
TOWNSHIPS = (PALE, "MMR005020", "MMR005013")


def brief_of(rows: list[dict[str, Any]], place: str = PALE, period: Any = "2024-11", **options: Any) -> Any:
    options = {"issued": ISSUED, **options}
    last = claim(999, "invented-last", published=_LATEST, start="2023-01-01", end="2023-01-01", source="Mizzima")
    claims = tb.Claims.from_frame(pd.DataFrame([*rows, last]), name="invented-claims.csv")
    assert [str(problem) for problem in claims.problems.errors] == []
    return tb.brief(tb.findings(claims), place, period, **options)


def texts(made: Any) -> tuple[str, ...]:
    """What leaves as text. The facts hold every number and sentence of the pages."""
    return made.facts_json, made.tally_csv, made.findings_csv


def everything(made: Any) -> tuple[Any, ...]:
    return (*texts(made), made.pdf, made.html, made.image, made.figures)


@st.composite
def rows(draw: st.DrawFn, most: int = 6) -> list[dict[str, Any]]:
    made = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        day = draw(st.dates(pd.Timestamp("2024-08-01").date(), pd.Timestamp("2024-12-20").date()))
        n = str(draw(st.sampled_from([1, 2, 3, 4, 5, 12, 30, 49, 50, 800])))
        made.append(
            claim(
                number,
                f"invented-{draw(st.integers(1, 4))}",
                measure=draw(st.sampled_from(MEASURES)),
                pcode=draw(st.sampled_from(TOWNSHIPS)),
                source=draw(st.sampled_from(LISTED)),
                start=str(day),
                end=str(day),
                low=n,
                best=n,
                high=n,
                published="2025-01-10",
            )
        )
    return made


def changed(made: list[dict[str, Any]], **cells: Any) -> list[dict[str, Any]]:
    return [{**row, **cells} for row in made]


INSIDE = [
    pytest.param({"note": "An invented note that names somebody."}, id="note"),
    pytest.param({"wording": ""}, id="wording"),
    pytest.param({"place_name": "An Invented Village", "place_level": "village"}, id="place"),
    pytest.param({"attributed_to": "an invented resident"}, id="voice"),
    pytest.param({"object_hit": "invented monastery"}, id="object hit"),
    pytest.param({"means": "drone"}, id="aircraft"),
    pytest.param({"recorded": "2025-02-01"}, id="day of entry"),
]


@pytest.mark.long
@pytest.mark.parametrize("cells", INSIDE)
@given(made=rows())
def test_a_cell_that_stays_inside_changes_nothing(cells, made):
    # A voice that no table lists belongs to nobody else: the outlet's own words become one person's, in all claims.
    assert texts(brief_of(changed(made, **cells))) == texts(brief_of(made))


def test_cells_that_stay_inside_change_nothing_all_at_once():
    made = [claim(1, source="Mizzima"), claim(2, "invented-2", source="Mizzima", measure="displaced_new", best="800")]
    inside = {name: value for case in INSIDE for name, value in case.values[0].items()}
    assert texts(brief_of(changed(made, **inside))) == texts(brief_of(made))


@pytest.mark.long
@pytest.mark.parametrize("cells", INSIDE)
def test_nor_does_it_change_a_byte_of_any_form(cells):
    made = [claim(1, source="Mizzima"), claim(2, "invented-2", source="Mizzima", measure="displaced_new", best="800")]
    assert everything(brief_of(changed(made, **cells))) == everything(brief_of(made))


@pytest.mark.long
@given(made=rows(), names=st.permutations(["aa", "zz", "mm", "bb"]))
def test_ids_of_incidents_are_names_of_villages_and_change_nothing(made, names):
    called = {f"invented-{at}": name for at, name in enumerate(names, 1)}
    renamed = [{**row, "incident_id": f"{called[row['incident_id']]}-village"} for row in made]
    assert texts(brief_of(renamed)) == texts(brief_of(made))


@pytest.mark.long
@given(made=rows(), name=st.sampled_from(["A Person", "Zaw", "channel 7"]))
def test_the_name_of_a_source_that_nobody_listed_changes_nothing(made, name):
    mine = [{**row, "source": "An Unlisted Outlet" if at % 2 else row["source"]} for at, row in enumerate(made)]
    other = [{**row, "source": name if at % 2 else row["source"]} for at, row in enumerate(made)]
    assert texts(brief_of(mine)) == texts(brief_of(other))


@pytest.mark.long
@given(made=rows(), n=st.sampled_from(["1", "90", "4000"]), measure=st.sampled_from(MEASURES))
def test_what_is_within_its_delay_changes_nothing_of_a_township(made, n, measure):
    delay = {"displaced_new": 30}.get(measure, 7)
    fresh = pd.Timestamp("2024-12-31") - pd.Timedelta(days=delay - 1)
    late = claim(
        50, "invented-fresh", measure=measure, source="Mizzima", low=n, best=n, high=n, published="2025-01-10",
        start=f"{fresh:%Y-%m-%d}", end=f"{fresh:%Y-%m-%d}",
    )  # fmt: skip
    issued = {"issued": "2024-12-31", "period": "2024-11"}
    assert texts(early([*made, late], **issued)) == texts(early(made, **issued))


def early(rows_: list[dict[str, Any]], issued: str, period: str) -> Any:
    """A brief issued soon after: its claims were published by then."""
    published = [{**row, "published": "2024-12-30"} for row in rows_]
    last = claim(999, "invented-last", published="2024-12-31", start="2023-01-01", end="2023-01-01", source="Mizzima")
    claims = tb.Claims.from_frame(pd.DataFrame([*published, last]), name="invented-claims.csv")
    return tb.brief(tb.findings(claims), PALE, period, issued)


@pytest.mark.long
@given(made=rows(), n=st.sampled_from(["5", "700"]))
def test_claims_whose_licence_forbids_sums_change_nothing_but_their_count(made, n):
    more = {"source": "Unlisted Data Set", "source_release": "1", "published": "2025-01-10"}
    one, other = (claim(60, "invented-1", low=m, best=m, high=m, **more) for m in (n, "60"))
    assert texts(brief_of([*made, one])) == texts(brief_of([*made, other]))


@pytest.mark.long
@given(n=st.integers(1, 48), m=st.integers(1, 48), rest=st.sampled_from([[], [900], [900, 4000]]))
def test_a_hidden_small_cell_changes_nothing_where_no_sum_counts_it(n, m, rest):
    def flight(number: int, people: int, month: int, pcode: str = PALE) -> dict[str, Any]:
        days = {"start": f"2024-{month:02}-10", "end": f"2024-{month:02}-10", "published": "2025-01-10"}
        numbers = {"low": "", "best": str(people), "high": str(people), "measure": "displaced_new"}
        return claim(number, f"invented-{number}", pcode=pcode, source="Mizzima", **days, **numbers)

    # Those of another township count in no figure of this one.
    others = [flight(at, people, 10, "MMR005020") for at, people in enumerate(rest, 10)]
    one, other = (brief_of([flight(1, people, 11), *others]) for people in (n, m))
    assert texts(one) == texts(other)
    figure = one.gathered.ledger.figures["period.displaced_new"]
    assert (figure.state, figure.held.rule, figure.held.below) == ("held back", "small cell", 50)


@pytest.mark.long
@given(n=st.integers(1, 4), m=st.integers(1, 4))
def test_two_hidden_cells_that_change_against_each_other_change_nothing(n, m):
    def children(number: int, people: int, month: int) -> list[dict[str, Any]]:
        days = {"start": f"2024-{month:02}-10", "end": f"2024-{month:02}-10", "published": "2025-01-10"}
        numbers = dict.fromkeys(("low", "best", "high"), str(people))
        whole = dict.fromkeys(("low", "best", "high"), "20")
        part = {"measure": "civilians_killed_children", **days, **numbers}
        return [
            claim(number, f"invented-{number}", source="Mizzima", **part),
            claim(number + 50, f"invented-{number}", source="Mizzima", **days, **whole),
        ]

    def both(a: int, b: int) -> Any:
        rows_ = [*children(1, a, 11), *children(2, b, 10), *children(3, 30, 9)]
        return brief_of(rows_, period=("2024-09-01", "2024-11-30"))

    assert texts(both(n, m)) == texts(both(m, n))
