"""The fields that notebooks share: the type, bounds and meaning of each parameter, written once.

A notebook's class picks from these and gives each its default: ``start: fields.Start = "2024-11-01"``. A parameter that
only one notebook has is declared in that notebook's module, from the kinds at the top: ``Annotated[fields.Number,
Field(ge=1, le=20, description="How many townships the page lists.")]``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from tollbook import measures
from tollbook.briefs.outputs.formats import FORMATS
from tollbook.charts.words import DIGITS, LANGUAGES
from tollbook.claims.schema import MEANS
from tollbook.incidents.rules import RULES
from tollbook.release.clearance import RELEASES
from tollbook.suite.declared import values
from tollbook.suite.declared.showing import Shown
from tollbook.tallies.geography import LEVELS

_MEASURES = tuple(measures.all_measures())
_FLOWS = tuple(name for name, measure in measures.all_measures().items() if not measure.is_stock)
#: Forms of a paper; a brief has more of them.
_OF_PAPERS = ("pdf", "html")
#: Periods by which a page adds up; the finer ones of a tally have their own rules of release.
_PERIODS = ("month", "quarter", "year")

# Kinds. With "or none" the default may be None, which a form shows as an empty field.
Text = Annotated[str, Shown("text")]
TextOrNone = Annotated[str | None, Shown("text")]
Texts = Annotated[list[str], Shown("text")]
Number = Annotated[int, Shown("number")]
NumberOrNone = Annotated[int | None, Shown("number")]
Day = Annotated[str, Shown("day"), AfterValidator(values.day)]
DayOrNone = Annotated[str | None, Shown("day"), AfterValidator(values.day)]
_AnyPlace = Annotated[str, Shown("place"), AfterValidator(values.place)]
_AnyPlaceOrNone = Annotated[str | None, Shown("place"), AfterValidator(values.place)]

# What it is about.
Place = Annotated[_AnyPlace, Field(description="Township, district, state or country: a name or a p-code.")]
PlaceOrNone = Annotated[
    _AnyPlaceOrNone,
    Field(description="Township, district, state or country: a name or a p-code; none: the whole country."),
]
Start = Annotated[Day, Field(description="First day of the period.")]
End = Annotated[Day, Field(description="Last day of the period.")]
StartOrNone = Annotated[DayOrNone, Field(description="First day of the period; none: from the first that there is.")]
EndOrNone = Annotated[DayOrNone, Field(description="Last day of the period; none: to the last that there is.")]
Level = Annotated[
    str,
    Shown("choice", LEVELS),
    AfterValidator(values.one_of(LEVELS, "no level")),
    Field(description="Level of place by which figures are added up."),
]
Every = Annotated[
    str,
    Shown("choice", _PERIODS),
    AfterValidator(values.one_of(_PERIODS, "no period")),
    Field(description="Period by which figures are added up."),
]
Measure = Annotated[
    str,
    Shown("choice", _MEASURES),
    AfterValidator(values.one_of(_MEASURES, "no measure")),
    Field(description="What is counted."),
]
Flow = Annotated[
    str,
    Shown("choice", _FLOWS),
    AfterValidator(values.one_of(_FLOWS, "no measure that adds up over time")),
    Field(description="What is counted, of what adds up over time."),
]
Measures = Annotated[
    list[str],
    Shown("choices", _MEASURES),
    AfterValidator(values.some_of(_MEASURES, "no measure")),
    Field(description="What is counted; none named: all that there is."),
]
Means = Annotated[
    list[str],
    Shown("choices", MEANS),
    AfterValidator(values.some_of(MEANS, "no means")),
    Field(description="How the harm was done; none named: all ways together."),
]
Incident = Annotated[
    str,
    Shown("text", is_told=True),
    Field(description="The incident, as the column incident_id of the claims has it, or the id of one of its claims."),
]

# What it is made from, and how.
AsOf = Annotated[DayOrNone, Field(description="Count reports published up to this day; none: all.")]
KnownOn = Annotated[DayOrNone, Field(description="Count claims entered up to this day; none: all.")]
Claims = Annotated[
    str | None,
    Shown("file", copied="claims file"),
    Field(description="Claims, CSV or XLSX; none: the coded sample that ships."),
]
Rule = Annotated[
    str,
    Shown("choice", RULES),
    AfterValidator(values.one_of(RULES, "no rule")),
    Field(description="How the claims of one incident become a finding."),
]
Sources = Annotated[
    list[str],
    Shown("text", is_told=True),
    Field(description="For the rule priority: outlets or origins, the most trusted first."),
]
Boundaries = Annotated[
    str | None,
    Shown("file", copied="boundaries file"),
    Field(description="Official township polygons for the map; none: areas derived from settlements."),
]
Population = Annotated[
    str | None,
    Shown("file", copied="population file"),
    Field(description="People by township, CSV or XLSX, for a map for 100,000 people; none: no such map."),
]
Coverage = Annotated[
    str | None,
    Shown("file", copied="coverage file"),
    Field(description="Where and when sources were looking, CSV; none: the table that ships, unknown throughout."),
]
Previous = Annotated[
    str | None,
    Shown("file", copied="last issue"),
    Field(description="The last issue, its facts file or PDF: what it said is held against what is known now."),
]

# How it is set, and its place in a series.
Language = Annotated[
    str,
    Shown("choice", LANGUAGES),
    AfterValidator(values.one_of(LANGUAGES, "no language that there is a catalogue for")),
    Field(description="Of the page and its charts."),
]
Digits = Annotated[
    str,
    Shown("choice", DIGITS),
    AfterValidator(values.one_of(DIGITS, "no digits that there are")),
    Field(description="Of numbers and days; native is the language's own."),
]
Issued = Annotated[
    DayOrNone,
    Field(description="Day that the page bears; none: its cut-off, which is as_of, else the latest publication day."),
]
Issue = Annotated[
    str | int | None, Shown("text"), Field(description="Number or name of this issue in a series; none: not set.")
]
NextIssue = Annotated[DayOrNone, Field(description="Day on which the next issue is due; none: not set.")]
Version = Annotated[Number, Field(ge=1, description="Of this issue; from 2 on it is part of the names of the files.")]

# What is made, what of it may leave, and where it goes.
_WHAT_IS_MADE = "What is made. Its data and facts always go along."
Formats = Annotated[
    list[str],
    Shown("choices", tuple(FORMATS)),
    AfterValidator(values.formats(tuple(FORMATS))),
    Field(description=_WHAT_IS_MADE),
]
PaperFormats = Annotated[
    list[str],
    Shown("choices", _OF_PAPERS),
    AfterValidator(values.formats(_OF_PAPERS)),
    Field(description=_WHAT_IS_MADE),
]
Release = Annotated[
    str,
    Shown("choice", RELEASES),
    AfterValidator(values.one_of(RELEASES, "no release")),
    Field(description="For whom it is: public holds back what must stay inside; internal tells all, marked so."),
]
Approval = Annotated[
    str | None,
    Shown("file", copied="approval"),
    Field(description="Record of the harm check (tollbook release approve); none: what is made is a draft."),
]
Beside = Annotated[
    list[str],
    Shown("file"),
    Field(description="Public outputs that are out already, files or folders: what they hold back is not given away."),
]
Output = Annotated[Text, Field(description="Folder for the PDF and what goes with it.")]
