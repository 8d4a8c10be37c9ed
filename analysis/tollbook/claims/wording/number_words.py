"""Numbers in a row of items: "1.4 million", "a hundred and five", "two dozen", "တစ်ရာ့ငါးဆယ်", "several thousand"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.claims.wording.conventions import Conventions
from tollbook.claims.wording.lexicon import Item
from tollbook.claims.wording.number_sum import NumberSum
from tollbook.claims.wording.tokens import GREATEST, Token, Unreadable


@dataclass(frozen=True)
class Amount:
    """A number or a vague word in a wording.

    Attributes
    ----------
    value : float
        The number; of a vague word the scale that multiplies it (1000 in "several thousand").
    vague : str
        The row of the conventions of a vague word, or an empty string.
    implied : bool
        A one that is only said by a singular noun: "a monk".
    plain_digits : bool
        Digits without separators, which could be a year.
    dozens : bool
        "two dozen", not counted one by one.
    factor, scale : float
        "two hundred" is 2 times 100, so that "one to two hundred" can be read. Scale 1: nothing to share.
    bare : bool
        A scale word alone: "hundred", so that "several hundred" can be read.
    burmese : bool
        Written in Burmese words.
    unscaled : bool
        A decimal fraction without its scale word: the 1.5 of "1.5 to 2 million".
    """

    value: float
    vague: str = ""
    implied: bool = False
    plain_digits: bool = False
    dozens: bool = False
    factor: float = 0.0
    scale: float = 1.0
    bare: bool = False
    burmese: bool = False
    unscaled: bool = False

    @property
    def year_like(self) -> bool:
        """Whether this could be a year."""
        return self.plain_digits and 1900 <= self.value <= 2035


Piece = Item | Amount

_LETTER_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "rb": 1e3, "jt": 1e6}


def amounts(items: Sequence[Item], conventions: Conventions) -> list[Piece]:
    """The items, with each run that is a number replaced by its amount."""
    between = any(item.has("between") for item in items)
    pieces: list[Piece] = []
    at = 0
    while at < len(items):
        read = _vague(items, at, conventions, between) or _number(items, at, between)
        if read is None:
            pieces.append(items[at])
            at += 1
        else:
            pieces.append(read[0])
            at = read[1]
    return pieces


def _vague(items: Sequence[Item], at: int, conventions: Conventions, between: bool) -> tuple[Amount, int] | None:
    """A vague word, with the scale that may follow it."""
    entry = items[at].of("vague")
    if entry is None or (items[at].has("about") and (_number_follows(items, at + 1) or _number_before(items, at))):
        return None
    scale, end = 1.0, at + 1
    if end < len(items):
        power = items[end].of("vague")
        number = _number(items, end, between)
        if power is not None and (base := _base(power.name, conventions)) > 1:
            scale, end = base, end + 1
        elif number is not None and number[0].bare:
            scale, end = number[0].value, number[1]
    return Amount(scale, entry.name), end


def _number_follows(items: Sequence[Item], at: int) -> bool:
    """Whether "some" stands before a number ("some 50", "some two dozen", "some hundreds"), and so means about."""
    return at < len(items) and (_number(items, at, False) is not None or items[at].of("vague") is not None)


def _number_before(items: Sequence[Item], at: int) -> bool:
    """Whether "some" stands behind a number ("fifty-some"), and so means about."""
    before = at - 2 if at > 1 and items[at - 1].text == "-" else at - 1
    return before >= 0 and (items[before].number is not None or items[before].of("number") is not None)


def _base(name: str, conventions: Conventions) -> float:
    """What a plural power stands for as a multiplier: 1000 for "thousands". 1 for words such as "several"."""
    return float(conventions[name].low()) if name in _POWERS and name in conventions.rows else 1.0


_POWERS = (
    "tens",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "millions",
    "tens_of_thousands",
    "hundreds_of_thousands",
)


def _number(items: Sequence[Item], at: int, between: bool) -> tuple[Amount, int] | None:
    """The longest number that begins at `at`, and where it ends."""
    start, state, burmese = at, NumberSum(), False
    digits: Token | None = items[at].number
    if digits is not None:
        state.group, at, state.begun, state.last = _digits(items, at)
        state.unit = state.group
        state.kinds.append("digits")
        if state.last == "letter":
            return Amount(state.group), at
    elif items[at].has("article") and at + 1 < len(items) and _role(items[at + 1]) in ("hundred", "scale", "dozen"):
        state.group, state.begun, state.last, at = 1.0, True, "unit", at + 1
        state.kinds.append("unit")
    while at < len(items):
        step = _step(items, at, state, between)
        if not step:
            break
        burmese |= items[at].script == "my"
        at += step
    if not state.begun:
        return None
    if burmese and state.kinds[0] == "scale" and (len(state.kinds) > 1 or (at < len(items) and items[at].number)):
        # "သိန်း ၃၀" is thirty times a hundred thousand; in words it could be a sum as well.
        token = items[at].number if len(state.kinds) == 1 else None
        if token is None or token.whole is None:
            raise Unreadable("a scale before its number")
        return Amount(state.total * token.whole, burmese=True), at + 1
    value = state.total + state.group
    value = float(round(value, 3))
    if value > GREATEST:
        raise Unreadable("a number greater than any toll")
    bare = state.kinds[0] in ("hundred", "scale", "dozen", "times_ten")
    alone = digits is not None and at == start + 1
    ends_in_scale = state.kinds[-1] in ("hundred", "scale", "dozen", "times_ten") and len(state.kinds) > 1
    scale = state.scale if ends_in_scale else 1.0
    plain = alone and digits is not None and digits.text.isdigit()
    unscaled = alone and digits is not None and digits.whole is None
    return Amount(value, "", False, plain, state.dozens, value / scale, scale, bare, burmese, unscaled), at


def _digits(items: Sequence[Item], at: int) -> tuple[float, int, bool, str]:
    """A number in digits: as a decimal fraction before a scale word, else as a count."""
    token = items[at].number
    assert token is not None
    following = items[at + 1] if at + 1 < len(items) else None
    if (
        following is not None
        and (following.glued or len(following.text) > 1)
        and (factor := _letter_scale(token, items, at + 1))
    ):
        base = token.decimal if token.decimal is not None else token.whole
        assert base is not None
        return base * factor, at + 2, True, "letter"
    scale = following.of("number") if following is not None else None
    if scale is not None and scale.name in ("scale", "dozen"):
        if "," in token.text and scale.value >= 1e5 and token.whole is not None:
            raise Unreadable("a comma that may be a decimal sign")
        if token.decimal is not None:
            return token.decimal, at + 1, True, "unit"
    if token.whole is None:
        return token.decimal or 0.0, at + 1, True, "whole"
    return token.whole, at + 1, True, "unit" if token.whole < 10 else "whole"


def _letter_scale(token: Token, items: Sequence[Item], at: int) -> float:
    """1000 for the k of "300k". The m of "100m" may be metres: a fraction or people behind it settle it."""
    letter = items[at].text
    factor = _LETTER_SCALES.get(letter, 0.0)
    if letter == "m" and "." not in token.text:
        noun = items[at + 1].of("noun") if at + 1 < len(items) else None
        return factor if noun is not None and noun.name in ("anyone", "person", "civilian", "child") else 0.0
    return factor


def _role(item: Item) -> str:
    entry = item.of("number")
    return entry.name if entry else ""


def _step(items: Sequence[Item], at: int, state: NumberSum, between: bool) -> int:
    """How many items the next number word takes up, joining words included; 0 where the number ends."""
    item = items[at]
    entry = item.of("number")
    if entry is None and item.of("vague") is not None and state.begun:
        return _plural_power(item, state)
    if entry is not None:
        return 1 if not _in_the_way(item, state) and state.take(entry.name, entry.value) else 0
    if not state.begun or at + 1 >= len(items):
        return 0
    following = items[at + 1].of("number")
    if item.text == "-" and item.glued and items[at + 1].glued and following is not None:
        return 2 if _hyphened(state, following.name) and state.take(following.name, following.value) else 0
    if item.has("and"):
        return _after_and(items, at, state, between)
    return 0


def _in_the_way(item: Item, state: NumberSum) -> bool:
    """A Burmese unit after digits is a year or a classifier, not a number: "၁၀ နှစ်" is ten years."""
    entry = item.of("number")
    return bool(
        state.kinds == ["digits"] and entry is not None and entry.name in ("unit", "teen", "ten", "whole", "times")
    )


def _hyphened(state: NumberSum, role: str) -> bool:
    return (state.last in ("ten", "times_ten") and role == "unit") or role in ("hundred", "scale", "dozen", "times_ten")


def _plural_power(item: Item, state: NumberSum) -> int:
    """Multiply by a plural power behind an exact number: "10 thousands", "2 millones de"."""
    values = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0, "thousands": 1e3, "millions": 1e6}
    entry = item.of("vague")
    if entry is None or entry.name not in values or state.last in ("scale", "dozen", "hundred"):
        return 0
    state.dozens = entry.name == "dozens" and state.group > 1
    state.group *= values[entry.name]
    state.last, state.scale = "scale", values[entry.name]
    state.kinds.append("scale")
    return 1


def _after_and(items: Sequence[Item], at: int, state: NumberSum, between: bool) -> int:
    """Go on behind an "and": "one hundred and five", "two and a half million"; not "200 and 300"."""
    half = items[at + 2].of("number") if at + 2 < len(items) and items[at + 1].has("article") else None
    if half is not None and items[at + 2].text.startswith("half") and half.name == "whole" and state.last == "unit":
        state.group = (state.group + 0.5) * half.value * 2
        state.kinds.append("whole")
        return 3
    halved = [item.text for item in items[at + 1 : at + 3]] == ["a", "half"] and at + 3 < len(items)
    if halved and _role(items[at + 3]) in ("hundred", "scale", "dozen") and state.last == "unit":
        state.group += 0.5
        return 3
    following = items[at + 1].of("number")
    if following is None or state.kinds == ["digits"]:
        return 0
    scale_behind = at + 2 < len(items) and _role(items[at + 2]) in ("hundred", "scale", "dozen", "times_ten")
    joins = state.last in ("hundred", "scale") and following.name in ("unit", "teen", "ten", "whole")
    if following.language != "en" and state.last == "ten" and following.name == "unit":
        joins = True
    if not joins or (scale_behind and (between or _role(items[at + 2]) == "hundred" or state.last == "scale")):
        return 0
    return 2 if state.take(following.name, following.value) else 0
