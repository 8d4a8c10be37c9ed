"""What a brief is about: what is filled in, and what is refused."""

from __future__ import annotations

import pytest

from tests.briefs.invented import PALE, claim, found
from tollbook.briefs.days import days_of
from tollbook.briefs.errors import BriefError
from tollbook.briefs.subject import subject
from tollbook.release.approval import QUESTIONS, checked

#: A day of issue on which every delay of November 2024 is over.
LATE = "2025-06-01"
APPROVED = checked("information manager", "2025-06-01", "0" * 64, dict.fromkeys(QUESTIONS, False))


def refused(*arguments, **options):
    with pytest.raises(BriefError) as error:
        subject(*arguments, **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024-11", "2024-11-01", "2024-11-30"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-11-14", "2024-11-14", "2024-11-14"),
        ("2024-11-01/2024-11-15", "2024-11-01", "2024-11-15"),
        (("2024-02-01", "2024-02-29"), "2024-02-01", "2024-02-29"),
    ],
)
def test_periods(period, first, last):
    assert [f"{day:%Y-%m-%d}" for day in days_of(period)] == [first, last]


@pytest.mark.parametrize("period", ["November", "now", "today", "2024-13", "2024-11-31", "24", ""])
def test_a_period_that_is_none_is_refused(period):
    with pytest.raises(BriefError) as error:
        days_of(period)
    assert str(error.value) == (
        f"The period {period!r} can't be read. Write 2024-11, 2024-Q4, 2024, or 2024-11-01/2024-11-30."
    )


@pytest.mark.parametrize("day", ["today", "now", "14", "2024-11", "", None, 3.5])
def test_a_day_that_is_none_is_refused(day):
    with pytest.raises(BriefError) as error:
        days_of((day, "2024-11-30"))
    assert str(error.value) == (
        f"start is {day!r}, which is not a day. Write it as YYYY-MM-DD, for example 2024-11-30."
    )


def test_a_period_may_not_end_before_it_begins():
    with pytest.raises(BriefError) as error:
        days_of(("2024-11-30", "2024-11-01"))
    assert str(error.value) == "The period ends on 2024-11-01, before it begins on 2024-11-30."


def test_a_day_of_issue_before_the_cut_off_is_refused():
    assert refused(found(claim(1), as_of="2024-12-15"), PALE, "2024-11", issued="2024-12-01") == (
        "The brief would be issued on 2024-12-01, before its cut-off of 2024-12-15. "
        "Give a later day of issue (issued), or an earlier day up to which reports count (as_of)."
    )


def test_a_village_is_too_fine():
    said = refused(found(claim(1)), "174067", "2024-11")
    assert said == (
        "Nyaung Kone is a village. A brief's finest place is a township: Pale Township may be what you want."
    )


def test_without_any_publication_day_the_period_ends_the_brief():
    about = subject(found(claim(1, published="")), PALE, "2024-11", release="internal")
    assert f"{about.cut_off:%Y-%m-%d} {about.issued:%Y-%m-%d}" == "2024-11-30 2024-11-30"


def test_files_are_called_by_place_and_days():
    made = found(claim(1))
    stems = {
        PALE: "pale-2024-11-01-2024-11-30",
        "MMR005": "sagaing-region-2024-11-01-2024-11-30",
        "MMR007014": "htantabin-mmr007014-2024-11-01-2024-11-30",
    }
    for place, stem in stems.items():
        assert subject(made, place, "2024-11", release="internal").stem == f"{stem}-internal"
        # A public one is a draft until somebody has let it go.
        assert subject(made, place, "2024-11", LATE).stem == f"{stem}-draft"
        assert subject(made, place, "2024-11", LATE, approval=APPROVED).stem == stem


def test_the_trend_has_two_years():
    about = subject(found(claim(1)), PALE, "2024-11", release="internal")
    assert f"{about.trend_start:%Y-%m-%d} {about.trend_end:%Y-%m-%d}" == "2022-12-01 2024-11-30"


def test_what_belongs_to_a_series():
    made = subject(found(claim(1)), PALE, "2024-11", "2024-12-16", issue=12, next_issue="2025-01-16", version=2)
    assert (made.issue, f"{made.next_issue:%Y-%m-%d}", made.version) == ("12", "2025-01-16", 2)
    assert made.stem == "pale-2024-11-01-2024-11-30-v2-draft"
    bare = subject(found(claim(1)), PALE, "2024-11", LATE)
    assert (bare.issue, bare.next_issue, bare.version) == ("", None, 1)


def test_briefs_of_two_languages_have_two_names():
    made = subject(found(claim(1)), PALE, "2024-11", LATE, language="my")
    assert made.stem == "pale-2024-11-01-2024-11-30-my-draft"


def test_a_next_issue_must_come_after_this_one():
    assert refused(found(claim(1)), PALE, "2024-11", "2024-12-16", next_issue="2024-12-16") == (
        "The next issue would come on 2024-12-16, and this one is issued on 2024-12-16. "
        "Give a later day for the next one (next_issue)."
    )


@pytest.mark.parametrize("version", [0, True, 1.0, "2"])
def test_a_version_is_a_whole_number_from_one_on(version):
    assert refused(found(claim(1)), PALE, "2024-11", version=version) == (
        f"version is {version!r}, which is not a whole number from 1 on."
    )
