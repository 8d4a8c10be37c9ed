"""From the pieces of a wording to its parts: each number with its qualifiers, what it counts, and how it is linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tollbook.claims.wording.lexicon import Item
from tollbook.claims.wording.number_words import Amount, Piece
from tollbook.claims.wording.pieces import FLAGS, OUTCOMES, QUALIFIERS, has, is_sign
from tollbook.claims.wording.tokens import Unreadable

# Links between two numbers, the strongest first where one phrase has several meanings.
LINKS = ("part_of", "subset", "to", "or", "and", "prep")


@dataclass
class Part:
    """One number of a wording and what belongs to it."""

    amount: Amount
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    outcomes: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    link: str = "start"
    link_text: str = ""
    detail: bool = False
    subset: bool = False
    rise: bool = False
    named: bool = False


class _Reader:
    """Reads the pieces from left to right, gathering what belongs to each number."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.parts: list[Part] = []
        self.next = Part(Amount(0.0))
        self.link = ""
        self.link_text = ""
        self.detail = False
        self.strange = False
        self.between = False
        self.bracket = False
        self.rising = False
        self.toward = False
        self.owned = False

    def read(self) -> list[Part]:
        for at, piece in enumerate(self.pieces):
            if isinstance(piece, Amount):
                self._amount(piece, at)
            else:
                self._item(piece, at)
        ends_in_link = bool(self.pieces) and has(self.pieces[-1], "to")
        if self.next.before or self.link == "or" or (self.link == "to" and ends_in_link):
            raise Unreadable("a qualifier without its number")
        if self.link == "and" and self.next.nouns and (self.owned or self.parts[-1].amount.implied):
            raise Unreadable("people without a number behind the number")
        return self.parts

    @property
    def last(self) -> Part | None:
        return self.parts[-1] if self.parts else None

    def _open(self) -> bool:
        """Whether what comes now still belongs to the number before it."""
        return bool(self.parts) and not self.link

    def _amount(self, amount: Amount, at: int) -> None:
        before = self.pieces[at - 1] if at else None
        if self.strange and self.link != "prep":
            # Burmese qualifiers follow their number, so that an unknown word before it is mostly a noun.
            if not (isinstance(before, Item) and before.script == "my"):
                raise Unreadable("an unknown word before the number")
            self.next.named = True
        if self.rising and not (self.parts or self.toward or self.between or "more" in self.next.before):
            raise Unreadable("an increase, and not the number that it led to")
        part = replace(self.next, amount=amount, link=self.link or ("none" if self.parts else "start"))
        self.detail = self.bracket or self.link == "detail" or (self.detail and self.link in ("and", "comma"))
        part.detail, part.rise, part.link_text = self.detail, self.rising, self.link_text
        part.subset = self.link == "subset" or (self.link == "and" and bool(self.parts) and self.parts[-1].subset)
        if self.between:
            part.link = "between" if part.link == "start" else part.link
        self.parts.append(part)
        self.next, self.link, self.strange, self.between = Part(Amount(0.0)), "", False, False

    def _item(self, item: Item, at: int) -> None:
        if item.text in "\ue000\ue001\ue002":
            self.strange = False
            if item.text == "\ue002" and self._open():
                self.parts[-1].nouns.append("person")
            return
        if item.text in ",;:.()[]/—-":
            self._sign(item, at)
        elif not (self._qualifier(item, at) or self._linking(item, at)):
            self._content(item)

    def _qualifier(self, item: Item, at: int) -> bool:
        names = [name for name in QUALIFIERS if item.has(name)]
        if not names:
            return False
        ahead = self._number_ahead(at + 1)
        before = next((name for name in names if item.has(name, position="before")), "")
        after = next((name for name in names if item.has(name, position="after")), "")
        if after and self.parts and self.link in ("", "comma") and not ahead:
            self.parts[-1].after.append(after)
            self.link = ""
            return True
        if before and (ahead or not item.has("prep", "plain", "and", "or", *OUTCOMES)):
            if item.has("or") and self.parts:
                self.link = "or"
            self.next.before.append(before)
            self.strange = False
            return True
        return False

    def _number_ahead(self, at: int) -> bool:
        """Whether the next number stands right behind, but for words that change nothing."""
        for piece in self.pieces[at:]:
            if isinstance(piece, Amount):
                return True
            if not (has(piece, "plain", "article", "the", *QUALIFIERS) or is_sign(piece, "-")):
                return False
        return False

    def _linking(self, item: Item, at: int) -> bool:
        if item.has("between", "from"):
            self.between, self.strange = True, False
            if self.parts and item.has("from"):
                self.link = "prep"
            return True
        if item.has("rise"):
            self.rising, self.strange = True, False
            return True
        link = next((name for name in LINKS if item.has(name)), "")
        if not link:
            return False
        if self.parts:
            self._set_link(item, link, at)
        elif (
            link in ("part_of", "prep", "or")
            and not item.has("plain")
            and not (at and has(self.pieces[at - 1], "tally"))
        ):
            raise Unreadable(f"{item.text!r} before the number")
        elif link == "to":
            self.toward = True
        elif link == "and" and (self.next.nouns or self.strange):
            raise Unreadable("people without a number before the number")
        self.strange = False
        return True

    def _set_link(self, item: Item, link: str, at: int) -> None:
        if item.text in ("of them", "of whom", "of which") and self._open():
            self.parts[-1].subset = len(self.parts) > 1
            return
        if link == "part_of" and item.has("prep") and not self._number_ahead(at + 1):
            link = "prep"
        if self.link in ("subset", "prep") and link == "and":
            return
        self.link, self.link_text = link, item.text
        if link == "subset" and item.script == "my":
            # "၃ ဦး အပါအဝင် ၁၀ ဦး": ten, including the three that stand before the word.
            self.parts[-1].subset, self.link = True, "comma"

    def _sign(self, item: Item, at: int) -> None:
        text = item.text
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if text == "-":
            self._dash(item, following)
        elif text == "/" and isinstance(following, Amount) and self._open():
            raise Unreadable("numbers with a stroke between them")
        elif text in "([":
            self.bracket, self.link = True, self.link or ("detail" if self.parts else "")
        elif text in ")]":
            self.bracket, self.detail, self.link = False, False, ""
        elif text == "—" and isinstance(following, Amount) and self._open() and not self.parts[-1].nouns:
            self.link = "to"
        elif text in ":—" and self.parts:
            self.link = "detail"
        elif self.parts and not self.link:
            self.link = "comma"
        elif text == "," and not self.parts and (self.strange or self.next.nouns):
            # "Ko Aung, 45": an age, unless something is counted behind the number.
            self.next.named, self.next.nouns = True, []
        self.strange = False

    def _dash(self, item: Item, following: Piece | None) -> None:
        if isinstance(following, Amount) and self._open() and not (self.parts[-1].nouns and not item.glued):
            self.link = "to"
        elif isinstance(following, Amount) and not self.parts and not item.glued:
            raise Unreadable("a number below zero")
        elif self.parts:
            self.link = "detail"

    def _content(self, item: Item) -> None:
        target = self.parts[-1] if self._open() else self.next
        noun = item.of("noun")
        outcome = next((name for name in OUTCOMES if item.has(name)), "")
        flag = next((name for name in FLAGS if item.has(name)), "")
        if noun is not None:
            target.nouns.append(noun.name)
        if outcome:
            target.outcomes.add(outcome)
        if flag:
            target.flags.add(flag)
        known = (
            noun is not None
            or outcome
            or flag
            or item.has("plain", "article", "the", "possessive", "strong", "measure", "tally")
        )
        self.owned |= item.has("possessive")
        self.strange = not known if not self._open() else item.unknown
        if item.has("strong") and self._open():
            target.nouns.append("person")


def parts(pieces: Sequence[Piece]) -> list[Part]:
    """The parts of a wording, in its order.

    Raises
    ------
    Unreadable
        A qualifier has no number, or something unknown stands before a number.
    """
    return _Reader(pieces).read()
