"""How much a run proves: `make test` takes minutes, `make prove` (HYPOTHESIS_PROFILE=prove) takes hours."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

NAME = os.environ.get("HYPOTHESIS_PROFILE", "test")
IS_LONG = NAME == "prove"

# how long it takes to draw examples depends on the machine
EVERY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("test", EVERY, max_examples=100, derandomize=True, database=None)
settings.register_profile("prove", EVERY, max_examples=20_000)
# for tests/mutation/run.py: a failure is enough, nobody reads the example
settings.register_profile(
    "mutation", EVERY, max_examples=60, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(NAME)
