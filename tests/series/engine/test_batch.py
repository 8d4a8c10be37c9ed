"""Many notebooks from one zygote."""

import os
import signal
import sys
import threading
import time

import nbformat
import pytest
from papermill import PapermillExecutionError

from tests.series.engine.invented import DeadKernelError, joined, notebook, read, without_pytest
from tollbook.series.engine import Outcome, Run, Zygote, execute
from tollbook.series.engine.batch import stream

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each run starts a kernel")


def said(made):
    return joined(made.cells[-1].outputs)[0]["stdout"].split()


def test_each_run_has_its_own_process_folder_and_parameters(tmp_path):
    made = notebook(("number = 0", "parameters"), "import os\nprint(number, os.getpid(), os.getppid(), os.getcwd())")
    folders = [tmp_path / str(number) for number in range(4)]
    for folder in folders:
        folder.mkdir()
    with without_pytest():
        ended = execute([Run(made, None, {"number": number}, folder) for number, folder in enumerate(folders)])
    numbers, processes, parents, where = zip(*(said(outcome.notebook) for outcome in ended), strict=True)
    assert numbers == ("0", "1", "2", "3")
    assert len(set(processes)) == 4
    assert len(set(parents)) == 1
    assert list(where) == [str(folder) for folder in folders]


def test_no_run_sees_another():
    code = "import numpy, random, builtins\nseen = getattr(builtins, 'seen', 0)\nbuiltins.seen = 1\n"
    made = notebook(code + "print(seen, random.random(), numpy.random.random(), numpy.random.default_rng().random())")
    drawn = [said(outcome.notebook) for outcome in execute([Run(made)] * 3)]
    assert [each[0] for each in drawn] == ["0"] * 3
    for column in zip(*(each[1:] for each in drawn), strict=True):
        assert len(set(column)) == 3, "random numbers repeat"


def test_a_failing_run_stops_no_other(tmp_path):
    good, bad = notebook("print('good')"), notebook("1 / 0")
    runs = [
        Run(good),
        Run(bad, tmp_path / "bad.ipynb"),
        Run(tmp_path / "none.ipynb"),
        Run(good, tmp_path / "good.ipynb"),
    ]
    told = []
    ended = execute(runs, on_end=told.append)
    assert [outcome.run for outcome in ended] == runs
    assert [type(outcome.error).__name__ for outcome in ended] == [
        "NoneType",
        "PapermillExecutionError",
        "FileNotFoundError",
        "NoneType",
    ]
    assert isinstance(ended[1].error, PapermillExecutionError)
    assert read(tmp_path / "bad.ipynb").cells[-1].outputs[0]["ename"] == "ZeroDivisionError"
    assert ended[3].notebook is None
    assert joined(read(tmp_path / "good.ipynb").cells[0].outputs)[0] == {"stdout": "good\n"}
    assert sorted(map(id, told)) == sorted(map(id, ended))
    assert all(isinstance(outcome, Outcome) and outcome.seconds > 0 for outcome in ended)


def test_at_most_so_many_run_at_a_time(tmp_path):
    code = (
        "import pathlib, time\nmine = pathlib.Path(f'{number}.running')\nmine.touch()\ntime.sleep(0.15)\n"
        "print(len(list(pathlib.Path('.').glob('*.running'))))\nmine.unlink()"
    )
    made = notebook(("number = 0", "parameters"), code)
    ended = execute([Run(made, None, {"number": number}, tmp_path) for number in range(5)], at_most=2)
    assert {said(outcome.notebook)[0] for outcome in ended} <= {"1", "2"}
    assert "2" in {said(outcome.notebook)[0] for outcome in ended}


def test_paths_are_the_callers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    nbformat.write(notebook("import os\nprint(os.path.basename(os.getcwd()))"), "in.ipynb")
    (outcome,) = execute([Run("in.ipynb", "out.ipynb", cwd="elsewhere")])
    assert outcome.error is None
    assert said(read(tmp_path / "out.ipynb")) == ["elsewhere"]


def test_a_zygote_can_be_kept_for_later_runs_and_used_from_any_thread():
    made, parents = notebook("import os\nprint(os.getppid())"), []
    with Zygote() as zygote:
        for _ in range(2):
            thread = threading.Thread(
                target=lambda: parents.append(said(execute([Run(made)], zygote=zygote)[0].notebook))
            )
            thread.start()
            thread.join()
    assert parents[0] == parents[1]


def test_a_zygote_that_died_is_started_anew():
    kill = notebook("import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)")
    first, second = execute([Run(kill), Run(notebook("print('good')"))], at_most=1)
    assert isinstance(first.error, DeadKernelError)
    assert said(second.notebook) == ["good"]


def test_an_interrupted_batch_ends_at_once_with_what_runs():
    def stop(_):
        raise KeyboardInterrupt

    begin = time.monotonic()
    sleeps = notebook("import time\ntime.sleep(60)")
    with pytest.raises(KeyboardInterrupt):
        execute([Run(notebook("1")), *[Run(sleeps)] * 5], on_end=stop)
    assert time.monotonic() - begin < 20


def test_no_notebooks_at_a_time_is_refused():
    with pytest.raises(ValueError, match="At most 0 notebooks"):
        execute([], at_most=0)


def test_runs_that_stream_are_taken_when_there_is_room_for_them():
    made = notebook("print('done')")
    taken, ended, ahead = [], [], []

    def coming():
        for number in range(8):
            taken.append(number)
            ahead.append(len(taken) - len(ended))
            yield Run(made)

    with Zygote() as zygote, without_pytest():
        stream(coming(), ended.append, at_most=2, zygote=zygote)
    assert len(ended) == 8 and not [outcome for outcome in ended if outcome.error is not None]
    assert max(ahead) <= 2 + 2 + 1, "those that run, those that wait, and the one that is asked for"


def test_what_the_caller_raises_of_a_streamed_run_ends_the_stream():
    def told(outcome):
        raise OSError("Invented: no space left")

    with Zygote() as zygote, without_pytest(), pytest.raises(OSError, match="Invented: no space left"):
        stream(iter([Run(notebook("1"))] * 6), told, at_most=1, zygote=zygote)


def test_what_was_prepared_is_there_in_every_run_also_after_the_process_was_started_anew(tmp_path, monkeypatch):
    (tmp_path / "invented_preparing.py").write_text(
        "READ = []\ndef prepare(asked):\n    READ.append(asked['name'])\n    if asked['name'] == 'bad': 1 / 0\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    made = notebook("import sys\nprint(*sys.modules['invented_preparing'].READ)")
    with Zygote() as zygote, without_pytest():
        for name in ("first", "bad", "last"):
            zygote.prepare("invented_preparing", {"name": name})
        assert said(execute([Run(made)], zygote=zygote)[0].notebook) == ["first", "bad", "last"]
        os.kill(zygote._process.pid, signal.SIGKILL)
        zygote._process.wait()
        assert said(execute([Run(made)], zygote=zygote)[0].notebook) == ["first", "bad", "last"]


def test_one_that_dies_while_it_is_told_something_is_started_anew_when_it_is_needed():
    with Zygote() as zygote, without_pytest():
        zygote.start()
        os.kill(zygote._process.pid, signal.SIGKILL)
        # As it is where the system has not yet told of the death.
        os.waitid(os.P_PID, zygote._process.pid, os.WEXITED | os.WNOWAIT)
        zygote._process.poll = lambda: None
        zygote.prepare("time", {})
        zygote.start(["import json"])
        assert said(execute([Run(notebook("print('made')"))], zygote=zygote)[0].notebook) == ["made"]


def test_a_zygote_that_has_not_forked_ends_at_once():
    zygote = Zygote()
    zygote.prepare("time", {})
    process = zygote._process
    zygote.close()
    assert process.poll() == -signal.SIGKILL


def test_a_notebook_that_is_saved_at_its_end_is_as_whole_as_any_other(tmp_path):
    good, bad = notebook("print('good')"), notebook("print('before')", "1 / 0", "print('after')")
    runs = [Run(good, tmp_path / "good.ipynb", options={"save_at_end": True})]
    runs.append(Run(bad, tmp_path / "bad.ipynb", options={"save_at_end": True}))
    ended = execute(runs)
    assert (ended[0].error, type(ended[1].error)) == (None, PapermillExecutionError)
    assert joined(read(tmp_path / "good.ipynb").cells[0].outputs)[0] == {"stdout": "good\n"}
    cells = [cell for cell in read(tmp_path / "bad.ipynb").cells if cell.cell_type == "code"]
    assert [cell.metadata.papermill["status"] for cell in cells] == ["completed", "failed", "pending"]
