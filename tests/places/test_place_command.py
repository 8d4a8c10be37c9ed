"""``tollbook place``."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tollbook.commands import group
from tollbook.commands.place import command


def test_prints_the_place_for_people():
    result = CliRunner().invoke(command, ["Pale, Sagaing"])
    assert result.exit_code == 0
    assert "MMR005019" in result.output
    assert "Yinmarbin District (MMR005D009)" in result.output


def test_prints_json_for_programs():
    result = CliRunner().invoke(command, ["Nyaung Kone", "--within", "Pale", "--format", "json"])
    assert json.loads(result.output) == [
        {
            "pcode": "174067", "name": "Nyaung Kone", "name_my": "ညောင်ကုန်း", "level": "village",
            "township": "MMR005019", "district": "MMR005D009", "state": "MMR005", "how": "exact",
        }
    ]  # fmt: skip


def test_a_homonym_ends_with_its_candidates_and_code_1(capsys):
    with pytest.raises(SystemExit) as caught:
        group.run(["place", "Minhla"])
    assert caught.value.code == 1
    assert capsys.readouterr().err.startswith(
        "tollbook: 'Minhla' is the name of 2 places: Minhla Township, Bago Region (West) (MMR008009); Minhla Township, "
        "Magway Region (MMR009013). "
    )
