"""The claims of one finding by day of publication, and behind them the finding as it was known on each day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from tollbook.amounts import Amount
from tollbook.charts.board import Board
from tollbook.charts.lettering import fitted, height_of, width_of, wrapped
from tollbook.charts.style import canvas, colour, house_style
from tollbook.charts.trend import nice_ticks
from tollbook.charts.words import Words, words_in
from tollbook.incidents.explanation import Explanation
from tollbook.incidents.origins_of_incident import origins_of
from tollbook.rows import each_row

#: More claims than this are not drawn; the caller says how many are left out.
MOST = 32

_LEFT, _RIGHT, _TOP = 11.0, 1.5, 5.0
#: Between two days, and the least room of a claim and of a day.
_GAP, _SLOT, _DAY = 2.2, 3.4, 12.5
#: Rows of text below the ground line, in mm from it, and what the last needs below itself.
_ORIGIN, _NUMBER, _CALENDAR, _BELOW = 3.8, 6.8, 10.4, 1.4
_LABEL, _LINES = 6.4, 3


def timeline(
    rows: pd.DataFrame | Explanation,
    steps: pd.DataFrame | None = None,
    width_mm: float = 176.0,
    height_mm: float = 42.0,
    language: Words | str | None = None,
) -> Figure:
    """Draw the claims of one finding, day of publication by day.

    The days stand side by side, so distances along the axis are no time: what was published in a day is what is read
    here, and the months between two days would leave no room for it.

    Parameters
    ----------
    rows : Explanation or DataFrame
        An explanation of one finding; or its claims: ``day`` (Timestamp; NaT: none is known or may be told), ``no``
        (int, the claim's number on the page), ``origin`` (str, a short sign: the same for the same one), ``kind`` (as
        `quantify` gives it), ``low, best, high`` (float64), ``open, speaks, part`` (bool). At most `MOST` are drawn, in
        their order within each day.
    steps : DataFrame, optional
        The finding as it was known, which an explanation tells: ``day`` (NaT: with what bears no day), ``low, best,
        high`` (float64), ``open`` (bool), in the order of days; a day without a row has the finding of the day before.
    width_mm, height_mm : float
        The most that it may be wide, and its height: it is as wide as its days need.
    language : str, optional
        ``en`` (where not given) or ``my``.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        The explanation is of several findings.

    Examples
    --------
    >>> from tollbook import shipped
    >>> found = tb.findings(tb.read_claims(shipped.claims_file()))
    >>> figure = tb.chart.timeline(found["pazigyi-2023-04-11"].explain("civilians_killed"))
    """
    return _drawn(*_told(rows, steps), width_mm, height_mm, words_in(language))


def _drawn(rows: pd.DataFrame, steps: pd.DataFrame, width_mm: float, height_mm: float, said: Words) -> Figure:
    drawn = rows.head(MOST)
    with house_style():
        days = _days(drawn, steps, width_mm)
        wide = max((day.right for day in days), default=_LEFT + _DAY) + _RIGHT
        figure, board = canvas(wide, height_mm)
        scale = _Scale(drawn, steps, height_mm, _foot(days, said))
        _ground(board, scale, wide, said)
        for at, day in enumerate(days):
            _finding(board, day, scale)
            if at % 2 == 0 or not _is_tight(day, said):
                _calendar(board, day, scale.foot, said)
            for slot, row in enumerate(each_row(day.rows)):
                _claim(board, row, day.left + (slot + 0.5) * day.slot, scale, said)
    return figure


def _told(rows: pd.DataFrame | Explanation, steps: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims to draw, and the finding as it was known."""
    if isinstance(rows, pd.DataFrame):
        if steps is None:
            raise ValueError("A table of claims does not say how its finding grew: give its steps.")
        return rows, steps
    if len(rows.findings) != 1:
        listed = ", ".join(rows.findings["measure"].astype(str))
        raise ValueError(f"One finding is drawn, and {rows.incident} has {listed}. Give explain() one measure.")
    claims = rows.claims_of(next(each_row(rows.findings)))
    order = {str(origin): at for at, origin in enumerate(origins_of(claims)["origin"])}
    claims = claims.assign(
        day=claims["published"],
        no=range(1, len(claims) + 1),
        origin=[letter(order[str(origin)]) for origin in claims["origin"]],
        part=claims["extent"] == "part",
    )
    return claims, rows.growth() if steps is None else steps


def letter(at: int) -> str:
    """The sign of an origin by its position: A to Z, then AA."""
    return ("" if at < 26 else letter(at // 26 - 1)) + chr(ord("A") + at % 26)


@dataclass(frozen=True)
class _Day:
    """A day of publication: where it stands, its claims, and the finding as it was known then."""

    day: Any
    edge: float
    width: float
    slot: float
    rows: pd.DataFrame
    finding: Any

    @property
    def left(self) -> float:
        """Left edge of its first claim."""
        return self.edge + (self.width - self.slot * len(self.rows)) / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.edge + self.width


class _Scale:
    """From numbers to millimetres above the foot."""

    def __init__(self, rows: pd.DataFrame, steps: pd.DataFrame, height: float, foot: float) -> None:
        values = pd.concat([rows[["low", "best", "high"]], steps[["low", "best", "high"]]]).to_numpy(dtype=float)
        top = max([1.0, *(float(value) for value in values.ravel() if value == value)])
        self.ticks = nice_ticks(top)
        self.foot, self.top = foot, height - 0.6
        self._each = (height - foot - _TOP) / max(top, self.ticks[-1])

    def __call__(self, value: float) -> float:
        return self.foot + value * self._each


def _days(rows: pd.DataFrame, steps: pd.DataFrame, width: float) -> list[_Day]:
    """The days with claims from left to right, those without a day last; each as wide as its claims and name need."""
    dated = sorted(set(rows["day"].dropna()))
    groups = [(day, rows[rows["day"] == day]) for day in dated]
    groups += [(pd.NaT, rows[rows["day"].isna()])] if rows["day"].isna().any() else []
    room = width - _LEFT - _RIGHT - _GAP * max(0, len(groups) - 1)
    # A day is as wide as its name where there is room for that, else as its claims alone.
    least = [max(_DAY, _SLOT * len(mine)) for _, mine in groups]
    if sum(least) > room:
        least = [_SLOT * len(mine) for _, mine in groups]
    spread = min(1.6, room / sum(least)) if least else 1.0
    made, left = [], _LEFT
    for (day, mine), own in zip(groups, least, strict=True):
        wide = own * spread
        slot = min(wide / max(len(mine), 1), 9.0)
        made.append(_Day(day, left, wide, slot, mine, _known(steps, day)))
        left += wide + _GAP
    return made


def _known(steps: pd.DataFrame, day: Any) -> Any:
    """The finding as it was known on a day; None before the first."""
    seen = steps if pd.isna(day) else steps[steps["day"].notna() & (steps["day"] <= day)]
    return next(each_row(seen.tail(1)), None)


def _ground(board: Board, scale: _Scale, width: float, said: Words) -> None:
    for tick in scale.ticks:
        shade, weight = (colour("faint"), 0.7) if tick == 0 else (colour("line"), 0.4)
        board.plot([_LEFT - 1.0, width - _RIGHT], [scale(tick)] * 2, color=shade, linewidth=weight, zorder=1)
        text = said.tick(tick)
        board.text(
            _LEFT - 1.8, scale(tick), text, ha="right", va="center_baseline", fontsize=6.6, color=colour("muted")
        )
    for down, name in ((_ORIGIN, said.say("origin")), (_NUMBER, said.say("claim"))):
        at = (_LEFT - 1.8, scale.foot - down)
        board.text(*at, fitted(name, 5.8, _LEFT - 2.2), ha="right", va="baseline", fontsize=5.8, color=colour("muted"))


def _finding(board: Board, day: _Day, scale: _Scale) -> None:
    """The finding as it was known: a band, to the edge where it is open, and a line at its best."""
    row = day.finding
    if row is None or Amount.of(row).is_nothing:
        return
    amount = Amount.of(row)
    left = day.edge
    low = scale(amount.low or 0.0)
    high = scale.top if amount.open or amount.high is None else scale(amount.high)
    box = Rectangle((left, low), day.width, high - low, facecolor=colour("tint"), linewidth=0, zorder=0.5)
    board.add_patch(box)
    for y in [low] if amount.open else [low, high]:
        board.plot([left, left + day.width], [y, y], color=colour("band"), linewidth=0.8, zorder=1.2)
    if amount.best is not None:
        y = scale(amount.best)
        board.plot([left, left + day.width], [y, y], color=colour("mark"), linewidth=1.3, zorder=1.3)


def _name(day: _Day, said: Words) -> str:
    return said.say("no day") if pd.isna(day.day) else said.day(day.day, short=True)


def _is_tight(day: _Day, said: Words) -> bool:
    """Whether a day is too narrow for its name: every second such name is left to the table."""
    room = day.width + _GAP - 0.8
    return max(width_of(line, _LABEL) for line in wrapped(_name(day, said), _LABEL, room)) > room + 0.5


def _lines(day: _Day, said: Words) -> list[str]:
    """The name of a day, in as many lines as it needs."""
    room = (day.width + _GAP - 0.8) * (2.0 if _is_tight(day, said) else 1.0)
    return wrapped(_name(day, said), _LABEL, room)[:_LINES]


def _foot(days: list[_Day], said: Words) -> float:
    """The room below the ground line."""
    lines = max((len(_lines(day, said)) for day in days), default=1)
    return _CALENDAR + _BELOW + (lines - 1) * _step()


def _step() -> float:
    return height_of(_LABEL) * 1.55


def _calendar(board: Board, day: _Day, foot: float, said: Words) -> None:
    """The day below its claims, its year too."""
    for n, line in enumerate(_lines(day, said)):
        at = (day.edge + day.width / 2, foot - _CALENDAR - n * _step())
        board.text(*at, line, ha="center", va="baseline", fontsize=_LABEL, color=colour("text"))


def _claim(board: Board, row: Any, x: float, scale: _Scale, said: Words) -> None:
    """One claim: the mark of what it says, and below it its origin and its number."""
    strong = bool(row.speaks)
    shade, tone = (colour("ink"), colour("text")) if strong else (colour("faint"), colour("muted"))
    board.text(x, scale.foot - _ORIGIN, str(row.origin), ha="center", va="baseline", fontsize=6.6, color=tone)
    number = said.number_plain(int(row.no))
    board.text(x, scale.foot - _NUMBER, number, ha="center", va="baseline", fontsize=5.8, color=colour("muted"))
    _mark(board, row, x, scale, shade)


def _mark(board: Board, row: Any, x: float, scale: _Scale, shade: str) -> None:
    """The sign of a claim's quantity; nothing where it says none."""
    low, best, high = (None if math.isnan(v) else float(v) for v in (row.low, row.best, row.high))
    said = best if best is not None else low if low is not None else high
    if said is None:
        return
    if row.kind == "up_to" and high is not None:
        y = scale(high)
        _line(board, x, y, max(scale.foot, y - 8), shade)
        return
    dot = scale(said)
    if not row.open and low is not None and high is not None and high > low:
        style = (0, (1.2, 1.2)) if row.kind == "vague" else "-"
        board.plot([x, x], [scale(low), scale(high)], color=shade, linewidth=1.2, linestyle=style, zorder=3)
    if row.open:
        _line(board, x, dot, min(max(dot, scale(low or 0.0)) + 5, scale.top), shade)
    face = colour("paper") if row.part or row.kind == "vague" else shade
    board.plot([x], [dot], marker="o", markersize=3.8, color=shade, markerfacecolor=face, markeredgewidth=0.9, zorder=4)


def _line(board: Board, x: float, start: float, end: float, shade: str) -> None:
    """A line that ends in an arrow head: it may go on."""
    way = 1.0 if end > start else -1.0
    board.plot([x, x], [start, end - way], color=shade, linewidth=1.0, zorder=3, solid_capstyle="butt")
    points = [(x - 0.7, end - way * 1.5), (x + 0.7, end - way * 1.5), (x, end)]
    board.add_patch(Polygon(points, facecolor=shade, linewidth=0, zorder=3))
