"""What a map says below itself: what is mapped, what could not be drawn, and whose areas and people these are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tollbook import measures, places
from tollbook.amounts import Amount
from tollbook.charts.cells import below_text
from tollbook.charts.ground import Areas
from tollbook.charts.messages import mark
from tollbook.charts.reading import Cell, Reading
from tollbook.charts.words import Words
from tollbook.tallies.rates import Rates

#: What our own areas say of themselves (`places.areas`); any other source is named in its own words.
DERIVED = mark(
    "areas derived from the places of MIMU's gazetteer; country border © OpenStreetMap contributors (ODbL), coast and "
    "rivers from GSHHG"
)
#: What a file says of itself where nobody named it: see `places.official.GIVEN` and `places.population.UNNAMED`.
_GIVEN = (mark("boundaries that the publisher has"), mark("figures that the publisher has"))
#: Names that one note lists; the others are counted.
MOST = 6


def mapped(rate: Rates | None, said: Words) -> str:
    """What the shade of a township stands for, in the legend."""
    if rate is None:
        return said.say("best figure")
    per, year = said.number(rate.per), said.number_plain(rate.year)
    return said.say("best figure per {per} people of {year}", per=per, year=year)


def lines(reading: Reading, measure: str, areas: Areas, where: str, rate: Rates | None, said: Words) -> list[str]:
    """The notes of a map, each a sentence or two.

    Parameters
    ----------
    reading : Reading
    measure : str
    areas : places.Areas
    where : str
        P-code of what is drawn.
    rate : Rates, optional
    said : Words
    """
    inside = [cell for code, cell in reading.cells.items() if where in (*places.unit(code), places.COUNTRY)]
    found = [_what(reading, measure, where, said), *not_mapped(reading, areas, where, said)]
    if rate is not None:
        found += people(rate, [cell.pcode for cell in inside if cell.small], said)
    return [*found, source(areas, said), said.say("Names and boundaries imply no opinion.")]


def not_mapped(reading: Reading, areas: Areas, where: str, said: Words) -> list[str]:
    """What is recorded and a shade can't show: said, because nothing may be lost or seem more exact by being drawn."""
    found = on_other_ground(reading, areas, where, said)
    if reading.not_stated:
        listed = _listed(reading.not_stated, said, said.place_label)
        found.append(said.say("Reported without a township, so not drawn: {listed}.", listed=listed))
    if reading.held:
        listed = said.listing([_held(code, reading.held[code], said) for code in sorted(reading.held)])
        found.append(said.say("Without a township and held back: {listed}.", listed=listed))
    known = _known(reading, where)
    lost = undrawn(reading, areas, where)
    if lost:
        found.append(said.say("No area is known for: {listed}.", listed=_listed(lost, said, _namer(reading, said))))
    above = {cell.pcode: cell.amount for cell in known if cell.state == "figure" and cell.sign == "no figure"}
    if above:
        found.append(said.say("Bounded only from above, so in no class: {listed}.", listed=_listed(above, said)))
    spread = {cell.pcode: cell.amount for cell in known if cell.spread and cell.sign == "figure"}
    if spread:
        listed = _listed(spread, said)
        found.append(said.say("Resting mostly on longer incidents, spread by day: {listed}.", listed=listed))
    other: dict[str, Amount | None] = {cell.pcode: None for cell in known if cell.other_base}
    if other:
        found.append(said.say("Counted on another base, so in no class: {listed}.", listed=_listed(other, said)))
    return found


def _known(reading: Reading, where: str) -> list[Cell]:
    inside = [cell for code, cell in reading.cells.items() if where in (*places.unit(code), places.COUNTRY)]
    return [cell for cell in inside if cell.sign in ("figure", "no figure", "zero", "held back")]


def undrawn(reading: Reading, areas: Areas, where: str) -> dict[str, Amount | None]:
    """What is recorded in townships of a unit that have no area and lie on no other's, by p-code."""
    lying = {cell.pcode for cells in reading.lying(areas.pcodes).values() for cell in cells}
    held = {*areas.pcodes, *lying}
    return {cell.pcode: _told(cell) for cell in _known(reading, where) if cell.pcode not in held}


def on_other_ground(reading: Reading, areas: Areas, where: str, said: Words) -> list[str]:
    """What is recorded on the ground of a township that is drawn, under a code that has no area of its own."""
    found = []
    for below, cells in sorted(reading.lying(areas.pcodes).items()):
        if where in (*places.unit(below), places.COUNTRY):
            listed = _listed({cell.pcode: _told(cell) for cell in cells}, said, _namer(reading, said))
            found.append(
                said.say("On the ground drawn as {place}: {listed}.", place=said.place_name(below), listed=listed)
            )
    return found


def _what(reading: Reading, measure: str, where: str, said: Words) -> str:
    days = "" if reading.start is None or reading.end is None else said.days(reading.start, reading.end)
    place, label = said.place_label(where), said.say(measures.get(measure).label)
    if not days:
        return said.say("{measure}, {place}.", measure=label, place=place)
    return said.say("{measure}, {place}, {days}.", measure=label, place=place, days=days)


def source(areas: Areas, said: Words) -> str:
    """Whose areas these are, and whether they are official."""
    named = called(areas.source, said)
    if areas.approximate:
        return said.say("Township areas are approximate and no official boundaries: {source}.", source=named)
    return said.say("Township areas: {source}.", source=named)


def called(source: str, said: Words) -> str:
    """A source in the language of a page where it is one of our own sentences, else in its own words."""
    begins = next((message for message in (DERIVED, *_GIVEN) if source.startswith(message)), None)
    return source.rstrip(".") if begins is None else said.say(begins) + source.removeprefix(begins)


def people(rate: Rates, small: list[str], said: Words) -> list[str]:
    """Whose population it is and of which year, and which townships have few people."""
    year = said.number_plain(rate.year)
    told = [said.say("People: {source}, {year}.", source=called(rate.source, said), year=year)]
    if small:
        listed = _listed(dict.fromkeys(small), said)
        few = said.number(rate.small)
        told.append(
            said.say("Fewer than {few} people, so that one event moves the rate far: {listed}.", few=few, listed=listed)
        )
    return told


def _listed(found: Mapping[str, Amount | None], said: Words, label: Callable[[str], str] | None = None) -> str:
    """Places with their numbers, the first few by name."""
    codes: Iterable[str] = sorted(found, key=lambda code: (-_weight(found[code]), code))
    named = [_named(code, found[code], said, label or said.place_name) for code in codes]
    if len(named) > MOST:
        left = said.count("{n} more", "{n} more", len(named) - MOST)
        named = [*named[:MOST], left]
    return said.listing(named)


def _told(cell: Cell) -> Amount | None:
    """The number that a note gives of a place; of one that is held back none, its bound goes with its name."""
    return None if cell.state == "held back" else cell.amount


def _namer(reading: Reading, said: Words) -> Callable[[str], str]:
    """Names of places for a note, with what may be said of those that are held back."""

    def named(code: str) -> str:
        cell = reading.cell(code)
        return _held(code, cell.below, said, said.place_name) if cell.state == "held back" else said.place_name(code)

    return named


def _held(code: str, below: int, said: Words, label: Callable[[str], str] | None = None) -> str:
    """A place whose figure is held back, with its bound where one is said."""
    amount = below_text(below, said) or said.say("held back")
    return said.say("{place} ({amount})", place=(label or said.place_label)(code), amount=amount)


def _weight(amount: Amount | None) -> float:
    return 0.0 if amount is None else amount.best or amount.high or amount.low or 0.0


def _named(code: str, amount: Amount | None, said: Words, label: Callable[[str], str]) -> str:
    if amount is None:
        return label(code)
    return said.say("{place} ({amount})", place=label(code), amount=amount.text(said))
