"""What somebody would look for in a brief, all invented, and the claims that hold it in every column.

No name, number, address, site or message in here is anybody's. Townships are real; nothing that is said to have
happened there did. A poison is a text that must stand in no public output, whatever column it was typed into.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import quote

import pandas as pd

import tollbook as tb
from tests.briefs.invented import PALE, claim

ISSUED = "2025-06-01"
DISTRICT, STATE, COUNTRY, OTHER = "MMR005D009", "MMR005", "MMR", "MMR005018"
#: Levels of a brief, each with a place that has Pale in it.
PLACES = {"township": PALE, "district": DISTRICT, "state": STATE, "country": COUNTRY}

#: Written in pieces, so that this file holds no path of a machine.
_HOME = "/ho" + "me/inventeda/qzx.csv"

#: By name: what it says. "qzx" and "inventeda" are in nothing that is real.
POISONS: dict[str, str] = {
    "name": "Daw Inventeda Qzx",
    "name of one word": "Inventedaqzx",
    "name in Burmese": "ဒေါ်ခင်ဇဃဋ္ဌမာ",
    "name in Zawgyi": "ေဒၚခင္ဇဃဌမာဝဋ္",
    "name with signs that take no room": "Da\u200bw In\u200dven\u2060teda Qzx",
    "phone": "09 987 601 347",
    "phone with its country": "(+95) 9 987 601 347",
    "phone in Burmese digits": "၀၉ ၉၈၇ ၆၀၁ ၃၄၇",
    "e-mail": "inventeda.qzx@example.org",
    "Telegram": "https://t.me/inventeda_qzx",
    "Signal": "https://signal.group/#inventedaqzx",
    "point in degrees": "22.417263, 94.918372",
    "point in minutes": "22°25'02.1\"N 94°55'06.1\"E",
    "point on the military grid": "46Q GK 83716 20394",
    "open location code": "7MX2CW8R+QVX",
    "point as WKT": "POINT (94.918372 22.417263)",
    "village": "Inventedaqzxywa village",
    "ward": "Inventedaqzx Ward No. 4",
    "camp": "Inventedaqzx IDP camp",
    "monastery": "Inventedaqzx monastery",
    "school": "B.E.H.S. Inventedaqzx (school)",
    "shelter": "safe house behind Inventedaqzx bridge",
    "code of a village": "MMR005019983",
    "HTML": "<script>alert('inventedaqzx')</script><b title=\"qzx\">",
    "Typst": '#read("inventedaqzx.csv") $ sum $ #[*qzx*] @qzx <qzx>',
    "template": "{{ inventedaqzx }} {n} {% qzx %} %(qzx)s ${qzx}",
    "formula": 'x =HYPERLINK("https://inventedaqzx.example";"qzx")',
    "path": _HOME,
    "several lines": "Inventeda Qzx\nbehind a bridge",
}
#: What a spreadsheet would run: a claims table that has it is refused at the door.
FORMULAS = ['=HYPERLINK("https://inventedaqzx.example")', "@SUM(1+9)*cmd|' /C inventedaqzx'!A0"]
#: Free text of the claims table. Ids of claims and the base are public: tests of their own say what that means.
COLUMNS = (
    *("incident_id", "source", "url", "attributed_to", "place_name", "wording", "note"),
    *("responsible", "object_hit", "victims", "grade", "source_release"),
)
#: Words that tell in which column a poison stood.
MARK = re.compile(r"mq([a-z])zk", re.IGNORECASE)


def marked(text: str, column: str) -> str:
    """A poison with a word that tells its column."""
    return f"{text} mq{chr(ord('a') + COLUMNS.index(column))}zk"


def columns_of(found: str) -> set[str]:
    """The columns whose marks are in a text."""
    return {COLUMNS[ord(letter.lower()) - ord("a")] for letter in MARK.findall(found)}


def _numbers(n: int) -> dict[str, str]:
    return dict.fromkeys(("low", "best", "high"), str(n))


def rows(text: str) -> list[dict[str, Any]]:
    """Claims with a poison in every column of free text, in each case in which a column could be told.

    All of them are old enough to leave, but for those that are said to be fresh.
    """
    told = {name: marked(text, name) for name in COLUMNS}
    inside = {name: told[name] for name in ("attributed_to", "wording", "note")}
    kinds = {name: told[name] for name in ("responsible", "object_hit", "victims", "grade")}
    village = {"place_name": told["place_name"], "place_level": "village"}
    address = f"https://example.org/{quote(told['url'])}"
    # The address of a source that is named is public, unless it spells a place that the claims have.
    spelled = f"https://example.org/{quote(told['place_name'])}"
    common = {"published": "2024-12-20", **inside}
    first = told["incident_id"]
    made = [
        {**_numbers(12), **kinds, **village, "source": "Mizzima", "url": spelled},
        {**_numbers(14), **kinds, "source": told["source"], "url": address},
        {**_numbers(13), "source": f"Undisclosed source: {told['source']}", "url": address},
        {**_numbers(12), "source": "UCDP", "source_release": told["source_release"], "url": ""},
        {**_numbers(900), "source": told["source"], "source_release": told["source_release"], "url": address},
        {**_numbers(3), **kinds, "measure": "civilians_killed_children", "source": "Mizzima", "url": ""},
        {**_numbers(9), **village, "measure": "airstrikes", "means": "drone", "source": "The Irrawaddy", "url": ""},
        {**_numbers(37), "measure": "displaced_new", "source": "The Irrawaddy", "url": ""},
    ]
    claims = [claim(at, first, **{**common, **each}) for at, each in enumerate(made, 1)]
    # A second incident, known from people who are not to be named alone, and of another township.
    alone = {
        **_numbers(7),
        **kinds,
        "source": told["source"],
        "url": address,
        "start": "2024-11-14",
        "end": "2024-11-14",
    }
    claims.append(claim(20, f"{first}-2", **{**common, **alone, **village}))
    claims.append(
        claim(21, f"{first}-3", **{**common, **alone, **_numbers(8), "pcode": OTHER, "place_name": "Salingyi"})
    )
    # Enough reports of a source for a row of its own, settled long ago.
    claims += [
        claim(30 + at, f"{first}-{30 + at}", **{
            **common, **_numbers(1), "source": told["source"], "url": f"{address}-{at}", "published": "2023-06-12",
            "start": "2023-06-10", "end": "2023-06-10",
        })
        for at in range(6)
    ]  # fmt: skip
    whole = {"place_name": "Pale", "place_level": "township", "url": address, "incident_id": ""}
    claims += [
        claim(40, **{**common, **_numbers(60), **whole, "scope": "aggregate", "source": told["source"]}),
        claim(41, **{**common, **_numbers(61), **whole, "url": "", "scope": "aggregate", "source": "Mizzima"}),
        claim(42, **{
            **common, **_numbers(4321), **whole, "scope": "level", "measure": "displaced_total", "source": told["source"],
        }),
        claim(43, **{
            **common, **_numbers(347), **whole, **village, "scope": "level", "measure": "displaced_total",
            "source": "Mizzima", "url": "",
        }),
    ]  # fmt: skip
    return [*claims, *_fresh(told, common)]


def _fresh(told: dict[str, str], common: dict[str, Any]) -> list[dict[str, Any]]:
    """A strike of the last days, in a village, by a source that may be named: its report too is too new to be shown."""
    days = {"start": "2025-05-28", "end": "2025-05-28", "published": "2025-05-29"}
    more = {"place_name": told["place_name"], "place_level": "village", "source": "Mizzima", "measure": "airstrikes"}
    address = f"https://example.org/{quote(told['url'])}"
    return [claim(50, f"{told['incident_id']}-9", **{**common, **_numbers(5), **more, **days, "url": address})]


def claims_of(text: str, name: str = "invented-claims.csv") -> Any:
    """A claims table with a poison in all of its columns; it must be free of errors, as one that would be published is."""
    claims = tb.Claims.from_frame(pd.DataFrame(rows(text)), name=name)
    assert [str(problem) for problem in claims.problems.errors] == []
    return claims


def coverage_of(text: str, status: str = "counted") -> pd.DataFrame:
    """Coverage by a poison, with a note of the same."""
    days = {"start": "2023-01-01", "end": "2025-05-31"}
    return pd.DataFrame([{"source": text, "pcode": COUNTRY, **days, "status": status, "note": text}])


def file_name(text: str) -> str:
    """A poison as a part of the name of a file."""
    return re.sub(r"[\\/:*?\"<>|\n]+", "-", text)


class Case(NamedTuple):
    """A brief to be made: which poison its claims hold, of where, and with what besides."""

    poison: str
    level: str
    language: str
    coverage: str
    with_previous: bool


def cases() -> list[Case]:
    """Every poison once, over all levels, languages, coverage and last issues in turn."""
    # Most are of a township, where most is held back, and which is quickest made.
    levels = ("township", "district", "township", "state", "township", "district", "township", "country")
    return [
        # Levels, languages and the rest would always meet as the same pairs, were they counted alike.
        Case(name, levels[at % 8], ("en", "my")[(at + at // 2) % 2], ("unknown", "counted")[at % 3 > 0], at % 5 < 2)
        for at, name in enumerate(POISONS)
    ]
