"""Which bases count fighters with the civilians."""

import pytest

from tollbook.incidents.fighters import includes_fighters


@pytest.mark.parametrize(
    ("base", "counted_with"),
    [
        ("includes fighters", True),
        ("Includes  Fighters ", True),
        ("including combatants", True),
        ("excludes fighters", False),
        ("with fighters excluded", False),
        ("includes those shot by soldiers", False),
        ("includes missing", False),
        ("", False),
    ],
)
def test_only_the_listed_bases_include_fighters(base, counted_with):
    assert includes_fighters(base) is counted_with
