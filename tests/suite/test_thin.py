"""The notebooks are thin: declared parameters, short cells that call the package, each under a text of its own."""

from __future__ import annotations

import ast
import json
import re
import statistics

import pytest

from tollbook import shipped
from tollbook.suite.notebooks import NOTEBOOKS, TOWNSHIP_BRIEF

FILES = sorted(TOWNSHIP_BRIEF.path.parent.glob("*.ipynb"))
#: What looks like the path of a file: a folder in it, or an ending that files have. Prose has spaces, and a period days.
PATH = re.compile(
    r"^(?!\d{4}-\d)(?:[\w.~:-]*[/\\])+[\w.-]+$|^\S+\.(?:csv|xlsx?|json|pdf|html?|png|svg|zip|parquet|gpkg|shp|toml|ipynb)$"
)
IMPORTS = {"import tollbook as tb"}

every_notebook = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def cells_of(file):
    return json.loads(file.read_text(encoding="utf-8"))["cells"]


def is_tagged(cell):
    return "parameters" in cell["metadata"].get("tags", [])


def source(cell):
    return "".join(cell["source"])


def code_cells(file):
    """Code cells but the one with parameters, as they are."""
    return [cell for cell in cells_of(file) if cell["cell_type"] == "code" and not is_tagged(cell)]


def nodes(file):
    return [node for cell in code_cells(file) for node in ast.walk(ast.parse(source(cell)))]


def test_every_notebook_is_registered_and_every_registered_one_is_there():
    assert sorted(NOTEBOOKS) == [file.stem for file in FILES]
    assert all(shipped.notebook(name).is_file() for name in NOTEBOOKS)


@every_notebook
def test_its_parameters_are_the_declared_ones(file):
    tagged = [cell for cell in cells_of(file) if is_tagged(cell)]
    assert len(tagged) == 1
    statements = ast.parse(source(tagged[0])).body
    assigned = {node.targets[0].id: ast.literal_eval(node.value) for node in statements}
    declared = {each.name: each.default for each in NOTEBOOKS[file.stem].described()}
    assert assigned == declared
    assert list(assigned) == list(declared)


@every_notebook
def test_half_of_its_cells_have_five_lines_or_fewer(file):
    lines = [len([line for line in source(cell).splitlines() if line.strip()]) for cell in code_cells(file)]
    assert statistics.median(lines) <= 5


@every_notebook
def test_it_defines_nothing(file):
    defining = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert [type(node).__name__ for node in nodes(file) if isinstance(node, defining)] == []


@every_notebook
def test_it_imports_nothing_but_tollbook(file):
    imports = [node for node in nodes(file) if isinstance(node, ast.Import | ast.ImportFrom)]
    written = [ast.unparse(node) for node in imports]
    assert [line for line in written if line not in IMPORTS and not line.startswith("from tollbook import ")] == []


@every_notebook
def test_it_holds_no_path_of_a_file(file):
    texts = [node.value for node in nodes(file) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert [text for text in texts if PATH.match(text)] == []


@every_notebook
def test_it_holds_no_outputs(file):
    for cell in cells_of(file):
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@every_notebook
def test_each_code_cell_stands_under_a_text_of_its_own(file):
    kinds = [cell["cell_type"] for cell in cells_of(file)]
    assert kinds[0] == "markdown"
    assert [number for number, kind in enumerate(kinds) if kind == "code" and kinds[number - 1] != "markdown"] == []
    assert all(source(cell).strip() for cell in cells_of(file))


@pytest.mark.parametrize(
    "text", ["claims.csv", "data/claims", "../briefs/x.pdf", "C:\\mine\\claims.xlsx", "~/mine.csv"]
)
def test_what_looks_like_a_path_is_found(text):
    assert PATH.match(text)


@pytest.mark.parametrize(
    "text",
    ["civilians_killed", "Pale, Sagaing", "2024-11-01", "township/month by month", "2024-11-01/2024-11-30", "MMR005"],
)
def test_what_is_no_path_is_left_alone(text):
    assert not PATH.match(text)
