"""The notebooks that are run with parameters, by name: what each is for, and the class of its parameters."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook import shipped
from tollbook.briefs.errors import BriefError
from tollbook.suite.declared.aggregates_check import AggregatesCheck
from tollbook.suite.declared.airstrikes import Airstrikes
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.checking import check
from tollbook.suite.declared.data_quality import DataQuality
from tollbook.suite.declared.describing import Described, described
from tollbook.suite.declared.displacement import Displacement
from tollbook.suite.declared.incident_dossier import IncidentDossier
from tollbook.suite.declared.national_overview import NationalOverview
from tollbook.suite.declared.period_review import PeriodReview
from tollbook.suite.declared.start_here import StartHere
from tollbook.suite.declared.township_brief import TownshipBrief


class UnknownNotebook(BriefError):
    """There is no notebook of that name."""


@dataclass(frozen=True)
class Notebook:
    """A notebook of the suite.

    Attributes
    ----------
    name : str
        Of its file in ``notebooks/``, without the ending.
    title : str
    question : str
        What it answers, in one line that ends with a question mark.
    parameters : type
        The class of its parameters.
    makes : str
        What messages call that which it makes.
    """

    name: str
    title: str
    question: str
    parameters: type[Parameters]
    makes: str = "paper"

    @property
    def path(self) -> Path:
        """Its file."""
        return shipped.notebook(self.name)

    def check(self, values: Mapping[str, Any]) -> Parameters:
        """Its parameters from values by name; see `declared.checking.check`."""
        return check(self.parameters, values)

    def described(self) -> list[Described]:
        """Its parameters as forms and options show them."""
        return described(self.parameters)


TOWNSHIP_BRIEF = Notebook(
    "township_brief",
    "A township brief",
    "What was recorded in one place over one period, and how sure is it?",
    TownshipBrief,
    makes="brief",
)

#: All of them, in the order in which they are listed.
NOTEBOOKS: dict[str, Notebook] = {
    notebook.name: notebook
    for notebook in (
        Notebook("start_here", "Start here", "What is in the data, and what is not?", StartHere),
        TOWNSHIP_BRIEF,
        Notebook(
            "airstrikes",
            "Airstrikes",
            "How many airstrikes were recorded, and what harm was done?",
            Airstrikes,
        ),
        Notebook(
            "displacement",
            "Displacement",
            "How many people fled and how many are displaced, and after what?",
            Displacement,
        ),
        Notebook(
            "national_overview",
            "The country and its states",
            "What was recorded in the country, where most, and is it more than before?",
            NationalOverview,
        ),
        Notebook(
            "period_review",
            "A period in review",
            "What is different from the last period, what is only known better, and what may still move?",
            PeriodReview,
        ),
        Notebook(
            "incident_dossier",
            "Incident dossier",
            "What is known of one incident, who said it and when, and how much hangs on the rule?",
            IncidentDossier,
        ),
        Notebook(
            "data_quality",
            "Data quality",
            "What of a file of claims can be used, what not, and what should a person look at?",
            DataQuality,
        ),
        Notebook(
            "aggregates_check",
            "Totals of others",
            "How much of what others count does this sample hold, and where do others disagree?",
            AggregatesCheck,
        ),
    )
}


def find(name: str) -> Notebook:
    """The notebook of a name.

    Raises
    ------
    UnknownNotebook
        The message names the nearest.
    """
    if name not in NOTEBOOKS:
        near = difflib.get_close_matches(name, NOTEBOOKS, n=1, cutoff=0.0)[0]
        raise UnknownNotebook(
            f"There is no notebook {name!r}. The nearest is {near!r}; all of them: {', '.join(NOTEBOOKS)}."
        )
    return NOTEBOOKS[name]
