"""A notebook that takes too much memory is told so by an error of Python's, and no other process is ended for it."""

import sys

import pytest
from papermill import PapermillExecutionError

from tests.series.engine.invented import joined, notebook, run
from tollbook.series.engine import limiting

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process has taken")

EATING = {
    "blocks": "kept = []\nwhile True: kept.append(bytearray(5_000_000))",
    "arrays": "import numpy\nkept = []\nwhile True: kept.append(numpy.ones(1_000_000))",
    # What is left at the end is too little to tell of it, were there nothing kept for that.
    "objects": "kept = []\nwhile True: kept.append([object() for _ in range(1000)])",
}


@pytest.mark.parametrize("what", ["blocks", "arrays", "objects"])
def test_too_much_memory_is_an_error_of_its_cell(monkeypatch, what):
    monkeypatch.setenv(limiting.SETTING, str(60 * 1024**2))
    with pytest.raises(PapermillExecutionError) as error:
        run("tollbook", notebook("print('before')", EATING[what], "print('never')"))
    assert error.value.ename == "MemoryError"
    assert error.value.exec_count == 2
    assert EATING[what].splitlines()[-1].split(":")[0] in str(error.value)


def test_what_is_allowed_is_left_in_peace(monkeypatch):
    monkeypatch.setenv(limiting.SETTING, str(200 * 1024**2))
    code = "import numpy, pandas, pyarrow\nprint(len(bytearray(100_000_000)), pandas.DataFrame({'a': numpy.ones(10)}).size)"
    made = run("tollbook", notebook(code))
    assert joined(made.cells[0].outputs)[0] == {"stdout": "100000000 10\n"}


def test_a_notebook_has_a_limit_and_a_little_more_to_tell_of_it(monkeypatch):
    monkeypatch.setenv(limiting.SETTING, str(60 * 1024**2))
    code = "import resource\nsoft, hard = resource.getrlimit(resource.RLIMIT_DATA)\nprint(0 < soft < hard)"
    made = run("tollbook", notebook(code))
    assert joined(made.cells[0].outputs)[0] == {"stdout": "True\n"}


def test_without_the_setting_nothing_is_limited(monkeypatch):
    monkeypatch.delenv(limiting.SETTING, raising=False)
    code = "import resource\nprint(resource.getrlimit(resource.RLIMIT_DATA)[0] == resource.RLIM_INFINITY)"
    before = limits()
    made = run("tollbook", notebook(code))
    assert joined(made.cells[0].outputs)[0] == {"stdout": f"{before[0] == -1}\n"}


def limits():
    import resource

    return resource.getrlimit(resource.RLIMIT_DATA)


def test_where_nothing_is_told_of_memory_nothing_is_limited(monkeypatch):
    before = limits()
    for setting in ({}, {limiting.SETTING: "much"}):
        limiting.limit_memory(setting, None)
    monkeypatch.setattr(limiting, "Path", lambda _: (_ for _ in ()).throw(OSError("there is no such file")))
    limiting.limit_memory({limiting.SETTING: "1000"}, None)
    assert limits() == before
