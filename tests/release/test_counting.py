"""Which claims a release may count where."""

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tollbook.release import counting
from tollbook.release.clearance import Clearance
from tollbook.release.policy import read

ISSUED = pd.Timestamp("2024-12-10")


def counted(level, period, *rows, release="public"):
    table = tb.Claims.from_frame(pd.DataFrame(rows), name="invented-claims.csv").table
    return counting.countable(table, Clearance(release, read(), ISSUED), level, period).tolist()


def on(number, day, **more):
    return claim(number, f"invented-{number}", start=day, end=day, **more)


def test_for_a_township_only_whole_months_that_are_past_the_delay_count():
    # Issued on 10 December: deaths may be shown up to the 3rd, so whole months up to November; of the displaced up to
    # 10 November, so whole months up to October.
    rows = [on(1, "2024-11-30"), on(2, "2024-12-01"), on(3, "2024-10-31", measure="displaced_new"), on(4, "2024-11-01", measure="displaced_new")]
    assert counted("township", "whole", *rows) == [True, False, True, False]
    assert counted("township", "month", *rows) == [True, False, True, False]
    assert counted("state", "month", *rows) == [True, True, True, True]


def test_what_is_public_from_a_state_on_counts_for_no_township_and_in_no_period_too_short():
    rows = [on(1, "2024-08-10", measure="detained"), on(2, "2024-11-10", measure="detained"), on(3, "2024-08-10", measure="combatants_killed")]
    assert counted("township", "whole", *rows) == [False, False, False]
    # Of the detained whole quarters, and the quarter of November is not over.
    assert counted("state", "whole", *rows) == [True, False, True]
    assert counted("state", "month", *rows) == [False, False, True]
    assert counted("country", "month", *rows) == [False, False, True]


def test_an_internal_release_counts_everything():
    rows = [on(1, "2024-12-09"), on(2, "2024-12-09", measure="detained")]
    assert counted("township", "month", *rows, release="internal") == [True, True]
    assert counted("township", "month", *rows) == [False, False]


@pytest.mark.parametrize(("level", "codes"), [("township", ["MMR005019", ""]), ("state", ["MMR005", "MMR005"])])
def test_the_places_that_claims_count_for(level, codes):
    rows = [on(1, "2024-11-10"), on(2, "2024-08-10", measure="detained")]
    table = tb.Claims.from_frame(pd.DataFrame(rows), name="invented-claims.csv").table
    assert counting.areas(table, Clearance("public", read(), ISSUED), level).tolist() == codes
