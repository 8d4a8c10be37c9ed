"""Tollbook: township statistics of armed conflict from public reports, with bounds, sources and as-of days kept."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

# Where each name that an analyst types lives. They are imported when first used, so that `import tollbook` and
# `tollbook --help` cost nothing.
_WHERE = {
    "read_claims": "tollbook.claims.reading",
    "examine_claims": "tollbook.claims.examining",
    "Claims": "tollbook.claims.table",
    "template": "tollbook.claims.template",
    "findings": "tollbook.incidents.findings",
    "findings_of": "tollbook.incidents.of_files",
    "aggregates": "tollbook.incidents.aggregates",
    "tally": "tollbook.tallies.tally",
    "tally_of": "tollbook.tallies.stored",
    "stocks": "tollbook.tallies.stocks",
    "rates": "tollbook.tallies.rates",
    "place": "tollbook.places",
    "places": "tollbook.places",
    "measures": "tollbook.measures",
    "chart": "tollbook.charts",
    "brief": "tollbook.briefs.brief",
    "paper": "tollbook.papers.paper",
    "notebooks": "tollbook.suite.contents",
    "panel": "tollbook.suite.panel.panel",
}
_MODULES = {"places", "measures", "chart"}

__all__ = sorted(["__version__", *_WHERE])


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _WHERE:
        raise AttributeError(f"module 'tollbook' has no attribute {name!r}.{_nearest(name)}")
    import importlib

    module = importlib.import_module(_WHERE[name])
    value = module if name in _MODULES else getattr(module, name)
    globals()[name] = value
    return value


def _nearest(name: str) -> str:
    """What is meant by a name that there is not; nothing for the names that Python itself asks for."""
    if name.startswith("_"):
        return ""
    import difflib

    near = difflib.get_close_matches(name, __all__, n=1)
    return f" The nearest is {near[0]!r}." if near else ""


def __dir__() -> list[str]:
    """Names for autocomplete: those that an analyst types, and not the modules that happen to be loaded."""
    return __all__
