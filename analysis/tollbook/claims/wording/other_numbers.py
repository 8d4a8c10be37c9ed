"""Numbers that count nothing: ages, years, lengths of time, distances, and the names of units and aircraft.

They are taken out of a wording before its counts are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.claims.wording.lexicon import Item
from tollbook.claims.wording.number_words import Amount, Piece
from tollbook.claims.wording.pieces import AGE, AGES, PLAIN, QUALIFIERS, has, is_sign, noun_class


def without_other_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the numbers that count nothing."""
    result = _without_compounds(_without_ages(list(pieces)))
    result = _without_measures(result)
    return _without_years(result)


def _without_ages(pieces: list[Piece]) -> list[Piece]:
    """Make one piece that counts nothing of "10-year-old", "aged 12", "60 years old"."""
    result: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = _age_end(pieces, at)
        if end:
            last = pieces[end - 1]
            # "in their 60s" says an age of nobody new, while "an 11-year-old" is somebody.
            result.append(AGES if is_sign(last, "olds") else PLAIN if is_sign(last, "s") else AGE)
            at = end
        else:
            result.append(pieces[at])
            at += 1
    return result


def _age_end(pieces: Sequence[Piece], at: int) -> int:
    """Where an age that begins at `at` ends; 0 where none begins."""
    if has(pieces[at], "age") and at + 1 < len(pieces) and isinstance(pieces[at + 1], Amount):
        end = at + 2
        while end + 1 < len(pieces) and has(pieces[end], "to", "and", "or") and isinstance(pieces[end + 1], Amount):
            end += 2
        return end
    if not isinstance(pieces[at], Amount):
        return 0
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if isinstance(following, Item) and following.text == "s" and following.glued:
        return at + 2
    end = at + 1
    while end < len(pieces) and (is_sign(pieces[end], "-") or has(pieces[end], "year")):
        end += 1
    return end + 1 if end > at + 1 and end < len(pieces) and has(pieces[end], "old") else 0


def _without_compounds(pieces: list[Piece]) -> list[Piece]:
    """Hyphens: "Mi-35" and "three-storey" hold no count; "five-member", "300-plus" and "15-20" do."""
    result: list[Piece] = []
    for at, piece in enumerate(pieces):
        before, after = (pieces[at - 1] if at else None), (pieces[at + 1] if at + 1 < len(pieces) else None)
        if not (is_sign(piece, "-") and isinstance(piece, Item)):
            result.append(piece)
            continue
        after_glued = isinstance(after, Amount) or (isinstance(after, Item) and after.glued)
        if isinstance(before, Amount) and isinstance(after, Amount):
            result.append(piece)
        elif isinstance(after, Amount) and isinstance(before, Item) and piece.glued and not has(before, "to", "or"):
            result[-1] = PLAIN
            result.append(Item("\ue003"))
        elif isinstance(before, Amount) and piece.glued and after_glued and not _counts_with_hyphen(after):
            result[-1] = PLAIN
        elif not (piece.glued and after_glued):
            result.append(piece)
    return _drop_marked(result)


def _counts_with_hyphen(after: Piece | None) -> bool:
    return has(after, "strong", "to", "or", "part_of", "and") or has(after, *QUALIFIERS, position="after")


def _drop_marked(pieces: list[Piece]) -> list[Piece]:
    """Take out the numbers that a mark stands before."""
    marked = Item("\ue003")
    return [piece for at, piece in enumerate(pieces) if piece != marked and not (at and pieces[at - 1] == marked)]


def _without_measures(pieces: list[Piece]) -> list[Piece]:
    """Numbers of days, kilometres or kyats, and of battalions and wards, with the qualifiers before them."""
    dropped: set[int] = set()
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Amount):
            continue
        if at + 1 < len(pieces) and has(pieces[at + 1], "measure"):
            dropped |= {at, at + 1} | _range_before(pieces, at)
        elif _is_burmese_measure(pieces, at) or _is_reference(pieces, at):
            dropped |= {at - 1, at}
    for at in sorted(dropped, reverse=True):
        before = at - 1
        while isinstance(pieces[at], Amount) and before >= 0 and has(pieces[before], *QUALIFIERS, position="before"):
            dropped.add(before)
            before -= 1
    return [piece if at not in dropped else PLAIN for at, piece in enumerate(pieces)]


def _is_burmese_measure(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a unit stands before its number, as Burmese has it for round numbers: "ရက် ၂၀" is twenty days."""
    before = pieces[at - 1] if at else None
    of_another = at > 1 and isinstance(pieces[at - 2], Amount)
    return isinstance(before, Item) and before.script == "my" and before.has("measure") and not of_another


def _is_reference(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a number is a name: "Battalion 99", "day 12"; but not the second number of "3 days 12 people"."""
    counted_before = at > 1 and isinstance(pieces[at - 2], Amount)
    return at > 0 and has(pieces[at - 1], "reference") and not counted_before


def _range_before(pieces: Sequence[Piece], at: int) -> set[int]:
    """The "2 to" of "2 to 3 days"."""
    if (
        at >= 2
        and (has(pieces[at - 1], "to", "or", "and") or is_sign(pieces[at - 1], "-"))
        and isinstance(pieces[at - 2], Amount)
    ):
        return {at - 2, at - 1}
    return set()


def _without_years(pieces: list[Piece]) -> list[Piece]:
    """Take out digits behind a preposition that could be a year, with nothing counted behind them: "since 2021"."""
    result = list(pieces)
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        counted = isinstance(after, Item) and (bool(noun_class(after)) or (after.unknown and after.text[0].isalpha()))
        preposition = at and has(pieces[at - 1], "prep", "to", "from", "part_of", "fewer")
        if isinstance(piece, Amount) and piece.year_like and preposition and not counted and _after_a_count(pieces, at):
            result[at - 1 : at + 1] = [PLAIN, PLAIN]
    return result


def _after_a_count(pieces: Sequence[Piece], at: int) -> bool:
    return any(isinstance(piece, Amount) and not piece.year_like for piece in pieces[:at])
