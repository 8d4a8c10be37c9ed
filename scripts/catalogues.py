"""Bring the catalogues of messages in step with the code: `make catalogues`, or with a language's code to begin one.

Every message that the package shows is found by reading its source: the literals in calls of `say`, `count`, `fill`,
`fill_count`, `mark` and `mark_count`, and the words for people in the reference tables. A catalogue keeps its header
and its translations; messages that are gone are dropped, new ones stand there empty.
"""

from __future__ import annotations

import ast
import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analysis" / "tollbook"
FOLDER = PACKAGE / "locale"

#: Calls that hold messages, with the places of their arguments that are one: a singular, or a singular and a plural.
CALLS = {
    "say": (0,),
    "count": (0, 1),
    "fill": (1,),
    "fill_count": (1, 2),
    "mark": (0,),
    "mark_count": (0, 1),
    "_": (0,),
    "gettext": (0,),
}
#: Columns of reference tables whose cells are shown to readers.
TABLES = {"measures.csv": ("label", "short_label", "unit"), "strike_units.csv": ("label", "definition")}

Message = str | tuple[str, ...]

_HEADER = """\
# Messages of Tollbook. See docs/translating.md.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals={plurals}; plural={plural};\\n"
"X-Reviewed-By: \\n"
"X-Review-Date: \\n"
"X-Locale: {language}\\n"
"X-Short-Months: \\n"
"""


def messages() -> dict[Message, list[str]]:
    """Every message with the files that it stands in, in the order of the package."""
    found: dict[Message, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        for message in _in_source(file.read_text(encoding="utf-8")):
            files = found.setdefault(message, [])
            files += [name] if name not in files else []
    for table, columns in TABLES.items():
        with open(ROOT / "data" / "reference" / table, encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                cells = [row[column] for column in columns if row[column]]
                # Inside a sentence an English label begins with a small letter (`Measure.running_label`).
                inside = row["label"][:1].lower() + row["label"][1:]
                for message in dict.fromkeys([*cells, inside]):
                    files = found.setdefault(message, [])
                    files += [f"data/reference/{table}"] if f"data/reference/{table}" not in files else []
    # A message that is also a singular needs no entry of its own: gettext finds it there.
    both = {message[0] for message in found if isinstance(message, tuple)}
    return {message: files for message, files in found.items() if message not in both}


def _in_source(source: str) -> Iterator[Message]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        places = CALLS.get(name, ())
        if not places or len(call.args) <= places[-1]:
            continue
        texts = [_literals(call.args[place]) for place in places]
        yield from (texts[0] if len(places) == 1 else zip(*texts, strict=True))


def _literals(node: ast.expr) -> list[str]:
    """The texts that an argument may be; none where it is looked up, and was marked where it stands."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [*_literals(node.body), *_literals(node.orelse)] if isinstance(node, ast.IfExp) else []


def updated(text: str, found: dict[Message, list[str]]) -> str:
    """A catalogue with the messages of the code; its header and its translations are kept."""
    header, _, _ = text.partition("\n\n")
    old = read_po(io.BytesIO(text.encode("utf-8")))
    new = Catalog(charset="utf-8", fuzzy=False)
    new._num_plurals, new._plural_expr = old.num_plurals, old.plural_expr
    for message, files in found.items():
        known = old.get(message)
        known = known if known is not None and known.id == message else None
        kept = known.string if known is not None else ""
        if isinstance(message, tuple):
            forms = kept if isinstance(kept, tuple) else (kept,)
            kept = (*forms, *[""] * old.num_plurals)[: old.num_plurals]
        entry = new.add(message, kept, locations=[(file, 0) for file in files])
        if known is not None:
            entry.user_comments = list(known.user_comments)
            entry.flags |= {"fuzzy"} & set(known.flags)
    stream = io.BytesIO()
    write_po(stream, new, width=110, omit_header=True, include_lineno=False)
    return f"{header}\n\n{stream.getvalue().decode('utf-8').strip()}\n"


def begun(language: str) -> str:
    """An empty catalogue of a language; its plural forms are Babel's, and to be looked at by a translator."""
    plural = get_plural(language)
    return _HEADER.format(language=language, plurals=plural.num_plurals, plural=plural.plural_expr) + "\n"


def main() -> None:
    """Write every catalogue anew, and say what is left to translate."""
    for language in sys.argv[1:]:
        file = FOLDER / language / "tollbook.po"
        if not file.exists():
            file.parent.mkdir(parents=True)
            file.write_text(begun(language), encoding="utf-8", newline="\n")
    found = messages()
    for file in sorted(FOLDER.glob("*/tollbook.po")):
        text = updated(file.read_text(encoding="utf-8"), found)
        file.write_text(text, encoding="utf-8", newline="\n")
        entries = [entry for entry in read_po(io.BytesIO(text.encode("utf-8"))) if entry.id]
        empty = sum(not all(entry.string if isinstance(entry.string, tuple) else (entry.string,)) for entry in entries)
        doubtful = sum(entry.fuzzy for entry in entries)
        print(f"{file.parent.name}: {len(entries)} messages, {empty} to translate, {doubtful} marked as doubtful")


if __name__ == "__main__":
    main()
