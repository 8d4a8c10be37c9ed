"""The repository itself: what its files may hold, how its rooms may lean on one another, what help may import."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analysis" / "tollbook"

#: The order in which the data moves. A room may import those before it, never those after it.
ROOMS = (
    "places", "claims", "incidents", "tallies", "release", "charts", "briefs", "papers", "suite", "series", "commands",
)  # fmt: skip

#: Written in pieces, so that this file does not hold what it looks for.
_HOSTS = ["py" + r"pi\.org", "python" + "hosted", r"registry\.npm" + "js", r"\.deb" + r"ian\.org"]
REGISTRIES = re.compile("|".join(_HOSTS))
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:ho" + r"me|ro" + r"ot|Us" + r"ers|wo" + r"rk)/[\w.-]+|[A-Z]:\\Us" + "ers")


def tracked():
    """Text files of the repository, as git lists them."""
    done = subprocess.run(["git", "-C", ROOT, "ls-files"], capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a checkout")
    files = [ROOT / line for line in done.stdout.splitlines()]
    return [file for file in files if file.is_file() and b"\0" not in file.read_bytes()]


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine():
    found = []
    for file in tracked():
        text = file.read_text(encoding="utf-8", errors="replace")  # some fixtures are in another encoding on purpose
        for pattern in (REGISTRIES, MACHINE_PATHS):
            found += [f"{file.relative_to(ROOT)}: {hit.group()}" for hit in pattern.finditer(text)]
    assert found == []


def test_text_has_the_same_line_ends_on_every_system():
    # A CSV keeps the line ends that it came with (.gitattributes).
    texts = [file for file in tracked() if file.suffix != ".csv"]
    assert [file for file in texts if b"\r\n" in file.read_bytes()] == []


def test_notebooks_hold_no_outputs():
    notebooks = [file for file in tracked() if file.suffix == ".ipynb"]
    assert notebooks
    for file in notebooks:
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            assert not cell.get("outputs"), (
                f"{file.name} holds outputs: run `.venv/bin/python -m nbstripout --keep-id {file}`"
            )
            assert cell.get("execution_count") is None, file.name


def test_each_reference_table_says_where_it_comes_from():
    described = (ROOT / "data" / "reference" / "README.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (.*)\n((?:(?!## ).*\n?)*)", described, re.MULTILINE))
    tables = sorted(file.name for file in (ROOT / "data" / "reference").glob("*.csv"))
    about = {table: "".join(text for title, text in sections.items() if table in title) for table in tables}
    assert [table for table, text in about.items() if not re.search(r"source|made|from", text, re.IGNORECASE)] == []


def test_the_sample_says_where_it_comes_from():
    described = (ROOT / "data" / "claims" / "README.md").read_text(encoding="utf-8")
    assert "`claims.csv`" in described
    assert "## Where it comes from" in described


def test_each_decision_has_context_choice_and_cost_and_a_number_of_its_own():
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    for page, number in zip(pages, numbers, strict=True):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. "), page.name
        parts = re.findall(r"^\*\*(Context|Choice|Cost)\.\*\*", text, re.MULTILINE)
        assert parts == ["Context", "Choice", "Cost"], page.name


def test_rooms_import_only_what_lies_before_them():
    wrong = []
    for at, room in enumerate(ROOMS):
        for file in sorted((PACKAGE / room).rglob("*.py")):
            later = {name for name in rooms_imported(file) if name in ROOMS[at + 1 :]}
            wrong += [f"{file.relative_to(PACKAGE)} imports {name}" for name in sorted(later)]
    assert wrong == []


def rooms_imported(file):
    """Names after ``tollbook.`` that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tollbook"):
            rest = node.module.split(".")[1:]
            yield from rest[:1] if rest else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("tollbook."))


def test_modules_and_functions_fit_on_a_screen():
    long = []
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if text.count("\n") > 350:
            long.append(f"{file.relative_to(PACKAGE)} has more than 350 lines")
        functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
        too_long = [one.name for one in functions if one.end_lineno - one.lineno >= 50]
        long += [f"{file.relative_to(PACKAGE)}: {name} has more than 50 lines" for name in too_long]
    assert long == []


def test_help_imports_nothing_but_python_and_the_command_line_itself():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tollbook", "--help"],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0
    loaded = re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)
    assert "tollbook.cli" in loaded
    # What a .pth file of the environment imports is not ours to answer for; these would be.
    heavy = {"pandas", "numpy", "click", "rich", "matplotlib", "pandera", "pydantic", "papermill", "pyarrow", "typst"}
    assert heavy & {name.partition(".")[0] for name in loaded} == set()
    rooms = {name.split(".")[1] for name in loaded if name.startswith("tollbook.")}
    assert rooms <= {"cli", "commands"}
    # Standard modules that cost more than the whole of our own.
    assert {"importlib.metadata", "json", "argparse", "asyncio", "sqlite3"} & set(loaded) == set()
