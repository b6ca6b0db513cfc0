"""What all tests may use: real servers, and how hard Hypothesis looks."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.stores.servers import (
    postgres_server,
    postgres_url,
    redis_server,
    redis_url,
)

__all__ = ["postgres_server", "postgres_url", "redis_server", "redis_url"]

# No time limits: a machine that is busy with something else finds no mistakes.
settings.register_profile(
    "everyday", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples on every run: what a change is told depends on the change alone.
settings.register_profile("ci", settings.get_profile("everyday"), derandomize=True)
settings.register_profile("full", settings.get_profile("everyday"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))
