"""When papermill's own engine runs a notebook, and what is imported beforehand when ours does."""

import importlib
import json
import os
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.series.engine.invented import joined, notebook, run
from tollbook.series.engine import choosing, importing, zygote
from tollbook.series.engine.entry import TollbookEngine

ROOT = Path(__file__).parents[3]
linux = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")


def test_the_package_names_the_engine_to_papermill():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["papermill.engine"]["tollbook"].partition(":")
    assert getattr(importlib.import_module(module), name) is TollbookEngine


def spec(*argv, language="python", metadata=None):
    return SimpleNamespace(argv=list(argv), language=language, metadata=metadata or {}, env={})


LAUNCH = ("-m", "ipykernel_launcher", "-f", "{connection_file}")
OWN = [
    spec("python", *LAUNCH),
    spec("python3", *LAUNCH),
    spec(sys.executable, "-Xfrozen_modules=off", *LAUNCH),
    spec(os.path.join(os.path.dirname(sys.executable), "python"), *LAUNCH),
]
OTHERS = [
    (spec("R", "--slave", "-e", "IRkernel::main()", language="R"), "the kernel's language is R"),
    (spec("/invented/venv/bin/python", *LAUNCH), "the kernel runs in another Python, /invented/venv/bin/python"),
    (spec(sys.executable, *LAUNCH, "--debug"), "started in its own way: .* --debug"),
    (spec("python", "-m", "invented_kernel", "-f", "{connection_file}"), "started in its own way"),
    (spec("python", *LAUNCH, metadata={"kernel_provisioner": {"provisioner_name": "remote"}}), "started by remote"),
]


@linux
@pytest.mark.parametrize("own", OWN, ids=lambda each: each.argv[0])
def test_a_kernel_of_this_python_is_forked(own):
    assert choosing._kernel(own) is None


@linux
@pytest.mark.parametrize(("other", "why"), OTHERS, ids=lambda each: str(each)[:30])
def test_any_other_kernel_is_papermills(other, why):
    import re

    assert re.search(why, choosing._kernel(other))


def test_the_system_decides(monkeypatch):
    monkeypatch.delenv(choosing.SETTING, raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "set TOLLBOOK_ENGINE_FORK=1" in choosing.system_is_against()
    monkeypatch.setenv(choosing.SETTING, "1")
    assert choosing.system_is_against() is None
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv(choosing.SETTING, "0")
    assert choosing.system_is_against() == "TOLLBOOK_ENGINE_FORK is 0"
    monkeypatch.delenv(choosing.SETTING)
    monkeypatch.delattr(os, "fork")
    assert choosing.system_is_against() == "this system can't fork"


def test_a_kernel_that_does_not_exist_is_left_to_papermill():
    reason, _ = choosing.reason_against("no-such-invented-kernel", {})
    assert sys.platform != "linux" or reason == "there is no kernel 'no-such-invented-kernel'"


def test_papermills_own_engine_runs_it_and_the_log_says_why(monkeypatch, caplog):
    monkeypatch.setenv(choosing.SETTING, "0")
    with caplog.at_level("DEBUG", logger="papermill"):
        made = run("tollbook", notebook("import sys\nprint('tollbook.series.engine.child' in sys.modules)"))
    assert joined(made.cells[0].outputs)[0]["stdout"] == "False\n"
    assert "papermill's own engine runs this notebook: TOLLBOOK_ENGINE_FORK is 0." in caplog.messages


@linux
def test_a_kernels_own_environment_and_folder_are_taken_over(tmp_path, monkeypatch):
    home = tmp_path / "kernels" / "invented"
    home.mkdir(parents=True)
    definition = {"argv": ["python", *LAUNCH], "display_name": "Invented", "language": "python"}
    (home / "kernel.json").write_text(json.dumps({**definition, "env": {"INVENTED": "by the kernel"}}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    code = "import os, sys\nprint(os.environ['INVENTED'], 'tollbook.series.engine.child' in sys.modules)"
    made = run("tollbook", notebook(code), kernel_name="invented")
    assert joined(made.cells[0].outputs)[0]["stdout"] == "by the kernel True\n"


MAY = {"numpy": ("numpy",), "pandas": ("pandas",), "matplotlib": ("matplotlib.pyplot",), "a.b": ("a.b",)}


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("import pandas", ["pandas"]),
        ("import os, pandas as pd, numpy as np  # both", ["numpy", "pandas"]),
        ("%matplotlib inline\n    from matplotlib import pyplot", ["matplotlib.pyplot"]),
        ("import matplotlib.pyplot as plt; import numpy", ["matplotlib.pyplot"]),
        ("print('pandas')\n# import pandas", []),
        ("from a import b\nimport", []),
        ("from a.b.c import d", ["a.b"]),
        ("", []),
    ],
)
def test_only_what_a_notebook_names_is_imported(code, modules):
    assert importing.named([code], MAY) == modules


def test_the_user_may_choose_what_is_imported_beforehand(monkeypatch):
    monkeypatch.setenv(importing.SETTING, "pandas, invented")
    assert importing.allowed() == {"pandas": importing.MODULES["pandas"], "invented": ("invented",)}
    monkeypatch.setenv(importing.SETTING, "")
    assert importing.allowed() == {}


def test_every_module_that_may_be_imported_exists():
    optional = {"seaborn"}
    for name in {name for names in importing.MODULES.values() for name in names} - optional:
        assert importlib.util.find_spec(name) is not None, name


@linux
def test_a_module_that_starts_threads_is_not_forked(tmp_path, monkeypatch, caplog):
    (tmp_path / "invented_threads.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv(importing.SETTING, "invented_threads")
    code = "import invented_threads, sys\nprint('tollbook.series.engine.child' in sys.modules)"
    with caplog.at_level("DEBUG", logger="papermill"):
        made = run("tollbook", notebook(code))
    assert joined(made.cells[0].outputs)[0]["stdout"] == "False\n"
    assert "starts threads when it is imported: invented_threads" in caplog.text


@linux
def test_a_variable_that_is_read_at_import_needs_another_zygote(monkeypatch):
    first = zygote.kept(dict(os.environ))
    assert zygote.kept({**os.environ, "INVENTED": "1"}) is first
    assert zygote.kept({**os.environ, "OMP_NUM_THREADS": "1"}) is not first
