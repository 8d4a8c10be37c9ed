"""The claims table, stated once: every column with its meaning, kind, allowed values and an example.

Reading, the pandera schema, the documentation table and the Table Schema of exports are all made from `COLUMNS`. It
is plain data and not itself a pandera object, because importing pandera takes longer than reading the sample, and
because a pandera failure case knows a frame's index but not the row of a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from tollbook import measures

if TYPE_CHECKING:
    import pandera.pandas as pa

Kind = Literal["text", "category", "code", "day", "count"]

#: The greatest count that a float64 holds exactly.
GREATEST_COUNT = 2**53

SCOPES = ("incident", "aggregate", "level")
EXTENTS = ("whole", "part")
PLACE_LEVELS = ("village", "town", "township", "district", "state", "country")
DATE_PRECISIONS = ("day", "span", "month", "year")
MEANS = (
    *("airstrike", "helicopter", "drone", "paramotor", "artillery", "naval"),
    *("ground", "arson", "landmine", "mixed", "unknown"),
)
#: The bases that the guide for coders names (docs/coding.md); a coder may write another.
BASES = ("includes fighters", "includes damaged", "buildings", "all displaced", "since 2021-02-01")


@dataclass(frozen=True)
class Column:
    """One column of the claims table.

    Attributes
    ----------
    name : str
        Name in the header.
    kind : str
        ``text`` (any text), ``category`` (text that repeats), ``code`` (one of `allowed`), ``day`` or ``count``.
    meaning : str
        What a cell says, as a sentence.
    example : str
        A cell as it may be typed.
    required : bool
        Whether the column must be there and filled in every row.
    values : callable or None
        Gives the allowed values of a ``code``.
    empty : str
        What an empty cell means.
    unit : str
        Unit of a number.
    proposed : tuple of str
        What is often typed into a column that takes any text; offered to a coder, and never demanded.
    """

    name: str
    kind: Kind
    meaning: str
    example: str
    required: bool = False
    values: Callable[[], tuple[str, ...]] | None = None
    empty: str = "not stated"
    unit: str = ""
    proposed: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The allowed values of a code; nothing for other kinds."""
        return self.values() if self.values else ()

    @property
    def dtype(self) -> str:
        """The pandas dtype of the column in `Claims.table`."""
        return {"text": "str", "category": "category", "code": "category", "day": "datetime64[s]", "count": "float64"}[
            self.kind
        ]


def _code(name: str, values: tuple[str, ...], meaning: str, example: str, **more: Any) -> Column:
    return Column(name, "code", meaning, example, values=lambda: values, **more)


def _measures() -> tuple[str, ...]:
    return tuple(measures.all_measures())


COLUMNS: tuple[Column, ...] = (
    Column("claim_id", "text", "Name of this claim, found once in the file.", "c0001", required=True),
    Column(
        "incident_id",
        "category",
        "Name of the incident; all claims about the same happening carry the same one.",
        "pale-town-2024-11",
        empty="the claim stands alone and is counted as not linked",
    ),
    _code(
        "scope",
        SCOPES,
        "Whether the claim is about one happening (incident), is itself a total over many (aggregate), or is a level "
        "at a date (level). Coded by a person.",
        "incident",
        required=True,
    ),
    _code(
        "extent",
        EXTENTS,
        "Whether the claim is about the whole incident as its report knows it, or about a part: a day, a village, a "
        "kind of aircraft. Coded by a person.",
        "whole",
        empty="whole",
    ),
    Column("source", "category", "The outlet or data set that published the report.", "The Irrawaddy", required=True),
    Column("url", "category", "Address of the report.", "https://www.irrawaddy.com/news/burma/"),
    Column("published", "day", "Day of publication of the report.", "2024-11-18", empty="not known"),
    Column("recorded", "day", "Day on which the claim was entered.", "2024-11-20", empty="the day of publication"),
    Column(
        "attributed_to",
        "category",
        "Who says so, as the report names them.",
        "Pale Township People's Administration",
        empty="the outlet itself says so",
    ),
    Column("place_name", "category", "The place as the report names it.", "Pale town"),
    _code(
        "place_level",
        PLACE_LEVELS,
        "The level of the place that the claim supports; a village tract or a ward is a village here.",
        "township",
        required=True,
    ),
    Column(
        "pcode",
        "category",
        "MIMU p-code of the place: the finest that is certain, at the level of the place or coarser.",
        "MMR005014",
        empty="looked up from the name where that is certain, else not known",
    ),
    Column("start", "day", "First day that the claim is about.", "2024-11-11", required=True),
    Column(
        "end",
        "day",
        "Last day that the claim is about; the same as the first for one day.",
        "2024-11-14",
        required=True,
    ),
    _code(
        "date_precision",
        DATE_PRECISIONS,
        "What the days stand for: one day, the span that the report gives, or a month or year known only as such.",
        "span",
    ),
    Column("measure", "code", "What is counted.", "civilians_killed", required=True, values=_measures),
    Column(
        "base",
        "category",
        "Who or what exactly is counted, where that is not what the measure says. Claims of different base are never "
        "joined.",
        "includes fighters",
        empty="exactly what the measure says",
        proposed=BASES,
    ),
    Column("wording", "text", "The words of the quantity, as the report has them, in any language.", "at least seven"),
    Column("low", "count", "Least number that the wording supports.", "7", unit="the measure's"),
    Column("best", "count", "The number that the report states.", "7", unit="the measure's"),
    Column(
        "high",
        "count",
        "Greatest number that the wording supports; left empty for a floor.",
        "10",
        unit="the measure's",
    ),
    _code("means", MEANS, "How the harm was done.", "airstrike", empty="not coded"),
    Column(
        "note", "text", "Anything a reader of the claim should know.", "year inferred from the weekday", empty="no note"
    ),
    Column("responsible", "category", "Who did it, as the report says.", "military", empty="not coded"),
    Column("object_hit", "category", "What was hit.", "monastery", empty="not coded"),
    Column("victims", "category", "Who the victims were, as the report says.", "displaced people", empty="not coded"),
    Column("grade", "category", "The source's own grade of the claim.", "fair", empty="not coded"),
    Column(
        "source_release",
        "category",
        "Version of the data set that the claim comes from.",
        "26.0.10",
        empty="not a data set",
    ),
    Column("withdrawn", "day", "Day on which the source withdrew the claim.", "2025-01-15", empty="not withdrawn"),
)

BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}
NAMES: tuple[str, ...] = tuple(BY_NAME)
REQUIRED: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.required)

#: Columns that exports may carry and reading leaves aside, because they are worked out afresh from the others.
DERIVED: tuple[str, ...] = (
    *("linked", "kind", "q_low", "q_best", "q_high", "q_open", "stated"),
    *("quantity_low", "quantity_best", "quantity_high", "quantity_kind"),
)


def of_kind(*kinds: Kind) -> tuple[str, ...]:
    """Names of the columns of these kinds, in the order of the table."""
    return tuple(column.name for column in COLUMNS if column.kind in kinds)


@cache
def pandera_schema() -> pa.DataFrameSchema:
    """The schema that `Claims.table` keeps, as a pandera object made from `COLUMNS`.

    Returns
    -------
    pandera.DataFrameSchema
        Not strict: the table also carries `linked` and the quantity.
    """
    import pandera.pandas as pa

    def checks(column: Column) -> list[Any]:
        if column.kind == "count":
            return [pa.Check.in_range(0, GREATEST_COUNT), pa.Check(lambda s: s.dropna() % 1 == 0, name="whole")]
        if column.kind == "code":
            return [pa.Check.isin([*column.allowed, *([] if column.required else [""])])]
        return [pa.Check.str_length(min_value=1)] if column.required and column.kind in ("text", "category") else []

    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                None if column.dtype == "category" else column.dtype,
                checks(column),
                nullable=column.kind == "count" or (column.kind == "day" and not column.required),
                unique=column.name == "claim_id",
                title=column.name,
                description=column.meaning,
            )
            for column in COLUMNS
        },
        checks=[pa.Check(lambda frame: frame["start"] <= frame["end"], name="days in order")],
        title="Claims",
        strict=False,
    )
