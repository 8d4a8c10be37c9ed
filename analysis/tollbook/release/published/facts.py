"""A facts file as cells: what it shows, what it holds back, and where its silence says that nothing is recorded."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from typing import Any

from tollbook import places
from tollbook.release.published.cells import (
    LEVELS,
    Area,
    Cell,
    Knowledge,
    Output,
    Printed,
    Single,
    area_of,
    day,
    known_for,
    not_stated,
    number,
    own,
    said_of,
)
from tollbook.release.scan.pieces import Unreadable

#: What a facts file says of itself, and how it begins whatever its version.
FORMAT, _BEGINS = "tollbook facts 1", "tollbook facts "
#: The measures of the list of places, as `briefs.panels.ranking` has them.
_RANKED = ("civilians_killed", "civilians_injured", "airstrikes")
#: Ends the key of the tally that stands beside a total of others: it is a sum of ours like any other.
_BESIDE = ".tally"
#: Figures of others, which no finding of ours adds up to; and findings of one incident as they are otherwise, under
#: another rule or as they were known on a day, which no sum of an output adds up.
_OTHERS = ("aggregate", "total", "rule", "grown", "together")


def is_facts(data: Any) -> bool:
    """Whether some JSON is a facts file, of any version."""
    return isinstance(data, dict) and str(data.get("format", "")).startswith(_BEGINS)


def read(facts: dict[str, Any], file: str) -> Output:
    """The output that a facts file tells of.

    Raises
    ------
    Unreadable
        It is of another version, or damaged.
    """
    if facts["format"] != FORMAT:
        raise Unreadable(f"it says {facts['format']!r}, and this version of Tollbook reads {FORMAT!r}")
    try:
        return _Reader(facts, file).output()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Unreadable(f"its facts are damaged ({type(error).__name__}: {error})") from error


class _Reader:
    """One facts file."""

    def __init__(self, facts: dict[str, Any], file: str) -> None:
        self.about, self.panels, self.figures = facts["brief"], facts["panels"], facts["figures"]
        self.file = file
        self.first, self.last = day(self.about["start"]), day(self.about["end"])
        rule = " ".join([facts["method"]["rule"], *facts["stamp"]["parameters"].get("sources", [])])
        self.knowledge = Knowledge(
            day(self.about["cut_off"]),
            day(self.about["known_on"]) if self.about["known_on"] else "",
            day(self.about["issued"]),
            int(self.about["version"]),
            rule,
        )
        # Rows of the places beside that are of what is known for none of them, by their p-codes.
        beside = self.panels.get("beside") or {"rows": [], "silent": [], "area": "", "level": ""}
        self.beside = beside
        self.coarse = {row["pcode"] for row in [*beside["rows"], *beside["silent"]] if row["not_stated"]}
        self.classes = {
            row["key"]: (table["of"], row["class"])
            for table in self.panels.get("breakdowns", {"tables": []})["tables"]
            for row in table["rows"]
        }

    def output(self) -> Output:
        made = Output(self.file, self.knowledge, self.about["release"], own(self.about["pcode"]), self.first, self.last)
        for key, figure in self.figures.items():
            head = key.partition(".")[0]
            if head == "incident":
                made.singles.append(self._single(key, figure))
            elif head not in _OTHERS or key.endswith(_BESIDE):
                made.printed += self._printed(key, figure)
        made.tables += self._tables()
        made.silent += [*self._months(), *self._map(), *self._beside(), *self._ranking(listed=True)]
        made.silent += self._inside(listed=True)
        made.silent_with_tally += [*self._ranking(listed=False), *self._inside(listed=False)]
        return made

    def _printed(self, key: str, figure: dict[str, Any]) -> Iterator[Printed]:
        held = figure["held"] or {}
        rule = str(held.get("rule") or "") or ("not said" if figure["state"] == "held back" else "")
        numbers = tuple(number(figure[name]) for name in ("low", "best", "high"))
        # A zero that was counted is no figure of anybody.
        numbers = numbers if figure["state"] in ("figure", "held back") else (None, None, None)
        knowledge = self.knowledge
        if figure.get("as_of"):
            knowledge = knowledge._replace(cut_off=day(figure["as_of"]))
        incidents = int(figure["incidents"])
        where = (self.file, f"figures, {key}")
        for cell in self._cells(key, figure):
            yield from said_of(cell, numbers, rule, int(held.get("below") or 0), incidents, where, knowledge)

    def _cells(self, key: str, figure: dict[str, Any]) -> Iterator[Cell]:
        """What a figure is of; a level is one of its day, and also of the period that it is carried to."""
        measure, base = str(figure["measure"]), str(figure["base"])
        area = self._area(key, str(figure["pcode"]), str(figure.get("of_level") or ""))
        of, name = self.classes.get(key, ("", "")) if key.startswith("breakdown.") else ("", "")
        if key.startswith("breakdown.") and not name:
            of, name = key.split(".")[1], key
        if figure.get("class"):
            of, name = str(figure["class"]["of"]), str(figure["class"]["name"])
        spans = [(day(figure["start"]), day(figure["end"]))]
        stated = figure.get("stated_on")
        if stated:
            spans.append((day(stated), day(stated)))
        for first, last in dict.fromkeys(spans):
            yield Cell(area, first, last, measure, base, of, name)

    def _area(self, key: str, pcode: str, of_level: str) -> Area:
        """What a figure is of: a place, or, where it says of which level, what is known for no place of that level."""
        if of_level:
            return area_of(of_level, pcode)
        parts = key.split(".")
        if parts[0] == "map":
            return area_of("township", pcode)
        if parts[0] == "beside":
            return self._beside_area(pcode) if pcode in self.coarse else own(pcode)
        if parts[0] in ("ranking", "inside"):
            return area_of(parts[1], pcode)
        return own(pcode)

    def _beside_area(self, pcode: str) -> Area:
        """Above the area itself only what is known for no district of it: see `briefs.panels.calendar`."""
        return not_stated(self.beside["level"] if pcode == self.beside["area"] else "district", pcode)

    def _single(self, key: str, figure: dict[str, Any]) -> Single:
        held = figure["held"] or {}
        best = next((v for v in (number(figure[name]) for name in ("best", "low", "high")) if v is not None), None)
        rule = str(held.get("rule") or "") or ("not said" if figure["state"] == "held back" else "")
        return Single(
            int(key.split(".")[1]),
            known_for(str(figure["pcode"])),
            day(figure["start"]),
            day(figure["end"]),
            str(figure["measure"]),
            str(figure["base"]),
            best,
            rule,
            int(held.get("below") or 0),
            self.file,
            f"figures, {key}",
        )

    def _tables(self) -> Iterator[tuple[Cell, str, tuple[str, ...]]]:
        panel = self.panels.get("breakdowns")
        total = self.figures.get(panel["total"]) if panel else None
        if panel is None or total is None:
            return
        cell = next(self._cells(panel["total"], total))
        for table in panel["tables"]:
            names = tuple(row["class"] for row in table["rows"] if str(row["key"] or "").startswith("breakdown."))
            if names:
                yield cell, table["of"], names

    # Cells without a figure where one would be entered if anything were recorded.

    def _months(self) -> Iterator[Cell]:
        trend = self.panels.get("trend")
        if trend is None:
            return
        place = own(self.about["pcode"])
        named = [trend["measure"], *(row["measure"] for row in trend["others"]), *trend["silent"]]
        for first, last in months(trend["start"], trend["end"]):
            for measure in named:
                yield Cell(place, first, last, measure, "")

    def _map(self) -> Iterator[Cell]:
        panel = self.panels.get("map")
        if panel is None or "held back" in panel["silent"]:
            return
        for area in _rows("township", panel["within"]):
            yield Cell(area, self.first, self.last, panel["measure"], "")

    def _beside(self) -> Iterator[Cell]:
        panel = self.beside
        for row in panel["rows"]:
            area = self._beside_area(row["pcode"]) if row["not_stated"] else own(row["pcode"])
            for first, last in months(panel["start"], panel["end"]):
                yield Cell(area, first, last, panel["measure"], "")
        for row in panel["silent"]:
            if row["state"] != "held back":
                area = self._beside_area(row["pcode"]) if row["not_stated"] else own(row["pcode"])
                yield Cell(area, panel["since"], panel["end"], panel["measure"], "")

    def _ranking(self, *, listed: bool) -> Iterator[Cell]:
        """Of lists that name every place, or of those that leave some to the tally."""
        for panel in self.panels.get("ranking") or []:
            if bool(panel["more"]) == listed or "held back" in panel["silent"]:
                continue
            for area in _rows(panel["level"], self.about["pcode"]):
                for measure in _RANKED:
                    yield Cell(area, self.first, self.last, measure, "")

    def _inside(self, *, listed: bool) -> Iterator[Cell]:
        """The places inside as papers list them, for each of their periods that is told as it is known now."""
        panel = self.panels.get("inside")
        if panel is None or bool(panel["more"]) == listed:
            return
        for each in panel["slices"].values():
            told = [name for name in panel["measures"] if name not in each["held"]]
            for area in _rows(panel["level"], self.about["pcode"]) if each["as_of"] is None else ():
                for measure in told:
                    yield Cell(area, day(each["start"]), day(each["end"]), measure, "")


def _rows(level: str, within: str) -> list[Area]:
    """The rows that a tally of a level within a place could have; see `tallies.geography.units_of`."""
    held = places.unit(within).level
    wider = LEVELS[LEVELS.index(level) + 1 : LEVELS.index(held) + 1]
    # By townships, what is known for a district alone has a row of its own only where the tally is about that district.
    named = [one for one in wider if one != "district" or held == "district"]
    inside = [own(code) for code in places.units_at(level, within)]
    return [*inside, *(not_stated(level, code) for one in named for code in places.units_at(one, within))]


def months(first: str, last: str) -> Iterator[tuple[str, str]]:
    """First and last day of the months of some days, cut to them."""
    year, month = int(first[:4]), int(first[5:7])
    while f"{year}-{month:02d}-01" <= last:
        end = f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"
        yield max(first, f"{year}-{month:02d}-01"), min(last, end)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
