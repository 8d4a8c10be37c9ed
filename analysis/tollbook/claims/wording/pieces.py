"""Asking what a piece of a wording is; the classes that several steps of the grammar ask for."""

from __future__ import annotations

from tollbook.claims.wording.lexicon import Item
from tollbook.claims.wording.number_words import Piece

QUALIFIERS = ("floor", "more", "nearly", "just_under", "about", "estimated", "maybe", "up_to", "fewer")
OUTCOMES = ("killed", "injured", "displaced", "detained", "destroyed")
FLAGS = ("casualties", "missing", "found")
PEOPLE = ("anyone", "person", "civilian", "child", "fighter", "couple")
# What stands where a number that counts nothing was set aside: a length of time or a name; an age; several of an age.
PLAIN = Item("\ue000")
AGE = Item("\ue001")
AGES = Item("\ue002")


def has(piece: Piece | None, *names: str, position: str = "") -> bool:
    """Whether a piece is an item of these classes."""
    return isinstance(piece, Item) and piece.has(*names, position=position)


def is_sign(piece: Piece | None, text: str) -> bool:
    """Whether a piece is this sign or word."""
    return isinstance(piece, Item) and piece.text == text


def noun_class(piece: Piece | None) -> str:
    """The class of a noun, or an empty string."""
    entry = piece.of("noun") if isinstance(piece, Item) else None
    return entry.name if entry else ""
