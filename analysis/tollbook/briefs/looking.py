"""Whether sources were looking, asked of a place and some days, and remembered."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tollbook.claims.coverage import Coverage

Span = tuple[pd.Timestamp, pd.Timestamp]


class Looking:
    """Coverage as many figures ask for it: each question is looked up once.

    Parameters
    ----------
    coverage : Coverage
    """

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._known: dict[tuple[str, Span], str] = {}

    def of(self, pcode: str, spans: Sequence[Span]) -> list[str]:
        """Of each span ``counted``, ``not covered`` or ``unknown``; all at once is far quicker than one by one."""
        if self._coverage.says_nothing:
            return ["unknown"] * len(spans)
        missing = [span for span in spans if (pcode, span) not in self._known]
        if missing:
            starts, ends = zip(*missing, strict=True)
            cells = pd.DataFrame({"pcode": pcode, "start": list(starts), "end": list(ends)})
            statuses = self._coverage.status(cells).astype(str)
            self._known |= {(pcode, span): status for span, status in zip(missing, statuses, strict=True)}
        return [self._known[pcode, span] for span in spans]
