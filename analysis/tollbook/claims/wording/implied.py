"""Numbers that only a noun says: "a monk", "an 11-year-old", "his wife", "mother and daughter"."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.claims.wording.lexicon import Item
from tollbook.claims.wording.number_words import Amount, Piece
from tollbook.claims.wording.pieces import AGE, FLAGS, OUTCOMES, PEOPLE, PLAIN, has, is_sign, noun_class


def with_implied(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a one for each singular noun that has an article: "a monk", "a 10-year-old boy", "his wife"."""
    explicit = any(isinstance(piece, Amount) for piece in pieces)
    joined = any(has(piece, "and") for piece in pieces)
    result: list[Piece] = []
    for at, piece in enumerate(pieces):
        start = has(piece, "article", "possessive") or (has(piece, "the") and not explicit)
        headline = piece == AGE and not _determined(pieces, at)
        bare = (joined and noun_class(piece) in PEOPLE and not _determined(pieces, at)) or headline
        if start or bare:
            value = _noun_phrase(pieces, at if bare else at + 1, bare)
            if value:
                result.append(Amount(value, implied=True))
                if bare:
                    result.append(piece)
                continue
        result.append(piece)
    return result


def _determined(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a number, article or adjective stands before a noun in its phrase."""
    before = pieces[at - 1] if at else None
    return before is not None and not has(before, "and") and not is_sign(before, ",")


def _noun_phrase(pieces: Sequence[Piece], at: int, bare: bool) -> float:
    """1 where the noun phrase at `at` ends in a singular noun that counts (2 for a couple), else 0."""
    head: Piece | None = None
    for end in range(at, min(len(pieces), at + 8)):
        piece = pieces[end]
        if isinstance(piece, Amount) or (_ends_phrase(piece) and (head is not None or not piece.has(*OUTCOMES))):
            break
        if piece in (AGE,):
            head = piece if head is None or not noun_class(head) else head
        elif noun_class(piece) or (piece.unknown and piece != PLAIN):
            head = piece
        elif piece != PLAIN and not piece.has(
            "plain", "killed", "injured", "displaced", "strong", "year", "old", "measure"
        ):
            return 0.0
    if head is None or isinstance(head, Amount):
        return 0.0
    if head == AGE:
        # "An 11-year-old" is somebody; "120-year-old" alone may be a tree.
        return 0.0 if bare else 1.0
    entry = head.of("noun")
    if entry is None or entry.plural or entry.name in ("family", "death", "injury", "thing"):
        return 0.0
    if bare and entry.name not in PEOPLE:
        return 0.0
    return 2.0 if entry.name == "couple" else 1.0


def _ends_phrase(piece: Piece) -> bool:
    if isinstance(piece, Item) and piece.text in ",;:.()[]/—":
        return True
    return has(piece, "prep", "and", "or", "to", "part_of", "subset", "article", *FLAGS, *OUTCOMES)
