"""How many notebooks run at a time, and how much memory each may take."""

import os

import psutil
import pytest

from tollbook.series import machine
from tollbook.series.engine import limiting

MIB = 1024**2


@pytest.fixture
def has(monkeypatch, tmp_path):
    """Sets what the machine has."""

    def given(free, cores, inside="/", **group):
        monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"available": free * MIB}))
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
        monkeypatch.setattr(machine, "_GROUPS", tmp_path / "groups")
        monkeypatch.setattr(machine, "_OWN_GROUP", tmp_path / "own")
        (tmp_path / "own").write_text(f"1:name=other:/elsewhere\n0::{inside}\n")
        folder = tmp_path / "groups" / inside.lstrip("/")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in group.items():
            (folder / name.replace("_", ".")).write_text(text)

    return given


def test_as_many_as_cores_and_memory_allow(has):
    has(free=10_000, cores=2)
    assert machine.limits() == machine.Limits(2, 4096 * MIB)
    has(free=2_000, cores=8)
    assert machine.limits() == machine.Limits(3, 600 * MIB)
    has(free=100, cores=8)
    assert machine.limits() == machine.Limits(1, 90 * MIB)


def test_what_is_asked_for_counts(has):
    has(free=10_000, cores=2)
    assert machine.limits(workers=8) == machine.Limits(8, 1125 * MIB)
    assert machine.limits(memory=100 * MIB) == machine.Limits(2, 100 * MIB)
    assert machine.limits(memory=6000 * MIB) == machine.Limits(1, 6000 * MIB)


def test_a_container_has_what_it_is_given(has):
    stat = f"anon 5\ninactive_file {100 * MIB}\n"
    has(free=10_000, cores=8, memory_max=f"{2000 * MIB}\n", memory_current=f"{900 * MIB}\n", memory_stat=stat,
        cpu_max="250000 100000\n")  # fmt: skip
    assert machine.limits() == machine.Limits(2, 540 * MIB)
    has(free=10_000, cores=2, memory_max="max\n", cpu_max="max 100000\n")
    assert machine.limits() == machine.Limits(2, 4096 * MIB)


def test_a_unit_has_the_least_of_what_it_and_those_around_it_are_given(has):
    has(free=10_000, cores=8, inside="/system.slice", memory_max=f"{700 * MIB}\n", memory_current="0\n")
    has(free=10_000, cores=8, inside="/system.slice/tollbook.service", memory_max=f"{3000 * MIB}\n",
        memory_current="0\n", cpu_max="300000 100000\n")  # fmt: skip
    assert machine.limits() == machine.Limits(1, 630 * MIB)


def test_where_there_are_no_groups_nothing_is_asked_of_them(has, tmp_path):
    has(free=10_000, cores=2)
    (tmp_path / "own").unlink()
    assert machine.limits() == machine.Limits(2, 4096 * MIB)


def test_the_limit_reaches_the_notebook_in_its_environment(has):
    has(free=10_000, cores=1)
    assert machine.limits(memory=5 * MIB).environment() == {limiting.SETTING: str(5 * MIB)}
