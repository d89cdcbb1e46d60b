"""How much a run proves: `make test` takes minutes, `make prove` (HYPOTHESIS_PROFILE=prove) takes hours."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

NAME = os.environ.get("HYPOTHESIS_PROFILE", "test")
IS_LONG = NAME == "prove"

settings.register_profile("test", max_examples=200, deadline=None, derandomize=True, database=None)
settings.register_profile("prove", max_examples=20_000, deadline=None)
# for tests/mutation/run.py: a failure is enough, nobody reads the example
settings.register_profile(
    "mutation", max_examples=60, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(NAME)
