"""What is wrong with a file of claims, as sections: what was found, and row by row for those who may see the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Text
from tollbook.charts.words import Words
from tollbook.papers.prose import problems
from tollbook.papers.section import Block, Paragraphs, Row, Section, Table

Listed = list[dict[str, Any]]


def found(facts: Facts) -> Section:
    """What kinds of problems there are, and on how many rows."""
    words, panel = facts.words, facts.panels["checked"]
    counted: dict[tuple[str, str], int] = {}
    for each in panel["codes"]:
        key = (str(each["severity"]), problems.name(each["code"], words))
        counted[key] = counted.get(key, 0) + int(each["rows"])
    ordered = sorted(counted.items(), key=lambda one: (one[0][0], -one[1]))
    rows = [Row([name, _weight(severity, words), _rows(n, words)]) for (severity, name), n in ordered]
    head = [words.say("What was found"), words.say("What it means"), words.say("Rows")]
    none = words.say("No problem was found in the file.")
    note = words.say("A row may bear several problems, so that these numbers do not add up.")
    return Section("found", words.say("What was found"), [Table(head, rows, (2, 1.6, 0.7), note if rows else "", none)])


def _weight(severity: str, words: Words) -> str:
    if severity == "error":
        return words.say("the row is in no figure")
    return words.say("the row counts; a person should look")


def _rows(n: int, words: Words) -> str:
    return words.number(n) if n else words.say("the file")


def rejected(facts: Facts) -> Section:
    """Rows that are left out, with what to do about each."""
    words = facts.words
    head = [words.say("Row, column"), words.say("Value"), words.say("What is wrong"), words.say("What to do")]
    return _section(
        facts,
        "rejected",
        words.say("Rows that are left out"),
        [_Part("rejected", "", head, _problem, (0.9, 1.3, 1.9, 1.9))],
        words.say(
            "A row in error is in no figure, until it is corrected in the file. Rows are numbered as a spreadsheet "
            "has them.",
        ),
    )


def unresolved(facts: Facts) -> Section:
    """Names that lead to no certain place, with the places that they may stand for."""
    words = facts.words
    head = [words.say("Row"), words.say("Name"), words.say("Level"), words.say("It may stand for")]

    return _section(
        facts,
        "unresolved",
        words.say("Names that lead to no certain place"),
        [_Part("unresolved", "", head, _unresolved, (0.5, 1.5, 0.7, 2.8))],
        words.say(
            "Such a claim counts nowhere below the country. Give it the code, or name the township beside it; no "
            "place is guessed.",
        ),
    )


def clashes(facts: Facts) -> Section:
    """Words and numbers that do not agree."""
    words = facts.words
    head = [words.say("Row"), words.say("Words"), words.say("How they read, and what the cells say")]
    return _section(
        facts,
        "clashes",
        words.say("Words and numbers that do not agree"),
        [_Part("clashes", "", head, _said, (0.5, 1.4, 3.4))],
        words.say("The cells count. One of the two is a slip: read the sentence in the report again."),
    )


def miscoded(facts: Facts) -> Section:
    """Claims that look miscoded, and days far from all others."""
    words = facts.words
    head = [words.say("Row, column"), words.say("Value"), words.say("Why it deserves a look")]

    return _section(
        facts,
        "miscoded",
        words.say("Rows that look miscoded"),
        [
            _Part("miscoded", "", head, _why, (0.9, 1.3, 3.2)),
            _Part("far", words.say("Days far from all others"), head, _far, (0.9, 1.3, 3.2)),
        ],
        words.say(
            "Each is valid by itself and odd beside the others. Scope and extent are never inferred: a person decides."
        ),
    )


def doubles(facts: Facts) -> Section:
    """What may stand there twice, and incidents that may be one."""
    words = facts.words
    same = [words.say("Row"), words.say("Value"), words.say("What it is like")]
    sets = [words.say("Rows"), words.say("What is counted"), words.say("Where"), words.say("What they say")]
    pairs = [words.say("Rows"), words.say("Incidents"), words.say("What is counted"), words.say("Where")]

    wide = (0.7, 1.2, 1.6, 2)
    return _section(
        facts,
        "doubles",
        words.say("What may stand there twice"),
        [
            _Part("same", words.say("The same claim twice"), same, _like, (0.5, 1, 3.8)),
            _Part("twice", words.say("One report, one measure, one place: two numbers"), sets, _set, wide),
            _Part("alike", words.say("One report, the same words, another place or day"), sets, _set, wide),
            _Part("one", words.say("Incidents that may be one"), pairs, _pair, (0.7, 2.4, 1.2, 1.2)),
        ],
        words.say(
            "Two numbers: of one report, voice, measure, base, scope and extent, for the same place and days. "
            "Incidents "
            "that may be one: claims of the same measure and base in one township, on days that overlap, which name no "
            "different villages; days known only as a month or year are left aside. Of two incidents that are one, a "
            "tally counts both.",
        ),
    )


def voices(facts: Facts) -> Section:
    """Voices that the table of origins does not list."""
    words = facts.words
    head = [words.say("Voice"), words.say("Claims"), words.say("Read as"), words.say("Nearest in the table")]

    return _section(
        facts,
        "voices",
        words.say("Voices that the table of origins does not list"),
        [_Part("voices", words.say("Voices"), head, _voice, (2, 0.6, 1.6, 1.6))],
        words.say(
            "Two spellings of one body count as two origins, and make a number look better supported than it is."
        ),
        words.say("Every voice is listed."),
    )


def other(facts: Facts) -> Section:
    """Warnings that have no part of their own."""
    words = facts.words
    head = [words.say("Row, column"), words.say("Value"), words.say("What is wrong"), words.say("What to do")]
    heading = words.say("Other rows that a person should look at")
    return _section(facts, "other", heading, [_Part("other", "", head, _problem, (0.9, 1.3, 1.9, 1.9))], "")


class _Part:
    """A table of one sort of rows: where its panel is, what stands above it, and how a row is told."""

    def __init__(
        self,
        name: str,
        heading: str,
        head: Sequence[str],
        row: Callable[[dict[str, Any], Words], list[Text]],
        widths: Sequence[float],
    ) -> None:
        self.name, self.heading, self.head, self.row, self.widths = name, heading, head, row, widths


def _section(facts: Facts, name: str, heading: str, parts: Sequence[_Part], rule: str, none: str = "") -> Section:
    """A section of rows: in a public release only how many there are."""
    words, panels = facts.words, facts.panels["checked"]["parts"]
    every = sum(panels[part.name]["rows"] for part in parts)
    blocks: list[Block] = []
    if not every:
        blocks.append(Paragraphs([none or words.say("None was found.")]))
    elif facts.ledger.clearance.is_public:
        listed = [_counted(part, panels[part.name]["rows"], words) for part in parts if panels[part.name]["rows"]]
        blocks.append(Paragraphs([running.join([*listed, words.say("Listed in an internal release alone.")])]))
    else:
        shown = [part for part in parts if panels[part.name]["rows"]]
        blocks += [_table(part, panels[part.name], facts, len(parts) > 1) for part in shown]
    return Section(name, heading, [*blocks, Paragraphs([rule], "note")])


def _counted(part: _Part, n: int, words: Words) -> str:
    if part.heading:
        return words.say("{what}: {n}.", what=part.heading, n=words.number(n))
    return words.count("{n} row.", "{n} rows.", n)


def _table(part: _Part, panel: dict[str, Any], facts: Facts, headed: bool) -> Table:
    words, listed = facts.words, panel["listed"]
    rows = [Row(part.row(each, words)) for each in listed]
    left = panel["rows"] - len(listed)
    more = words.count("{n} more is not listed here.", "{n} more are not listed here.", left) if left else ""
    return Table(list(part.head), rows, part.widths, more, "", part.heading if headed else "")


def _problem(each: dict[str, Any], words: Words) -> list[Text]:
    return [_at(each, words), each["value"] or words.say("empty"), each["message"], each["remedy"]]


def _why(each: dict[str, Any], words: Words) -> list[Text]:
    return [_at(each, words), each["value"] or words.say("empty"), each["message"]]


def _said(each: dict[str, Any], words: Words) -> list[Text]:
    return [words.number_plain(each["row"]), each["value"], each["message"]]


def _unresolved(each: dict[str, Any], words: Words) -> list[Text]:
    codes = [words.say("{place} ({code})", place=words.place_label(one), code=one) for one in each["candidates"]]
    maybe = words.listing(codes) or words.say("no place of the gazetteer")
    return [words.number_plain(each["row"]), each["name"], each["level"], maybe]


def _far(each: dict[str, Any], words: Words) -> list[Text]:
    where = words.say("{row}, {column}", row=words.number_plain(each["row"]), column=each["column"])
    return [where, words.day(pd.Timestamp(each["day"])), words.say("more than a year away from the rest of the file")]


def _set(each: dict[str, Any], words: Words) -> list[Text]:
    said = phrases.listed(each["said"], words)
    return [_numbers(each, words), phrases.label(each["measure"], words), words.listing(each["places"]), said]


def _pair(each: dict[str, Any], words: Words) -> list[Text]:
    both = words.say("{one} and {other}", one=each["one"], other=each["other"])
    return [_numbers(each, words), both, phrases.label(each["measure"], words), words.place_label(each["pcode"])]


def _like(each: dict[str, Any], words: Words) -> list[Text]:
    return [words.number_plain(each["row"]), each["value"], each["message"]]


def _voice(each: dict[str, Any], words: Words) -> list[Text]:
    read = words.say("a nameless voice of its outlet") if each["nameless"] else words.say("an origin of its own")
    return [each["voice"], words.number(each["claims"]), read, each["near"] or words.say("none")]


def _at(each: dict[str, Any], words: Words) -> str:
    """Row and column; a problem of the whole file has no row."""
    row = words.number_plain(each["row"]) if each["row"] else words.say("the file")
    return words.say("{row}, {column}", row=row, column=each["column"]) if each["column"] else row


def _numbers(each: dict[str, Any], words: Words) -> str:
    return words.listing([words.number_plain(row) for row in each["rows"]])
