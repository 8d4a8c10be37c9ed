"""What all charts share."""

from __future__ import annotations

import gc

import pytest

from tollbook.charts.style import uninterrupted


@uninterrupted()
def fail():
    assert not gc.isenabled()
    raise ValueError("no chart")


@pytest.mark.parametrize("was_on", [True, False])
def test_garbage_is_searched_for_afterwards_as_before_also_when_drawing_fails(was_on):
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        with pytest.raises(ValueError, match="no chart"):
            fail()
        assert gc.isenabled() == was_on
    finally:
        (gc.enable if before else gc.disable)()
