"""What is declared, pinned, described and imported are the same packages."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

#: Parts of the package that an extra is for, and that import it only when somebody uses them.
EXTRAS = {
    "suite/panel": "lab",
    **dict.fromkeys(("cluster.py", "at_worker.py", "series/kitchen.py"), "cluster"),
}

#: conda-forge's name, where it differs.
CONDA_NAMES = {"playwright-python": "playwright", "typst-py": "typst"}


def names(lines):
    """Requirement lines by their canonical names."""
    read = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one for one in read}


CORE = names(PROJECT["project"]["dependencies"])
DIRECT = names(
    [
        *PROJECT["project"]["dependencies"],
        *(line for extra in PROJECT["project"]["optional-dependencies"].values() for line in extra),
    ]
)


def pinned():
    """Versions in the lock, by name: more than one where they differ between versions of Python."""
    found = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", LOCK, re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def described():
    """Rows of the tables of docs/dependencies.md that have a version: name to version cell."""
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (\d[^|]*) \|", PAGE, re.MULTILINE)
    return {canonicalize_name(name): version.strip() for name, version in rows}


@pytest.mark.parametrize("name", sorted(DIRECT))
def test_the_lock_pins_each_dependency_within_its_bounds(name):
    assert name in pinned(), f"{name} is not in requirements.lock: run `make lock`"
    for version in pinned()[name]:
        assert DIRECT[name].specifier.contains(version), f"{name}=={version} is outside {DIRECT[name].specifier}"


def test_every_line_of_the_lock_has_a_hash_and_none_an_address():
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK)
    assert len(blocks) > len(DIRECT)
    for block in blocks:
        if not block.startswith("#"):
            assert "--hash=sha256:" in block, block.splitlines()[0]
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links", LOCK)


def test_the_build_tool_is_pinned_so_that_installing_resolves_nothing():
    assert set(names(PROJECT["build-system"]["requires"])) <= set(pinned())


def test_the_conda_environment_has_the_same_packages_with_the_same_bounds():
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").partition("dependencies:")[2]
    asked = names(re.findall(r"^ +- ([^:\s]+)$", lines, re.MULTILINE))
    asked = {CONDA_NAMES.get(name, name): one.specifier for name, one in asked.items()}
    assert asked.pop("python") == Requirement("python" + PROJECT["project"]["requires-python"]).specifier
    asked.pop("pip")
    assert asked == {name: one.specifier for name, one in DIRECT.items()}


def test_the_page_of_dependencies_describes_each_with_its_pinned_version():
    rows = described()
    assert sorted(rows) == sorted(DIRECT)
    for name, cell in rows.items():
        assert re.findall(r"\d+(?:\.\d+)+", re.sub(r"Python 3\.\d+", "", cell)) == pinned()[name], name


def test_the_package_imports_nothing_that_is_not_declared():
    by_module = importlib.metadata.packages_distributions()
    for file, module in imports(ROOT / "analysis"):
        if module in sys.stdlib_module_names or module == "tollbook":
            continue
        owners = {canonicalize_name(owner) for owner in by_module.get(module, [])}
        assert owners & allowed(file), f"{file} imports {module}, which pyproject.toml does not ask for"


def allowed(file):
    """What a file of the package may import."""
    extras = [extra for part, extra in EXTRAS.items() if file.is_relative_to(ROOT / "analysis" / "tollbook" / part)]
    return {*CORE, *(name for extra in extras for name in names(PROJECT["project"]["optional-dependencies"][extra]))}


def test_tests_benchmarks_and_scripts_import_nothing_that_is_not_declared():
    by_module = importlib.metadata.packages_distributions()
    for folder in ("tests", "benchmarks", "scripts"):
        own = {"tollbook", "tests", *(file.stem for file in (ROOT / folder).rglob("*.py"))}
        for file, module in imports(ROOT / folder):
            if module not in sys.stdlib_module_names and module not in own:
                owners = {canonicalize_name(owner) for owner in by_module.get(module, [])}
                assert owners & set(DIRECT), f"{file} imports {module}, which pyproject.toml does not ask for"


def test_nothing_is_declared_that_the_package_does_not_use():
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "analysis").rglob("*.py")))
    owned = {}
    for module, owners in importlib.metadata.packages_distributions().items():
        for owner in owners:
            owned.setdefault(canonicalize_name(owner), set()).add(module)
    modules = {**owned, "ipykernel": {"ipykernel_launcher"}}
    unused = [name for name in CORE if not any(re.search(rf"\b{module}\b", text) for module in modules[name])]
    assert unused == []


def imports(folder):
    """Pairs of file and top-level module of every import below a folder."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name.partition(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield file, node.module.partition(".")[0]
