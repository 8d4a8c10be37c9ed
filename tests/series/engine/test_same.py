"""The same notebook by papermill's own engine and by ours gives the same notebook."""

import sys

import papermill
import pytest
from papermill import PapermillExecutionError

from tests.series.engine.invented import ENGINES, compared, joined, notebook, read, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere papermill's own engine runs")

#: One notebook for everything that fits into one, because papermill's own engine takes seconds to start.
EVERYTHING = {
    "parameters": ("place = 'none'\nnumber = 0", "parameters"),
    "heading": "# A heading",
    "result": "(place, number)",
    "streams": "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('no end', end='')",
    "letters": "print('ပုလဲ', '\\N{BOUQUET}')",
    "silent": "1;",
    "nothing": "",
    "comment": "# not code\n",
    "result of before": "_",
    "display": "from IPython.display import display, HTML, Markdown\ndisplay(HTML('<b>x</b>'), Markdown('y'))\n1 + 1",
    "own representation": "class Shown:\n    def _repr_html_(self): return '<i>z</i>'\n    def __repr__(self): return 'z'\nShown()",
    "clear": "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "clear late": "print('gone too')\nclear_output(wait=True)\nprint('instead')",
    "update": "handle = display('first', display_id='invented')",
    "update later": "handle.update('second')\nprint('updated')",
    "raises": ("1 / 0", "raises-exception"),
    "syntax": ("def", "raises-exception"),
    "input": ("input('?')", "raises-exception"),
    "getpass": ("import getpass\ngetpass.getpass()", "raises-exception"),
    "skipped": ("print('never')", "skip-execution"),
    "await": "import asyncio\nawait asyncio.sleep(0.01)\nprint('awaited')",
    "task": "async def later():\n    await asyncio.sleep(0.01)\n    print('of the cell before')\n    return 7\ntask = asyncio.create_task(later())",
    "task ends": "await task",
    "line magic": "%who_ls str",
    "cell magic": "%%capture caught\nprint('caught')",
    "caught": "caught.stdout",
    "timed": "%time sum(range(10))",
    "shell": "!echo from the shell",
    "shell into a name": "lines = !printf 'a\\nb\\n'\nlist(lines)",
    "shell cell": "%%bash\necho one\necho two >&2",
    "subprocess": "import subprocess\nsubprocess.run(['echo', 'of a subprocess'])",
    "C": "import os\nos.write(1, b'below Python\\n')\nos.write(2, b'below too\\n');",
    "folder": "os.getcwd()",
    "environment": "os.environ['INVENTED'], os.environ.get('MPLBACKEND'), os.environ['TERM']",
    "path": "sys.path, sys.stdin.read(), sys.stdout.isatty(), sys.stdout.encoding",
    "main": "__name__, Shown.__module__, sys.modules['__main__'].Shown is Shown, type(get_ipython()).__name__",
    "history": "In[3], Out[3]",
    "warning": "import warnings\nwarnings.warn('beware')",
    "log": "import logging\nlogging.warning('logged')",
    "thread": "import threading\nt = threading.Thread(target=lambda: print('in a thread'))\nt.start()\nt.join()",
    "fork": "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n    print(pool.map(abs, [-1, -2]))",
    "child prints": "p = multiprocessing.get_context('fork').Process(target=print, args=('of a child',))\np.start()\np.join()",
    "frame": "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})",
    "chart": "import matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\nplt.plot([1, 2]);",
    "two charts": "for _ in range(2):\n    plt.figure(figsize=(1, 1))\n    plt.show()",
    "vectors": "%config InlineBackend.figure_formats = ['svg']\nplt.rcParams['svg.hashsalt'] = 'invented'\nplt.figure(figsize=(1, 1), num=5)\nplt.plot([1, 2]);",
    "pickled": "import pickle\nclass Kept: pass\ntype(pickle.loads(pickle.dumps(Kept()))).__name__",
    "source": "import inspect\ndef told(): pass\ninspect.getsource(told)",
    "widget": "from comm import create_comm\nstate = {'_model_name': 'InventedModel', '_model_module': 'invented', 'value': 1}\nwidget = create_comm(target_name='jupyter.widget', comm_id='invented', data={'state': state})",
    "widget changes": "widget.send({'method': 'update', 'state': {'value': 2}})",
    "exits": ("import sys\nsys.exit(0)", "raises-exception"),
    "after": "print('after')",
    # Last, as no tag lets a notebook go on after it.
    "broken": ("class Broken:\n    def __repr__(self): raise ValueError('no words')\nBroken()", "raises-exception"),
}  # fmt: skip
NAMES = ["injected", *EVERYTHING]
PARAMETERS = {"place": "Pale", "number": 3}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """What is compared of the notebook, by engine."""
    folder = tmp_path_factory.mktemp("both").resolve()
    found, made = {}, notebook(*EVERYTHING.values())
    for engine in ENGINES:
        # papermill counts errors that are allowed as failures too, once all cells have run.
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("INVENTED", "value")
            with pytest.raises(PapermillExecutionError):
                run(engine, made, str(folder / f"{engine}.ipynb"), parameters=PARAMETERS, cwd=str(folder))
        cells, *rest = compared(read(folder / f"{engine}.ipynb"))
        found[engine] = [[cell for cell in cells if "papermill-error-cell" not in cell[1]], *rest]
    return found


#: Positions in the executed notebook, where papermill's own cell stands after the parameters.
POSITIONS = {"parameters": 0, "injected": 1, **{name: at + 1 for at, name in enumerate(EVERYTHING) if at}}


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_is_the_same(both, name):
    stock, ours = (both[engine][0][POSITIONS[name]] for engine in ENGINES)
    if name == "vectors":  # the ids in it and its date are Matplotlib's
        stock, ours = (repr(each)[:200] for each in (stock, ours))
    assert ours == stock


def test_the_rest_of_the_notebook_is_the_same(both):
    assert both["tollbook"][1:] == both["nbclient"][1:]
    (widget,) = both["tollbook"][1]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"].values()
    assert widget["state"]["value"] == 2


def test_the_cells_say_what_they_are_meant_to(both):
    outputs = {name: both["tollbook"][0][at][4] for name, at in POSITIONS.items()}
    assert outputs["result"][1][0]["data"]["text/plain"] == "('Pale', 3)"
    assert outputs["C"][0] == {"stdout": "below Python\n", "stderr": "below too\n"}
    assert outputs["clear"][0] == {"stdout": "stays\n"}
    assert outputs["update"][1][0]["data"]["text/plain"] == "'second'"
    assert outputs["raises"][1][0]["ename"] == "ZeroDivisionError"
    assert outputs["input"][1][0]["ename"] == "StdinNotImplementedError"
    assert outputs["child prints"][0] == {"stdout": "of a child\n"}
    assert outputs["subprocess"][0] == {"stdout": "of a subprocess\n"}
    assert "image/png" in outputs["chart"][1][0]["data"]
    assert "image/svg+xml" in outputs["vectors"][1][0]["data"]
    assert outputs["after"][0] == {"stdout": "after\n"}


FAILING = (
    "print('before')",
    "def f():\n    raise ValueError('invented')\nprint('said')\nf()",
    "print('never')",
)


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """The failing notebook as it was saved and as it was told, by engine."""
    folder = tmp_path_factory.mktemp("failed")
    found = {}
    for engine in ENGINES:
        with pytest.raises(PapermillExecutionError) as error:
            run(engine, notebook(*FAILING), str(folder / f"{engine}.ipynb"))
        found[engine] = compared(read(folder / f"{engine}.ipynb")), str(error.value), error.value.ename
    return found


def test_a_failing_notebook_is_saved_and_told_alike(failed):
    assert failed["tollbook"] == failed["nbclient"]
    (cells, *_), told, name = failed["tollbook"]
    assert "papermill-error-cell" in cells[0][1]
    assert name == "ValueError"
    assert "f()" in told
    assert cells[-1][2] is None


def test_the_log_is_the_same(caplog, tmp_path):
    made = notebook("print('said')\n1 + 1", "import sys\nprint('warned', file=sys.stderr)")
    logs = {}
    for engine in ENGINES:
        caplog.clear()
        with caplog.at_level("INFO", logger="papermill"), open(tmp_path / engine, "w+") as file:
            run(engine, made, None, log_output=True, stdout_file=file)
            file.seek(0)
            logs[engine] = [(each.levelname, each.getMessage()) for each in caplog.records], file.read()
    assert logs["tollbook"] == logs["nbclient"]
    assert ("WARNING", "warned\n") in logs["tollbook"][0]
    assert logs["tollbook"][1] == "said\n"


def test_the_notebook_is_saved_while_it_runs(tmp_path):
    out = tmp_path / "out.ipynb"
    code = f"import json\nsaved = json.load(open({str(out)!r}))\nprint(saved['cells'][0]['outputs'][0]['text'])"
    made = run("tollbook", notebook("print('seen')", code), str(out))
    assert joined(made.cells[1].outputs)[0]["stdout"] == "['seen\\n']\n"


@pytest.mark.long
def test_a_long_cell_is_saved_before_it_ends(tmp_path):
    out = tmp_path / "out.ipynb"
    code = (
        "import json, time\nprint('first', flush=True)\ntime.sleep(1.2)\nprint('second', flush=True)\ntime.sleep(0.4)\n"
        f"saved = json.load(open({str(out)!r}))\nprint(len(saved['cells'][0]['outputs']) > 0)"
    )
    made = run("tollbook", notebook(code), str(out), autosave_cell_every=1)
    assert joined(made.cells[0].outputs)[0]["stdout"].endswith("True\n")


def test_the_progress_bar_is_papermills(capsys):
    papermill.execute_notebook(notebook("1", "2"), None, engine_name="tollbook")
    assert "2/2" in capsys.readouterr().err
