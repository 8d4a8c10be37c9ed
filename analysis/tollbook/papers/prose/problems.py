"""What problems of a file of claims are called: some fifty codes under the names of what a person has to look at."""

from __future__ import annotations

from tollbook.charts.messages import mark
from tollbook.charts.words import Words

_NAMES = {
    mark("A day that is none, or can be read in two ways"): (
        *("not_a_day", "wrong_weekday", "ambiguous_day", "no_such_day", "short_year", "year_out_of_range"),
        *("time_of_day", "day_number", "not_one_day"),
    ),
    mark("Days in an order that can't be"): ("end_before_start", "future_day"),
    mark("A number that is no whole number"): (
        *("negative_count", "ambiguous_number", "not_whole", "not_a_number", "too_large"),
    ),
    mark("Low, best and high in the wrong order"): ("low_above_high", "low_above_best", "best_above_high"),
    mark("A value that the column does not take"): ("unknown_code", "reserved_name"),
    mark("A cell that must be filled is empty"): ("empty_required",),
    mark("A column is missing, or stands there twice"): ("missing_column", "double_column"),
    mark("Scope and measure do not go together"): ("stock_as_incident", "flow_as_level"),
    mark("No place, or a code that is no place's"): ("no_place", "unknown_pcode"),
    mark("A code that lies elsewhere than the place"): ("place_elsewhere", "place_apart"),
    mark("An id that another row has"): ("double_claim_id",),
    mark("A cell that can't be read"): (
        *("formula", "control_character", "huge_cell", "error_value", "merged_cells", "stray_cells"),
    ),
    mark("A row with more or fewer cells than the header"): ("ragged_row",),
    mark("Words and numbers that do not agree"): ("wording_clash",),
    mark("A name that leads to no certain place"): ("unresolved_place",),
    mark("What may be several incidents, or a part"): ("long_incident", "contains_incident", "inside_whole"),
    mark("An incident that lies in two states"): ("incident_apart",),
    mark("A code finer than the level of the place"): ("pcode_too_fine",),
    mark("Published before its last day"): ("published_too_early",),
    mark("Several days that are called one"): ("several_days",),
    mark("Neither words nor numbers"): ("no_quantity",),
    mark("The same claim twice"): ("double_claim",),
    mark("An address that is none"): ("odd_url",),
    mark("Damaged text"): ("damaged_text",),
    mark("A column or sheet that is left aside"): ("unknown_column", "several_sheets"),
}
#: Whatever else stands against a file is against all of it.
_NO_TABLE = mark("No table of claims can be read from the file")
_BY_CODE = {code: name for name, codes in _NAMES.items() for code in codes}


def name(code: str, words: Words) -> str:
    """What problems of a code are called."""
    return words.say(_BY_CODE.get(code, _NO_TABLE))
