"""From the parts of a wording to the one reading that is meant: wholes, subsets, sums, and the measure's own."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tollbook.claims.wording.measure import chosen_by, refuse_another, several_outcomes
from tollbook.claims.wording.parts import Part
from tollbook.claims.wording.pieces import PEOPLE
from tollbook.claims.wording.ranges import either, is_repeated, pair_of
from tollbook.claims.wording.reading import Reading, reading_of
from tollbook.claims.wording.tokens import Unreadable


def combine(parts: Sequence[Part], measure: str) -> Reading:
    """The one reading of all parts.

    Raises
    ------
    Unreadable
        There is none, or more than one and nothing that says which.
    """
    if not parts:
        raise Unreadable("no number")
    _refuse_years_and_ages(parts)
    readings = _merged(parts)
    if any(not (math.isnan(number) or number.is_integer()) for r in readings for number in (r.n, r.m)):
        raise Unreadable("a fraction of a person")
    if any(r.part.link == "between" and len(r.parts) < 2 for r in readings):
        raise Unreadable("a 'between' with one end")
    readings = _without_details(_without_wholes(readings))
    reading = readings[0] if len(readings) == 1 else _chosen(readings, measure)
    refuse_another(measure, reading)
    return reading


def _refuse_years_and_ages(parts: Sequence[Part]) -> None:
    first = parts[0]
    counted = first.nouns or first.outcomes
    if first.named and not counted:
        raise Unreadable("this may be an age")
    if len(parts) == 1 and not counted and not first.before and not first.after and first.amount.year_like:
        raise Unreadable("this may be a year")


def _merged(parts: Sequence[Part]) -> list[Reading]:
    """The readings of the parts, two ends of a range as one."""
    readings: list[Reading] = []
    at = 0
    while at < len(parts):
        pair = _pair(parts[at], parts[at + 1]) if at + 1 < len(parts) else None
        readings.append(pair or reading_of(parts[at]))
        at += 2 if pair else 1
    return readings


def _pair(first: Part, second: Part) -> Reading | None:
    if is_repeated(first, second):
        return reading_of(first)
    a, b = first.amount, second.amount
    if a.burmese and b.burmese and second.link == "none" and b.value == a.value + 1 < 11:
        return either(first, second)
    return pair_of(first, second)


def _without_wholes(readings: list[Reading]) -> list[Reading]:
    """Without the numbers that another is a part of: "20 of the 75"; and without the ages of "children under five"."""
    kept = readings[:1]
    for reading in readings[1:]:
        before, part = kept[-1], reading.part
        if part.link == "part_of" and part.link_text >= "\u1000":
            # Burmese names the whole first: "၁၀ ဦးအနက် ၃ ဦး" is three of ten.
            _refuse_shares(reading, kept.pop())
            kept.append(reading)
        elif part.link == "part_of":
            _refuse_shares(before, reading)
        elif not _is_age(before, reading):
            kept.append(reading)
        if (
            part.link_text == "in"
            and not reading.nouns & {"village", "place"}
            and not (before.outcomes and reading.nouns)
        ):
            raise Unreadable("one in so many is a share")
    return kept


def _refuse_shares(part: Reading, whole: Reading) -> None:
    """Pass "20 of the 75" , a count; refuse "several of the 200" and "9 out of 10", which are shares."""
    counts = ("exact", "about", "floor", "more", "nearly", "estimated")
    if part.vague or whole.vague or part.part.amount.implied or part.n > whole.n or whole.row not in counts:
        raise Unreadable("a share of a number")
    few = whole.n <= 5 and not whole.nouns and not part.nouns
    if whole.part.link_text in ("of", "out of") and (whole.n in (10, 100, 1000) or few):
        raise Unreadable("a share of a number")


def _is_age(lead: Reading, reading: Reading) -> bool:
    """The "under five" of "four children under five", the "7" of "a girl, 7"."""
    if not lead.nouns & set(PEOPLE) or reading.nouns or reading.outcomes or reading.n > 110:
        return False
    limit = reading.part.link == "none" and reading.row in ("fewer", "more")
    own = reading.part.link == "comma" and reading.row == lead.row == "exact" and lead.n == 1
    return limit or own


def _without_details(readings: list[Reading]) -> list[Reading]:
    """Without the numbers in brackets or behind a colon that only unfold the one before: "nine (5 men, 4 women)"."""
    details = [reading for reading in readings[1:] if reading.part.detail]
    if details and not _unfold(readings[0], details):
        raise Unreadable("a second number in brackets")
    return [reading for reading in readings if reading not in details]


def _unfold(lead: Reading, details: Sequence[Reading]) -> bool:
    if all(reading.part.subset for reading in details):
        return True
    if lead.vague or any(reading.row != "exact" for reading in details):
        return False
    if sum(reading.n for reading in details) == lead.n:
        return True
    bare = not any(reading.nouns or reading.outcomes for reading in details)
    ages = bare and bool(lead.nouns & set(PEOPLE)) and lead.row == "exact" and lead.n == len(details)
    return ages and all(reading.n <= 110 for reading in details)


def _chosen(readings: list[Reading], measure: str) -> Reading:
    """One of several readings, or their sum."""
    subsets = [reading for reading in readings if reading.part.subset]
    if measure.startswith("civilians") and any("fighter" in reading.nouns for reading in subsets):
        raise Unreadable("a toll that includes fighters")
    chosen = chosen_by(measure, readings)
    if chosen is not None:
        return chosen
    if any(reading.row in ("casualties", "missing") for reading in readings):
        raise Unreadable("casualties beside another number")
    whole = [reading for reading in readings if not reading.part.subset]
    people = [reading for reading in readings if reading.nouns & set(PEOPLE)]
    if len(people) > 1 and any(reading.part.link_text == "with" for reading in readings[1:]):
        raise Unreadable("people with people, who may be counted among them or not")
    if subsets and len(whole) == 1:
        return _whole_or_civilians(whole[0], subsets)
    whole = _after_the_strike([r for i, r in enumerate(whole) if i == 0 or r.part.link != "prep"])
    if several_outcomes(readings):
        raise Unreadable("several outcomes")
    return whole[0] if len(whole) == 1 else _sum(whole)


def _whole_or_civilians(whole: Reading, subsets: Sequence[Reading]) -> Reading:
    """Of "40 people, 12 of them civilians" the 12: civilians are what is counted. Of 12 children the 40."""
    civilians = [reading for reading in subsets if "civilian" in reading.nouns]
    if len(civilians) == 1 and "civilian" not in whole.nouns:
        return civilians[0]
    return whole


def _after_the_strike(readings: list[Reading]) -> list[Reading]:
    """Of "an airstrike killed 10" the number that is said, not the one strike."""
    first = readings[0]
    strike = first.part.amount.implied and first.outcomes and "strike" in first.nouns
    return readings[1:] if len(readings) == 2 and strike else readings


def _sum(readings: Sequence[Reading]) -> Reading:
    """People named one after the other: "two men and a woman", "at least two monks and a novice".

    Raises
    ------
    Unreadable
        They are not all people of one side and one fate, or not all counted.
    """
    # "A couple and their child": the couple is husband and wife.
    numbers = [2.0 if reading.vague == "couple" else reading.n for reading in readings]
    rows = {"exact" if reading.vague == "couple" else reading.row for reading in readings}
    people = all(reading.nouns & set(PEOPLE) or reading.vague == "couple" for reading in readings)
    one_side = len({"fighter" in reading.nouns for reading in readings}) == 1
    listed = all(reading.part.link in ("and", "comma") for reading in readings[1:])
    # "Three people, a man and two women" are three; "five villagers, two monks and a nun" may be five or eight.
    unfolded = readings[1].part.link == "comma" and bool(readings[0].nouns & {"anyone", "civilian", "body"})
    listed &= not unfolded
    if not (people and one_side and listed and rows <= {"exact", "floor"}):
        raise Unreadable("several numbers, and nothing that says which")
    parts = tuple(part for reading in readings for part in reading.parts)
    return Reading("exact" if rows == {"exact"} else "floor", sum(numbers), parts=parts)
