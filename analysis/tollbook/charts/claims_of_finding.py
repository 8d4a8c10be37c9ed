"""How a number is made: every claim of a finding on one axis, and the finding as a band behind them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from tollbook.amounts import Amount, best_text
from tollbook.charts.board import Board
from tollbook.charts.lettering import fitted, width_of
from tollbook.charts.style import canvas, colour, house_style, tokens
from tollbook.charts.words import Words, words_in
from tollbook.incidents.explanation import Explanation
from tollbook.rows import each_row

#: More claims than this are not drawn; the caller says how many are left out.
MOST = 22


def claims_of_finding(
    rows: pd.DataFrame | Explanation,
    finding: Amount | None = None,
    width_mm: float = 176.0,
    language: Words | str | None = None,
    names: bool = True,
) -> Figure:
    """Draw the claims of one finding, one a line, from above.

    Parameters
    ----------
    rows : Explanation or DataFrame
        An explanation of one finding; or ``label`` (who says it), ``said`` (what is said, in neutral words), ``kind``
        (as `quantify` gives it), ``low, best, high`` (float64), ``open, speaks, part`` (bool), of which at most `MOST`
        rows are drawn, and the caller says how many are left out.
    finding : Amount, optional
        The finding; that of the explanation where one is given.
    width_mm, language : float, str, optional
        Width in mm, of which the height follows; ``en`` (where not given) or ``my``.
    names : bool
        Whether the labels are drawn. A page sets them itself, beside the picture, as text that can be selected.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        The explanation is of several findings, or of more claims than can be drawn.

    Examples
    --------
    >>> from tollbook import shipped
    >>> found = tb.findings(tb.read_claims(shipped.claims_file()))
    >>> figure = tb.chart.claims_of_finding(found["pale-town-2024-11"].explain("displaced_new"))
    """
    said, (rows, finding) = words_in(language), _told(rows, finding)
    drawn = rows.head(MOST)
    room = tokens()["claims_mm"]
    height = float(room["head"] + room["foot"] + room["row"] * len(drawn))
    left = float(room["names"]) if names else 2.0
    with house_style():
        figure, board = canvas(width_mm, height)
        scale = _Scale(drawn, finding, left, width_mm, float(room["said"]))
        _band(board, finding, scale, height, said)
        for line, row in enumerate(each_row(drawn)):
            _claim(board, row, scale, height - room["head"] - (line + 0.5) * room["row"], names)
        _axis(board, finding, scale, said)
    return figure


def _told(rows: pd.DataFrame | Explanation, finding: Amount | None) -> tuple[pd.DataFrame, Amount]:
    """The claims to draw and their finding."""
    if isinstance(rows, pd.DataFrame):
        if finding is None:
            raise ValueError("A table of claims does not say what its finding is: give it, as an Amount.")
        return rows, finding
    if len(rows.findings) != 1:
        listed = ", ".join(rows.findings["measure"].astype(str))
        raise ValueError(f"One finding is drawn, and {rows.incident} has {listed}. Give explain() one measure.")
    one = next(each_row(rows.findings))
    claims = rows.claims_of(one)
    if len(claims) > MOST:
        raise ValueError(
            f"{len(claims)} claims don't fit into a picture, which holds {MOST}. Their table is explanation.rows."
        )
    named = {"label": claims["source"], "said": claims["wording"], "part": claims["extent"] == "part"}
    return claims.assign(**named), finding or Amount.of(one)


class _Scale:
    """From numbers to millimetres."""

    def __init__(self, rows: pd.DataFrame, finding: Amount, left: float, width: float, said: float) -> None:
        values = [float(v) for v in rows[["low", "best", "high"]].to_numpy(dtype=float).ravel() if v == v]
        values += [v for v in (finding.low, finding.best, finding.high) if v is not None]
        self.left, self.right, self.width = left, width - said, width
        self.top = max([*values, 1.0])

    def __call__(self, value: float) -> float:
        return self.left + (self.right - self.left) * value / self.top


def _band(board: Board, finding: Amount, scale: _Scale, height: float, said: Words) -> None:
    """The finding: a band from its low to its high, which fades into an open end, and a line at its best."""
    room = tokens()["claims_mm"]
    foot, top = float(room["foot"]), height - float(room["head"])
    low = scale(finding.low or 0.0)
    high = scale.right + 6 if finding.open or finding.high is None else scale(finding.high)
    board.add_patch(Rectangle((low, foot), high - low, top - foot, facecolor=colour("tint"), linewidth=0, zorder=0))
    edges = [low] if finding.open else [low, high]
    for x in edges:
        board.plot([x, x], [foot, top], color=colour("band"), linewidth=0.8, zorder=1)
    text = said.say("finding: {span}", span=finding.span(said))
    if finding.best is not None:
        x = scale(finding.best)
        board.plot([x, x], [foot, top], color=colour("mark"), linewidth=1.3, zorder=2)
        text = said.say("finding: {span}, best {best}", span=finding.span(said), best=best_text(finding.best, said))
    board.text(scale.left, top + 1.4, text, fontsize=7.4, color=colour("mark"))


def _claim(board: Board, row: Any, scale: _Scale, y: float, names: bool) -> None:
    """One claim: who says it, the mark of what was said, and the words for it."""
    strong = bool(row.speaks)
    shade = colour("ink") if strong else colour("faint")
    if names:
        label = fitted(str(row.label), 7, scale.left - 3.5)
        name = colour("ink") if strong else colour("muted")
        board.text(scale.left - 2.5, y, label, ha="right", va="center_baseline", fontsize=7, color=name)
    reach = _mark(board, row, scale, y, shade)
    tone = colour("text") if strong else colour("muted")
    text = fitted(str(row.said), 7, scale.width - reach - 1.8)
    board.text(reach + 1.8, y, text, va="center_baseline", fontsize=7, color=tone, zorder=5)


def _mark(board: Board, row: Any, scale: _Scale, y: float, shade: str) -> float:
    """The sign of a claim's quantity; gives where it ends."""
    low, best, high = (None if math.isnan(v) else float(v) for v in (row.low, row.best, row.high))
    if low is None and best is None and high is None:
        return scale.left
    if row.kind == "up_to" and high is not None:
        x = scale(high)
        _line(board, x, max(scale.left, x - 10), y, shade, head=-1)
        return x
    dot = scale(best if best is not None else low if low is not None else high or 0.0)
    end = dot
    if not row.open and low is not None and high is not None and high > low:
        style = (0, (1.2, 1.2)) if row.kind == "vague" else "-"
        board.plot([scale(low), scale(high)], [y, y], color=shade, linewidth=1.2, linestyle=style, zorder=3)
        end = scale(high)
    if row.open:
        end = max(dot, scale(low or 0.0)) + 9
        _line(board, dot, end, y, shade, head=1)
    face = colour("paper") if row.part or row.kind == "vague" else shade
    board.plot([dot], [y], marker="o", markersize=3.6, color=shade, markerfacecolor=face, markeredgewidth=0.9, zorder=4)
    return end


def _line(board: Board, start: float, end: float, y: float, shade: str, head: int) -> None:
    board.plot([start, end - head * 1.0], [y, y], color=shade, linewidth=1.0, zorder=3, solid_capstyle="butt")
    points = [(end - head * 1.5, y - 0.7), (end - head * 1.5, y + 0.7), (end, y)]
    board.add_patch(Polygon(points, facecolor=shade, linewidth=0, zorder=3))


def _axis(board: Board, finding: Amount, scale: _Scale, said: Words) -> None:
    """An axis that names zero and the finding's own numbers, and no others."""
    foot = float(tokens()["claims_mm"]["foot"])
    board.plot([scale.left, scale.right + 6], [foot] * 2, color=colour("faint"), linewidth=0.7)
    taken: list[float] = []
    ends = [v for v in (finding.best, finding.low, finding.high, 0.0) if v is not None]
    for value in dict.fromkeys(ends):
        x, text = scale(value), best_text(value, said)
        if any(abs(x - other) < 2.2 + width_of(text, 7) for other in taken):
            continue
        taken.append(x)
        board.plot([x, x], [foot - 0.9, foot], color=colour("faint"), linewidth=0.7)
        board.text(x, foot - 1.6, text, ha="center", va="top", fontsize=7, color=colour("muted"))
