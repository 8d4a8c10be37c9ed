"""What the words of a wording mean: qualifiers, number words, vague words and nouns, from the reference tables.

``wording_qualifiers.csv`` (phrases and their class), ``wording_numbers.csv`` (number words), ``wording_nouns.csv``
(what is counted) and the ``words`` of the conventions. The grammar asks for classes and never for a word, so a new
language is a matter of rows.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tollbook import shipped
from tollbook.claims.wording.conventions import Conventions
from tollbook.claims.wording.tokens import Token, Unreadable, tokens


@dataclass(frozen=True)
class Entry:
    """One meaning of a phrase.

    Attributes
    ----------
    language : str
        Code of the language; ``sign`` for signs, empty for the vague words of the conventions.
    group : str
        ``phrase`` (a qualifier or word of grammar), ``number``, ``vague`` or ``noun``.
    name : str
        Its class: ``floor``, ``about``, ``prep`` ...; the role of a number word; the row of the conventions of a
        vague word; the class of a noun.
    position : str
        Of a qualifier: ``before`` or ``after`` its number, or ``either``.
    value : float
        Of a number word.
    plural : bool
        Of a noun.
    """

    language: str
    group: str
    name: str
    position: str = ""
    value: float = 0.0
    plural: bool = False


@dataclass(frozen=True)
class Item:
    """A phrase of the wording with its meanings, or a number in digits.

    Attributes
    ----------
    text : str
        The phrase.
    entries : tuple of Entry
        Empty for an unknown word.
    number : Token or None
        A number in digits.
    glued, script : bool, str
        No space before it; ``my`` where it is Burmese.
    """

    text: str
    entries: tuple[Entry, ...] = ()
    number: Token | None = None
    glued: bool = False
    script: str = ""

    def has(self, *names: str, position: str = "") -> bool:
        """Whether one of its meanings as a phrase is of these classes (and stands in that position)."""
        positions = self._positions
        for name in names:
            found = positions.get(name)
            if found and (not position or position in found or "either" in found):
                return True
        return False

    @cached_property
    def _positions(self) -> dict[str, set[str]]:
        """The positions of each of its meanings as a phrase."""
        positions: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            if entry.group == "phrase":
                positions[entry.name].add(entry.position)
        return dict(positions)

    def of(self, group: str) -> Entry | None:
        """Its first meaning in a group, if it has one."""
        return next((entry for entry in self.entries if entry.group == group), None)

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of it."""
        return not self.entries and self.number is None


Phrases = dict[tuple[str, ...], tuple[Entry, ...]]


def _is_burmese(text: str) -> bool:
    return "\u1000" <= text[0] <= "\u109f"


class Lexicon:
    """All phrases, and how the tokens of a wording are cut into them."""

    def __init__(self, conventions: Conventions) -> None:
        gathered: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        for phrase, entry in _all_entries(conventions):
            key = tuple(token.text for token in tokens(phrase))
            if entry not in gathered[key]:
                gathered[key].append(entry)
        self.phrases: Phrases = {key: tuple(entries) for key, entries in gathered.items()}
        self.longest = max(len(key) for key in self.phrases)
        self.burmese = {
            key[0]: entries for key, entries in self.phrases.items() if len(key) == 1 and _is_burmese(key[0])
        }

    def items(self, found: Sequence[Token]) -> list[Item]:
        """The items of a wording: everywhere the longest phrase that fits, in the language that the wording is in."""
        pieces = [piece for i, token in enumerate(found) for piece in self._pieces(found, i, token)]
        items: list[Item] = []
        at = 0
        while at < len(pieces):
            item, length = self._match(pieces, at)
            items.append(item)
            at += length
        return _in_one_language(items)

    def _match(self, pieces: Sequence[Token], at: int) -> tuple[Item, int]:
        first = pieces[at]
        script = "my" if first.kind == "word" and _is_burmese(first.text) else ""
        for length in range(min(self.longest, len(pieces) - at), 0, -1):
            span = pieces[at : at + length]
            entries = self.phrases.get(tuple(piece.text for piece in span))
            if entries and not (first.kind == "number" and length == 1):
                return Item(" ".join(piece.text for piece in span), entries, None, first.glued, script), length
        entries = self._compound(first.text) if first.kind == "word" else ()
        return Item(first.text, entries, first if first.kind == "number" else None, first.glued, script), 1

    def _compound(self, word: str) -> tuple[Entry, ...]:
        """The noun that ends an English compound: a schoolteacher is a teacher, a policewoman a woman."""
        for start in range(2, len(word) - 2):
            ending = word[start:]
            noun = next((e for e in self.phrases.get((ending,), ()) if e.group == "noun" and e.language == "en"), None)
            if (
                noun is not None
                and noun.name == "person"
                and (len(ending) > 5 or ending in ("woman", "women", "man", "men"))
            ):
                return (noun,)
        return ()

    def _pieces(self, found: Sequence[Token], i: int, token: Token) -> Iterable[Token]:
        """Cut a run of Burmese, which is written without spaces, into known pieces."""
        if token.kind != "word" or not _is_burmese(token.text):
            return [token]
        after_digit = i > 0 and found[i - 1].kind == "number"
        words = self._cut(token.text, after_digit)
        return [Token("word", word, token.glued if k == 0 else True) for k, word in enumerate(words)]

    def _cut(self, run: str, after_digit: bool) -> list[str]:
        """The fewest known pieces that make up the run.

        Where the run is not known to its end, only what stands right behind digits is cut off; a number word there is
        part of a longer word ("ငါး" is also fish), so it counts only where it is a scale.
        """
        best: list[list[str] | None] = [[]] + [None] * len(run)
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - 30), end):
                before = best[start]
                if before is not None and run[start:end] in self.burmese:
                    there = best[end]
                    if there is None or len(before) + 1 < len(there):
                        best[end] = [*before, run[start:end]]
        whole = best[-1]
        if whole is not None:
            return whole
        known = next((cut for cut in reversed(best) if cut), None) if after_digit else None
        sure: list[str] = []
        for piece in known or []:
            number = next((e for e in self.burmese[piece] if e.group == "number"), None)
            if number is not None and (sure or number.name == "unit"):
                break
            sure.append(piece)
        rest = run[sum(map(len, sure)) :]
        last = next((e for e in self.burmese[sure[-1]] if e.group == "number"), None) if sure else None
        if rest and last is not None:
            raise Unreadable("a scale with something unknown behind it")
        return [*sure, rest] if rest else sure


def _in_one_language(items: list[Item]) -> list[Item]:
    """Keep of each item the meanings in the wording's language: "once" is eleven in Spanish, and one time in English.

    A language other than English is the wording's where some phrase has a meaning in no other language.
    """
    marked: set[str] = set()
    for item in items:
        languages = {entry.language for entry in item.entries} - {"sign", ""}
        if len(languages) == 1 and "en" not in languages:
            marked |= languages
    result = []
    for item in items:
        languages = {entry.language for entry in item.entries}
        kept = languages & marked or languages & {"en"} or languages
        entries = tuple(entry for entry in item.entries if entry.language in kept | {"sign", ""})
        result.append(Item(item.text, entries, item.number, item.glued, item.script))
    return result


def _all_entries(conventions: Conventions) -> Iterable[tuple[str, Entry]]:
    for row in _rows("wording_qualifiers.csv"):
        yield row["phrase"], Entry(row["language"], "phrase", row["class"], row["position"])
    for row in _rows("wording_numbers.csv"):
        yield row["word"], Entry(row["language"], "number", row["role"], value=float(row["value"]))
    for row in _rows("wording_nouns.csv"):
        if row["singular"]:
            yield row["singular"], Entry(row["language"], "noun", row["class"], plural=row["singular"] == row["plural"])
        if row["plural"] and row["plural"] != row["singular"]:
            yield row["plural"], Entry(row["language"], "noun", row["class"], plural=True)
    for convention in conventions.rows.values():
        for word in convention.words:
            yield word, Entry("", "vague", convention.name)


def _rows(name: str) -> list[dict[str, str]]:
    with open(shipped.reference(name), encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@lru_cache(maxsize=8)
def lexicon(conventions: Conventions) -> Lexicon:
    """The lexicon with the vague words of these conventions."""
    return Lexicon(conventions)
