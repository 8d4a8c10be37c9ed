"""Two tiers of tests, and how many examples a property gets.

``make test`` runs everything but the tests marked ``long``; ``make test-long`` (``pytest -m long``) runs those. Both take
the same examples every time, so that a run can be repeated. A person hunting for a fault in the rules runs the
properties with many more, found anew each time: ``pytest tests/incidents tests/tallies --hypothesis-profile=wide``.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
# Without the phase that explains a failure: it runs a failing example hundreds of times more.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]

common = settings(deadline=None, phases=PHASES, suppress_health_check=SLOW)
settings.register_profile("short", common, max_examples=10, derandomize=True)
settings.register_profile("wide", common, max_examples=500, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the number of examples before any test module is read."""
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("short")
