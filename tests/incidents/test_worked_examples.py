"""Findings worked by hand: each comment is the sum as somebody with a pencil does it, from the claims in the sample.

The invented ones at the end are the corners that the sample does not have.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

import tollbook as tb
from tests.engine import Numbers, findings_of, flags, numbers, wheres
from tests.strategies import Cells, numbered, place_cells, told
from tollbook import shipped

KILLED = "civilians_killed"


@cache
def sample() -> Any:
    """The findings of the claims that ship."""
    return tb.findings(tb.read_claims(shipped.claims_file()))


def bounds(incident: str, measure: str, base: str = "") -> Numbers:
    """Low, best, high and open of one finding of the sample."""
    return numbers(sample())[incident, measure, base]


def one(*rows: Cells, **options: Any) -> Numbers:
    """The one finding of civilians killed of a few invented claims."""
    return numbers(findings_of(numbered(*rows), **options))["invented-1", KILLED, ""]


def said(*rows: Cells, **options: Any) -> str:
    """What that finding says of itself."""
    return flags(findings_of(numbered(*rows), **options))["invented-1", KILLED, ""]


# --------------------------------------------------------------------------------------- Pale, 11 to 14 November 2024


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        # "At least seven", one origin: a floor alone is low and best, and nobody closes it.
        (KILLED, (7, 7, None, True)),
        # "More than 30" is 31 or more. The four of the 14th are a part: they lie within and change nothing.
        ("airstrikes", (31, 31, None, True)),
        # "Nearly 10,000" (9,000 to 10,000) and "thousands" (1,000 to 9,999): low 1,000; a number outweighs the word, so
        # best 10,000; the greatest high is 10,000; no floor, so closed.
        ("displaced_new", (1000, 10000, 10000, False)),
        # "About 50" (45 to 55) on one day is a part, and no claim is whole: 45, best 50, and other parts may be missing.
        ("houses_destroyed", (45, 50, None, True)),
        # "Numerous" has a convention of 3, 10 and open.
        ("artillery_strikes", (3, 10, None, True)),
        # "Two other villages" besides Alelbon: a part.
        ("villages_affected", (2, 2, None, True)),
        # 25 soldiers captured: one origin, a count.
        ("combatants_detained", (25, 25, 25, False)),
    ],
)
def test_pale_in_november_2024(measure: str, expected: Numbers) -> None:
    """The design's worked example."""
    assert bounds("pale-town-2024-11", measure) == expected


def test_pale_in_november_2024_lies_where_and_when_its_claims_say() -> None:
    """Pale Township, four days; the houses on the 14th, the only day that is told of them."""
    span = {key[1]: where for key, where in wheres(sample()).items() if key[0] == "pale-town-2024-11"}
    pale = ("MMR005019", "MMR005D009", "MMR005")
    assert span[KILLED] == (*pale, dt.date(2024, 11, 11), dt.date(2024, 11, 14))
    assert span["houses_destroyed"] == (*pale, dt.date(2024, 11, 14), dt.date(2024, 11, 14))


def test_what_was_known_of_pale_a_day_after() -> None:
    """As of 15 November 2024 only the report of the 14th is out: nobody has counted the dead, and "thousands" is unsaid."""
    early = numbers(tb.findings(tb.read_claims(shipped.claims_file()), as_of="2024-11-15"))
    own = {key[1]: value for key, value in early.items() if key[0] == "pale-town-2024-11"}
    assert own == {
        "airstrikes": (4, 4, None, True),  # the four of the 14th, a part, now stand alone
        "displaced_new": (9000, 10000, 10000, False),
        "houses_destroyed": (45, 50, None, True),
    }


# --------------------------------------------------------------------------------------------- Pazigyi, 11 April 2023


def test_pazigyi_killed() -> None:
    """50, best 168, high 174, closed.

    Low: two voices say (at least) 50 and are not replaced: The Irrawaddy's 50 has no day, VRT's local media is an origin
    of its own. Counts by origin: The Irrawaddy 50, Nyan Lynn Thit 165, NUG 168 (twice the same), Kyunhla 171, the people
    Than Lwin Times spoke to 174: the middle one of five is 168. Floors of origins without a count are 161 at most: none
    lies above 168. Greatest number stated by a closed claim: 174; no floor reaches it.
    """
    assert bounds("pazigyi-2023-04-11", KILLED) == (50, 168, 174, False)


def test_pazigyi_children() -> None:
    """20 to 40, best 38: counts 25 (the middle of "20 to 30"), 38, 38, 40, the lower middle of four is 38; floor 30 < 38."""
    assert bounds("pazigyi-2023-04-11", "civilians_killed_children") == (20, 38, 40, False)


def test_pazigyi_injured() -> None:
    """10, 16, 30 and 50 by four origins: the lower of the two middle ones."""
    assert bounds("pazigyi-2023-04-11", "civilians_injured") == (10, 16, 50, False)


def test_pazigyi_displaced() -> None:
    """Two floors, 301 and 401: low the lesser, best the lower middle of the two, and nobody closes it."""
    assert bounds("pazigyi-2023-04-11", "displaced_new") == (301, 301, None, True)


# ------------------------------------------------------------------------------------------------- Pale, 27 June 2023


def test_pale_in_june_2023() -> None:
    """10, best 11, high 12.

    Whole: "at least 11", "nearly a dozen" (11 to 12), 10. Low 10; the greatest high is 12 and no floor reaches it. Counts
    12 and 10: the lower middle is 10; the floor's 11 lies above it and joins: 10, 11, 12, the middle is 11. Ten at Nyaung
    Kone and one at Kyar Si are parts that add up to eleven, which does not pass 12.
    """
    assert bounds("pale-nyaungkone-2023-06-27", KILLED) == (10, 11, 12, False)


def test_pale_in_june_2023_houses_and_injured() -> None:
    """13 and "more than a dozen" (13 or more): the floor reaches what the count states. Five, and about a dozen."""
    assert bounds("pale-nyaungkone-2023-06-27", "houses_destroyed") == (13, 13, None, True)
    assert bounds("pale-nyaungkone-2023-06-27", "civilians_injured") == (5, 5, 14, False)


# ----------------------------------------------------------------------------------------------- others in the sample


def test_a_median_over_origins_and_not_over_claims() -> None:
    """A Nang Pa: counts by two origins, 69 and about 100 (90 to 110), of which 69 is the lower middle.

    The one floor above 69 is "over 80", whose outlet says "at least 30" through another nameless voice as well: the lower
    middle of what that origin says is 30. So nothing joins, and best is 69. No floor reaches the 100: closed at 110.
    """
    assert bounds("anangpa-2022-10-23", KILLED) == (30, 69, 110, False)


def test_a_floor_that_reaches_the_greatest_number_leaves_it_open() -> None:
    """Let Pan Hla: 12 and 27 are counted, and "at least 27" reaches the greater."""
    assert bounds("letpanhla-2025-03-14", KILLED) == (12, 27, None, True)


def test_floors_above_the_counts_pull_the_best_up() -> None:
    """Moso: counts 33 and 35, lower middle 33; floors above it: S4C's and East Coast Daily's 35, the police's 35.

    33, 35, 35, 35, 35: the middle is 35. Floors at 35 reach the greatest number counted, 35: open. The 31 bodies are a part.
    """
    assert bounds("moso-2021-12-24", KILLED) == (31, 35, None, True)


def test_tolls_with_fighters_alone() -> None:
    """Hnan Khar: "at least nine, fighters among them": of the civilians it says neither a low nor a best nor an end."""
    assert bounds("gangaw-hnankhar-2021-12", KILLED) == (0, None, None, True)


def test_a_total_taken_from_its_part() -> None:
    """Kunsal: one child is reported killed and nobody says anything of civilians: one or more civilians."""
    assert bounds("kyaukme-kunsal-2025-08-23", "civilians_killed_children") == (1, 1, 1, False)
    assert bounds("kyaukme-kunsal-2025-08-23", KILLED) == (1, 1, None, True)


def test_children_above_the_total_are_reported_and_not_mended() -> None:
    """Oe Htein Kwin: 20 to 24 children, best 22, beside 20 to 22 civilians, best 20."""
    assert bounds("oehteinkwin-2025-05-12", KILLED) == (20, 20, 22, False)
    assert bounds("oehteinkwin-2025-05-12", "civilians_killed_children") == (20, 22, 24, False)
    key = ("oehteinkwin-2025-05-12", "civilians_killed_children", "")
    assert "children's range passes the total's" in flags(sample())[key]


def test_parts_of_one_report_that_add_up() -> None:
    """Khin-U, June 2023: 33, 6, 3 and "up to five" in four villages: 42 or more; with the middle of the last, 45."""
    assert bounds("khinu-raids-2023-06", "houses_destroyed") == (42, 45, None, True)


def test_an_origin_that_speaks_four_times_is_one_origin() -> None:
    """Buthidaung: two origins give 17 to 18 May, OHCHR gives 17 to 24 May in four reports; two outvote one."""
    where = wheres(sample())["buthidaung-2024-05-17", "displaced_new", ""]
    assert where[3:] == (dt.date(2024, 5, 17), dt.date(2024, 5, 18))


def test_the_first_report_still_tells_the_day() -> None:
    """Manawthiri: a later report of the same outlet repeats 19 homes over two months; both vote, the shorter wins."""
    where = wheres(sample())["pauktaw-manawthiri-2023-12-05", "houses_destroyed", ""]
    assert where[3:] == (dt.date(2023, 12, 5), dt.date(2023, 12, 5))


def test_a_tie_of_townships_is_broken_by_the_rest_of_the_incident() -> None:
    """Sone Kone: of the injured one origin says Myaing and one says Pauk; of the dead four say Myaing."""
    assert wheres(sample())["sonkone-wedding-2025-02-25", "civilians_injured", ""][0] == "MMR009020"


def test_one_report_with_two_townships_names_neither() -> None:
    """Nine villages in Yinmarbin and four in Salingyi, one report: 13 or more, in Sagaing, township not stated."""
    key = ("yinmarbin-salingyi-2023-01-23", "villages_affected", "")
    assert numbers(sample())[key] == (13, 13, None, True)
    assert wheres(sample())[key][0] == ""
    assert wheres(sample())[key][2] == "MMR005"


# --------------------------------------------------------------------------------------- the same outlets, other bases


def test_another_base_is_another_finding() -> None:
    """Thantlang: houses 80 (floor and counts) to 181, best 90; buildings 100 to 160, best 160. Never one number."""
    assert bounds("thantlang-2021-10-29", "houses_destroyed") == (80, 90, 181, False)
    assert bounds("thantlang-2021-10-29", "houses_destroyed", "buildings") == (100, 160, 160, False)


# ------------------------------------------------------------------------------------------------------ invented corners

A = {"source": "Invented Outlet A"}
B = {"source": "Invented Outlet B"}
C = {"source": "Invented Outlet C"}
FIGHTERS = {"base": "includes fighters"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Seven or more civilians; 20 dead with the fighters among them: no more than 20 civilians.
        ([told("floor", 7, **A), told("exact", 20, **B, **FIGHTERS)], (7, 7, 20, False)),
        # Seven civilians counted: the 20 bound them from above, and do not enter the best.
        ([told("exact", 7, **A), told("exact", 20, **B, **FIGHTERS)], (7, 7, 20, False)),
        # "At least 31 with fighters" bounds nothing, and does not open what is counted.
        ([told("exact", 7, **A), told("floor", 31, **B, **FIGHTERS)], (7, 7, 7, False)),
        # Nobody counts civilians, and the tolls with fighters dispute each other: open.
        (
            [told("floor", 7, **A), told("exact", 31, **B, **FIGHTERS), told("floor", 31, **C, **FIGHTERS)],
            (7, 7, None, True),
        ),
        # A toll with fighters is no low: 3 with fighters beside 7 civilians is a contradiction to be seen, not to be hidden.
        ([told("exact", 7, **A), told("exact", 3, **B, **FIGHTERS)], (7, 7, 7, False)),
        # Only a toll with fighters: between none and 31.
        ([told("exact", 31, **A, **FIGHTERS)], (0, None, 31, False)),
    ],
)
def test_tolls_with_fighters_bound_from_above_only(rows: list[Cells], expected: Numbers) -> None:
    """Rule 2: "A toll whose base includes fighters bounds civilians from above only: no low, no best.\""""
    assert one(*rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # "About 30" states 30 and reaches to 33; a floor of 30 reaches what it states.
        ([told("about", 30, **A), told("floor", 30, **B)], (27, 30, None, True)),
        # A floor of 29 does not: 27 to 33. It joins no best either, as it lies below.
        ([told("about", 30, **A), told("floor", 29, **B)], (27, 30, 33, False)),
        # "Dozens" is 12 to 99 but states no number: a floor of 7 leaves it open.
        ([told("dozens", 0, **A), told("floor", 7, **B)], (7, 7, None, True)),
        # "Dozens" alone is closed: nobody has left it open.
        ([told("dozens", 0, **A)], (12, 24, 99, False)),
        # "Up to 30" states 30: a floor of 20 does not reach it. It states no low, and no best where a number is.
        ([told("up to", 30, **A), told("floor", 20, **B)], (20, 20, 30, False)),
        # Alone, "up to 30" of the dead asserts one death, and its best is the half.
        ([told("up to", 30, **A)], (1, 15, 30, False)),
        # Nobody killed, says one; at least five, says another. Lower middle of 0 and 5.
        ([told("exact", 0, **A), told("floor", 5, **B)], (0, 0, None, True)),
    ],
)
def test_when_a_finding_is_open(rows: list[Cells], expected: Numbers) -> None:
    """Rule 2: "open only where a floor's N reaches the greatest number that a closed claim states.\""""
    assert one(*rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Two origins, 10 and 20: the lower middle.
        ([told("exact", 10, **A), told("exact", 20, **B)], 10),
        # One origin says 10, 20 and 30 on one day, another 40: the middle of the first is 20; of 20 and 40, 20.
        ([*(told("exact", n, **A) for n in (10, 20, 30)), told("exact", 40, **B)], 20),
        # NUG through three outlets is one origin: the middle of 10, 20 and 30, and not of 10, 20, 30, 30 and 30.
        (
            [
                *(told("exact", 30, source=s, attributed_to="NUG") for s in "XYZ"),
                told("exact", 10, **A),
                told("exact", 20, **B),
            ],
            20,
        ),
        # A floor above the middle joins: 10, 15 -> the lower middle is 10 still; two such floors: 10, 15, 18 -> 15.
        ([told("exact", 10, **A), told("floor", 15, **B)], 10),
        ([told("exact", 10, **A), told("floor", 15, **B), told("floor", 18, **C)], 15),
        # A word does not speak beside a number.
        ([told("hundreds", 0, **A), told("exact", 10, **B)], 10),
        # Words alone: the lower middle of 24 and 200.
        ([told("hundreds", 0, **A), told("dozens", 0, **B)], 24),
        # "N to M": the middle, rounded down.
        ([told("range", 10, 14, **A)], 12),
    ],
)
def test_best(rows: list[Cells], expected: float) -> None:
    """Rule 2: the median over origins of their counts; the lower of two middle values."""
    assert one(*rows)[1] == expected


def test_an_origin_is_heard_by_its_last_word_higher_or_lower() -> None:
    """30 on the first day, 12 on the second: 12. A claim without a day neither replaces nor is replaced."""
    first = told("exact", 30, **A, published="2023-02-01")
    second = told("exact", 12, **A, published="2023-02-02")
    assert one(first, second) == (12, 12, 12, False)
    assert one(first, second, told("exact", 40, **A)) == (12, 12, 40, False)
    assert one(first, second, as_of="2023-02-01") == (30, 30, 30, False)


def test_bases_are_not_chained() -> None:
    """That an origin later gives a toll with fighters does not replace what it said of civilians."""
    civilians = told("exact", 12, **A, published="2023-02-01")
    everyone = told("exact", 30, **A, **FIGHTERS, published="2023-02-02")
    assert one(civilians, everyone) == (12, 12, 30, False)


def test_a_claim_that_was_taken_back_is_gone_from_that_day_on() -> None:
    """And the earlier word of its origin speaks again."""
    first = told("exact", 12, **A, published="2023-02-01")
    second = told("exact", 30, **A, published="2023-02-02", withdrawn="2023-02-10")
    assert one(first, second) == (12, 12, 12, False)
    assert one(first, second, as_of="2023-02-09") == (30, 30, 30, False)
    assert one(first, second, as_of="2023-02-10") == (12, 12, 12, False)


def test_what_was_entered_later_was_not_known() -> None:
    """``known_on`` is about the day of entry, ``as_of`` about the day of publication."""
    first = told("exact", 12, **A, published="2023-02-01", recorded="2023-02-02")
    second = told("exact", 30, **B, published="2023-02-01", recorded="2023-03-01")
    assert one(first, second, as_of="2023-02-28") == (12, 12, 30, False)
    assert one(first, second, as_of="2023-02-28", known_on="2023-02-28") == (12, 12, 12, False)


EAST, WEST = (
    place_cells(("Invented East", "village", "MMR005019")),
    place_cells(("Invented West", "village", "MMR005019")),
)
PART: Cells = {"extent": "part", "url": "https://invented.example/report"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Two villages, one report, one day: they add up.
        ([told("exact", 3, **PART, **EAST), told("exact", 4, **PART, **WEST)], 7),
        # One village, one day, told twice: the greater.
        ([told("exact", 3, **PART, **EAST), told("exact", 4, **PART, **EAST)], 4),
        # One village on two days: they add up.
        ([told("exact", 3, **PART, **EAST), told("exact", 4, **PART, **EAST, start="2023-01-31", end="2023-01-31")], 7),
        # One village, overlapping days: the greater.
        ([told("exact", 3, **PART, **EAST), told("exact", 4, **PART, **EAST, end="2023-01-31")], 4),
        # A village and its township on one day are not at one level: the greater.
        ([told("exact", 3, **PART, **EAST), told("exact", 4, **PART)], 4),
        # Two reports: each by itself.
        (
            [
                told("exact", 3, **PART, **EAST),
                told("exact", 4, **{**PART, "url": "https://invented.example/2"}, **WEST),
            ],
            4,
        ),
        # A floor and "about": lows 3 and 9.
        ([told("floor", 3, **PART, **EAST), told("about", 10, **PART, **WEST)], 12),
    ],
)
def test_parts_where_no_claim_is_whole(rows: list[Cells], expected: float) -> None:
    """Rule 2: the greatest sum over parts in one report of different places at one level or different days."""
    low, _, high, is_open = one(*rows)
    assert (low, high, is_open) == (expected, None, True)
    assert "parts only" in said(*rows)


def test_twenty_five_villages_of_one_report_add_up() -> None:
    """The greatest sum is the greatest, however many parts a report lists, over two levels and several days.

    Each of 25 villages loses one on the 30th and the township as a whole 20 on the 30th (the villages' 25 is more); on the
    31st it is 40 for the township and one in each of the villages (40 is more): 65.
    """
    villages = [place_cells((f"Invented {number}", "village", "MMR005019")) for number in range(25)]
    days = [{"start": day, "end": day} for day in ("2023-01-30", "2023-01-31")]
    rows = [told("exact", 1, **PART, **village, **day) for village in villages for day in days]
    rows += [told("exact", 20, **PART), told("exact", 40, **PART, start="2023-01-31", end="2023-01-31")]
    assert one(*rows)[:2] == (65, 65)


def test_parts_that_pass_the_whole() -> None:
    """A closed 5, and parts of one report that come to 7: low and best stay, the high becomes 7, and it says so."""
    rows = [told("exact", 5, **A), told("exact", 3, **PART, **EAST), told("exact", 4, **PART, **WEST)]
    assert one(*rows) == (5, 5, 7, False)
    assert "parts pass the whole" in said(*rows)


def test_a_claim_without_a_number_is_still_a_finding() -> None:
    """Nothing is known but that it happened: 0 or more, no best; with a number beside it, it says nothing."""
    assert one(told("none", 0)) == (0, None, None, True)
    assert one(told("none", 0, **A), told("exact", 5, **B)) == (5, 5, 5, False)


# ---------------------------------------------------------------------------------------------------- the other rules

TOLD = [
    told("exact", 10, **A, published="2023-02-01"),
    told("about", 20, **B, published="2023-02-03"),
    told("floor", 15, **C, published="2023-02-03"),
]


@pytest.mark.parametrize(
    ("rule", "sources", "expected"),
    [
        # Counts 10 and 20, lower middle 10; the floor's 15 joins: 10, 15, 20. High 22; 15 does not reach 20.
        ("envelope", [], (10, 15, 22, False)),
        ("lowest", [], (10, 10, 22, False)),
        # 3 February: about 20 (18 to 22) and at least 15. Low 15, best 20, closed.
        ("latest", [], (15, 20, 22, False)),
        ("priority", ["Invented Outlet B", "Invented Outlet A"], (18, 20, 22, False)),
        ("priority", ["Nobody", "Invented Outlet A"], (10, 10, 10, False)),
        # Lows 10, 18 and 15: two origins support 15.
        ("corroborated", [], (15, 15, 22, False)),
    ],
)
def test_the_other_rules(rule: str, sources: list[str], expected: Numbers) -> None:
    """The five rules on one table."""
    assert one(*TOLD, rule=rule, sources=sources) == expected


def test_one_origin_corroborates_nothing() -> None:
    """However many outlets repeat it: low 0, no best, the envelope's high."""
    rows = [told("exact", 10, source=source, attributed_to="NUG") for source in ("X", "Y", "Z")]
    assert one(*rows, rule="corroborated") == (0, None, 10, False)
