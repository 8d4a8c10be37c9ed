"""Write what docs/notebooks.md says of each notebook and its parameters, from their declarations.

Run it after any change to tollbook/suite/notebooks.py or tollbook/suite/declared:

    python scripts/describe_notebooks.py            writes the two parts of the page that are made
    python scripts/describe_notebooks.py --check    writes nothing; exit code 1 where they are not current
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tollbook.files import write_whole
from tollbook.suite.declared.describing import Described
from tollbook.suite.declared.literals import literal
from tollbook.suite.notebooks import NOTEBOOKS, Notebook

PAGE = Path(__file__).resolve().parent.parent / "docs" / "notebooks.md"
_PART = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- until here -->)", re.DOTALL)


def notebooks() -> str:
    """A section for each notebook: its question, and its parameters as the cell has them."""
    return "\n".join(map(_section, NOTEBOOKS.values()))


def _section(notebook: Notebook) -> str:
    cell = ", ".join(f"`{each.name} = {literal(each.default)}`" for each in notebook.described())
    return (
        f"### {notebook.title}\n\n{notebook.question} [{notebook.name}](../notebooks/{notebook.name}.ipynb)\n\n"
        f"    tollbook run {notebook.name}\n\n{cell}\n"
    )


def parameters() -> str:
    """One table of all parameters: what each takes and means. Where notebooks differ, it has a row for each way."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for notebook in NOTEBOOKS.values():
        for each in notebook.described():
            rows.setdefault((each.name, _takes(each), each.meaning), []).append(notebook.name)
    lines = ["| parameter | takes | meaning | notebooks |", "| --- | --- | --- | --- |"]
    for (name, takes, meaning), where in rows.items():
        found = "all" if len(where) == len(NOTEBOOKS) else ", ".join(where)
        lines.append(f"| `{name}` | {takes} | {meaning} | {found} |")
    return "\n".join(lines) + "\n"


def _takes(parameter: Described) -> str:
    return f"{parameter.type}; a list" if parameter.is_list else parameter.type


def described() -> str:
    """The page as it should be."""
    made = {"notebooks": notebooks, "parameters": parameters}
    return _PART.sub(lambda part: f"{part[1]}\n{made[part[2]]()}\n{part[3]}", PAGE.read_text(encoding="utf-8"))


def main() -> int:
    """Write, or check."""
    if PAGE.read_text(encoding="utf-8") == described():
        return 0
    if "--check" in sys.argv[1:]:
        print("docs/notebooks.md is not current; run python scripts/describe_notebooks.py.")
        return 1
    write_whole(PAGE, described())
    print("wrote docs/notebooks.md")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
