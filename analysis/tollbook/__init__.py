"""Tollbook: township statistics of armed conflict from public reports, with bounds, sources and as-of days kept."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

# Where each name that an analyst types lives. They are imported when first used, so that `import tollbook` and
# `tollbook --help` cost nothing.
_WHERE = {
    "read_claims": "tollbook.claims.reading",
    "Claims": "tollbook.claims.table",
    "template": "tollbook.claims.template",
    "findings": "tollbook.incidents.findings",
    "aggregates": "tollbook.incidents.aggregates",
    "tally": "tollbook.tallies.tally",
    "stocks": "tollbook.tallies.stocks",
    "rates": "tollbook.tallies.rates",
    "place": "tollbook.places",
    "places": "tollbook.places",
    "measures": "tollbook.measures",
    "chart": "tollbook.charts",
    "brief": "tollbook.briefs.brief",
    "paper": "tollbook.papers.paper",
}
_MODULES = {"places", "measures", "chart"}

__all__ = ["__version__", *sorted(_WHERE)]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _WHERE:
        raise AttributeError(f"module 'tollbook' has no attribute {name!r}")
    import importlib

    module = importlib.import_module(_WHERE[name])
    value = module if name in _MODULES else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Names for autocomplete."""
    return sorted({*globals(), *_WHERE})
