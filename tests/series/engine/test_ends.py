"""Processes that die, hang or flood, and what is left of them."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.series.engine.invented import ENGINES, CellTimeoutError, DeadKernelError, joined, notebook, read, run
from tollbook.series.engine import zygote

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere papermill's own engine runs")

DEATHS = {
    "os._exit": ("import os\nprint('before', flush=True)\nos._exit(3)", "with the exit code 3"),
    "killed": ("import os, signal\nprint('before')\nos.kill(os.getpid(), signal.SIGKILL)", "by the signal SIGKILL"),
    "segfault": ("import ctypes\nprint('before')\nctypes.string_at(0)", "by the signal SIGSEGV"),
    "abort": ("import os\nos.write(1, b'before\\n')\nos.abort()", "by the signal SIGABRT"),
}


@pytest.mark.parametrize("how", DEATHS)
def test_a_dead_process_is_noticed_at_once_and_what_it_said_is_kept(tmp_path, caplog, how):
    code, told = DEATHS[how]
    out = tmp_path / "out.ipynb"
    begin = time.monotonic()
    with caplog.at_level("ERROR", logger="papermill"), pytest.raises(DeadKernelError) as error:
        run("tollbook", notebook("1", code, "2"), str(out))
    assert time.monotonic() - begin < 10
    assert str(error.value) == "Kernel died"
    assert error.value.__notes__ == [f"Its process ended {told}."]
    assert f"its process ended {told}" in caplog.text
    made = read(out)
    assert joined(made.cells[1].outputs)[0]["stdout"] == "before\n"
    assert made.cells[1].metadata.papermill.status == "completed"  # as papermill has it
    assert made.cells[2].execution_count is None


def test_the_next_run_does_not_mind_a_death():
    with pytest.raises(DeadKernelError):
        run("tollbook", notebook("import os\nos._exit(1)"))
    assert run("tollbook", notebook("1 + 1")).cells[0].outputs[0]["data"]["text/plain"] == "2"


def test_a_process_whose_workers_live_on_is_dead_all_the_same():
    code = "import os, time\nif os.fork() == 0:\n    time.sleep(30)\n    os._exit(0)\nos._exit(1)"
    begin = time.monotonic()
    with pytest.raises(DeadKernelError):
        run("tollbook", notebook(code))
    assert time.monotonic() - begin < 10


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
def test_a_process_that_takes_too_much_memory_is_a_dead_kernel(engine):
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))"
    with pytest.raises(DeadKernelError):
        run(engine, notebook(limit, "import ctypes\nctypes.memset(ctypes.CDLL(None).malloc(1), 0, 2**40)"))


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("how", DEATHS)
def test_papermills_own_engine_tells_the_same_of_a_death(tmp_path, engine, how):
    with pytest.raises(DeadKernelError, match=r"(?m)^Kernel died$"):
        run(engine, notebook("1", DEATHS[how][0], "2"), str(tmp_path / "out.ipynb"))
    assert [cell.metadata.papermill.status for cell in read(tmp_path / "out.ipynb").cells] == ["completed"] * 3


HANGS = {
    "sleep": "import time\nprint('before', flush=True)\ntime.sleep(60)",
    # A call that holds the interpreter's lock and looks at no signal.
    "C": "import ctypes\nprint('before', flush=True)\nctypes.PyDLL(None).sleep(60)",
}


@pytest.mark.parametrize("how", HANGS)
def test_a_cell_that_takes_too_long_ends_the_run(tmp_path, how):
    out = tmp_path / "out.ipynb"
    begin = time.monotonic()
    with pytest.raises(CellTimeoutError, match="after 1 seconds"):
        run("tollbook", notebook(HANGS[how], "2"), str(out), execution_timeout=1)
    assert time.monotonic() - begin < 8
    made = read(out)
    assert joined(made.cells[0].outputs)[0]["stdout"] == "before\n"
    assert made.cells[1].execution_count is None


@pytest.mark.long
@pytest.mark.parametrize("how", HANGS)
def test_papermills_own_engine_tells_the_same_of_a_hang(tmp_path, how):
    told = {}
    for engine in ENGINES:
        with pytest.raises(CellTimeoutError) as error:
            run(engine, notebook(HANGS[how], "2"), str(tmp_path / f"{engine}.ipynb"), execution_timeout=1)
        told[engine] = str(error.value)
    assert told["tollbook"] == told["nbclient"]


def test_a_cell_that_takes_too_long_can_be_interrupted_instead():
    made = notebook("import time\nprint('x' * 500_000)\ntime.sleep(60)", "print('goes on')")
    made.cells[0].metadata["tags"] = ["raises-exception"]
    with pytest.raises(Exception, match="KeyboardInterrupt"):  # papermill's, at the end: an error was shown
        run("tollbook", made, execution_timeout=1, interrupt_on_timeout=True)


def test_a_start_that_takes_too_long_is_told_as_a_kernels():
    started = zygote.Zygote()
    with started, pytest.raises(RuntimeError, match=r"^Kernel didn't respond in 0 seconds$"):
        run("tollbook", notebook("1"), zygote=started, start_timeout=0)


def test_a_kernel_that_exits_between_cells_is_dead_for_the_next():
    made = run("tollbook", notebook("exit()"))
    assert made.cells[0].execution_count == 1
    with pytest.raises(DeadKernelError):
        run("tollbook", notebook("exit()", "import asyncio\nawait asyncio.sleep(5)"))


def test_exit_handlers_of_the_notebook_run(tmp_path):
    code = f"import atexit, pathlib\natexit.register(pathlib.Path({str(tmp_path / 'left')!r}).write_text, 'x')"
    run("tollbook", notebook(code))
    assert (tmp_path / "left").read_text() == "x"


def test_what_a_notebook_leaves_running_ends_with_it():
    made = run("tollbook", notebook("import subprocess\nsubprocess.Popen(['sleep', '60']).pid"))
    pid = int(made.cells[0].outputs[0]["data"]["text/plain"])
    assert within(5, lambda: not running(pid))


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def within(seconds, condition):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_a_dead_zygote_takes_its_run_along_and_the_next_run_has_another():
    # Where no zygote stands between, the parent is the process of these tests, which must not be killed.
    parent = f"import os, signal, time\nassert os.getppid() != {os.getpid()}\n"
    code = f"{parent}os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)"
    with pytest.raises(DeadKernelError):
        run("tollbook", notebook(code))
    assert run("tollbook", notebook("1 + 1")).cells[0].outputs[0]["data"]["text/plain"] == "2"


@pytest.mark.long
def test_nothing_is_left_when_papermill_is_killed(tmp_path):
    import subprocess

    code = "import os\nprint(os.getpid(), os.getppid(), flush=True)\nimport time\ntime.sleep(60)"
    script = (
        "from tests.series.engine.invented import run, notebook\n"
        f"run('tollbook', notebook({code!r}), None, stdout_file=open({str(tmp_path / 'out')!r}, 'w'))"
    )
    started = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[3])
    try:
        assert within(60, lambda: (tmp_path / "out").exists() and (tmp_path / "out").read_text().endswith("\n"))
    finally:
        started.send_signal(signal.SIGKILL)
        started.wait()
    assert within(5, lambda: not any(running(int(pid)) for pid in (tmp_path / "out").read_text().split()))


def test_output_of_many_lines_is_few_outputs():
    made = run("tollbook", notebook("for number in range(50_000): print(number)"))
    outputs = made.cells[0].outputs
    assert "".join(each["text"] for each in outputs) == "".join(f"{number}\n" for number in range(50_000))
    assert len(outputs) < 200


@pytest.mark.parametrize(
    "way", ["for _ in range(40): print('x' * 499_999)", "import os\nos.system('head -c 20000000 /dev/zero')"]
)
def test_a_flood_is_cut_and_said(way):
    made = run("tollbook", notebook(way, "print('next')"), stream_limit=1_000_000)
    text = joined(made.cells[0].outputs)[0]["stdout"]
    assert len(text) < 1_000_200
    assert text.endswith("[The rest of stdout is left out: this cell wrote more than 1,000,000 characters.]\n")
    assert joined(made.cells[1].outputs)[0]["stdout"] == "next\n"


@pytest.mark.long
def test_a_hundred_megabytes_are_read_in_bounded_memory(tmp_path):
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = run("tollbook", notebook("line = 'x' * 99 + '\\n'\nfor _ in range(1_000): print(line * 1_000, end='')"))
    assert len(joined(made.cells[0].outputs)[0]["stdout"]) < 20_000_200
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


def test_descriptors_are_given_back():
    with pytest.raises(CellTimeoutError):  # after which nbclient leaves a task behind that still waits
        run("tollbook", notebook("import time\ntime.sleep(60)"), execution_timeout=1)
    run("tollbook", notebook("1"))
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        run("tollbook", notebook("1"))
    assert len(os.listdir("/proc/self/fd")) <= before + 1
