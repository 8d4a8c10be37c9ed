"""What looks miscoded: each kind on an invented claim, and the quick search held against comparing every pair."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.test_reading import maker
from tollbook.claims.containing import Container, contained
from tollbook.claims.table import Claims

CLAIM = {k: v for k, v in maker().CLAIMS[0].items() if k not in ("wording", "low", "best", "high")} | {
    "wording": "seven",
    "url": "https://invented.example/9",
}


def problems(*claims):
    rows = [{**CLAIM, "claim_id": f"i{number}", **claim} for number, claim in enumerate(claims)]
    return Claims.from_frame(pd.DataFrame(rows), name="invented.csv").problems


def test_a_flow_over_more_than_a_quarter_year_is_rather_a_total():
    assert not len(problems({"start": "2024-08-15"}))  # 92 days
    assert str(problems({"start": "2024-08-14"})) == (
        'warning: invented.csv, row 2, column scope, "incident": The claim is coded as one incident and covers 93 days; '
        "over more than 92 days it may be a total over many. Look at the report, and correct scope, extent, days or place, "
        "or leave them so. [long_incident]"
    )


def test_a_claim_that_contains_another_incident_in_place_and_days():
    village = {"place_level": "village", "incident_id": "invented-village", "place_name": "Invented Village"}
    found = problems({}, village)
    assert str(found) == (
        'warning: invented.csv, row 2, column incident_id, "invented-pale-2024-11": The claim\'s days and township contain '
        "another incident with civilians_killed, invented-village; it may be a total over both, or the two may be one. Look "
        "at the report, and correct scope, extent, days or place, or leave them so. [contains_incident]"
    )


def test_another_measure_other_days_another_place_or_an_aggregate_contain_nothing():
    village = {"place_level": "village", "incident_id": "invented-village", "place_name": "Invented Village"}
    for other in (
        {"measure": "civilians_injured"},
        {"start": "2024-11-10", "end": "2024-11-13"},
        {"pcode": "MMR005014", "place_name": "Monywa"},
        {"scope": "aggregate"},
        {"incident_id": "invented-pale-2024-11"},
    ):
        assert not len(problems({}, village | other).of("contains_incident")), other
    assert not len(problems({"scope": "aggregate"}, village))


def test_fewer_days_in_the_same_township_are_contained_and_the_same_days_are_not():
    assert [p.row for p in problems({}, {"incident_id": "invented-b", "start": "2024-11-14"})] == [2]
    assert not len(problems({}, {"incident_id": "invented-b"}))


def test_a_whole_claim_inside_another_of_the_same_report_may_be_a_part():
    found = problems({}, {"place_level": "village", "place_name": "Invented Village", "wording": "two"})
    assert str(found) == (
        'warning: invented.csv, row 3, column extent, "whole": The claim is coded as whole, but its days and place lie '
        "inside i0, another whole claim of this report and incident; it may be a part. Look at the report, and correct "
        "scope, extent, days or place, or leave them so. [inside_whole]"
    )
    assert [p.row for p in problems({}, {"start": "2024-11-14", "wording": "two"})] == [3]


def test_a_part_another_report_or_another_voice_of_the_same_span_is_no_part_of_a_whole():
    inside = {"start": "2024-11-14", "wording": "two"}
    assert not len(problems({}, inside | {"extent": "part"}))
    assert not len(problems({}, inside | {"url": "https://invented.example/10"}))
    assert not len(problems({}, inside | {"measure": "civilians_injured"}))
    assert not len(problems({}, inside | {"base": "includes fighters"}))
    assert not len(problems({}, {"attributed_to": "residents", "wording": "two"}))


def test_reports_without_an_address_are_told_apart_by_source_and_day():
    inside = {"start": "2024-11-14", "wording": "two", "url": ""}
    assert [p.row for p in problems({"url": ""}, inside)] == [3]
    assert not len(problems({"url": ""}, inside | {"published": "2024-11-19"}))
    assert not len(problems({"url": ""}, inside | {"source": "Another Invented Outlet"}))


SPANS = st.lists(
    st.tuples(
        st.integers(0, 2),  # group
        st.integers(0, 6),  # start
        st.integers(0, 4),  # further days
        st.integers(0, 2),  # rank
        st.integers(0, 4),  # incident
    ),
    max_size=25,
)


@given(SPANS)
def test_the_quick_search_finds_what_comparing_every_pair_finds(rows):
    group, start, more, rank, incident = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    claims = Container(group, start, start + more, rank, incident)
    top = 2
    everywhere = np.ones(len(group), dtype=bool)
    found = dict(contained(claims, np.flatnonzero(rank == top), everywhere))
    for a in range(len(group)):
        inside = {
            int(incident[b])
            for b in range(len(group))
            if rank[a] == top
            and group[a] == group[b]
            and incident[a] != incident[b]
            and start[a] <= start[b]
            and start[b] + more[b] <= start[a] + more[a]
            and (rank[b] < top or more[b] < more[a])
        }
        assert (a in found) == bool(inside)
        assert not inside or found[a] in inside
