"""Charts: functions that take tidy data and give a Matplotlib figure. They compute nothing."""

from tollbook.charts.bounds import bounds
from tollbook.charts.choropleth import choropleth
from tollbook.charts.claims_of_finding import claims_of_finding
from tollbook.charts.displacement import displacement
from tollbook.charts.months import strips
from tollbook.charts.multiples import multiples
from tollbook.charts.sides import sides
from tollbook.charts.steps import steps
from tollbook.charts.timeline import timeline
from tollbook.charts.trend import trend

__all__ = [
    "bounds",
    "choropleth",
    "claims_of_finding",
    "displacement",
    "multiples",
    "sides",
    "steps",
    "strips",
    "timeline",
    "trend",
]


def __dir__() -> list[str]:
    """Names for autocomplete: the charts, and not the modules that draw them."""
    return __all__
