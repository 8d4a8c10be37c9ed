"""The value of a number while its words are read one by one: which word may follow which, and what it adds."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class NumberSum:
    """A number while it is read: groups below a thousand are gathered and multiplied by the scale behind them."""

    total: float = 0.0
    group: float = 0.0
    last: str = ""
    unit: float = 0.0
    floor: float = float("inf")
    scale: float = 1.0
    dozens: bool = False
    begun: bool = False
    kinds: list[str] = field(default_factory=list)

    def take(self, role: str, value: float) -> bool:
        """Add one number word; False where it does not go on from what was read."""
        taken = getattr(self, f"_{role}")(value)
        if taken:
            self.last, self.begun = role, True
            self.kinds.append(role)
        return bool(taken)

    def _unit(self, value: float) -> bool:
        if self.last not in ("", "ten", "times_ten", "hundred", "scale") or (value == 0 and self.begun):
            return False
        self.group, self.unit = self.group + value, value
        return True

    def _teen(self, value: float) -> bool:
        if self.last not in ("", "hundred", "scale"):
            return False
        self.group, self.unit = self.group + value, 0.0
        return True

    _ten = _teen

    def _plus_ten(self, value: float) -> bool:
        if self.last != "unit":
            return False
        self.group, self.unit = self.group + value, 0.0
        return True

    def _times_ten(self, value: float) -> bool:
        if self.last == "unit":
            self.group += self.unit * (value - 1)
        elif self.last in ("", "hundred", "scale"):
            self.group += value
        else:
            return False
        self.unit, self.scale = 0.0, value
        return True

    def _hundred(self, value: float) -> bool:
        if self.last == "hundred" or self.group >= value or self.floor <= value:
            return False
        self.group, self.scale = (self.group or 1.0) * value, value
        return True

    def _whole(self, value: float) -> bool:
        if self.last not in ("", "hundred", "scale"):
            return False
        self.group, self.unit = self.group + value, 0.0
        return True

    def _scale(self, value: float) -> bool:
        if value >= self.floor or self.last == "scale":
            return False
        self.total += (self.group or 1.0) * value
        self.group, self.floor, self.scale = 0.0, value, value
        return True

    def _half(self, value: float) -> bool:
        """Burmese: "သုံးသိန်းခွဲ" is three and a half times a hundred thousand."""
        if self.last not in ("scale", "hundred", "times_ten"):
            return False
        self.total += value * self.scale
        self.unit = 0.0
        return True

    def _dozen(self, value: float) -> bool:
        if self.last == "dozen" or self.total:
            return False
        self.dozens = self.begun and self.group > 1
        self.group, self.scale = (self.group or 1.0) * value, value
        return True

    def _times(self, value: float) -> bool:
        if self.begun:
            return False
        self.group = value
        return True
