"""Two tiers of tests, and how many examples a property gets in each.

``make test`` runs everything but the tests marked ``long``. ``make test-long`` (``pytest -m long``) runs those, and runs
every property again with many more examples. A person hunting for a fault adds ``--hypothesis-profile=wide``.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
# Without the phase that explains a failure: it runs a failing example hundreds of times more.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]

common = settings(deadline=None, phases=PHASES, suppress_health_check=SLOW)
settings.register_profile("short", common, max_examples=10, derandomize=True)
settings.register_profile("long", common, max_examples=80, derandomize=True, print_blob=True)
# The same examples every time, so that what passes for one passes for all; `--hypothesis-profile=wide` looks further.
settings.register_profile("wide", common, max_examples=1000, print_blob=True)


def longer_tier(config: pytest.Config) -> bool:
    """Whether only the long tests were asked for."""
    return bool(config.getoption("markexpr") == "long")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the number of examples before any test module is read."""
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("long" if longer_tier(config) else "short")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the longer tier every property counts as long."""
    if longer_tier(config):
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker(pytest.mark.long)
